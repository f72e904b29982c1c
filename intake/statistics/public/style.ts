/**
 * Style of the public pages. Uses the extension's sizes, spaces and colours (`components/ui/tokens.css`).
 */

/** A row is its name and its figures, each with the column's name. */
const rowsAsLists = (table: string) => `${table}, ${table} tbody { display: block; }
  ${table} thead { display: none; }
  ${table} tr { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 8px 0; border-bottom: 1px solid light-dark(#d9dde3, #363d48); }
  ${table} th, ${table} td { min-width: 0; padding: 0; border: 0; white-space: normal; text-align: left; }
  ${table} th:first-child { position: static; width: 100%; }
  ${table} td::before { margin-right: 4px; color: light-dark(#555e6d, #a9b1be); content: attr(data-head); font-size: 13px; }`;

export const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#1a1f29, #e8eaee); }
main { max-width: 64rem; margin: 0 auto; padding: 24px 16px; }
h1, h2, p, ul { margin: 0; }
h1 { font-size: 24px; line-height: 1.3; } h2 { margin-top: 24px; font-size: 18px; }
p + p, p + h1, h1 + p { margin-top: 8px; }
.about, .note { max-width: 44rem; }
.muted, .note { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
a { color: light-dark(#1f4690, #9dbdf6); }
a:focus-visible, .wide:focus-visible { outline: 2px solid light-dark(#1f4690, #9dbdf6); outline-offset: 2px; }
.wide { position: relative; margin-top: 8px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 8px; border-bottom: 1px solid light-dark(#d9dde3, #363d48); text-align: right; white-space: nowrap; }
table.figures :is(th, td) { white-space: normal; }
strong { font-weight: 600; }
th { font-weight: 500; }
td { min-width: 4rem; }
thead th { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
th:first-child { position: sticky; left: 0; padding-left: 0; background: light-dark(#ffffff, #15181d); text-align: left; }
table.words th, table.words td { min-width: 6rem; padding: 8px 16px 8px 0; text-align: left; vertical-align: top; white-space: normal; }
table.words th:first-child { min-width: 5rem; white-space: nowrap; }
.kept .bar { display: block; width: 100%; min-width: 6rem; height: 20px; }
.kept { margin: 8px 0 16px; } .kept td:nth-child(2) { width: 25%; } .kept th:nth-child(2), .kept th:nth-child(6) { text-align: left; }
.kept .left-out { font-size: 13px; text-align: left; }
.bar-all { fill: light-dark(#eef0f3, #262c35); } .bar-kept { fill: light-dark(#1f4690, #5b83d6); }
.bar line { stroke: light-dark(#1a1f29, #e8eaee); stroke-width: 2; vector-effect: non-scaling-stroke; }
.bar .bar-range, .bar .bar-end { stroke: light-dark(#b45309, #f5b06a); }
.bar .bar-goal { stroke-dasharray: 3 3; }
.months { display: flex; flex-wrap: wrap; gap: 8px 16px; margin-top: 8px; padding: 0; list-style: none; }
.months a { display: inline-block; min-height: 24px; }
.months [aria-current="page"] { color: inherit; font-weight: 600; text-decoration: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (forced-colors: active) {
  .bar-all { fill: Canvas; stroke: CanvasText; } .bar-kept { fill: Highlight; } .bar line, .bar .bar-range, .bar .bar-end { stroke: CanvasText; }
}
@media (max-width: 40rem) {
  table.words, table.words tbody, table.words tr, table.words th, table.words td { display: block; padding: 0; border: 0; }
  table.words thead { display: none; }
  table.words tr { padding: 12px 0; border-bottom: 1px solid light-dark(#d9dde3, #363d48); overflow-wrap: anywhere; }
  table.words th:first-child { position: static; max-width: none; }
}
/* Too narrow for the columns. */
@media (max-width: 60rem) {
  .kept thead { display: none; }
  .kept tr { display: grid; grid-template-columns: 1fr auto auto; gap: 0 12px; padding: 8px 0; border-bottom: 1px solid light-dark(#d9dde3, #363d48); }
  .kept th, .kept td { padding: 0; border: 0; }
  .kept td:nth-child(2) { grid-column: 1 / -1; grid-row: 2; width: auto; }
  .kept td:nth-child(5) { grid-column: 1 / -1; grid-row: 3; text-align: left; font-size: 13px; }
  .kept .left-out { grid-column: 1 / -1; grid-row: 4; }
  .kept .left-out::before { content: attr(data-head) ": "; }
  ${rowsAsLists("table.figures")}
}
${rowsAsLists("table.spread")}
`;
