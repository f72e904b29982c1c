/** Acts of those who decide, and what follows from decisions. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { caseNotes } from "../../../intake/db/schema/index.ts";
import { receiveObjection } from "../../../intake/objections/store/receive-objection.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { BulkOutcome } from "../../../utils/shared/contract/decision.ts";
import { narrowestAction } from "../../../utils/shared/policy/categories.ts";
import { groundsOf } from "../../../utils/shared/policy/decision-elements.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { verdicts } from "../desk-kit.ts";
import type { Of } from "./acts.ts";
import { type Context, call, pick, pickPerson, readCase, recordDone, rootsIn } from "./context.ts";
import { type CaseSnapshot, pairOf } from "./model.ts";
import { type DecisionRow, rootOf } from "./rows.ts";
import type { ModelPerson } from "./world.ts";

const closed = ["approved", "rejected", "escalated"];

/** Pictures are not opened here. */
const unseenReason = "Gambarnya sama dengan kasus lain.";

function approval(category: CategoryCode, at: Date) {
  return {
    ...{ ...verdicts.approve, category, action: narrowestAction(category), ...groundsOf(category) },
    basis: basesInForce(category, at.toISOString()).map(({ id }) => id),
    unseenReason,
  };
}

const now = (context: Context) => context.world.kit.intake.now();

function verdictOf({ verdict, category }: Of<"decide">, at: Date): { act: string; category?: string } {
  if (verdict === "approve") return approval(category, at);
  return verdict === "recategorise" ? { ...verdicts.recategorise, category } : verdicts[verdict];
}

async function decide(context: Context, act: Of<"decide">): Promise<void> {
  const caseId = pick(act.isWild ? rootsIn(context) : rootsIn(context, ["open"]), act.on);
  if (caseId === undefined) return;
  const by = pickPerson(context, "supervisor", { ...act, on: caseId });
  const earlier = act.isStale ? context.model.views.get(`${by.id} ${caseId}`) : undefined;
  const seen = earlier ?? (await readCase(context, by, caseId));
  await propose(context, by, { caseId, seen, verdict: verdictOf(act, now(context)) });
}

interface Proposal {
  caseId: string;
  seen: CaseSnapshot | undefined;
  verdict: { act: string; category?: string; action?: string };
  reverses?: string;
}

async function propose(
  context: Context,
  by: ModelPerson,
  { caseId, seen, verdict, reverses }: Proposal,
): Promise<void> {
  const id = randomUUID();
  const body = { id, caseVersion: seen?.version ?? 1, ...verdict, ...(reverses ? { reverses } : {}) };
  const answered = await call(context, by, ["POST", `/v1/cases/${caseId}/decisions`, { body }]);
  if (answered.status !== 200) return;
  keepDecision(context, by, { id, caseId, seen, verdict, ...(reverses ? { reverses } : {}) });
}

function keepDecision(
  context: Context,
  by: ModelPerson,
  { id, caseId, seen = nothingSeen, verdict, reverses }: Proposal & { id: string },
): void {
  const { act, category, action } = verdict;
  context.model.decisions.set(id, {
    ...{ id, caseId, by, act, seen, votes: [] },
    ...(category === undefined ? {} : { category }),
    ...(action === undefined ? {} : { action }),
    ...(reverses === undefined ? {} : { reverses }),
  });
  recordDone(context, { what: "propose", by, caseIds: [caseId], decisionId: id });
}

const nothingSeen: CaseSnapshot = { subject: "", names: [], version: 1, frozen: new Map() };

/** Decides the opposite of a closed case's decision. */
async function reverse(context: Context, { who, on, isWild }: Of<"reverse">): Promise<void> {
  const caseId = pick(rootsIn(context, closed), on);
  if (caseId === undefined) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: caseId });
  const seen = await readCase(context, by, caseId);
  if (!seen?.standing) return;
  const verdict = oppositeOf(seen.standing.act, context.world.kit.intake.now());
  await propose(context, by, { caseId, seen, verdict, reverses: seen.standing.id });
}

function oppositeOf(act: string, at: Date) {
  return act === "approve" ? verdicts.reject : approval("JUDI", at);
}

