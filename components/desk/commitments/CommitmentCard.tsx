/** One promise: its text, the number that measures it, the result, and a link to the cases behind it. */

import type { CommitmentRow, CommitmentVerdict, TrendPoint } from "../../../utils/shared/contract/board.ts";
import { number } from "../../../utils/shared/i18n/time.ts";
import { type Commitment, leastCount } from "../../../utils/shared/policy/commitments.ts";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";

import { monthName, valueWords } from "./commitment-words.ts";

const tags: Record<CommitmentVerdict, string> = {
  kept: "tag done",
  "not-kept": "tag warning",
  "too-few": "tag",
  unknown: "tag",
};

export interface CommitmentCardProps {
  row: CommitmentRow;
  commitment: Commitment;
  /** Undefined if the role has no access to the queue of all cases. */
  onCases?: (() => void) | undefined;
}

function TrendTable({ row: { kind, trend }, name }: { row: CommitmentRow; name: string }) {
  const { language, t } = useLanguage();
  return (
    <table class="trend-table small" data-testid="trend-table">
      <caption class="hidden-text">{name}</caption>
      <thead>
        <tr>
          <th scope="col">{t("board.month")}</th>
          <th scope="col">{t(kind === "faster" ? "board.median" : "board.share")}</th>
          <th scope="col">{t("board.of")}</th>
        </tr>
      </thead>
      <tbody>
        {[...trend].reverse().map((point) => (
          <tr key={point.month}>
            <th scope="row">{monthName(language, point.month)}</th>
            <td>{point.isUncounted ? t("board.uncounted") : valueWords(language, kind, point.value)}</td>
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

export function CommitmentCard({ row, commitment, onCases }: CommitmentCardProps) {
  const { t, words } = useLanguage();
  const promise = words(commitment.promise);
  return (
    <li class="commitment" data-testid="commitment" data-id={row.id} data-verdict={row.verdict}>
      <div class="commitment-head">
        <h3>{promise}</h3>
        <span class={tags[row.verdict]}>{t(`promise.${row.verdict}`, { least: leastCount })}</span>
      </div>
      {row.kind === "none" ? null : (
        <div class="commitment-numbers">
          <Numbers row={row} />
          <Trend points={row.trend} goal={row.goal} />
        </div>
      )}
      <p class="small muted">{words(commitment.measured)}</p>
      {row.kind === "none" ? null : (
        <div class="commitment-foot">
          <Fold label={t("board.table")} testId="trend-fold">
            <TrendTable row={row} name={promise} />
          </Fold>
          {onCases ? (
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
        </div>
      )}
    </li>
  );
}

function Numbers({ row: { kind, now, before, goal } }: { row: CommitmentRow }) {
  const { language, t } = useLanguage();
  return (
    <div>
      <p class="commitment-value" data-testid="commitment-value">
        {valueWords(language, kind, now.value)}
      </p>
      <p class="small muted">
        {now.numerator === undefined
          ? t("board.count", { of: now.denominator })
          : t("board.part", { part: now.numerator, of: now.denominator })}
      </p>
      {now.proven === undefined ? null : (
        <p class="small muted" data-testid="commitment-proven">
          {t("board.proven", { proven: now.proven })}
        </p>
      )}
      <p class="small muted">
        {goal === undefined
          ? t("board.before", {
              value: valueWords(language, kind, before?.value),
              of: before?.denominator ?? 0,
            })
          : t("board.goal", { goal: valueWords(language, kind, goal) })}
      </p>
    </div>
  );
}
