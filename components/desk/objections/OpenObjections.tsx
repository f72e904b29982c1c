/** Open objections above the queue: their number, and each one's time left. */

import { useContext, useEffect, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { useLanguage } from "../../ui/language.ts";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { useRemembered } from "../../ui/use-last-page.ts";
import { useLoad } from "../../ui/use-load.ts";
import { ViewerContext } from "../case/case-changes.ts";
import { TimeLeft, type TimeLeftProps } from "../UrgencyTags.tsx";

/** Lists open objections first. */
export type ObjectionCalls = Pick<Client, "listObjections">;

/** `calls` is undefined if the role hears no objections. Failures are ignored: the queue reports connection problems. */
export function useOpenObjections(calls: ObjectionCalls | undefined, opened: string | undefined) {
  const [kept, setKept] = useState<Listed>();
  const viewer = useContext(ViewerContext)?.personId ?? "";
  // They are above the remembered queue, whose rows would move if they were drawn later.
  const remember = useRemembered<Listed>("objections-shown", viewer, setKept);
  const { value, loading, reload } = useLoad("objections", async () => {
    const read = (await calls?.listObjections()) ?? ok(none);
    if (read.ok) remember({ objections: read.value.objections });
    return read;
  });
  useEffect(() => {
    if (opened !== undefined) void reload();
  }, [opened]);
  const { objections } = value ?? kept ?? none;
  return { objections: objections.filter(({ state }) => state === "open"), loading, reload };
}

interface Listed {
  objections: ObjectionRow[];
}

const none: Listed = { objections: [] };

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
                  <SubjectName subject={objection.subject} />
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
