/** Public figures of a month as a page without script. */

import { html } from "hono/html";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { CountName } from "../../../utils/shared/contract/figures.ts";
import type { PublicFigures, PublicRow } from "../../../utils/shared/contract/public-figures.ts";
import type { Language, SiteId } from "../../../utils/shared/contract/site.ts";
import { siteNames } from "../../../utils/shared/contract/site-names.ts";
import { fill } from "../../../utils/shared/i18n/fill-placeholders.ts";
import { nameOf, publicTexts } from "../../../utils/shared/i18n/public-figures.ts";
import {
  dateTime,
  duration,
  jakartaMinutes,
  number,
  percentDown,
  percentUp,
} from "../../../utils/shared/i18n/time.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import { goal, leastCount } from "../../../utils/shared/policy/commitments.ts";
import { wilsonLower, wilsonUpper } from "../../../utils/shared/policy/reporter-reliability.ts";
import { noSubReason, otherSubReason, subReasonOf } from "../../../utils/shared/policy/sub-reasons.ts";
import { minShown } from "../../cases/rules/suppress-small-counts.ts";
import { frame, monthList, monthName, otherLanguage } from "./frame.ts";

const sites = Object.keys(siteNames) as SiteId[];

export interface PublicPage {
  language: Language;
  organisation: string;
  /** Undefined if nothing was counted yet. */
  figures?: PublicFigures | undefined;
  /** This month and those before it, oldest first. */
  trend?: readonly PublicFigures[];
  /** Newest first. */
  months: readonly string[];
}

export function renderPage({ language, organisation, figures, trend = [], months }: PublicPage) {
  const words = publicTexts[language];
  const query = language === "id" ? "" : `?language=${language}`;
  const title = figures ? `${words.title}: ${monthName(language, figures.month)}` : words.title;
  const other = otherLanguage(language);
  const here = figures ? `/angka/${figures.month}` : "/angka";
  return frame({
    language,
    organisation,
    title,
    about: words.about,
    other: { language: other, address: `${here}?language=${other}`, label: words.other },
    body: html`<p><a href="/keputusan${query}">${words.decisions}</a></p>
      ${renderKept(language, trend)}
      ${figures ? renderMonth(language, figures) : html`<p>${words.none}</p>`}
      ${monthList({
        language,
        label: words.months,
        months,
        current: figures?.month,
        addressOf: (month) => `/angka/${month}${query}`,
      })}`,
  });
}

function renderMonth(language: Language, figures: PublicFigures) {
  const words = publicTexts[language];
  const at = dateTime(language, figures.countedAt, jakartaMinutes);
  const named = order.filter((code) => [...figures.counts, ...figures.medians].some(hasAny(code)));
  const category = (row: PublicRow) => named.map((code) => row.categories[code] ?? null);
  const site = (row: PublicRow) => [row.total, ...sites.map((id) => row.sites[id] ?? null)];
  const counted = (n: number | null) => number(language, n ?? 0);
  const timed = (minutes: number | null) => duration(language, (minutes ?? 0) * 60_000);
  const siteHeads = [words.total, ...sites.map((id) => siteNames[id])];
  const happened = figures.counts.filter(
    (row) => row.total !== 0 || Object.values(row.sites).some((n) => n !== 0),
  );
  const zeros = figures.counts.filter((row) => !happened.includes(row));
  const isShown = (cells: (row: PublicRow) => (number | null)[]) => (row: PublicRow) =>
    cells(row).some((n) => n !== null && n !== 0);
  const few = happened.filter((row) => !isShown(site)(row));
  const [bySite, byCategory] = [site, category].map((cells) => happened.filter(isShown(cells)));
  const table = { language, words: counted };
  const medians = {
    language,
    title: words.medians,
    hint: words.mediansHint,
    heads: siteHeads,
    cells: site,
    rows: figures.medians,
    words: timed,
  };
  return html`
    <p class="note">${figures.final ? fill(words.counted, { at }) : html`<strong>${words.running}.</strong> ${fill(words.runningHint, { at })}`}</p>
    <p class="note">${words.legend}</p>
    <p>${words.download}: <a href="/angka/${figures.month}.csv">CSV</a>, <a href="/angka/${figures.month}.json">JSON</a>, <a href="/angka/skema.json">${words.schema}</a></p>
    ${bySite?.length ? renderTable({ ...table, rows: bySite, title: words.counts, heads: siteHeads, cells: site }) : ""}
    ${renderNames(language, words.few, few)}
    ${renderNames(language, words.zero, zeros)}
    ${
      byCategory?.length
        ? renderTable({
            ...table,
            rows: byCategory,
            title: words.byCategory,
            cells: category,
            heads: named.map((code) => categories[code].short[language]),
            spread: true,
          })
        : ""
    }
    ${figures.subReasons.map((split) => renderSplit(language, split))}
    ${figures.final ? renderTable(medians) : ""}
  `;
}

