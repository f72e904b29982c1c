/**
 * Acts of administrators at the desk: done at once, or asked by one and confirmed by another within a time limit.
 * The command line does the same acts without a second person, because its user has the server.
 */

import { eq } from "drizzle-orm";
import type { AdminAct, AdminActAnswer } from "../../utils/shared/contract/administration.ts";
import { id as uuid } from "../../utils/shared/contract/ids.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { type ActFacts, needsReason, needsSecond } from "../../utils/shared/policy/administration.ts";
import type { RetentionChanges } from "../../utils/shared/policy/retention.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { readCaseNumber, readHolds } from "../cases/store/case-reads.ts";
import { wouldShorten } from "../cases/store/retention-changes.ts";
import { apiKeys, devices, hooks, people } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { isInUse } from "../people/rules/device-in-use.ts";
import type { SignOnGate } from "../people/sign-on/sign-on.ts";
import { readDevicesOf } from "../people/store/devices-and-codes.ts";
import { findPerson, findUnit } from "../people/store/people.ts";
import { readPartnerChannels } from "../referrals/store/partner-channels.ts";
import { readChannels } from "../requests/store/channels.ts";
import { type Done, performAct, type StoredAct } from "./perform-act.ts";
import { type RecipeAct, readAboutRecipes } from "./recipe-acts.ts";
import {
  type AdminActRecord,
  areTied,
  concerns,
  countWaitingActs,
  insertAdminAct,
  lockAdminAct,
  logAdminAct,
  readAwaitedRoles,
  readMembersOfUnit,
  settleAdminAct,
  stateAt,
} from "./store/admin-acts.ts";

export interface Administrator {
  personId: string;
  name: string;
}

export interface AskedAct<A extends AdminAct = StoredAct> {
  id: string;
  act: A;
  reason: string | null;
}

export interface Circumstances {
  caller: Administrator;
  at: Date;
  origin: string;
  retentionFile: RetentionChanges;
}

interface AskingCircumstances extends Circumstances {
  signOn: Pick<SignOnGate, "isExpired" | "settings">;
}