function decisionsIn({ before, model }: Context, states: readonly string[]): DecisionRow[] {
  const order = [...model.decisions.keys()];
  return before.decisions
    .filter(({ state }) => states.includes(state))
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

const answerReasons = { confirm: { unseenReason }, refuse: { reason: "Ini kritik." }, undo: {} };

async function answer(context: Context, act: Of<"answer">): Promise<void> {
  const { model } = context;
  const waiting = decisionsIn(context, ["proposed", "disputed"]);
  const target = pick(act.isWild ? context.before.decisions : waiting, act.on);
  const decision = target && model.decisions.get(target.id);
  if (!decision) return;
  const isOwn = act.answer === "undo" && !act.isWild;
  const by = isOwn ? decision.by : pickPerson(context, "supervisor", { ...act, on: target.caseId });
  const seen = await readCase(context, by, target.caseId);
  const body = { answer: act.answer, ...answerReasons[act.answer] };
  const answered = await call(context, by, ["POST", `/v1/decisions/${target.id}/answer`, { body }]);
  if (answered.status !== 200 || act.answer === "undo") return;
  // A repeated answer after the settlement is accepted.
  if (act.answer === "confirm" && !decision.second)
    decision.second = { by, seen: seen?.frozen.get(target.id) };
  recordDone(context, { what: act.answer, by, caseIds: [target.caseId], decisionId: target.id });
}

async function vote(context: Context, act: Of<"vote">): Promise<void> {
  const states = act.isWild ? ["proposed", "disputed"] : ["disputed"];
  const drawn = decisionsIn(context, ["confirmed"]).filter(({ review }) => review === "waiting");
  const target = pick([...decisionsIn(context, states), ...drawn], act.on);
  const decision = target && context.model.decisions.get(target.id);
  if (!decision) return;
  const by = pickPerson(context, "panelist", { ...act, on: target.caseId });
  const body = { id: randomUUID(), vote: act.vote, reason: "Unsur terpenuhi." };
  const answered = await call(context, by, ["POST", `/v1/decisions/${target.id}/votes`, { body }]);
  if (answered.status !== 200) return;
  decision.votes.push({ by, vote: act.vote });
  recordDone(context, { what: "vote", by, caseIds: [target.caseId], decisionId: target.id });
}

/** Makes a request of one decision, or of all decisions that ask for the same. */
async function letter(context: Context, { who, on, isWild, isEach }: Of<"letter">): Promise<void> {
  const asking = decisionsIn(context, isWild ? ["proposed", "confirmed"] : ["confirmed"]);
  const named = new Set(context.before.items.map(({ decisionId }) => decisionId));
  const free = isWild ? asking : asking.filter(({ id }) => isAsking(context, id) && !named.has(id));
  const first = pick(free, on);
  if (!first) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: first.caseId });
  const items = (isEach ? free : [first]).map(({ id: decisionId, caseId }) => ({ caseId, decisionId }));
  const id = randomUUID();
  const answered = await call(context, by, ["POST", "/v1/requests", { body: { id, items } }]);
  if (answered.status !== 200) return;
  context.model.letters.set(id, by);
  recordDone(context, { what: "letter", by, caseIds: items.map(({ caseId }) => caseId) });
}

function isAsking({ model }: Context, id: string): boolean {
  const decision = model.decisions.get(id);
  return decision?.act === "approve" || decision?.reverses !== undefined;
}

async function platform(context: Context, { who, on, isWild, says }: Of<"platform">): Promise<void> {
  const { before } = context;
  const request = pick(before.requests, on);
  if (!request) return;
  const named = before.items.filter(({ requestId }) => requestId === request.id);
  const by = pickPerson(context, "supervisor", { who, isWild, on: named[0]?.caseId });
  const items = Array.from({ length: named.length }, (_, place) => ({ place: place + 1, outcome: says }));
  const [path, more] =
    says === "sent"
      ? ["sent", { letter: "request" }]
      : says === "withdrawn"
        ? ["withdrawal", { reason: "Keliru." }]
        : ["answers", { kind: "items", items }];
  const body = { id: randomUUID(), ...more };
  const answered = await call(context, by, ["POST", `/v1/requests/${request.id}/${path}`, { body }]);
  if (answered.status === 200) recordDone(context, { what: "platform", by, caseIds: [] });
}

async function merge(context: Context, { who, on, other, isWild }: Of<"merge">): Promise<void> {
  const roots = rootsIn(context);
  const caseId = pick(roots, on);
  const siteOf = (id: string | undefined) => context.before.cases.find((row) => row.id === id)?.site;
  const beside = pick(
    roots.filter((id) => id !== caseId && (isWild || siteOf(id) === siteOf(caseId))),
    other,
  );
  if (caseId === undefined || beside === undefined) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: caseId });
  const body = { act: "merge", with: beside, reason: "Isinya sama." };
  const answered = await call(context, by, ["POST", `/v1/cases/${caseId}/likeness`, { body }]);
  if (answered.status !== 200) return;
  const pair = pairOf(caseId, beside);
  context.model.agreed.set(pair, new Set([...(context.model.agreed.get(pair) ?? []), by.id]));
  recordDone(context, { what: "merge", by, caseIds: [caseId, beside] });
}