/** Counts without a number to show, folded. */
function renderNames(language: Language, label: string, rows: readonly PublicRow[]) {
  if (rows.length === 0) return "";
  return html`<details>
    <summary>${fill(label, { count: rows.length })}</summary>
    <ul>${rows.map(({ name }) => html`<li>${nameOf(language, name)}</li>`)}</ul>
  </details>`;
}

function renderSplit(language: Language, { category, reasons }: PublicFigures["subReasons"][number]) {
  const words = publicTexts[language];
  const title = fill(words.subReasons, { category: categories[category].label[language] });
  return html`<h2>${title}</h2>
    <div class="wide" role="region" aria-label="${title}" tabindex="0">
      <table class="figures">
        <thead>
          <tr><th scope="col">${words.subReason}</th><th scope="col">${words.total}</th></tr>
        </thead>
        <tbody>
          ${Object.entries(reasons).map(
            ([key, n]) =>
              html`<tr><th scope="row">${subReasonName(language, category, key)}</th>${renderCell(n, language, words.total)}</tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function subReasonName(language: Language, category: CategoryCode, key: string): string {
  const { noSubReason: none, otherSubReason: other } = publicTexts[language];
  if (key === noSubReason) return none;
  return key === otherSubReason ? other : (subReasonOf(category, key)?.label[language] ?? key);
}

/** `head`: the column's name, which narrow pages show in the cell. */
function renderCell(n: number | null, language: Language, head: string, shown = number(language, n ?? 0)) {
  return html`<td data-head="${head}">${n === null ? hiddenMark(language) : shown}</td>`;
}

function hiddenMark(language: Language) {
  return html`<span aria-hidden="true">•</span><span class="hidden">${publicTexts[language].hidden}</span>`;
}

/** A hidden part reveals nothing if the sum is hidden. */
function hasAny(code: CategoryCode) {
  return ({ total, categories: of }: PublicRow) => {
    const n = of[code];
    return n === null || n === undefined ? total !== null : n > 0;
  };
}

interface Table {
  language: Language;
  title: string;
  hint?: string;
  heads: readonly string[];
  rows: readonly PublicRow[];
  cells(row: PublicRow): (number | null)[];
  /** More columns than a page has room for: a row is a list. */
  spread?: true;
  words(n: number | null): string;
}

/** Wide tables scroll in their own region, which is focusable for keyboard scrolling. */
function renderTable({ language, title, hint, heads, rows, cells, words, spread }: Table) {
  const { measure } = publicTexts[language];
  return html`<h2>${title}</h2>
    ${hint ? html`<p class="note">${hint}</p>` : ""}
    <div class="wide" role="region" aria-label="${title}" tabindex="0">
      <table class="${spread ? "figures spread" : "figures"}">
        <thead>
          <tr><th scope="col">${measure}</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr><th scope="row">${nameOf(language, row.name)}</th>${cells(row).map((n, index) =>
                renderCell(n, language, heads[index] ?? "", words(n)),
              )}</tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Items done before their limit, of all whose limit mattered, and the 95 % range of this share. */
interface Kept {
  part: number;
  of: number;
  low: number;
  high: number;
}

/** Answers that are no part of the share. Those after the limit are among the overdue, so they cannot be added to it. */
const leftOut: readonly CountName[] = ["items.refused", "items.restricted", "items.gone", "items.not-found"];

const totalOf = ({ counts }: PublicFigures, wanted: CountName) =>
  counts.find(({ name }) => name === wanted)?.total ?? null;

/**
 * From published numbers only, so that the chart reveals nothing that they hide. Returns undefined if a part is hidden
 * or they are too few. Late items have been overdue before, perhaps in an earlier month.
 */
function keptIn(figures: PublicFigures): Kept | undefined {
  const [kept, missed] = [totalOf(figures, "items.in-time"), totalOf(figures, "items.overdue")];
  if (kept === null || missed === null || kept + missed < leastCount) return undefined;
  const [low, high] = [wilsonLower(kept, kept + most(missed)), wilsonUpper(most(kept), most(kept) + missed)];
  return { part: kept, of: kept + missed, low, high };
}

/** The highest count that is published as `shown`. Zero is exact. */
const most = (shown: number) => (shown === 0 ? 0 : shown + minShown - 1);

/** `months`: published months, oldest first. Those that are not final are left out, because answers may still change them. */
function renderKept(language: Language, months: readonly PublicFigures[]) {
  const words = publicTexts[language];
  const rows = months.filter(({ final }) => final);
  if (!rows.some(keptIn)) return "";
  const { month, keptChart, keptShare, keptRange, keptItems, keptLeftOut } = words;
  const heads = [month, keptChart, keptShare, keptRange, keptItems, keptLeftOut];
  return html`<h2>${words.kept}</h2>
    <p class="note">${fill(words.keptHint, { goal: percentDown(language, goal) })}</p>
    <p class="note">${words.keptLeftOutHint}</p>
    <table class="kept">
      <thead>
        <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
      </thead>
      <tbody>${rows.map((row) => renderRow(language, row))}</tbody>
    </table>`;
}

function renderRow(language: Language, figures: PublicFigures) {
  const head = html`<th scope="row">${monthName(language, figures.month)}</th>`;
  const { keptLeftOut, keptOf } = publicTexts[language];
  const others = html`<td class="left-out" data-head="${keptLeftOut}">${renderLeftOut(language, figures)}</td>`;
  const kept = keptIn(figures);
  if (!kept) return html`<tr>${head}<td></td><td colspan="3">${hiddenMark(language)}</td>${others}</tr>`;
  const { part, of, low, high } = kept;
  const items = { part: number(language, part), of: number(language, of) };
  return html`<tr>
    ${head}
    <td>${renderBar(part / of, low, high)}</td>
    <td>${percentDown(language, part / of)}</td>
    <td>${percentDown(language, low)}–${percentUp(language, high)}</td>
    <td>${fill(keptOf, items)}</td>
    ${others}
  </tr>`;
}

function renderLeftOut(language: Language, figures: PublicFigures) {
  const some = leftOut.filter((name) => totalOf(figures, name) !== 0);
  if (some.length === 0) return number(language, 0);
  return some.map((name, index) => {
    const n = totalOf(figures, name);
    const shown = n === null ? hiddenMark(language) : number(language, n);
    return html`${index > 0 ? html`<br />` : ""}${nameOf(language, name)}: ${shown}`;
  });
}

const percentOf = (share: number) => Math.round(share * 1_000) / 10;

/** Shapes differ, and not only colours: a bar, a whisker across its end, a dashed line for the goal. */
function renderBar(share: number, low: number, high: number) {
  return html`<svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-all" x="0" y="3" width="100" height="14" /><rect class="bar-kept" x="0" y="3" width="${percentOf(share)}" height="14" /><line class="bar-range" x1="${percentOf(low)}" x2="${percentOf(high)}" y1="10" y2="10" /><line class="bar-end" x1="${percentOf(low)}" x2="${percentOf(low)}" y1="6" y2="14" /><line class="bar-end" x1="${percentOf(high)}" x2="${percentOf(high)}" y1="6" y2="14" /><line class="bar-goal" x1="${percentOf(goal)}" x2="${percentOf(goal)}" y1="0" y2="20" /></svg>`;
}
