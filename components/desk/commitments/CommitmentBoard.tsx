/** The commitment board: each platform's promises of 2017 and their results in one month. */

import { useId, useRef, useState } from "preact/hooks";
import type {
  Board,
  CommitmentRow,
  CommitmentVerdict,
  TrendPoint,
} from "../../../utils/shared/contract/board.ts";
import type { DeciderRow } from "../../../utils/shared/contract/deciders.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Language, SiteId } from "../../../utils/shared/contract/site.ts";
import { date, dateTime, duration, number, percentDown, percentUp } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { type Commitment, commitments, leastCount } from "../../../utils/shared/policy/commitments.ts";
import { wilsonLower, wilsonUpper } from "../../../utils/shared/policy/reporter-reliability.ts";
import { subReasonOf } from "../../../utils/shared/policy/sub-reasons.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Check, Minus, RefreshCw, X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";
import "./board.css";

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
      {value ? (
        <>
          <CountedAt board={value} />
          <BoardSummary board={value} />
          <BoardAxis board={value} />
          {sites.map((site) => (
            <SiteCommitments key={site} site={site} board={value} onCases={onCases} />
          ))}
          <p class="small muted">{t("board.goalIs")}</p>
        </>
      ) : null}
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
              const subReason = subReasonOf(category, key);
              return (
                <dd key={key}>
                  {subReason ? words(subReason.label) : t("board.otherSubReason")} <strong>{count}</strong>
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

const locales = { id: "id-ID", en: "en-GB" } as const;
const noValue = "–";

/** For example `Nov 2026`, or with the full name of the month. */
function monthName(language: Language, month: string, length: "short" | "long" = "short"): string {
  const options = { month: length, year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${month}-01T00:00:00.000Z`).toLocaleDateString(locales[language], options);
}

/** Formats a share as a percentage, rounded down so that a missed goal never looks reached, or a median as a time. */
export function valueWords(
  language: Language,
  kind: CommitmentRow["kind"],
  value: number | undefined,
): string {
  if (value === undefined) return noValue;
  if (kind === "faster") return duration(language, value * 60_000);
  return percentDown(language, value);
}

/** First and last day of the month, for the queue's filter. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: last };
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
  const counted = dateTime(language, countedAt);
  return (
    <p class="small muted" data-testid="board-counted">
      {t(isFinal ? "board.final" : "board.running", { at: counted })}
    </p>
  );
}

const counted = ["kept", "not-kept", "too-few", "unknown"] as const satisfies CommitmentVerdict[];

/** For each platform, how many of its judged promises it keeps, and how many cannot be judged. */
function BoardSummary({ board: { rows } }: { board: Board }) {
  const { t } = useLanguage();
  return (
    <ul class="board-summary" aria-label={t("board.summary")} data-testid="board-summary">
      {sites.map((site) => {
        const mine = rows.filter((row) => row.site === site);
        const [kept = 0, missed = 0, few = 0, unknown = 0] = counted.map(
          (verdict) => mine.filter((row) => row.verdict === verdict).length,
        );
        const judged = kept + missed;
        const rest = [
          ...(few > 0 ? [t("board.sumFew", { count: few })] : []),
          ...(unknown > 0 ? [t("board.sumUnknown", { count: unknown })] : []),
        ];
        return (
          <li key={site} data-testid="board-site" data-site={site}>
            <span class="small muted">{t(`site.${site}`)}</span>
            <strong>{judged === 0 ? noValue : t("board.part", { part: kept, of: judged })}</strong>
            <span class="small">{t(judged === 0 ? "board.sumNone" : "board.sumKept")}</span>
            <span class="small muted">{rest.join(", ")}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** The heads of the columns, where there is room for them. Each row has its own words. */
function BoardAxis({ board: { month, rows } }: { board: Board }) {
  const { language, t } = useLanguage();
  const months = rows.find(({ trend }) => trend.length > 0)?.trend ?? [];
  const [first, last] = [months[0]?.month ?? month, months.at(-1)?.month ?? month];
  return (
    <p class="board-axis small muted" aria-hidden="true">
      <span>{t("board.verdict")}</span>
      <span>{t("board.promise")}</span>
      <span>{monthName(language, month)}</span>
      <span>{t("board.compared")}</span>
      <span class="board-axis-months">
        <span>{monthName(language, first)}</span>
        <span>{monthName(language, last)}</span>
      </span>
      <span>{t("board.of")}</span>
    </p>
  );
}

interface PromisesProps extends Pick<CommitmentBoardProps, "onCases"> {
  site: SiteId;
  board: Board;
}

const tags: Record<CommitmentVerdict, string> = {
  kept: "tag done",
  "not-kept": "tag warning",
  "too-few": "tag",
  unknown: "tag",
};

interface CommitmentItemProps {
  row: CommitmentRow;
  commitment: Commitment;
  /** Undefined if the role has no access to the queue of all cases. */
  onCases?: (() => void) | undefined;
}

function TrendTable({ row: { kind, trend }, name }: { row: CommitmentRow; name: string }) {
  const { language, t } = useLanguage();
  const rangeWords = (point: TrendPoint) => {
    const range = rangeOf(point);
    return range ? `${percentDown(language, range.low)}–${percentUp(language, range.high)}` : "–";
  };
  return (
    <table class="trend-table small" data-testid="trend-table">
      <caption class="hidden-text">{name}</caption>
      <thead>
        <tr>
          <th scope="col">{t("board.month")}</th>
          <th scope="col">{t(kind === "faster" ? "board.median" : "board.share")}</th>
          {kind === "faster" ? null : <th scope="col">{t("board.range")}</th>}
          <th scope="col">{t("board.of")}</th>
        </tr>
      </thead>
      <tbody>
        {[...trend].reverse().map((point) => (
          <tr key={point.month}>
            <th scope="row">{monthName(language, point.month)}</th>
            <td>{point.isUncounted ? t("board.uncounted") : valueWords(language, kind, point.value)}</td>
            {kind === "faster" ? null : <td>{rangeWords(point)}</td>}
            <td>
              {point.isUncounted
                ? "–"
                : point.numerator === undefined
                  ? number(language, point.denominator)
                  : t("board.part", { part: point.numerator, of: point.denominator })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const size = { width: 168, height: 44, edge: 5 };

interface TrendProps {
  points: readonly TrendPoint[];
  /** Target share; the axis then runs from 0 to 100 %. Undefined for times, whose axis ends at the longest. */
  goal?: number | undefined;
}

interface Dot {
  at: number;
  x: number;
  y: number;
  /** Too few cases for a conclusion. */
  isFew: boolean;
}

/** The Wilson interval of a share at 95 %. Undefined for times, whose error is stated below the number. */
function rangeOf({ value, numerator, denominator }: TrendPoint): { low: number; high: number } | undefined {
  if (value === undefined || numerator === undefined || denominator === 0) return undefined;
  return { low: wilsonLower(numerator, denominator), high: wilsonUpper(numerator, denominator) };
}

/** Chart of one promise over twelve months. The table beside it holds the same data. */
function Trend({ points, goal }: TrendProps) {
  const top = goal === undefined ? Math.max(1, ...points.map(({ value }) => value ?? 0)) : 1;
  const yOf = (value: number) => size.edge + (1 - value / top) * (size.height - 2 * size.edge);
  const step = (size.width - 2 * size.edge) / Math.max(1, points.length - 1);
  const dots = points.flatMap(({ value, denominator }, at): Dot[] =>
    value === undefined
      ? []
      : [{ at, x: size.edge + at * step, y: yOf(value), isFew: denominator < leastCount }],
  );
  const ranges = points.flatMap((point, index) => {
    const range = rangeOf(point);
    return range
      ? [{ at: index, x: size.edge + index * step, from: yOf(range.low), to: yOf(range.high) }]
      : [];
  });
  return (
    <svg
      class="trend"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
    >
      <line class="trend-floor" x1={0} x2={size.width} y1={size.height - 1} y2={size.height - 1} />
      {goal === undefined ? null : (
        <line class="trend-goal" x1={0} x2={size.width} y1={yOf(goal)} y2={yOf(goal)} />
      )}
      {ranges.map(({ at, x, from, to }) => (
        <line key={`${at}|`} class="trend-range" x1={x} x2={x} y1={from} y2={to} />
      ))}
      {dots.map((dot, index) => {
        const before = dots[index - 1];
        // A month without a number breaks the line.
        return before && before.at === dot.at - 1 ? (
          <line key={`${dot.at}-`} class="trend-line" x1={before.x} y1={before.y} x2={dot.x} y2={dot.y} />
        ) : null;
      })}
      {dots.map(({ at, x, y, isFew }) => (
        <circle
          key={at}
          class={isFew ? "trend-few" : "trend-dot"}
          cx={x}
          cy={y}
          r={at === points.length - 1 ? 3.5 : 2.5}
        />
      ))}
    </svg>
  );
}

const signs: Record<CommitmentVerdict, typeof Check> = {
  kept: Check,
  "not-kept": X,
  "too-few": Minus,
  unknown: Minus,
};

/** One promise as a row: the result, its text, the number that measures it. It opens to what is measured and to all months. */
function CommitmentItem({ row, commitment, onCases }: CommitmentItemProps) {
  const { t, words } = useLanguage();
  const promise = words(commitment.promise);
  const Sign = signs[row.verdict];
  const isMeasured = row.kind !== "none";
  return (
    <li class="commitment" data-testid="commitment" data-id={row.id} data-verdict={row.verdict}>
      <details>
        <summary data-testid="trend-fold">
          <span class={tags[row.verdict]}>
            <Sign size={12} aria-hidden="true" />
            {t(`promise.${row.verdict}`, { least: leastCount })}
          </span>
          <h3>{promise}</h3>
          {isMeasured ? <Numbers row={row} /> : null}
        </summary>
        <div class="commitment-detail">
          <p class="small muted">{words(commitment.measured)}</p>
          {row.now.proven === undefined ? null : (
            <p class="small muted" data-testid="commitment-proven">
              {t("board.proven", { proven: row.now.proven })}
            </p>
          )}
          {isMeasured ? <TrendTable row={row} name={promise} /> : null}
        </div>
      </details>
      {isMeasured && onCases ? (
        <button
          type="button"
          class="button link"
          aria-label={t("board.casesOf", { promise })}
          data-testid="commitment-cases"
          onClick={onCases}
        >
          {t("board.cases")}
        </button>
      ) : null}
    </li>
  );
}

function Numbers({ row: { kind, now, before, goal, trend } }: { row: CommitmentRow }) {
  const { language, t } = useLanguage();
  return (
    <>
      <span class="commitment-value" data-testid="commitment-value">
        {valueWords(language, kind, now.value)}
      </span>
      <span class="small muted commitment-goal">
        {goal === undefined
          ? t("board.before", {
              value: valueWords(language, kind, before?.value),
              of: before?.denominator ?? 0,
            })
          : t("board.goal", { goal: valueWords(language, kind, goal) })}
      </span>
      <Trend points={trend} goal={goal} />
      <span class="small muted commitment-count">
        {now.numerator === undefined
          ? t("board.count", { of: now.denominator })
          : t("board.part", { part: now.numerator, of: now.denominator })}
      </span>
    </>
  );
}

function SiteCommitments({ site, board, onCases }: PromisesProps) {
  const { language, t } = useLanguage();
  const mine = commitments.filter((commitment) => commitment.site === site);
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
          return [<CommitmentItem key={row.id} row={row} commitment={commitment} onCases={show} />];
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
