/** Acts of those who report, of the clock, and of administrators. */

import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { sealLog } from "../../../intake/audit-log/seal-log.ts";
import { deleteDueEvidence } from "../../../intake/cases/store/delete-evidence.ts";
import { placeHold, releaseHold } from "../../../intake/cases/store/legal-holds.ts";
import { log } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import { assignUnit, requireUnit, suspendPerson } from "../../../intake/people/store/people.ts";
import { evidence as sample } from "../../../scripts/dev/kits/evidence.ts";
import {
  samplePicture,
  sampleReport,
  type TestAnswer,
  type UnsealedReport,
} from "../../../scripts/dev/kits/intake-kit.ts";
import type { Report } from "../../../utils/shared/contract/report.ts";
import type { Subject } from "../../../utils/shared/contract/site.ts";
import { narrowestAction } from "../../../utils/shared/policy/categories.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { retention } from "../../../utils/shared/policy/retention.ts";
import type { Of } from "./acts.ts";
import { type Context, call, pick, pickPerson, rootsIn } from "./context.ts";
import { assertRule } from "./model.ts";
import { type Post, posts } from "./posts.ts";
import { rootOf } from "./rows.ts";
import type { ModelPerson } from "./world.ts";

const dayMs = 86_400_000;
const pictures = [await samplePicture("gambar satu"), await samplePicture("gambar dua")];

async function report(context: Context, act: Of<"report">): Promise<void> {
  const { model } = context;
  const reporters = model.people.filter(({ role }) => role !== "panelist" && role !== "admin");
  const by = pick(reporters, act.who);
  const device = by && pick(by.devices, act.device);
  if (!by || !device) return;
  const picture = act.hasPicture && act.category !== "PORNO_ANAK" ? pick(pictures, act.aliasOf) : undefined;
  const body = await device.sealed(reportOf(act, postOf(context, act), picture));
  const unit = by.unit?.name;
  const answers = await send(context, by, body, act);
  const [received] = answers.filter(({ status }) => status === 200);
  if (!received) return;
  const { number, caseId } = received.body;
  const { subject, aliases } = body.evidence;
  const kept = {
    ...{ id: body.id, by, unit, subject, aliases, category: body.category, number, caseId, withdrawn: false },
    ...{ manifest: manifestIn(body.seal), ...(body.note === undefined ? {} : { note: body.note }) },
  };
  model.reports.set(body.id, kept);
  const other = answers.find(({ body: said }) => said.number !== undefined && said.number !== number);
  assertRule(other === undefined, 4, () => `one report has two numbers, ${number} and ${other?.body.number}`);
  if (picture && (await bring(context, by, body.id, picture)))
    model.reports.set(body.id, { ...kept, picture: picture.file.sha256 });
}

/** SHA-256 of what the seal signs. */
function manifestIn(seal: string): string {
  const [, payload = ""] = seal.split(".");
  return createHash("sha256").update(Buffer.from(payload, "base64url")).digest("hex");
}

/** Sends it once, or at the same moment from two devices of the same person. */
async function send(
  context: Context,
  by: ModelPerson,
  body: Report,
  act: Of<"report">,
): Promise<TestAnswer[]> {
  const times = act.isTwice ? [act.device, act.device + 1] : [act.device];
  return Promise.all(times.map((device) => call(context, by, ["POST", "/v1/reports", { body }], device)));
}

async function bring(
  context: Context,
  by: ModelPerson,
  id: string,
  { bytes, file }: (typeof pictures)[number],
): Promise<boolean> {
  const request = { bytes, headers: { "Content-Type": file.type } };
  return (await call(context, by, ["PUT", `/v1/reports/${id}/files/${file.sha256}`, request])).status === 200;
}

let counter = 0;

function postOf({ model }: Context, { post, isAgain }: Of<"report">): Post {
  const known = pick([...model.reports.values()], post)?.subject;
  const again = isAgain ? posts.find(({ subject }) => subject === known) : undefined;
  return again ?? (pick(posts, post) as Post);
}

function reportOf(
  act: Of<"report">,
  post: Post,
  picture: (typeof pictures)[number] | undefined,
): UnsealedReport {
  const no = ++counter;
  const inLane = act.category === "PORNO_ANAK";
  const { text: _text, title: _title, permalink: _permalink, ...others } = sample.fields;
  const shown = {
    audience: { value: "public", source: "rule" },
    authorName: { value: `Akun ${no}`, source: "text a" },
  } as const;
  const address = addressIn(act, post);
  const { evidence, ...rest } = sampleReport({
    evidence: {
      ...{ site: post.site, kind: post.kind, subject: post.subject, aliases: aliasesIn(act, post) },
      ...(post.channelId === undefined ? {} : { channelId: post.channelId }),
      fields: {
        ...(inLane ? {} : { ...others, ...shown }),
        ...(address === undefined ? {} : { permalink: { value: address, source: "attr:href a" } }),
      },
      picture: picture?.picture ?? { state: "none", reason: inLane ? "category" : "permission" },
    },
    ...{ category: act.category, action: narrowestAction(act.category) },
    basis: basesInForce(act.category, sample.capturedAt).map(({ id }) => id),
    ...(inLane ? {} : { note: `Catatan rahasia ${no}.` }),
  });
  const { page: _page, ...bare } = evidence;
  return { ...rest, evidence: inLane ? bare : evidence };
}

