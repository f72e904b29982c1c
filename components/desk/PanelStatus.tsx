/** Above the queue: why no panel can be formed, and approvals in force that the panel found wrong. */

import { useContext, useEffect, useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import type { OverturnedRow, PanelGap, PanelView } from "../../utils/shared/contract/decision.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { ok } from "../../utils/shared/contract/result.ts";
import { dateTime } from "../../utils/shared/i18n/time.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { useLanguage } from "../ui/language.ts";
import { useRemembered } from "../ui/use-last-page.ts";
import { useLoad } from "../ui/use-load.ts";
import { ViewerContext } from "./case/case-changes.ts";
import { caseName } from "./queue/queue-rows.ts";

export type PanelCalls = Pick<Client, "getPanel">;

/** Failures are ignored: the queue reports connection problems. */
export function usePanel(calls: PanelCalls, opened: string | undefined) {
  const [kept, setKept] = useState<PanelView>();
  const viewer = useContext(ViewerContext)?.personId ?? "";
  // It is above the remembered queue, whose rows would move if it were drawn later.
  const remember = useRemembered<PanelView>("panel-shown", viewer, setKept);
  const { value, loading, reload } = useLoad("panel", async () => {
    const read = await calls.getPanel();
    if (read.ok) remember(read.value);
    // An older intake has no such route.
    return read.ok ? read : ok(none);
  });
  useEffect(() => {
    if (opened !== undefined) void reload();
  }, [opened]);
  return { panel: value ?? kept ?? none, loading };
}

const none: PanelView = { waiting: 0, overturned: [] };

interface PanelStatusProps {
  panel: PanelView;
  /** The viewer may decide cases. A refusal then shows a missing panel, so the line is left out. */
  decides: boolean;
  onOpen(caseId: string): void;
}

export function PanelStatus({ panel: { gap, waiting, overturned }, decides, onOpen }: PanelStatusProps) {
  const { t } = useLanguage();
  return (
    <>
      {gap && (waiting > 0 || !decides) ? (
        // A warning only where a decision waits for the panel.
        <p class={waiting > 0 ? "message warning" : "small muted panel-gap"} data-testid="panel-gap">
          <span>
            {t("panel.none")} <PanelGapText gap={gap} />
            {waiting > 0 ? ` ${t("panel.waiting", { count: waiting })}` : ""}
          </span>
        </p>
      ) : null}
      {overturned.length > 0 ? <Overturned rows={overturned} onOpen={onOpen} /> : null}
    </>
  );
}

/** Each waits for two supervisors who reverse it, or for time to pass: the panel alone changes nothing. */
function Overturned({ rows, onOpen }: { rows: readonly OverturnedRow[]; onOpen(caseId: string): void }) {
  const { language, t, words } = useLanguage();
  const [shown, setShown] = useState(false);
  return (
    <section class="open-objections" aria-label={t("panel.overturnedTitle")}>
      <button
        type="button"
        class="button link"
        aria-expanded={shown}
        data-testid="panel-overturned"
        onClick={() => setShown(!shown)}
      >
        {shown ? t("panel.overturnedHide") : t("panel.overturned", { count: rows.length })}
      </button>
      {shown ? (
        <ul>
          {rows.map((row) => (
            <li key={row.decisionId}>
              <button
                type="button"
                class="button quiet"
                data-testid="overturned-row"
                onClick={() => onOpen(row.caseId)}
              >
                <span>
                  {words(categories[row.category].short)}, {t(`site.${row.site}`)}
                </span>
                <span class="small muted">{caseName(language, row)}</span>
                <span class="small muted">{dateTime(language, row.at)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** One sentence: the number of possible members, and the kinds that are missing. */
export function PanelGapText({ gap: { members, missing } }: { gap: PanelGap }) {
  const { t } = useLanguage();
  const kinds = missing.map((kind) => t(`affiliation.${kind}`)).join(", ");
  const counted = { members, needed: limits.panelVotes };
  return <>{missing.length === 0 ? t("panel.few", counted) : t("panel.missing", { ...counted, kinds })}</>;
}
