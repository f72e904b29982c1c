/** Finds or creates people authenticated by the identity provider, and registers their devices. */

import { randomUUID } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { devices, people, signOns } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { VerifiedToken } from "../sign-on/check-token.ts";
import type { ClaimedIdentity } from "../sign-on/read-claims.ts";
import { type KnownDevice, readDevices } from "./callers.ts";
import { endShownCodes } from "./devices-and-codes.ts";
import type { NewDevice } from "./enrolment.ts";
import { findUnit } from "./people.ts";

/** Identifies a person at the provider. */
export interface Subject {
  issuer: string;
  subject: string;
}

export interface SignOnResult {
  known: KnownDevice;
  /** Undefined if the person was not known before. */
  formerRole: Role | undefined;
}

/** A token of the person that passed its checks. */
type OwnToken = Subject & Pick<VerifiedToken, "tokenSha256" | "issuedAt">;
type VerifiedPerson = OwnToken & ClaimedIdentity;
type SigningDevice = NewDevice & { browser: string; extensionVersion: string };

/**
 * A token registers one device, once. Idempotent for the same key and token, because the first answer may
 * have been lost. Problems: `conflict` if the key is another person's; `sign-on-token` if the token is older than the last
 * one that the person used, because it may contain a role that was removed since.
 */
export function signOnDevice(
  db: Db,
  vouched: VerifiedPerson,
  device: SigningDevice,
  now: Date,
): Promise<Result<SignOnResult>> {
  return db.transaction(async (tx) => {
    const unit = await findVouchedUnit(tx, vouched.unit);
    if (!unit.ok) return unit;
    const [before] = await readDevices(tx, [device.thumbprint]);
    const personRow = await lockPerson(tx, vouched);
    const allowed = checkPerson(personRow, before);
    if (!allowed.ok) return allowed;
    const person = personRow ?? (await addPerson(tx, vouched, now));
    const use = await checkUse(tx, vouched, { personId: person.id, before });
    if (!use.ok) return use;
    if (use.value && before) return ok({ known: before, formerRole: use.value.formerRole ?? undefined });
    const deviceId = before?.deviceId ?? (await addDevice(tx, person.id, device, now));
    const formerRole = personRow?.role;
    await saveSignOn(tx, vouched, { person, unitId: unit.value, deviceId, formerRole, now });
    const [done] = await readDevices(tx, [device.thumbprint]);
    if (!done) throw new Error("the device that signed on was not found");
    return ok({ known: done, formerRole });
  });
}

/** Returns the earlier use of the token by the same device, if there is one. */
async function checkUse(
  tx: Db,
  { tokenSha256, issuedAt }: OwnToken,
  { personId, before }: { personId: string; before: KnownDevice | undefined },
): Promise<Result<typeof signOns.$inferSelect | undefined>> {
  const [used] = await tx.select().from(signOns).where(eq(signOns.tokenSha256, tokenSha256));
  if (used) return used.deviceId === before?.deviceId ? ok(used) : fail("sign-on-token", "was used already");
  return issuedAt < (await readLastIssue(tx, personId))
    ? fail("sign-on-token", "is older than the person's last one")
    : ok(undefined);
}

/** Issue time of the person's newest token, in whole seconds of the provider's clock. The intake's clock may differ. */
async function readLastIssue(tx: Db, personId: string): Promise<Date> {
  const [last] = await tx
    .select({ at: signOns.at })
    .from(signOns)
    .innerJoin(devices, eq(devices.id, signOns.deviceId))
    .where(eq(devices.personId, personId))
    .orderBy(desc(signOns.at))
    .limit(1);
  return new Date(Math.floor((last?.at.getTime() ?? 0) / 1000) * 1000);
}

async function findVouchedUnit(tx: Db, name: string | undefined): Promise<Result<string | undefined>> {
  if (name === undefined) return ok(undefined);
  const unitId = await findUnit(tx, name);
  return unitId ? ok(unitId) : fail("sign-on-no-role", "the unit does not exist here");
}

function checkPerson(
  known: typeof people.$inferSelect | undefined,
  device: KnownDevice | undefined,
): Result<undefined> {
  if (device && device.personId !== known?.id) return fail("conflict", "this device is another person's");
  return known?.suspendedAt ? fail("device-revoked", "the person is suspended") : ok(undefined);
}

interface NewSignOn {
  person: typeof people.$inferSelect;
  unitId: string | undefined;
  deviceId: string;
  formerRole: Role | undefined;
  now: Date;
}

async function saveSignOn(
  tx: Db,
  { tokenSha256, issuedAt, name, role }: VerifiedPerson,
  { person, unitId, deviceId, formerRole, now }: NewSignOn,
): Promise<void> {
  const isMoved = unitId !== undefined && unitId !== person.unitId;
  if (isMoved || role !== person.role) await endShownCodes(tx, person.id, now);
  await tx
    .update(people)
    .set({ name, role, ...(unitId ? { unitId } : {}) })
    .where(eq(people.id, person.id));
  await tx.update(devices).set({ signedOnAt: now }).where(eq(devices.id, deviceId));
  await tx
    .insert(signOns)
    .values({ tokenSha256, deviceId, at: issuedAt, role, formerRole: formerRole ?? null });
  const act = { act: "signed-on", at: now, by: "single sign-on" };
  await logTrust(tx, act, { people: [person.id], devices: [deviceId] });
}

/**
 * Requires every device of the person to sign on again, one that a code enrolled too, and ends codes shown to them. `token`
 * has no role; one that is older than the person's last one ends nothing.
 */
export function endSignOns(db: Db, token: OwnToken, now: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const person = await lockPerson(tx, token);
    if (!person || token.issuedAt < (await readLastIssue(tx, person.id))) return;
    await endShownCodes(tx, person.id, now);
    const ended = await tx
      .update(devices)
      .set({ signedOnAt: new Date(0) })
      .where(eq(devices.personId, person.id))
      .returning({ id: devices.id });
    const [device] = ended;
    // Older tokens may still have the role.
    if (device)
      await tx
        .insert(signOns)
        .values({
          tokenSha256: token.tokenSha256,
          deviceId: device.id,
          at: token.issuedAt,
          role: person.role,
        })
        .onConflictDoNothing();
    const act = { act: "sign-on-ended", at: now, by: "single sign-on" };
    await logTrust(tx, act, { devices: ended.map(({ id }) => id) });
  });
}

/** Serialises two sign-ons of one person across replicas. */
async function lockPerson(tx: Db, { issuer, subject }: Subject) {
  const [person] = await tx
    .select()
    .from(people)
    .where(and(eq(people.issuer, issuer), eq(people.subject, subject)))
    .for("update");
  return person;
}

/** With two first sign-ons at once, the second finds the person that the first created. */
async function addPerson(tx: Db, vouched: VerifiedPerson, now: Date) {
  const { issuer, subject, name, role } = vouched;
  await tx
    .insert(people)
    .values({ id: randomUUID(), issuer, subject, name, role, createdAt: now })
    .onConflictDoNothing();
  const person = await lockPerson(tx, vouched);
  if (!person) throw new Error("the person who signs on was not found");
  return person;
}

async function addDevice(
  tx: Db,
  personId: string,
  { thumbprint, publicKey, browser, extensionVersion }: SigningDevice,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const moments = { enrolledAt: now, signedOnAt: now, lastSeenAt: now };
  await tx
    .insert(devices)
    .values({ id, personId, thumbprint, publicKey, browser, extensionVersion, ...moments });
  return id;
}
