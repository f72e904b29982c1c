/** Table of the share of items done before their limit, by month, each with a bar that shows goal and uncertainty. */

import { html } from "hono/html";
import type { CountName } from "../../../utils/shared/contract/figures.ts";
import type { PublicFigures } from "../../../utils/shared/contract/public-figures.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { fill } from "../../../utils/shared/i18n/fill-placeholders.ts";
import { publicTexts } from "../../../utils/shared/i18n/public-figures.ts";
import { number, percentDown, percentUp } from "../../../utils/shared/i18n/time.ts";
import { goal, leastCount } from "../../../utils/shared/policy/commitments.ts";
import { wilsonLower, wilsonUpper } from "../../../utils/shared/policy/reporter-reliability.ts";
import { monthName } from "./frame.ts";

interface Kept {
  month: string;
  /** Items done before their limit, of all whose limit mattered. Undefined if a part is hidden or they are too few. */
  shown?: { part: number; of: number };
}

const part: CountName = "items.in-time";
const rest: readonly CountName[] = ["items.late", "items.overdue"];

/** From published numbers only, so that the chart reveals nothing that they hide. */
function keptIn({ month, counts }: PublicFigures): Kept {
  const totalOf = (wanted: CountName) => counts.find(({ name }) => name === wanted)?.total ?? null;
  const [kept, ...missed] = [part, ...rest].map(totalOf);
  if (kept === null || kept === undefined || missed.includes(null)) return { month };
  const of = missed.reduce<number>((sum, n) => sum + (n ?? 0), kept);
  return of < leastCount ? { month } : { month, shown: { part: kept, of } };
}

/** `months`: published months, oldest first. Those that are not final are left out, because they are rounded. */
export function renderKept(language: Language, months: readonly PublicFigures[]) {
  const words = publicTexts[language];
  const rows = months.filter(({ final }) => final).map(keptIn);
  if (!rows.some(({ shown }) => shown)) return "";
  const heads = [words.month, words.keptChart, words.keptShare, words.keptRange, words.keptItems];
  return html`<h2>${words.kept}</h2>
    <p class="note">${fill(words.keptHint, { goal: percentDown(language, goal) })}</p>
    <table class="kept">
      <thead>
        <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
      </thead>
      <tbody>${rows.map((row) => renderRow(language, row))}</tbody>
    </table>`;
}

function renderRow(language: Language, { month, shown }: Kept) {
  const words = publicTexts[language];
  const head = html`<th scope="row">${monthName(language, month)}</th>`;
  if (!shown)
    return html`<tr>${head}<td></td><td colspan="3"><span aria-hidden="true">•</span><span class="hidden">${words.hidden}</span></td></tr>`;
  const { part: done, of } = shown;
  const [low, high] = [wilsonLower(done, of), wilsonUpper(done, of)];
  return html`<tr>
    ${head}
    <td>${renderBar(done / of, low, high)}</td>
    <td>${percentDown(language, done / of)}</td>
    <td>${percentDown(language, low)}–${percentUp(language, high)}</td>
    <td>${fill(words.keptOf, { part: number(language, done), of: number(language, of) })}</td>
  </tr>`;
}

const place = (share: number) => Math.round(share * 1_000) / 10;

/** Shapes differ, and not only colours: a bar, a whisker across its end, a dashed line for the goal. */
function renderBar(share: number, low: number, high: number) {
  return html`<svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-all" x="0" y="3" width="100" height="14" /><rect class="bar-kept" x="0" y="3" width="${place(share)}" height="14" /><line class="bar-range" x1="${place(low)}" x2="${place(high)}" y1="10" y2="10" /><line class="bar-end" x1="${place(low)}" x2="${place(low)}" y1="6" y2="14" /><line class="bar-end" x1="${place(high)}" x2="${place(high)}" y1="6" y2="14" /><line class="bar-goal" x1="${place(goal)}" x2="${place(goal)}" y1="0" y2="20" /></svg>`;
}
