/** Fills a store with invented cases in batches, using the intake's own rules. */

import { sql } from "drizzle-orm";
import { deriveFields } from "../../../intake/cases/rules/case-priority.ts";
import { emptyDescriptionAndGroup, withDescription } from "../../../intake/cases/rules/description.ts";
import { summariseReports } from "../../../intake/cases/rules/report-summary.ts";
import { appendLog, type LogAct, withDerived } from "../../../intake/cases/store/case-writes.ts";
import { insertRows } from "../../../intake/db/insert.ts";
import type { CaseRecord, DecisionRecord, LogRecord, ReportRecord } from "../../../intake/db/rows.ts";
import { caseSubjects, cases, decisions, groups, log, reports } from "../../../intake/db/schema/index.ts";
import { spotOfCase, spotOfSubject } from "../../../intake/db/spot.ts";
import type { Store } from "../../../intake/db/store.ts";
import { toCountedReport } from "../../../intake/reports/ingest/incoming-report.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { groundsOf } from "../../../utils/shared/policy/decision-elements.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { type Random, randomOf } from "../../measure/chaos/random.ts";
import { inventCategory, inventText } from "./invent.ts";
import { inventPost, makeReport, type Post } from "./make-report.ts";
import { type SeedPeople, type SeedPerson, saveSeedPeople } from "./people.ts";

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

/** Maximum age of waiting cases, of decided cases, and of rejected ones: older evidence of those is deleted. */
const waitingHours = 30;
const decidedHours = 24 * 200;
const rejectedHours = 24 * 80;
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

interface SeedCase {
  row: CaseRecord;
  reports: ReportRecord[];
  decisions: DecisionRecord[];
  log: LogRecord[];
  /** A group that begins with this case. */
  begins?: typeof groups.$inferInsert;
}

interface CasePlan {
  post: Post;
  reports: number;
  firstAt: Date;
  state: CaseState;
  /** The text that it shares with others; `begins`: it is the first of them. */
  group?: { id: string; begins: boolean };
}

const minuteMs = 60_000;

/** Makes one invented case with its reports, decision and log, using the intake's own rules. */
async function makeCase(wanted: CasePlan, crew: SeedPeople, random: Random): Promise<SeedCase> {
  const caseId = random.uuid();
  const times = Array.from(
    { length: wanted.reports },
    (_, place) => new Date(wanted.firstAt.getTime() + (place === 0 ? 0 : random.between(1, 180) * minuteMs)),
  ).sort((a, b) => a.getTime() - b.getTime());
  const reports: ReportRecord[] = [];
  for (const [index, at] of times.entries()) {
    const by = pickFrom(crew.officers, random);
    reports.push(await makeReport(wanted.post, { caseId, place: index + 1, at, by }, random));
  }
  const log: LogRecord[] = [];
  let row = startCase(caseId, wanted, reports);
  const add = async (changed: CaseRecord, act: LogAct) => {
    const linked = appendLog(changed, act);
    row = linked.row;
    log.push(linked.entry);
    return row;
  };
  for (const { id, digest, category, subReason, receivedAt, personId, deviceId } of reports) {
    const detail = { report: id, digest, category, ...(subReason ? { subReason } : {}) };
    const by = nameOf(crew.officers, personId);
    await add(row, { at: receivedAt, by, device: deviceId, act: "report-received", detail });
  }
  row = { ...row, version: reports.length };
  const decisions = await decideCase(wanted, row, { crew, random, add });
  const { group } = wanted;
  const begins = group?.begins && {
    id: group.id,
    createdAt: row.createdAt,
    why: "text" as const,
    unmeasured: 0,
    burst: null,
  };
  return { row, reports, decisions, log, ...(begins ? { begins } : {}) };
}

/** State after its last report. */
function startCase(id: string, { post, group }: CasePlan, reports: readonly ReportRecord[]): CaseRecord {
  const [first] = reports;
  if (!first) throw new Error("a case needs at least one report");
  const tally = summariseReports(reports.map((report) => toCountedReport(report, report, report.receivedAt)));
  if (!tally) throw new Error("a case needs at least one report");
  const { site, kind, subject, likes } = post;
  const chosen = { id, decidedCategory: null, proposedCategory: null };
  const row: CaseRecord = {
    spot: spotOfCase(id),
    version: 1,
    createdAt: tally.firstAt,
    site,
    kind,
    subject,
    channelId: "",
    state: "open",
    ...tally,
    ...chosen,
    ...deriveFields({ ...tally, reach: likes }, chosen),
    reach: likes,
    ...emptyDescriptionAndGroup,
    groupId: group?.id ?? null,
    groupWhy: group ? "text" : null,
    groupDistance: group ? 0 : null,
    leftGroups: [],
    askedAt: null,
    reviewAskedAt: null,
    decidedAt: null,
    mergedInto: null,
    headSeq: 0,
    headHash: id,
  };
  return withDescription(row, first.evidence);
}

type Add = (changed: CaseRecord, act: LogAct) => Promise<CaseRecord>;

const hoursToDecide = 3;

