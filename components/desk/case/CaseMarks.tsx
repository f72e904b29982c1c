/** Tags of a case in the queue: state, claim, open question, burst in its group, language. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import { duration } from "../../../utils/shared/i18n/time.ts";
import { tongueName } from "../../../utils/shared/i18n/tongues.ts";
import { useLanguage } from "../../ui/language.ts";
import { burstWords } from "../burst-words.ts";

export function CaseMarks({ row, nowMs }: { row: CaseRow; nowMs: number }) {
  const { language, t } = useLanguage();
  const { claim, group } = row;
  const marks: [words: string, tone: string][] = [];
  if (row.state !== "open") marks.push([t(`caseState.${row.state}`), stateTone(row.state)]);
  if (group?.burst) marks.push([t("queue.burst", burstWords(language, group.burst)), "warning"]);
  const heldMs = claim ? Date.parse(claim.until) - nowMs : 0;
  if (claim && heldMs > 0) {
    const held = { name: claim.by, duration: duration(language, heldMs) };
    marks.push([claim.own ? t("queue.claimedOwn") : t("queue.claimed", held), ""]);
  }
  if (row.asked) marks.push([t("queue.asked"), ""]);
  if (row.reviewAsked) marks.push([t("queue.reviewAsked"), ""]);
  if (row.language !== undefined && row.language !== "id")
    marks.push([tongueName(language, row.language), ""]);
  if (marks.length === 0) return null;
  return (
    <span class="row-marks">
      {marks.map(([words, tone]) => (
        <span key={words} class={`tag ${tone}`}>
          {words}
        </span>
      ))}
    </span>
  );
}

function stateTone(state: CaseRow["state"]): string {
  if (state === "approved") return "done";
  return state === "proposed" || state === "panel" ? "warning" : "";
}
