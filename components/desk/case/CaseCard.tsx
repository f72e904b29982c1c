/** One line of the queue: a case, or several adjacent cases of one group. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { Burst } from "../../../utils/shared/contract/group.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { spokenLanguageName } from "../../../utils/shared/i18n/spoken-languages.ts";
import { duration } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { ChevronRight, Layers } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { priorityWords, severityGrade } from "../decision/QueuePosition.tsx";
import type { Item, OpenTarget } from "../queue/queue-rows.ts";
import { shortMs, TimeLeft, type TimeLeftProps, UrgentTag } from "../UrgencyTags.tsx";

export interface CaseCardProps {
  item: Item;
  leftMs: TimeLeftProps["leftMs"];
  nowMs: number;
  open: boolean;
  groups: boolean;
  onOpen(opened: OpenTarget): void;
  onOpenItem(): void;
}

const leastMs = 60_000;
/** The usual kind of post on each site. A row of this kind shows only the name of the site. */
const usualKinds: ReadonlySet<CaseRow["kind"]> = new Set(["post", "video", "message"]);

/** For placeholders of a text. Less than a minute is given as one minute. */
export function burstWords(
  language: Language,
  { authors, from, to }: Burst,
): { authors: number; duration: string } {
  const withinMs = Date.parse(to) - Date.parse(from);
  return { authors, duration: duration(language, Math.max(leastMs, withinMs)) };
}

type Mark = [words: string, tone: string];

function teamworkMarks({ mentioned, assigned }: CaseRow, t: ReturnType<typeof useLanguage>["t"]): Mark[] {
  const name = assigned?.to;
  return [
    ...(mentioned ? [[t("queue.mentioned"), "warning"] satisfies Mark] : []),
    ...(name === undefined
      ? []
      : [[assigned?.own ? t("queue.assignedOwn") : t("queue.assigned", { name }), ""] satisfies Mark]),
  ];
}

/** Tags of a case in the queue: the urgent lane, state, claim, open question, burst in its group, language. */
function CaseMarks({ row, nowMs }: { row: CaseRow; nowMs: number }) {
  const { language, t } = useLanguage();
  const { claim, group } = row;
  const marks: Mark[] = [];
  if (row.state !== "open") marks.push([t(`caseState.${row.state}`), stateTone(row.state)]);
  if (group?.burst) marks.push([t("queue.burst", burstWords(language, group.burst)), "warning"]);
  const heldMs = claim ? Date.parse(claim.until) - nowMs : 0;
  if (claim && heldMs > 0) {
    const held = { name: claim.by, duration: duration(language, heldMs) };
    marks.push([claim.own ? t("queue.claimedOwn") : t("queue.claimed", held), ""]);
  }
  marks.push(...teamworkMarks(row, t));
  if (row.asked) marks.push([t("queue.asked"), ""]);
  if (row.reviewAsked) marks.push([t("queue.reviewAsked"), ""]);
  if (row.language !== undefined && row.language !== "id")
    marks.push([spokenLanguageName(language, row.language), ""]);
  if (marks.length === 0 && !row.urgent) return null;
  return (
    <span class="row-marks">
      {row.urgent ? <UrgentTag /> : null}
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

/** The platform's limit as a line that runs out. `TimeLeft` has it in words. */
function TimeBar({ row, leftMs }: Pick<TimeLeftProps, "leftMs"> & { row: CaseRow }) {
  if (row.dueAt === undefined || leftMs === undefined) return null;
  const wholeMs = Date.parse(row.dueAt) - Date.parse(row.firstAt);
  const share = wholeMs > 0 ? Math.min(1, Math.max(0, leftMs / wholeMs)) : 0;
  const tone = leftMs < 0 ? "late" : leftMs < shortMs ? "short" : "";
  return (
    <span class={`time-bar ${tone}`} aria-hidden="true">
      <span style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </span>
  );
}

export function CaseCard({ item, leftMs, nowMs, open, groups, onOpen, onOpenItem }: CaseCardProps) {
  const { language, t, words } = useLanguage();
  const [row] = item.rows;
  const { group } = row;
  const folded = item.rows.length > 1;
  const site = t(`site.${row.site}`);
  const facts = [
    usualKinds.has(row.kind) ? site : t("form.what", { kind: t(`kind.${row.kind}`), site }),
    ...priorityWords(language, row.standing),
    ...(folded ? [t("queue.folded", { count: item.rows.length })] : []),
    ...(!folded && row.reports > 1 ? [t("review.reports", { count: row.reports })] : []),
  ];
  return (
    <li class="queue-item case-item">
      <button
        type="button"
        class="row"
        data-testid={folded ? "group-row" : "case-row"}
        data-case={row.id}
        data-state={row.state}
        data-severity={severityGrade(row.standing.severity)}
        aria-current={open}
        onClick={onOpenItem}
      >
        <span class="row-head">
          <strong class="row-author">
            {row.author ? <Foreign text={row.author} /> : words(categories[row.category].short)}
          </strong>
          <TimeLeft row={row} leftMs={leftMs} />
        </span>
        <span class="row-body">
          {row.excerpt ? (
            <Foreign text={row.excerpt} />
          ) : (
            <span class="muted">
              <SubjectName subject={row.subject} />
            </span>
          )}
        </span>
        <span class="row-foot">
          <span class="whole row-category">{words(categories[row.category].short)} · </span>
          {facts.map((fact, at) => (
            // Lines break between facts, not within one.
            <span key={fact} class="whole">
              {at < facts.length - 1 ? `${fact} · ` : fact}
            </span>
          ))}
        </span>
        <CaseMarks row={row} nowMs={nowMs} />
        <TimeBar row={row} leftMs={leftMs} />
      </button>
      {groups && group && group.cases > 1 ? (
        <button
          type="button"
          class="button link row-group"
          aria-label={t("queue.openGroup", { count: group.cases })}
          data-testid="open-group"
          data-group={group.id}
          onClick={() => onOpen({ kind: "group", id: group.id })}
        >
          <Layers size={14} aria-hidden="true" />
          {t("queue.similar", { count: group.cases })}
          <ChevronRight size={14} aria-hidden="true" />
        </button>
      ) : null}
    </li>
  );
}
