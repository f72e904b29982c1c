/** Link targets of a case: other posts with the same target, and findings about its page. Facts, never a verdict. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { LinkedHost, LinkInspection } from "../../../utils/shared/contract/link-inspection.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import type { LinkCalls } from "./case-calls.ts";
import { LinkForm } from "./LinkForm.tsx";
import "./links.css";
import { Foreign } from "../../ui/Foreign.tsx";

export interface LinkedHostsProps {
  view: CaseView;
  calls: LinkCalls;
  onOpen(caseId: string): void;
  /** Called when the case's log has a new entry. */
  onChanged(): Promise<void>;
}

export function LinkedHosts(props: LinkedHostsProps) {
  const links = props.view.reportList.some(({ evidence }) => evidence.fields.links !== undefined);
  return links ? <HostList {...props} /> : null;
}

function HostList({ view, calls, onOpen, onChanged }: LinkedHostsProps) {
  const { t } = useLanguage();
  const { value, problem, reload } = useLoad(`links of ${view.id}`, () => calls.getCaseLinks(view.id));
  const reloadAll = async () => {
    await reload();
    await onChanged();
  };
  if (value?.hosts.length === 0) return null;
  return (
    <section class="block" aria-busy={!value} data-testid="links">
      <h2>{t("links.title")}</h2>
      <p class="small muted">{t("links.hint")}</p>
      {value || problem ? null : <Skeleton label={t("home.loading")} rows={1} height={96} />}
      {problem ? <Failure problem={problem} /> : null}
      <ul class="linked-hosts">
        {value?.hosts.map((one) => (
          <li key={one.host} class="card" data-testid="linked-host" data-host={one.host}>
            <LinkedHostRow one={one} onOpen={onOpen} />
            {value.mayLook ? (
              <Fold label={t("links.note")} testId="link-note">
                <LinkForm
                  caseId={view.id}
                  host={one.host}
                  onSend={(body) => calls.lookAtLink(view.id, body)}
                  onSaved={reloadAll}
                />
              </Fold>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinkedHostRow({ one, onOpen }: { one: LinkedHost; onOpen(caseId: string): void }) {
  const { t } = useLanguage();
  const { host, addresses, elsewhere, looks } = one;
  const { cases, authors, more, newest } = elsewhere;
  const said = more ? "links.more" : cases === 0 ? "links.alone" : "links.elsewhere";
  return (
    <>
      <h3>
        <Foreign text={host} />
      </h3>
      {addresses.map((address) => (
        <p key={address} class="small">
          <Foreign text={address} />{" "}
          <a href={address} target="_blank" rel="noreferrer noopener" data-testid="link-open">
            {t("links.open")}
          </a>
        </p>
      ))}
      <p data-testid="link-elsewhere" data-cases={cases}>
        {t(said, { cases, authors })}
      </p>
      <ul class="other-cases">
        {newest.map(({ caseId, subject }) => (
          <li key={caseId}>
            <button type="button" class="button link" onClick={() => onOpen(caseId)}>
              {t("links.openCase", { subject })}
            </button>
          </li>
        ))}
      </ul>
      {looks.length === 0 ? <p class="muted">{t("links.unseen")}</p> : null}
      {looks.map((look) => (
        <LinkInspectionLine key={look.id} look={look} />
      ))}
    </>
  );
}

function LinkInspectionLine({ look }: { look: LinkInspection }) {
  const { language, t } = useLanguage();
  const { page, advertisements, covering, note, by, at } = look;
  return (
    <div data-testid="link-look" data-page={page}>
      <p>
        {t(covering ? "links.lookCovering" : "links.look", {
          page: t(`linkedPage.${page}`),
          count: advertisements,
        })}
      </p>
      {note === undefined ? null : (
        <p>
          <Foreign text={note} />
        </p>
      )}
      <p class="small muted">{t("links.by", { name: by, when: dateTime(language, at) })}</p>
    </div>
  );
}
