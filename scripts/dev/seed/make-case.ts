/** Makes one invented case with its reports, decision and log, using the intake's own rules. */

import { deriveFields } from "../../../intake/cases/rules/derived-fields.ts";
import { emptyDescriptionAndGroup, withDescription } from "../../../intake/cases/rules/description.ts";
import { summariseReports } from "../../../intake/cases/rules/report-summary.ts";
import { appendLog, type LogAct, withDerived } from "../../../intake/cases/store/case-writes.ts";
import type { CaseRecord, DecisionRecord, LogRecord, ReportRecord } from "../../../intake/db/rows.ts";
import type { groups } from "../../../intake/db/schema/index.ts";
import { toCountedReport } from "../../../intake/reports/ingest/incoming-report.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { groundsOf } from "../../../utils/shared/policy/elements.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Random } from "../../measure/chaos/random.ts";
import { makeReport, type Post } from "./make-report.ts";
import type { SeedPeople, SeedPerson } from "./people.ts";

export interface SeedCase {
  row: CaseRecord;
  reports: ReportRecord[];
  decisions: DecisionRecord[];
  log: LogRecord[];
  /** A group that begins with this case. */
  begins?: typeof groups.$inferInsert;
}

export interface CasePlan {
  post: Post;
  reports: number;
  firstAt: Date;
  state: CaseState;
  /** The text that it shares with others; `begins`: it is the first of them. */
  group?: { id: string; begins: boolean };
}

const minuteMs = 60_000;

export async function makeCase(wanted: CasePlan, crew: SeedPeople, random: Random): Promise<SeedCase> {
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
    burst: null,
  };
  return { row, reports, decisions, log, ...(begins ? { begins } : {}) };
}

/** State after its last report. */
function startCase(id: string, { post, group }: CasePlan, reports: readonly ReportRecord[]): CaseRecord {
  const [first] = reports;
  if (!first) throw new Error("a case needs at least one report");
  const tally = summariseReports(reports.map((one) => toCountedReport(one, one, one.receivedAt)));
  if (!tally) throw new Error("a case needs at least one report");
  const { site, kind, subject, likes } = post;
  const chosen = { id, decidedCategory: null, proposedCategory: null };
  const row: CaseRecord = {
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
    crew.supervisors.filter((one) => one !== first),
    random,
  );
  const at = new Date(row.lastAt.getTime() + random.between(5, hoursToDecide * 60) * minuteMs);
  const answeredAt = new Date(at.getTime() + random.between(1, 60) * minuteMs);
  const settled = state !== "proposed";
  const decision: DecisionRecord = {
    id: random.uuid(),
    caseId: row.id,
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
    frozen: null,
  };
  const { act, category, action, basis, reason } = decision;
  decision.digest = await digestJson({ caseId: row.id, id: decision.id, act, reason });
  const said = category ? { category, action, basis } : {};
  const proposed = await add(withDerived(row, { state: "proposed", proposedCategory: category }), {
    at,
    by: first.name,
    device: first.deviceId,
    act: "decision-proposed",
    detail: { decision: decision.id, act, digest: decision.digest, ...said },
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
  const one = people[random.between(0, people.length - 1)];
  if (!one) throw new Error("no person to choose from");
  return one;
}

function nameOf(people: readonly SeedPerson[], personId: string): string {
  return people.find((one) => one.personId === personId)?.name ?? "";
}