/** Thrown to roll a transaction back. */
class Refusal extends Error {
  problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** A failed result undoes what the transaction wrote. */
async function allOrNothing<T>(db: Db, run: (tx: Db) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await db.transaction(async (tx) => {
      const result = await run(tx);
      if (!result.ok) throw new Refusal(result.problem);
      return result;
    });
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

/**
 * Idempotent by the id. Secrets are answered the first time only. Problems: `reason-needed`; `not-found`; `conflict`
 * if the id is another act's; those of the act.
 */
export function askAct(db: Db, asked: AskedAct, circumstances: AskingCircumstances): Promise<Result<Done>> {
  return allOrNothing(db, async (tx) => {
    const replay = await findReplay(tx, asked, circumstances.caller);
    if (replay) return replay;
    const concerned = await readConcerned(tx, asked.act, circumstances);
    if (!concerned.ok) return concerned;
    if (asked.reason === null && needsReason(asked.act, concerned.value)) return fail("reason-needed");
    return storeAct(tx, asked, concerned.value, circumstances);
  });
}

async function storeAct(
  tx: Db,
  { id, act, reason }: AskedAct,
  facts: Concerned,
  { caller, at, ...rest }: Circumstances,
): Promise<Result<Done>> {
  const isWaiting = needsSecond(act, facts);
  if (isWaiting && (await countWaitingActs(tx, caller.personId, at)) >= limits.waitingActs)
    return fail("too-many-requests", `${limits.waitingActs} acts wait already`, "later");
  const by = caller.name;
  const row = {
    id,
    act,
    reason,
    about: facts.about,
    personId: facts.personId ?? null,
    state: isWaiting ? ("waiting" as const) : ("done" as const),
    askedBy: caller.personId,
    askedAt: at,
  };
  // Before the act, because a second request with this id waits here and not under the log's lock.
  if (!(await insertAdminAct(tx, row))) return fail("conflict", "this id was just used", "now");
  if (isWaiting) {
    await logAdminAct(tx, { id, act: "asked" }, { at, by });
    return ok({});
  }
  const done = await performAct(tx, act, { ...rest, id, at, by, reason, isConfirmed: false });
  if (!done.ok) return done;
  if (done.value.personId) await settleAdminAct(tx, id, { personId: done.value.personId });
  await logAdminAct(tx, { id, act: "done" }, { at, by });
  return done;
}

/** Returns the first answer's result without its secrets, or undefined for a new act. */
export async function findReplay(
  tx: Db,
  { id, act, reason }: AskedAct<AdminAct>,
  caller: Administrator,
): Promise<Result<Done> | undefined> {
  const stored = await lockAdminAct(tx, id);
  if (!stored) return undefined;
  const isSame =
    stored.askedBy === caller.personId &&
    stored.reason === reason &&
    canonicalJson(stored.act) === canonicalJson(act);
  return isSame ? ok({}) : fail("conflict", "another act has this id");
}

/** Checks a confirmation without doing anything. Problems: those of `answerAct`. */
export async function checkConfirmation(
  db: Db,
  row: AdminActRecord,
  circumstances: Pick<Circumstances, "caller" | "at">,
): Promise<Result<unknown>> {
  const refused = await findFault(db, row, { answer: "confirm" }, circumstances);
  return refused ?? ((await readAsker(db, row)) ? ok({}) : fail("act-over"));
}

/**
 * Problems: `own-act` for the confirmation of an own act, of one about oneself, or of one whose asker may be the same
 * person, see `areTied`; `act-over` if it was answered, has lapsed, or its asker is no longer an administrator;
 * `reason-needed` for a refusal without one; those of the act.
 */
export function answerAct(
  db: Db,
  id: string,
  { answer, reason }: AdminActAnswer,
  { caller, at, ...rest }: Circumstances,
): Promise<Result<Done>> {
  return allOrNothing(db, async (tx) => {
    const row = await lockAdminAct(tx, id);
    if (!row) return fail("not-found");
    const refused = await findFault(tx, row, { answer, reason }, { caller, at });
    if (refused) return refused;
    const settled = { answeredBy: caller.personId, answeredAt: at, answerReason: reason ?? null };
    if (answer === "confirm") return confirm(tx, row, settled, { caller, at, ...rest });
    const state = answer === "refuse" ? "refused" : "withdrawn";
    await settleAdminAct(tx, id, { ...settled, state });
    await logAdminAct(tx, { id, act: state }, { at, by: caller.name });
    return ok({});
  });
}

async function findFault(
  db: Db,
  row: AdminActRecord,
  { answer, reason }: AdminActAnswer,
  { caller, at }: Pick<Circumstances, "caller" | "at">,
): Promise<Result<never> | undefined> {
  const isOwn = row.askedBy === caller.personId;
  if (answer === "withdraw" ? !isOwn : isOwn || concerns(row, caller.personId)) return fail("own-act");
  if (answer === "confirm" && (await areTied(db, row.askedBy, caller.personId, at))) return fail("own-act");
  if (stateAt(row, at) !== "waiting") return fail("act-over");
  return answer === "refuse" && reason === undefined ? fail("reason-needed") : undefined;
}

async function confirm(
  tx: Db,
  row: AdminActRecord,
  settled: { answeredBy: string; answeredAt: Date; answerReason: string | null },
  { caller, at, ...rest }: Circumstances,
): Promise<Result<Done>> {
  const asker = await readAsker(tx, row);
  if (!asker) return fail("act-over");
  const by = `${asker.name}, ${caller.name}`;
  const doing = { ...rest, id: row.id, at, by, reason: row.reason, isConfirmed: true };
  const done = await performAct(tx, row.act as StoredAct, doing);
  if (!done.ok) return done;
  const personId = done.value.personId ?? row.personId;
  await settleAdminAct(tx, row.id, { ...settled, state: "done", personId });
  await logAdminAct(tx, { id: row.id, act: "confirmed" }, { at, by: caller.name });
  return done;
}

/** Undefined if the person is no longer an administrator. */
async function readAsker(db: Db, { askedBy }: AdminActRecord) {
  const asker = await findPerson(db, askedBy);
  return asker?.role === "admin" && !asker.suspendedAt ? asker : undefined;
}

interface Concerned extends ActFacts {
  about: string;
  personId?: string;
}

const none = { roles: [], takesLastDevice: false } as const;

/** The name for the log, and the facts that require a second person. Problem: `not-found` if it concerns nothing that exists. */
async function readConcerned(
  db: Db,
  act: AdminAct,
  circumstances: AskingCircumstances,
): Promise<Result<Concerned>> {
  const { at, retentionFile } = circumstances;
  switch (act.act) {
    case "invite":
      if (act.unit !== undefined && !(await findUnit(db, act.unit))) return fail("not-found", "unit");
      return ok({ ...none, about: act.name, roles: [act.role] });
    case "new-code":
    case "change-role":
    case "assign-unit":
    case "suspend":
    case "resume":
      return ofPerson(db, act, at);
    case "revoke-device":
      return ofDevice(db, act.device, circumstances);
    case "save-unit":
      return ofUnit(db, act, circumstances);
    case "place-hold":
    case "lift-hold":
      return ofCase(db, act);
    case "make-key":
      return ok({ ...none, about: act.name });
    case "revoke-key": {
      const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, act.key));
      return key ? ok({ ...none, about: key.name ?? key.id, scope: key.scope }) : fail("not-found");
    }
    case "add-hook":
      return ok({ ...none, about: act.address });
    case "end-hook": {
      const [hook] = await db.select().from(hooks).where(eq(hooks.id, act.hook));
      return hook ? ok({ ...none, about: hook.address }) : fail("not-found");
    }
    case "test-channel":
      return ok({ ...none, about: act.channel });
    case "save-retention": {
      const shortens = await wouldShorten(db, act, { file: retentionFile, at });
      return ok({ ...none, about: act.category, shortens });
    }
    case "export-person":
      return ofExport(db, act.name);
    case "export-breach":
      return ofBreach(db, act);
    case "save-channel":
      return ok({ ...none, about: act.channel.name });
    case "switch-recipe":
    case "roll-back-recipes":
      return ofRecipes(db, act);
    case "remove-channel": {
      const rows = act.to === "platform" ? await readChannels(db) : await readPartnerChannels(db);
      const channel = rows.find(({ id }) => id === act.channel);
      return channel ? ok({ ...none, about: channel.channel.name }) : fail("not-found");
    }
  }
}

