/** Fills a store with invented cases in batches, using the intake's own rules. */

import { sql } from "drizzle-orm";
import { insertRows } from "../../../intake/db/insert.ts";
import { caseSubjects, cases, decisions, groups, log, reports } from "../../../intake/db/schema/index.ts";
import type { Store } from "../../../intake/db/store.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { type Random, randomOf } from "../../measure/chaos/random.ts";
import { inventCategory, inventText } from "./invent.ts";
import { type CasePlan, makeCase, type SeedCase } from "./make-case.ts";
import { inventPost } from "./make-report.ts";
import { saveSeedPeople } from "./people.ts";

const perWrite = 500;
const yearMs = 365 * 24 * 3_600_000;

interface SeedOptions {
  cases: number;
  /** Total for all cases; each has at least one. */
  reports: number;
  seed: number;
  /** Time of the latest report. */
  now: Date;
}

const hourMs = 3_600_000;

/** Maximum age of waiting cases and of decided cases. */
const waitingHours = 30;
const decidedHours = 24 * 200;
const quietHours = 10;

/** One case in this many repeats a text, and this many texts circulate at a time. */
const similarOneIn = 8;
const themesAtOnce = 12;

/** State of a hundred cases. */
const states: [[CaseState, number], ...[CaseState, number][]] = [
  ["open", 8],
  ["proposed", 2],
  ["rejected", 25],
  ["escalated", 3],
  ["approved", 62],
];

interface Theme {
  id: string;
  category: CategoryCode;
  text: string;
}

/** Plans the seeded cases: number of reports, times, states and similar texts. */
function* planCases(sowing: SeedOptions, random: Random): Generator<CasePlan> {
  const themes: Theme[] = [];
  let reportsLeft = Math.max(sowing.reports, sowing.cases);
  for (let number = 0; number < sowing.cases; number++) {
    const reports = shareOf(reportsLeft, sowing.cases - number, random);
    reportsLeft -= reports;
    const state = random.weighted(states);
    const waits = state === "open" || state === "proposed";
    const hours = random.next() * (waits ? waitingHours : decidedHours);
    const ageMs = (hours + (waits ? quietHours : waitingHours)) * hourMs;
    const common = { reports, state, firstAt: new Date(sowing.now.getTime() - Math.round(ageMs)) };
    // Different seeds use different post numbers.
    const place = sowing.seed * 10_000_000 + number;
    if (random.between(1, similarOneIn) === 1) {
      const { theme, isNew } = pickTheme(themes, random);
      const post = inventPost(place, theme.category, random, theme.text);
      yield { ...common, post, group: { id: theme.id, begins: isNew } };
    } else {
      yield { ...common, post: inventPost(place, inventCategory(random), random) };
    }
  }
}

/** Few cases have many reports; the last case takes the rest. */
function shareOf(reportsLeft: number, casesLeft: number, random: Random): number {
  const spare = reportsLeft - casesLeft;
  if (casesLeft === 1) return 1 + spare;
  const drawn = Math.floor((-spare / casesLeft) * Math.log(1 - random.next()) + 0.5);
  return 1 + Math.min(spare, drawn);
}

/** Picks a circulating text; now and then a new one replaces it. */
function pickTheme(themes: Theme[], random: Random): { theme: Theme; isNew: boolean } {
  const at = random.between(0, themesAtOnce - 1);
  const known = themes[at];
  if (known && random.between(1, 40) > 1) return { theme: known, isNew: false };
  const category = inventCategory(random);
  const theme = { id: random.uuid(), category, text: inventText(category, random) };
  themes[at] = theme;
  return { theme, isNew: true };
}

/** `told` receives the number of cases so far. A seed can be used once per store, because it determines the ids. */
export async function seedStore(
  store: Store,
  sowing: SeedOptions,
  told: (cases: number) => void,
): Promise<void> {
  const random = randomOf(sowing.seed, "sow");
  const crew = await saveSeedPeople(store, random, new Date(sowing.now.getTime() - yearMs));
  const made: SeedCase[] = [];
  let written = 0;
  const writeMade = async () => {
    await write(store, made);
    written += made.length;
    made.length = 0;
    told(written);
  };
  for (const wanted of planCases(sowing, random)) {
    made.push(await makeCase(wanted, crew, random));
    if (made.length === perWrite) await writeMade();
  }
  if (made.length > 0) await writeMade();
  // Updates the planner's statistics after the bulk insert.
  await store.db.execute(sql`analyze`);
}

/** One statement per table, in one transaction. */
function write({ db }: Store, made: readonly SeedCase[]): Promise<void> {
  return db.transaction(async (tx) => {
    const begun = made.flatMap(({ begins }) => (begins ? [begins] : []));
    if (begun.length > 0) await tx.execute(insertRows(groups, begun));
    await tx.execute(
      insertRows(
        cases,
        made.map(({ row }) => row),
      ),
    );
    await tx.execute(
      insertRows(
        caseSubjects,
        made.map(({ row }) => ({ subject: row.subject, caseId: row.id, own: true })),
      ),
    );
    for (const [table, rows] of [
      [reports, made.flatMap((one) => one.reports)],
      [decisions, made.flatMap((one) => one.decisions)],
      [log, made.flatMap((one) => one.log)],
    ] as const)
      if (rows.length > 0) await tx.execute(insertRows(table, rows as never));
  });
}
