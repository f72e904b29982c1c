/** Sites whose pages the browser keeps from the extension, and the way to allow them again. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { ClosedSite } from "../../utils/extension/browser/site-access.ts";
import { Check, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

export interface SiteAccessProps {
  follow(listener: (closed: ClosedSite[]) => void): () => void;
  /** Prompts the person. */
  request(closed: readonly ClosedSite[]): Promise<boolean>;
  /** Set in the popup, which the browser's question would close. */
  onOpenOptions?: () => void;
}

const hostOf = (pattern: string) => pattern.replace(/^\*:\/\/(\*\.)?|\/\*$/g, "");

/** Renders nothing while every site is allowed. */
export function SiteAccess({ follow, request, onOpenOptions }: SiteAccessProps) {
  const { t } = useLanguage();
  const [closed, setClosed] = useState<readonly ClosedSite[]>([]);
  const [refused, setRefused] = useState(false);
  const wasClosed = useRef(false);
  useEffect(() => follow(setClosed), []);
  wasClosed.current ||= closed.length > 0;

  if (onOpenOptions) {
    if (closed.length === 0) return null;
    const sites = closed.map(({ site }) => t(`site.${site}`)).join(", ");
    return (
      <section class="page-offer" aria-label={t("access.title")} data-testid="site-access">
        <div class="message warning">
          <TriangleAlert size={16} aria-hidden="true" />
          <p>{t("access.closedOn", { sites })}</p>
          <div class="buttons">
            <button type="button" class="button" data-testid="open-site-access" onClick={onOpenOptions}>
              {t("home.openSettings")}
            </button>
          </div>
        </div>
      </section>
    );
  }
  if (!wasClosed.current) return null;
  const ask = async () => setRefused(!(await request(closed)));
  return (
    <section class="options-card" data-testid="site-access">
      <h2>{t("access.title")}</h2>
      {closed.length > 0 ? (
        <>
          <p>{t("access.closed")}</p>
          <ul class="sees">
            {closed.map(({ site, patterns }) => (
              <li key={site} data-site={site}>
                {t(`site.${site}`)}{" "}
                <span class="small muted">{[...new Set(patterns.map(hostOf))].join(", ")}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div role="status">
        {closed.length === 0 ? (
          <p class="message done" data-testid="sites-allowed">
            <Check size={16} aria-hidden="true" />
            {t("access.allowed")}
          </p>
        ) : null}
        {refused && closed.length > 0 ? <p class="message warning">{t("access.refused")}</p> : null}
      </div>
      {closed.length > 0 ? (
        <button type="button" class="button primary" data-testid="allow-sites" onClick={() => void ask()}>
          {t("access.allow")}
        </button>
      ) : null}
    </section>
  );
}