/** The second administrator sees whose data it is. People on duty are found by their id only. */
async function ofExport(db: Db, name: string): Promise<Result<Concerned>> {
  const personId = uuid.safeParse(name).data?.toLowerCase();
  const person = personId === undefined ? undefined : await findPerson(db, personId);
  return ok({ ...none, ...(person ? { about: person.name, personId: person.id } : { about: name }) });
}

async function ofRecipes(db: Db, act: RecipeAct): Promise<Result<Concerned>> {
  const about = await readAboutRecipes(db, act);
  return about.ok ? ok({ ...none, about: about.value }) : about;
}

async function ofUnit(
  db: Db,
  { name, isNew }: Extract<AdminAct, { act: "save-unit" }>,
  { at, signOn }: AskingCircumstances,
): Promise<Result<Concerned>> {
  const id = await findUnit(db, name);
  if (id && isNew) return fail("conflict", "a unit of this name exists");
  const members = id ? await readMembersOfUnit(db, { id, name }, at) : [];
  // The provider may put anyone into any unit.
  const bySignOn = signOn.settings?.unitClaim !== undefined || members.some((member) => member.signsOn);
  return ok({ ...none, about: name, roles: members.map(({ role }) => role), bySignOn });
}

type ActOnPerson = Extract<AdminAct, { person: string }>;

async function ofPerson(db: Db, act: ActOnPerson, at: Date): Promise<Result<Concerned>> {
  // Before the person's row, so that a confirmation meanwhile is seen in one of them.
  const awaited = await readAwaitedRoles(db, act.person, at);
  const person = await findPerson(db, act.person);
  if (!person) return fail("not-found");
  if (act.act === "assign-unit" && act.unit !== null && !(await findUnit(db, act.unit)))
    return fail("not-found", "unit");
  const after = act.act === "change-role" ? [act.role] : awaited;
  const bySignOn = person.issuer !== null;
  return ok({ ...none, about: person.name, personId: person.id, roles: [person.role, ...after], bySignOn });
}

async function ofDevice(
  db: Db,
  deviceId: string,
  { caller, ...moment }: AskingCircumstances,
): Promise<Result<Concerned>> {
  const [device] = await db.select().from(devices).where(eq(devices.id, deviceId));
  if (!device) return fail("not-found");
  const awaited = await readAwaitedRoles(db, device.personId, moment.at);
  const person = await findPerson(db, device.personId);
  if (!person) return fail("not-found");
  // Two requests at once must not each count the other's device.
  await db.select({ id: people.id }).from(people).where(eq(people.id, person.id)).for("no key update");
  const all = await readDevicesOf(db, person.id);
  const hasOther = all.some((other) => other.id !== deviceId && isInUse(other, moment));
  const takesLastDevice = !hasOther && person.id !== caller.personId;
  return ok({
    ...{ about: person.name, personId: person.id, takesLastDevice },
    roles: [person.role, ...awaited],
  });
}

async function ofBreach(
  db: Db,
  { of, device }: Extract<AdminAct, { act: "export-breach" }>,
): Promise<Result<Concerned>> {
  const person = await findPerson(db, of);
  const isTheirs = device === undefined || (await readDevicesOf(db, of)).some(({ id }) => id === device);
  if (!person || !isTheirs) return fail("not-found");
  return ok({ ...none, about: person.name, personId: person.id, roles: [person.role] });
}

async function ofCase(db: Db, act: Extract<AdminAct, { case: string }>): Promise<Result<Concerned>> {
  const number = await readCaseNumber(db, act.case);
  if (number === undefined) return fail("not-found");
  const isGone =
    act.act === "lift-hold" && !(await readHolds(db, act.case)).some(({ id }) => id === act.hold);
  return isGone ? fail("not-found") : ok({ ...none, about: number });
}