/** Returns nothing for an open case, a proposal, or a proposal with its confirmation. */
async function decideCase(
  { post, state }: CasePlan,
  row: CaseRecord,
  { crew, random, add }: { crew: SeedPeople; random: Random; add: Add },
): Promise<DecisionRecord[]> {
  if (state === "open") return [];
  const first = pickFrom(crew.supervisors, random);
  const second = pickFrom(
    crew.supervisors.filter((supervisor) => supervisor !== first),
    random,
  );
  const at = new Date(row.lastAt.getTime() + random.between(5, hoursToDecide * 60) * minuteMs);
  const answeredAt = new Date(at.getTime() + random.between(1, 60) * minuteMs);
  const settled = state !== "proposed";
  const decision: DecisionRecord = {
    id: random.uuid(),
    caseId: row.id,
    spot: row.spot,
    personId: first.personId,
    at,
    digest: "",
    subReason: null,
    ...verdictOf(state, post.category),
    basis: [],
    bulkId: null,
    settledAt: null,
    state: settled ? "confirmed" : "proposed",
    answeredBy: settled ? second.personId : null,
    answeredAt: settled ? answeredAt : null,
    answerReason: null,
    canned: false,
    look: null,
    unseenReason: null,
    answerLook: null,
    answerUnseenReason: null,
    reverses: null,
    reversedAt: null,
    draw: null,
    drawShare: null,
    review: null,
    reviewedAt: null,
    panelGap: null,
    frozen: null,
  };
  const { act, category, action, basis, reason } = decision;
  decision.digest = await digestJson({ caseId: row.id, id: decision.id, act, reason });
  const approved = category ? { category, action, basis } : {};
  const proposed = await add(withDerived(row, { state: "proposed", proposedCategory: category }), {
    at,
    by: first.name,
    device: first.deviceId,
    act: "decision-proposed",
    detail: { decision: decision.id, act, digest: decision.digest, ...approved },
  });
  if (!settled) return [decision];
  const change = { state, proposedCategory: null, decidedCategory: category, decidedAt: answeredAt };
  await add(withDerived(proposed, change), {
    at: answeredAt,
    by: second.name,
    device: second.deviceId,
    act: "decision-confirmed",
    detail: { decision: decision.id },
  });
  return [decision];
}

function verdictOf(state: CaseState, category: CategoryCode) {
  const nothing = { category: null, action: null, elements: [], exceptions: [], why: null, agency: null };
  if (state === "rejected")
    return { ...nothing, act: "reject", why: "elements-missing", reason: "Unsur tidak terpenuhi." } as const;
  if (state === "escalated")
    return { ...nothing, act: "escalate", agency: "POLRI", reason: "Perlu penyidikan." } as const;
  const [action = null] = categories[category].actions;
  return {
    ...nothing,
    ...groundsOf(category),
    act: "approve",
    category,
    action,
    reason: "Unsur terpenuhi.",
  } as const;
}

function pickFrom(people: readonly SeedPerson[], random: Random): SeedPerson {
  const person = people[random.between(0, people.length - 1)];
  if (!person) throw new Error("no person to choose from");
  return person;
}

function nameOf(people: readonly SeedPerson[], personId: string): string {
  return people.find((person) => person.personId === personId)?.name ?? "";
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
    const longest = waits ? waitingHours : state === "rejected" ? rejectedHours : decidedHours;
    const hours = random.next() * longest;
    const ageMs = (hours + (waits ? quietHours : waitingHours)) * hourMs;
    const common = { reports, state, firstAt: new Date(sowing.now.getTime() - Math.round(ageMs)) };
    // Different seeds use different post numbers.
    const seedNumber = sowing.seed * 10_000_000 + number;
    if (random.between(1, similarOneIn) === 1) {
      const { theme, isNew } = pickTheme(themes, random);
      const post = inventPost(seedNumber, theme.category, random, theme.text);
      yield { ...common, post, group: { id: theme.id, begins: isNew } };
    } else {
      yield { ...common, post: inventPost(seedNumber, inventCategory(random), random) };
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
  const index = random.between(0, themesAtOnce - 1);
  const known = themes[index];
  if (known && random.between(1, 40) > 1) return { theme: known, isNew: false };
  const category = inventCategory(random);
  const theme = { id: random.uuid(), category, text: inventText(category, random) };
  themes[index] = theme;
  return { theme, isNew: true };
}

/** `onProgress` is called with the number of cases so far. A seed can be used once per store, because it determines the ids. */
export async function seedStore(
  store: Store,
  sowing: SeedOptions,
  onProgress: (cases: number) => void,
): Promise<void> {
  const random = randomOf(sowing.seed, "sow");
  const crew = await saveSeedPeople(store, random, new Date(sowing.now.getTime() - yearMs));
  const made: SeedCase[] = [];
  let written = 0;
  const writeMade = async () => {
    await write(store, made);
    written += made.length;
    made.length = 0;
    onProgress(written);
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
        made.map(({ row }) => ({
          subject: row.subject,
          spot: spotOfSubject(row.subject),
          caseId: row.id,
          own: true,
        })),
      ),
    );
    for (const [table, rows] of [
      [reports, made.flatMap((part) => part.reports)],
      [decisions, made.flatMap((part) => part.decisions)],
      [log, made.flatMap((part) => part.log)],
    ] as const)
      if (rows.length > 0) await tx.execute(insertRows(table, rows as never));
  });
}
