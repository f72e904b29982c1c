/** Chart of one promise over twelve months. The table beside it holds the same data. */

import type { TrendPoint } from "../../../utils/shared/contract/board.ts";
import { leastCount } from "../../../utils/shared/policy/commitments.ts";

const size = { width: 168, height: 44, edge: 5 };

export interface TrendProps {
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

export function Trend({ points, goal }: TrendProps) {
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