async function split(context: Context, { who, on, isWild }: Of<"split">): Promise<void> {
  const { before, model } = context;
  const off = pick(
    model.merged.filter(([id]) => before.cases.some((row) => row.id === id && row.mergedInto)),
    on,
  );
  if (!off) return;
  const root = rootOf(before, off[0]);
  const by = pickPerson(context, "supervisor", { who, isWild, on: root });
  const body = { act: "split", merged: off[0], reason: "Tidak sama." };
  const answered = await call(context, by, ["POST", `/v1/cases/${root}/likeness`, { body }]);
  if (answered.status !== 200) return;
  model.hasSplit = true;
  model.agreed.delete(pairOf(root, off[0]));
  recordDone(context, { what: "split", by, caseIds: [root] });
}

async function bulk(context: Context, act: Of<"bulk">): Promise<void> {
  const { before } = context;
  const first = pick(rootsIn(context, ["open"]), act.on);
  if (first === undefined) return;
  const groupOf = (id: string) => before.cases.find((row) => row.id === id)?.groupId ?? id;
  const members = rootsIn(context).filter((id) => groupOf(id) === groupOf(first));
  const strange = act.isWild ? [pick(rootsIn(context), act.other) ?? first, first] : [];
  const by = pickPerson(context, "supervisor", { ...act, on: first });
  const verdict = verdictOf({ ...act, act: "decide", category: "JUDI", isStale: false }, now(context));
  const cases = [];
  for (const caseId of [...members, ...strange]) {
    const seen = await readCase(context, by, caseId);
    cases.push({ caseId, decisionId: randomUUID(), caseVersion: seen?.version ?? 1, seen });
  }
  const asked = cases.map(({ seen: _, ...one }) => one);
  const body = { id: randomUUID(), verdict, cases: asked };
  const answered = await call(context, by, ["POST", "/v1/decisions/bulk", { body }]);
  if (answered.status !== 200) return;
  const { outcomes } = answered.body as BulkOutcome;
  for (const [place, { caseId, decisionId: id, problem }] of outcomes.entries())
    if (!problem) keepDecision(context, by, { id, caseId, seen: cases[place]?.seen, verdict });
}

async function bulkAnswer(context: Context, { who, on, isWild }: Of<"bulkAnswer">): Promise<void> {
  const waiting = decisionsIn(context, ["proposed"]).filter(({ bulkId }) => bulkId !== null);
  const first = pick(waiting, on);
  if (!first) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: first.caseId });
  const seen = new Map<string, CaseSnapshot | undefined>();
  for (const { id, caseId, bulkId } of waiting)
    if (bulkId === first.bulkId) seen.set(id, await readCase(context, by, caseId));
  const body = { answer: "confirm", unseenReason, decisions: [...seen.keys()] };
  const path = `/v1/decisions/bulk/${first.bulkId}/answer`;
  const answered = await call(context, by, ["POST", path, { body }]);
  if (answered.status !== 200) return;
  for (const { caseId, decisionId, problem } of (answered.body as BulkOutcome).outcomes) {
    const decision = context.model.decisions.get(decisionId);
    if (problem || !decision) continue;
    decision.second ??= { by, seen: seen.get(decisionId)?.frozen.get(decisionId) };
    recordDone(context, { what: "confirm", by, caseIds: [caseId], decisionId });
  }
}

async function join(context: Context, { who, on, other, isWild, isLeaving }: Of<"join">): Promise<void> {
  const caseId = pick(rootsIn(context), on);
  const beside = pick(
    rootsIn(context).filter((id) => id !== caseId),
    other,
  );
  if (caseId === undefined || beside === undefined) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: caseId });
  const body = { ...(isLeaving ? { act: "leave" } : { act: "join", with: beside }), reason: "Isinya sama." };
  await call(context, by, ["POST", `/v1/cases/${caseId}/likeness`, { body }]);
}

