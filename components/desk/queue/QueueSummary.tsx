/** Shown beside the queue while no case is open: what waits, and where to begin. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { cappedCount } from "../../../utils/shared/i18n/capped-count.ts";
import { useLanguage } from "../../ui/language.ts";
import type { OpenTarget } from "./queue-rows.ts";

export interface QueueSummaryProps {
  rows: readonly CaseRow[];
  /** The list has more cases than are loaded. */
  more: boolean;
  leftMs(row: CaseRow): number | undefined;
  /** Undefined if the viewer has no turns. */
  turns: TurnCounts | undefined;
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
  onOpen(opened: OpenTarget): void;
  onNext(): void;
}

interface Line {
  name: "late" | "own" | "proposed" | "confirm" | "all";
  count: string;
  act(): void;
}

/** The counts of the whole queue. Each line opens its view. */
function countedLines(turns: TurnCounts, onFilter: QueueSummaryProps["onFilter"]): Line[] {
  return [
    {
      name: "late",
      count: cappedCount(turns.late),
      act: () => onFilter({ state: "pending", late: "true" }),
    },
    { name: "own", count: cappedCount(turns.mine), act: () => onFilter({ state: "pending", mine: "true" }) },
    {
      name: "confirm",
      count: cappedCount(turns.confirm),
      act: () => onFilter({ state: "pending", turn: "confirm" }),
    },
  ];
}

export function QueueSummary(props: QueueSummaryProps) {
  const { rows, more, leftMs, turns, filter, onFilter, onOpen, onNext } = props;
  const { t } = useLanguage();
  // The list tells why it is empty.
  if (rows.length === 0) return null;
  const late = rows.filter((row) => (leftMs(row) ?? 0) < 0);
  const own = rows.filter(({ claim, assigned, mentioned }) => claim?.own || assigned?.own || mentioned);
  const proposed = rows.filter(({ state }) => state === "proposed");
  const open = ([first]: readonly CaseRow[]) => first && onOpen({ kind: "case", id: first.id });
  const count = (list: readonly CaseRow[]) => `${list.length}${more ? "+" : ""}`;
  const listed: Line[] = [
    { name: "late", count: count(late), act: () => open(late) },
    { name: "own", count: count(own), act: () => open(own) },
    {
      name: "proposed",
      count: count(proposed),
      act: () => (filter.state === "pending" ? onFilter({ ...filter, state: "proposed" }) : open(proposed)),
    },
  ];
  const lines: Line[] = [
    ...(turns ? countedLines(turns, onFilter) : listed),
    { name: "all", count: count(rows), act: onNext },
  ];
  return (
    <section class="queue-summary" aria-label={t("summary.title")} data-testid="queue-summary">
      <h2 class="title">{t("summary.title")}</h2>
      <ul>
        {lines.map(({ name, count: shown, act }) => (
          <li key={name}>
            <button
              type="button"
              class={name === "late" && shown !== "0" ? "summary-line urgent" : "summary-line"}
              data-testid={`summary-${name}`}
              disabled={Number.parseInt(shown, 10) === 0}
              onClick={act}
            >
              <strong>{shown}</strong>
              <span>{t(`summary.${name}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button primary" data-testid="summary-begin" onClick={onNext}>
        {t("summary.begin")} <kbd>n</kbd>
      </button>
      <p class="small muted">{t("review.pickHint")}</p>
    </section>
  );
}