/** Another post's name is mostly of the same site: others are refused at once. */
function aliasesIn({ alias, aliasOf }: Of<"report">, { site, subject, otherName }: Post): Subject[] {
  if (alias === "none") return [];
  if (alias === "own") return otherName === undefined ? [] : [otherName];
  const others = posts.filter((post) => post.subject !== subject && (post.site === site || aliasOf > 50));
  const other = pick(others, aliasOf);
  return other === undefined ? [] : [other.subject];
}

function addressIn({ permalink, address, aliasOf }: Of<"report">, post: Post): string | undefined {
  if (permalink === "none") return undefined;
  return pick((permalink === "own" ? post : (pick(posts, aliasOf) ?? post)).addresses, address);
}

async function withdraw(context: Context, { who, on, isWild }: Of<"withdraw">): Promise<void> {
  const live = [...context.model.reports.values()].filter(({ withdrawn }) => !withdrawn);
  const target = pick(isWild ? [...context.model.reports.values()] : live, on);
  if (!target) return;
  const by = isWild ? pickPerson(context, "officer", { who, isWild }) : target.by;
  const request = { body: { reason: "Keliru." } };
  const answered = await call(context, by, ["POST", `/v1/reports/${target.id}/withdrawal`, request]);
  if (answered.status === 200) context.model.reports.set(target.id, { ...target, withdrawn: true });
}

async function hold(context: Context, { on }: Of<"hold">): Promise<void> {
  const { world, model, before } = context;
  const caseId = pick(rootsIn(context), on);
  if (caseId === undefined) return;
  const { db } = world.kit.store;
  const placed = await placeHold(db, { caseId, reason: "Perkara 12.", by: "root" }, world.kit.intake.now());
  const gone = await deletedBefore(db, placed);
  const reportIds = before.reports
    .filter((one) => rootOf(before, one.caseId) === caseId && !one.deleted && !gone.has(one.id))
    .map(({ id }) => id);
  model.holds.set(placed.id, { id: placed.id, reportIds, released: false });
}

/** Retention at the same moment may have had the case's lock first. The log has the order. */
async function deletedBefore(db: Db, hold: { id: string; caseId: string }): Promise<Set<unknown>> {
  const entries = await db
    .select({ act: log.act, detail: log.detail })
    .from(log)
    .where(eq(log.caseId, hold.caseId))
    .orderBy(asc(log.seq));
  const placed = entries.findIndex(({ act, detail }) => act === "hold-placed" && detail.hold === hold.id);
  const earlier = entries.slice(0, placed).filter(({ act }) => act === "evidence-deleted");
  return new Set(earlier.map(({ detail }) => detail.report));
}

async function release(context: Context, { on }: Of<"release">): Promise<void> {
  const { world, model, before } = context;
  const target = pick(
    [...model.holds.values()].filter(({ released }) => !released),
    on,
  );
  const row = before.holds.find(({ id }) => id === target?.id);
  if (!target || !row) return;
  model.step.released.add(target.id);
  model.holds.set(target.id, { ...target, released: true });
  const lifted = { caseId: row.caseId, hold: target.id, reason: "Selesai.", by: "root" };
  await releaseHold(world.kit.store.db, lifted, world.kit.intake.now());
}

async function retain({ world }: Context, { days }: Of<"retain">): Promise<void> {
  const { kit } = world;
  // As the job would have done before such a time has passed.
  await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
  kit.clock.ms += days * dayMs;
  await deleteDueEvidence(kit.store.db, kit.intake.files, { policy: retention, at: kit.intake.now() });
}

async function suspend(context: Context, { who, isSuspended }: Of<"suspend">): Promise<void> {
  const { world, model } = context;
  const person = pick(model.people, who);
  if (!person) return;
  model.step.touched.add(person.id);
  await suspendPerson(world.kit.store.db, person.id, isSuspended ? world.kit.intake.now() : null);
  person.suspended = isSuspended;
}

/** Signs on with another role, as the one person whom the organisation's provider knows. */
async function role({ world, model }: Context, { role: next }: Of<"role">): Promise<void> {
  const person = model.people.find(({ name }) => name === "Oki Penyelia");
  if (!person) return;
  model.step.touched.add(person.id);
  if (await world.signOn(person, next)) person.role = next;
}

async function unit({ world, model }: Context, { who, unit: no }: Of<"unit">): Promise<void> {
  const person = pick(model.people, who);
  if (!person) return;
  const next = world.units[no];
  const { db } = world.kit.store;
  model.step.touched.add(person.id);
  const at = world.kit.intake.now();
  await assignUnit(db, person.id, next ? await requireUnit(db, next.name) : null, { at });
  if (next) person.unit = next;
  else delete person.unit;
}

async function seal({ world }: Context): Promise<void> {
  await sealLog(world.kit.store.db, world.kit.intake.key, world.kit.intake.now);
}

export const reportActs = { report, withdraw, hold, release, retain, suspend, role, unit, seal };
