/** The button's icons, on a 24 × 24 pixel grid. Every state has a distinct shape, not only a colour. */

import type { ButtonState } from "./button-state.ts";

const ring = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z";
const clock = `${ring}M11 7h2v4.6l3.2 1.9-1 1.7L11 12.7z`;

/** Paths for `clip-path: path(evenodd, …)`. Needs one node per icon, where an SVG needs two and twice the time. */
export const icons: Readonly<Record<ButtonState, string>> = {
  idle: "M4 22V3.4C8.6.6 14 6 19.2 3.1q.8-.4.8.5V14.2C15 17.6 10.5 12.6 6 15v7zM6 4.6v8.2c4-1.5 8 2.4 12 .4V5.5C14 7 10 3.1 6 4.6z",
  opening: clock,
  queued: clock,
  sent: "M9.5 18.6 3.7 12.8l1.4-1.4 4.4 4.4 9.4-9.4 1.4 1.4z",
  reported: `${ring}M6.5 11h2v2h-2zM11 11h2v2h-2zM15.5 11h2v2h-2z`,
  approved: `${ring}M10.8 16.2l-3.5-3.5 1.4-1.4 2.1 2.1 4.5-4.5 1.4 1.4z`,
  rejected: `${ring}M8.5 7.1 12 10.6l3.5-3.5 1.4 1.4-3.5 3.5 3.5 3.5-1.4 1.4-3.5-3.5-3.5 3.5-1.4-1.4 3.5-3.5-3.5-3.5z`,
  closed: `${ring}M6.5 11h7l-2.5-2.5 1.4-1.4 4.9 4.9-4.9 4.9-1.4-1.4 2.5-2.5h-7z`,
  selected: "M3 3h18v18H3zM5 5v14h14V5zM10.6 16.2l-3.9-3.9 1.4-1.4 2.5 2.5 5.3-5.3 1.4 1.4z",
  unknown: "M5 10h14v11.5H5zM7 12v7.5h10V12zM7.5 10V7.5a4.5 4.5 0 0 1 9 0V10h-2V7.5a2.5 2.5 0 0 0-5 0V10z",
  unsupported: `${ring}M7 5.7l11.3 11.3-1.4 1.4L5.6 7.1z`,
};
