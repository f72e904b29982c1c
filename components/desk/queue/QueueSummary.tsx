/** Shown beside the queue while no case is open: what waits, and where to begin. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { type OpenTarget, shownCount } from "./queue-rows.ts";

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

export function QueueSummary(props: QueueSummaryProps) {
  const { rows, more, leftMs, turns, filter, onFilter, onOpen, onNext } = props;
  const { t } = useLanguage();
  if (rows.length === 0) return <Empty title={t("review.pick")} hint={t("review.pickHint")} />;
  const late = rows.filter((row) => (leftMs(row) ?? 0) < 0);
  const own = rows.filter(({ claim, assigned, mentioned }) => claim?.own || assigned?.own || mentioned);
  const proposed = rows.filter(({ state }) => state === "proposed");
  const open = ([first]: readonly CaseRow[]) => first && onOpen({ kind: "case", id: first.id });
  const count = (list: readonly CaseRow[]) => `${list.length}${more ? "+" : ""}`;
  const lines = [
    { name: "late", count: count(late), tone: late.length > 0 ? "urgent" : "", act: () => open(late) },
    { name: "own", count: count(own), tone: "", act: () => open(own) },
    turns
      ? {
          name: "confirm" as const,
          count: shownCount(turns.confirm),
          tone: "",
          act: () => onFilter({ state: "pending", turn: "confirm" }),
        }
      : {
          name: "proposed" as const,
          count: count(proposed),
          tone: "",
          act: () =>
            filter.state === "pending" ? onFilter({ ...filter, state: "proposed" }) : open(proposed),
        },
    { name: "all", count: count(rows), tone: "", act: onNext },
  ] as const;
  return (
    <section class="queue-summary" aria-label={t("summary.title")} data-testid="queue-summary">
      <h2 class="title">{t("summary.title")}</h2>
      <ul>
        {lines.map(({ name, count: shown, tone, act }) => (
          <li key={name}>
            <button
              type="button"
              class={`summary-line ${tone}`}
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
