/** The commitment board: each platform's promises of 2017 and their results in one month. */

import { useId, useRef, useState } from "preact/hooks";
import type { Board, CommitmentRow } from "../../../utils/shared/contract/board.ts";
import type { DeciderRow } from "../../../utils/shared/contract/deciders.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { date, dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { type Commitment, commitments } from "../../../utils/shared/policy/commitments.ts";
import { subReasonOf } from "../../../utils/shared/policy/sub-reasons.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { CommitmentCard } from "./CommitmentCard.tsx";
import { daysOf, monthName } from "./commitment-words.ts";

interface BoardCalls {
  /** Without `month`, returns the newest counted month. */
  getBoard(month?: string): Promise<Result<Board>>;
  /** Undefined if the role may not see how supervisors approved. */
  listDeciders?: ((month?: string) => Promise<Result<{ rows: DeciderRow[] }>>) | undefined;
}

export interface CommitmentBoardProps {
  calls: BoardCalls;
  /** Undefined if the role has no access to the queue of all cases. */
  onCases?: ((filter: QueueFilter) => void) | undefined;
}

const sites = [...new Set(commitments.map(({ site }) => site))];

export function CommitmentBoard({ calls, onCases }: CommitmentBoardProps) {
  const { t } = useLanguage();
  const [month, setMonth] = useState<string>();
  const { value, problem, loading, reload } = useLoad(`board:${month ?? ""}`, () => calls.getBoard(month));
  // Kept while another month loads or fails; otherwise the picker would disappear with its focus.
  const months = useRef<readonly string[]>([]);
  if (value) months.current = value.months;
  const isEmpty = problem?.code === "month-unknown" && month === undefined;
  return (
    <section class="board" aria-label={t("board.title")} aria-busy={loading} data-testid="board">
      <header class="board-head">
        <h2 class="title">{t("board.title")}</h2>
        {months.current.length > 0 ? (
          <MonthPick
            months={months.current}
            month={month ?? value?.month ?? months.current[0] ?? ""}
            onPick={setMonth}
          />
        ) : null}
        <IconButton
          label={t("review.refresh")}
          icon={RefreshCw}
          data-testid="board-refresh"
          onClick={() => void reload()}
        />
      </header>
      {problem && !isEmpty ? <Failure problem={problem} onRetry={reload} /> : null}
      {isEmpty ? <Empty title={t("board.empty")} hint={t("board.emptyHint")} /> : null}
      {value === undefined && loading ? <Skeleton label={t("board.loading")} rows={4} height={120} /> : null}
      {value ? <CountedAt board={value} /> : null}
      {value
        ? sites.map((site) => <SiteCommitments key={site} site={site} board={value} onCases={onCases} />)
        : null}
      {value && calls.listDeciders ? (
        <DeciderCounts month={value.month} listDeciders={calls.listDeciders} />
      ) : null}
      {value?.subReasons?.length ? <SubReasonCounts subReasons={value.subReasons} /> : null}
    </section>
  );
}

interface DeciderCountsProps {
  month: string;
  listDeciders: NonNullable<BoardCalls["listDeciders"]>;
}

/** How each supervisor approved in the month; a supervisor sees only their own row. */
function DeciderCounts({ month, listDeciders }: DeciderCountsProps) {
  const { t } = useLanguage();
  const { value } = useLoad(`deciders:${month}`, () => listDeciders(month));
  if (!value || value.rows.length === 0) return null;
  return (
    <section aria-label={t("deciders.title")} data-testid="deciders">
      <h2>{t("deciders.title")}</h2>
      <ul class="board-deciders">
        {value.rows.map((row) => (
          <li key={row.name} data-testid="decider">
            <strong>
              <Foreign text={row.name} />
            </strong>
            <span>{t("deciders.approved", { proposed: row.proposed, confirmed: row.confirmed })}</span>
            <span data-count={row.unopened}>{t("deciders.unopened", { count: row.unopened })}</span>
            <span>{t("deciders.canned", { count: row.canned })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The month's reports by sub-reason, under each category that has any. */
function SubReasonCounts({ subReasons }: { subReasons: NonNullable<Board["subReasons"]> }) {
  const { t, words } = useLanguage();
  return (
    <section aria-label={t("board.subReasons")} data-testid="board-sub-reasons">
      <h2>{t("board.subReasons")}</h2>
      <dl class="board-sub-reasons">
        {subReasons.map(({ category, reports, reasons }) => (
          <div key={category}>
            <dt>
              {words(categories[category].label)}{" "}
              <span class="small muted">{t("board.ofReports", { count: reports })}</span>
            </dt>
            {reasons.map(({ key, count }) => {
              const known = subReasonOf(category, key);
              return (
                <dd key={key}>
                  {known ? words(known.label) : t("board.otherSubReason")} <strong>{count}</strong>
                </dd>
              );
            })}
          </div>
        ))}
      </dl>
    </section>
  );
}

interface MonthPickProps {
  months: readonly string[];
  month: string;
  onPick(month: string): void;
}

function MonthPick({ months, month: picked, onPick }: MonthPickProps) {
  const { language, t } = useLanguage();
  const id = useId();
  return (
    <>
      <label class="hidden-text" for={id}>
        {t("board.month")}
      </label>
      <select
        id={id}
        class="input"
        data-testid="board-month"
        value={picked}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {months.map((month) => (
          <option key={month} value={month}>
            {monthName(language, month, "long")}
          </option>
        ))}
      </select>
    </>
  );
}

function CountedAt({ board: { countedAt, isFinal } }: { board: Board }) {
  const { language, t } = useLanguage();
  const at = dateTime(language, countedAt);
  return (
    <p class="small muted" data-testid="board-counted">
      {t(isFinal ? "board.final" : "board.running", { at })} {t("board.goalIs")}
    </p>
  );
}

interface PromisesProps extends Pick<CommitmentBoardProps, "onCases"> {
  site: SiteId;
  board: Board;
}

function SiteCommitments({ site, board, onCases }: PromisesProps) {
  const { language, t } = useLanguage();
  const mine = commitments.filter((one) => one.site === site);
  const day = mine[0]?.promisedOn ?? "";
  return (
    <section aria-label={t(`site.${site}`)}>
      <h2>
        {t(`site.${site}`)}{" "}
        <span class="small muted">
          {t("board.promised", { date: date(language, `${day}T00:00:00.000Z`, 0) })}
        </span>
      </h2>
      <ul class="commitments">
        {mine.flatMap((commitment) => {
          const row = board.rows.find(({ id }) => id === commitment.id);
          if (!row) return [];
          const show = onCases && (() => onCases(filterOf(commitment, row, board.month)));
          return [<CommitmentCard key={row.id} row={row} commitment={commitment} onCases={show} />];
        })}
      </ul>
    </section>
  );
}

/** Filters by the date of the first report, which approximates the counted month. */
function filterOf({ site }: Commitment, { categories }: CommitmentRow, month: string): QueueFilter {
  const [category, ...others] = categories ?? [];
  const only = others.length === 0 && category ? { category } : {};
  return { state: "approved", site, ...only, ...daysOf(month) };
}
