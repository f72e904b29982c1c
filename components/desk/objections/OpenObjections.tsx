/** Open objections above the queue: their number, and each one's time left. */

import { useState } from "preact/hooks";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TimeLeft, type TimeLeftProps } from "../TimeLeft.tsx";

export interface OpenObjectionsProps {
  /** Most urgent first. */
  objections: readonly ObjectionRow[];
  leftMs(objection: ObjectionRow): TimeLeftProps["leftMs"];
  onOpen(caseId: string): void;
}

export function OpenObjections({ objections, leftMs, onOpen }: OpenObjectionsProps) {
  const { t, words } = useLanguage();
  const [shown, setShown] = useState(false);
  if (objections.length === 0) return null;
  return (
    <section class="open-objections" aria-label={t("objections.title")}>
      <button
        type="button"
        class="button link"
        aria-expanded={shown}
        data-testid="objections-waiting"
        onClick={() => setShown(!shown)}
      >
        {shown ? t("objections.hide") : t("objections.waiting", { count: objections.length })}
      </button>
      {shown ? (
        <ul>
          {objections.map((objection) => (
            <li key={objection.id}>
              <button
                type="button"
                class="button quiet"
                data-testid="objection-row"
                onClick={() => onOpen(objection.caseId)}
              >
                <span>
                  {words(categories[objection.category].short)}, {t(`site.${objection.site}`)}
                </span>
                <span class="small muted">
                  <Foreign text={objection.subject} />
                </span>
                <TimeLeft row={objection} leftMs={leftMs(objection)} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
