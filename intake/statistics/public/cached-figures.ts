/** Renders and caches the public figures, once per count of a month. */

import { z } from "zod";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import {
  type CountName,
  type Figures,
  type MonthFigures,
  type Steps,
  type TimeName,
  timeNames,
} from "../../../utils/shared/contract/figures.ts";
import {
  type PublicFigures,
  type PublicRow,
  publicCounts,
  publicFigures,
  publicVersion,
} from "../../../utils/shared/contract/public-figures.ts";
import { type Language, language, type SiteId, siteId } from "../../../utils/shared/contract/site.ts";
import { countOf, sumFigures } from "../../../utils/shared/policy/add-figures.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";
import { monthLater } from "../../../utils/shared/policy/jakarta-months.ts";
import { noSubReason, otherSubReason, subReasons } from "../../../utils/shared/policy/sub-reasons.ts";
import { countSteps, medianOf, stepOf } from "../../../utils/shared/policy/time-histograms.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import { minShown, suppress } from "../../cases/rules/suppress-small-counts.ts";
import type { Db } from "../../db/store.ts";
import { type CountedMonth, listMonths, readMonths } from "../store/read-months.ts";
import { renderPage } from "./figures-page.ts";

export interface Edition {
  body: string;
  type: string;
  etag: string;
  /** True if the figures will not change; a page's list of months still may. */
  isFinal: boolean;
}

export type Form = "html" | "csv" | "json";

export interface Editions {
  /** Without `month`, the newest. Returns undefined if it was not counted. */
  read(form: Form, month: string | undefined, language: Language): Promise<Edition | undefined>;
}

