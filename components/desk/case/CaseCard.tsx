/** One line of the queue: a case, or several adjacent cases of one group. */

// biome-ignore-all lint/a11y/useSemanticElements: a narrow list shows the cells of a row as text, which no table can
// biome-ignore-all lint/a11y/useFocusableInteractive: the row is focused, not its cells

import type { ComponentChildren } from "preact";
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
  selected: boolean;
  /** `range`: with all lines from the last selected one. Undefined if the viewer selects no cases. */
  onSelect: ((range: boolean) => void) | undefined;
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

/** Tags of a line: the urgent lane, folded cases, state, mention, open question, burst in its group, language. */
function CaseMarks({ item, children }: Pick<CaseCardProps, "item"> & { children: ComponentChildren }) {
  const { language, t } = useLanguage();
  const [row, ...folded] = item.rows;
  const { group } = row;
  const marks: Mark[] = [];
  if (folded.length > 0) marks.push([t("queue.folded", { count: item.rows.length }), ""]);
  if (row.state !== "open") marks.push([t(`caseState.${row.state}`), stateTone(row.state)]);
  if (group?.burst) marks.push([t("queue.burst", burstWords(language, group.burst)), "warning"]);
  if (row.mentioned) marks.push([t("queue.mentioned"), "warning"]);
  if (row.asked) marks.push([t("queue.asked"), ""]);
  if (row.reviewAsked) marks.push([t("queue.reviewAsked"), ""]);
  if (row.language !== undefined && row.language !== "id")
    marks.push([spokenLanguageName(language, row.language), ""]);
  if (marks.length === 0 && !row.urgent && !children) return null;
  return (
    <span class="row-marks">
      {row.urgent ? <UrgentTag /> : null}
      {marks.map(([words, tone]) => (
        <span key={words} class={`tag ${tone}`}>
          {words}
        </span>
      ))}
      {children}
    </span>
  );
}

type CaseHoldersProps = Pick<CaseCardProps, "open" | "nowMs"> & { row: CaseRow };