async function note(context: Context, { who, on, isWild, mention }: Of<"note">): Promise<void> {
  const caseId = pick(rootsIn(context), on);
  if (caseId === undefined) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: caseId });
  const mentioned = pickPerson(context, "supervisor", { who: mention, isWild, on: caseId });
  const id = randomUUID();
  const mentions = mention % 2 === 0 ? [] : [mentioned.id];
  const body = { id, text: `Catatan ${id}.`, mentions };
  const answered = await call(context, by, ["POST", `/v1/cases/${caseId}/notes`, { body }]);
  if (answered.status === 200) context.model.written.set(id, caseId);
}

async function assign(context: Context, { who, on, isWild, to, way }: Of<"assign">): Promise<void> {
  const caseId = pick(rootsIn(context), on);
  if (caseId === undefined) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: caseId });
  const colleague = pickPerson(context, "supervisor", { who: to, isWild, on: caseId }).id;
  if (way === "shift") return handOver(context, by, colleague);
  const personId = way === "me" ? "me" : way === "queue" ? null : colleague;
  await call(context, by, ["POST", `/v1/cases/${caseId}/assignment`, { body: { personId } }]);
}

/** Each case that is handed over gets a note. */
async function handOver(context: Context, by: ModelPerson, personId: string): Promise<void> {
  const body = { id: randomUUID(), personId, note: "Giliran selesai." };
  const answered = await call(context, by, ["POST", "/v1/hand-overs", { body }]);
  if (answered.status !== 200) return;
  const { db } = context.world.kit.store;
  const notes = await db.select().from(caseNotes).where(eq(caseNotes.handOverId, body.id));
  for (const { id, caseId } of notes) context.model.written.set(id, caseId);
}

async function question(context: Context, { who, on, isWild, isAnswer }: Of<"question">): Promise<void> {
  const { before, model } = context;
  if (isAnswer) return answerQuestion(context, on);
  const report = pick(before.reports, on);
  if (!report) return;
  const by = pickPerson(context, "supervisor", { who, isWild, on: report.caseId });
  const body = { id: randomUUID(), reportId: report.id, text: "Di mana ini terlihat?" };
  const answered = await call(context, by, ["POST", `/v1/cases/${report.caseId}/questions`, { body }]);
  if (answered.status === 200) model.written.set(body.id, report.caseId);
}

async function answerQuestion(context: Context, on: number): Promise<void> {
  const open = context.before.written.filter(({ isOpen }) => isOpen);
  const asked = pick(open, on);
  const reporter = context.model.reports.get(asked?.reportId ?? "")?.by;
  if (!asked || !reporter) return;
  const body = { answer: "Dari beranda." };
  await call(context, reporter, ["POST", `/v1/questions/${asked.id}/answer`, { body }]);
}

async function object(context: Context, { on }: Of<"object">): Promise<void> {
  const { world, model, before } = context;
  const item = pick(before.items, on);
  if (!item) return;
  const { db } = world.kit.store;
  const said = { objector: "uploader", text: `Ini parodi ${randomUUID()}.` } as const;
  const received = await receiveObjection(db, item.id, said, world.kit.intake.now());
  if (!received.ok) return;
  const { id, caseId, decisionId } = received.value;
  model.objections.push({ id, caseId, decisionId });
}

async function hear(context: Context, { who, on, isWild, isUpheld }: Of<"hear">): Promise<void> {
  const { model, world } = context;
  const objection = pick(model.objections, on);
  if (!objection) return;
  const caseId = rootOf(context.before, objection.caseId);
  const by = pickPerson(context, "supervisor", { who, isWild, on: caseId });
  const seen = await readCase(context, by, caseId);
  if (!seen) return;
  const id = randomUUID();
  const verdict = oppositeOf(seen.standing?.act ?? "approve", world.kit.intake.now());
  const reversal = { id, caseVersion: seen.version, ...verdict };
  const upheld = { outcome: "upheld", ...(seen.standing ? { reversal } : {}) };
  const body = {
    id: randomUUID(),
    reason: "Sudah dibaca.",
    ...(isUpheld ? upheld : { outcome: "dismissed" }),
  };
  const answered = await call(context, by, ["POST", `/v1/objections/${objection.id}/hearing`, { body }]);
  if (answered.status !== 200) return;
  recordDone(context, { what: "hear", by, caseIds: [caseId], decisionId: objection.decisionId });
  if (isUpheld && seen.standing && answered.body.reversal === id)
    keepDecision(context, by, { id, caseId, seen, verdict, reverses: seen.standing.id });
}

export const deskActs = {
  ...{ decide, reverse, answer, vote, bulk, bulkAnswer, letter, platform, object, hear },
  ...{ merge, split, join, note, assign, question },
};