const types = {
  html: "text/html; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const satisfies Record<Form, string>;

/** Each call asks with one small query which months were counted; figures are read only if that changed. */
export function createEditions(db: Db, organisation: string): Editions {
  let known = "";
  const kept = new Map<string, Promise<Edition>>();
  return {
    async read(form, month, speaks) {
      const months = await listMonths(db);
      const counted = JSON.stringify(months);
      if (counted !== known) kept.clear();
      known = counted;
      const wanted = month === undefined ? months[0] : months.find((row) => row.month === month);
      if (!wanted && (form !== "html" || month !== undefined)) return undefined;
      const key = [form, wanted?.month, speaks].join();
      const edition = kept.get(key) ?? makeEdition(db, { form, wanted, months, speaks, organisation });
      kept.set(key, edition);
      edition.catch(() => kept.delete(key));
      return edition;
    },
  };
}

interface EditionOptions {
  form: Form;
  wanted: CountedMonth | undefined;
  months: readonly CountedMonth[];
  speaks: Language;
  organisation: string;
}

const head = ["month", "final", "kind", "name", "by", "of", "value", "hidden"];

const sites: readonly SiteId[] = siteId.options;

/** Rarest categories first, because the first cells are hidden to protect others. */
const categories: readonly CategoryCode[] = [...strictness].reverse();

/**
 * Prepares a counted month for publication: hides small numbers and rounds the others down.
 */
function publish({ month, countedAt, isFinal, rows }: MonthFigures): PublicFigures {
  const sumWhere = (isMeant: (row: MonthFigures["rows"][number]) => boolean) =>
    sumFigures(rows.filter(isMeant).map(({ figures }) => figures));
  const all = sumWhere(() => true);
  const bySite = sites.map((site) => sumWhere((row) => row.site === site));
  const byCategory = categories.map((category) => sumWhere((row) => row.category === category));

  /** `show` gets the count, or null if it is hidden. */
  const split = (
    count: (figures: Figures) => number,
    show: (n: number | null | undefined, figures: Figures | undefined) => number | null,
  ) => {
    const [ofSites, ofCategories] = suppress([bySite, byCategory].map((parts) => parts.map(count)));
    return {
      total: show(ofSites?.total, all),
      sites: byName(sites, (_, at) => show(ofSites?.cells[at], bySite[at])),
      categories: byName(categories, (_, at) => show(ofCategories?.cells[at], byCategory[at])),
    };
  };
  const countRow = (name: CountName) => ({
    name,
    ...split((figures) => countOf(figures, name), roundDown),
  });
  const medianRow = (name: TimeName) => ({
    name,
    ...split(
      ({ minutes }) => countSteps(minutes[name] ?? {}),
      (times, figures) => (isFinal && times ? medianShown(figures?.minutes[name]) : null),
    ),
  });
  const reports = countRow("reports").categories;
  return {
    version: publicVersion,
    month,
    countedAt,
    final: isFinal,
    counts: publicCounts.map(countRow),
    // The split of a hidden sum would reveal it, and with it the cell that it was hidden for.
    subReasons: categories.flatMap((category, index) =>
      reports[category] === null ? [] : splitReports(category, byCategory[index]),
    ),
    medians: timeNames.map(medianRow),
  };
}

/**
 * Below this sum a category's reports are not split. It exceeds any number of cells, so hiding all small cells never
 * shows that each of them is 1.
 */
const minSplit = 20;

/** `none` and `other` are cells of their own, because the published sum would reveal a single hidden cell. */
function splitReports(category: CategoryCode, figures: Figures | undefined): PublicFigures["subReasons"] {
  const total = figures ? countOf(figures, "reports") : 0;
  if (!figures || total < minSplit || subReasons[category].length === 0) return [];
  const named = figures.subReasons ?? {};
  const given = Object.values(named).reduce((sum, n) => sum + n, 0);
  const keys = [noSubReason, otherSubReason, ...subReasons[category].map(({ key }) => key)];
  const cells = keys.map((key) => (key === noSubReason ? total - given : (named[key] ?? 0)));
  const [row] = suppress([cells]);
  return [{ category, reasons: byName(keys, (_, index) => roundDown(row?.cells[index])) }];
}

/**
 * Rounding prevents conclusions from two readings of a running month, from the difference of a count and its part, and
 * from what the register lists: it leaves out child sexual abuse material, so that an exact count of decisions, or of
 * what follows from them, would reveal how many such cases there were.
 */
function roundDown(n: number | null | undefined): number | null {
  return n === null || n === undefined ? null : n - (n % minShown);
}

/** The end of its step: interpolated within the step, a median depends on how many times there are. */
function medianShown(steps: Steps = {}): number | null {
  const median = medianOf(steps);
  return median === undefined ? null : stepOf(median);
}

function byName<K extends string, T>(names: readonly K[], of: (name: K, at: number) => T): Record<K, T> {
  return Object.fromEntries(names.map((name, index) => [name, of(name, index)])) as Record<K, T>;
}

/**
 * Public figures as CSV, one value per row, so that the columns stay the same when figures are added. RFC
 * 4180. `value` is empty if hidden; for medians it is in minutes.
 */
function toCsv({ month, final, counts, subReasons: splits, medians }: PublicFigures): string {
  const linesOf = (kind: "count" | "median") => (row: PublicRow) => {
    const line = (by: string, of: string, value: number | null) =>
      [month, final, kind, row.name, by, of, value ?? "", value === null].join(",");
    return [
      line("total", "", row.total),
      ...Object.entries(row.sites).map(([site, value]) => line("site", site, value)),
      ...Object.entries(row.categories).map(([category, value]) => line("category", category, value)),
    ];
  };
  const splitLines = splits.flatMap(({ category, reasons }) =>
    Object.entries(reasons).map(([key, value]) =>
      [month, final, "sub-reason", key, "category", category, value ?? "", value === null].join(","),
    ),
  );
  const lines = [...counts.flatMap(linesOf("count")), ...splitLines, ...medians.flatMap(linesOf("median"))];
  return `${[head.join(","), ...lines].join("\r\n")}\r\n`;
}

/** Months in the page's chart. */
const trendMonths = 12;

async function makeEdition(
  db: Db,
  { form, wanted, months, speaks, organisation }: EditionOptions,
): Promise<Edition> {
  const first = wanted && (form === "html" ? monthLater(wanted.month, 1 - trendMonths) : wanted.month);
  const counted = first ? await readMonths(db, first, wanted.month) : [];
  const trend = counted.map(publish);
  const figures = trend.find(({ month }) => month === wanted?.month);
  const page = { language: speaks, organisation, figures, trend, months: months.map(({ month }) => month) };
  const body =
    form === "html" || !figures
      ? String(await renderPage(page))
      : form === "csv"
        ? toCsv(figures)
        : JSON.stringify(publicFigures.parse(figures));
  return { body, type: types[form], etag: await digestHex(body), isFinal: wanted?.isFinal === true };
}

export const readLanguage = language.catch("id");

/** JSON Schema draft 2020-12. */
export const publicSchema = JSON.stringify(z.toJSONSchema(publicFigures));