/** Names the person who has the case open, unless it is open beside this row, and the one to whom it is assigned. */
function CaseHolders({ row, open, nowMs }: CaseHoldersProps) {
  const { language, t } = useLanguage();
  const { claim, assigned } = row;
  const leftMs = claim ? Date.parse(claim.until) - nowMs : 0;
  const holders: string[] = [];
  if (claim && leftMs > 0 && !(claim.own && open)) {
    const held = { name: claim.by, duration: duration(language, leftMs) };
    holders.push(claim.own ? t("queue.claimedOwn") : t("queue.claimed", held));
  }
  if (assigned)
    holders.push(assigned.own ? t("queue.assignedOwn") : t("queue.assigned", { name: assigned.to }));
  return (
    <span role="gridcell" class="row-holders">
      {holders.map((words) => (
        <span key={words} class="tag">
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

/** In the narrow layout the facts are one line of text; columns need no separator. */
const Separator = () => <span class="row-separator"> · </span>;

/** Category and facts of the queue's order, site, number of reports, and holders: one line, or columns. */
function CaseFoot({ item, open, nowMs }: Pick<CaseCardProps, "item" | "open" | "nowMs">) {
  const { language, t, words } = useLanguage();
  const [row] = item.rows;
  const site = t(`site.${row.site}`);
  const reports = item.rows.reduce((sum, caseRow) => sum + caseRow.reports, 0);
  const several = reports > 1 && item.rows.length === 1;
  const priority = priorityWords(language, row.standing);
  return (
    <span class="row-foot">
      <span role="gridcell" class="row-kind">
        <span class="whole row-category">
          {words(categories[row.category].short)}
          <Separator />
        </span>
        <span class="row-priority">
          {priority.map((fact, at) => (
            // Lines break between facts, not within one.
            <span key={fact} class="whole">
              {fact}
              {at < priority.length - 1 ? " · " : <Separator />}
            </span>
          ))}
        </span>
      </span>
      <span role="gridcell" class="row-site">
        <span class="whole">
          {usualKinds.has(row.kind) ? site : t("form.what", { kind: t(`kind.${row.kind}`), site })}
          {several ? <Separator /> : null}
        </span>
      </span>
      <span role="gridcell" class="row-reports">
        {several ? <span class="whole row-counted">{t("review.reports", { count: reports })}</span> : null}
        <span class="row-number">{reports}</span>
      </span>
      <CaseHolders row={row} open={open} nowMs={nowMs} />
    </span>
  );
}

/** Names of the columns, which the list has while it is wide. */
export function CaseColumns({ selects }: { selects: boolean }) {
  const { t } = useLanguage();
  return (
    <div role="row" class="queue-columns" data-testid="queue-columns">
      {selects ? (
        <span role="columnheader">
          <span class="hidden-text">{t("selection.column")}</span>
        </span>
      ) : null}
      {(["post", "category", "site", "reports", "holders", "limit"] as const).map((name) => (
        <span key={name} role="columnheader" data-column={name}>
          {t(`queue.${name}`)}
        </span>
      ))}
    </div>
  );
}

type SelectBoxProps = Pick<CaseCardProps, "selected"> & { row: CaseRow; onSelect(range: boolean): void };

/** For the mouse; by keyboard the row itself is selected. */
function SelectBox({ row, selected, onSelect }: SelectBoxProps) {
  const { t } = useLanguage();
  const { author, excerpt, subject } = row;
  return (
    <span role="gridcell" class="row-select">
      {/* A press with Shift must not select text. */}
      <label onMouseDown={(event) => event.shiftKey && event.preventDefault()}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t("group.tick", { name: [author, excerpt].filter(Boolean).join(": ") || subject })}
          data-testid="case-select"
          checked={selected}
          onClick={(event) => {
            onSelect(event.shiftKey);
            event.currentTarget.closest<HTMLElement>(".row")?.focus();
          }}
        />
      </label>
    </span>
  );
}

/** Author, words and marks, with the way to similar cases. */
function CasePost({ item, groups, onOpen }: Pick<CaseCardProps, "item" | "groups" | "onOpen">) {
  const { t, words } = useLanguage();
  const [row] = item.rows;
  const { group } = row;
  return (
    <span role="gridcell" class="row-post">
      <strong class="row-author">
        {row.author ? <Foreign text={row.author} /> : words(categories[row.category].short)}
      </strong>
      <span class="row-body">
        {row.excerpt ? (
          <Foreign text={row.excerpt} />
        ) : (
          <span class="muted">
            <SubjectName subject={row.subject} />
          </span>
        )}
      </span>
      <CaseMarks item={item}>
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
      </CaseMarks>
    </span>
  );
}

/** On the row itself and without a modifier: Ctrl+Enter sends what the open case holds. */
function isOpening(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, repeat, target, currentTarget } = event;
  if (ctrlKey || metaKey || altKey || shiftKey || repeat || target !== currentTarget) return false;
  return key === "Enter" || key === " ";
}

/** On the box or on the button within the row. */
const isOnControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest(".row-select, button") !== null;

/** A row is opened as a whole: by a click, Enter or Space. */
export function CaseCard(props: CaseCardProps) {
  const { item, leftMs, nowMs, open, selected, onSelect, onOpenItem } = props;
  const [row] = item.rows;
  return (
    <div
      role="row"
      class="row queue-item case-item"
      tabIndex={0}
      data-testid={item.rows.length > 1 ? "group-row" : "case-row"}
      data-case={row.id}
      data-state={row.state}
      data-severity={severityGrade(row.standing.severity)}
      aria-current={open}
      aria-selected={onSelect ? selected : undefined}
      onClick={(event) => {
        if (!isOnControl(event.target)) onOpenItem();
      }}
      onKeyDown={(event) => {
        if (!isOpening(event)) return;
        event.preventDefault();
        onOpenItem();
      }}
    >
      {onSelect ? <SelectBox row={row} selected={selected} onSelect={onSelect} /> : null}
      <CasePost {...props} />
      <CaseFoot item={item} open={open} nowMs={nowMs} />
      <span role="gridcell" class="row-limit">
        <TimeLeft row={row} leftMs={leftMs} />
        <TimeBar row={row} leftMs={leftMs} />
      </span>
    </div>
  );
}
