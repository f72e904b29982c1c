/** Creates enrolment codes and turns them into devices. */

import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { EnrolmentInput, PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import { enrolPath } from "../../../utils/shared/contract/guides.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Affiliation, Role } from "../../../utils/shared/contract/site.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { clockErrorMs } from "../../core/clock.ts";
import { sha256Of } from "../../core/digest.ts";
import { devices, enrolmentCodes, people } from "../../db/schema/index.ts";
import { readNonceSecret } from "../../db/shared-settings.ts";
import type { Db, Store } from "../../db/store.ts";
import { type KnownDevice, readDevices } from "./callers.ts";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const toBase32 = (bytes: Uint8Array) => Array.from(bytes, (byte) => base32.charAt(byte & 31)).join("");
/** Characters of each of two parts: 65 random bits. */
const partChars = 13;

export interface NewPerson {
  role: Role;
  name: string;
  /** Set for panelists. */
  affiliation?: Affiliation | undefined;
  /** Undefined if the person belongs to no unit. */
  unitId?: string | undefined;
}

export interface Enrolment {
  /** Without its second part, if it has two. */
  code: string;
  personId: string;
  expiresAt: Date;
}

/** Creates a person and the code for their first device. */
export function createEnrolment(
  { db }: Pick<Store, "db">,
  { role, name, affiliation, unitId, ...options }: NewPerson & CodeOptions,
  now = new Date(),
  by = "administrator",
): Promise<Enrolment> {
  const personId = randomUUID();
  return db.transaction(async (tx) => {
    await tx.insert(people).values({
      id: personId,
      name,
      role,
      affiliation: affiliation ?? null,
      unitId: unitId ?? null,
      createdAt: now,
    });
    const made = await createCode(tx, personId, now, options);
    await logTrust(tx, { act: "person-added", at: now, by }, { people: [personId] });
    return made;
  });
}

export interface CodeOptions {
  /** How long it is valid; `limits.codeHours` by default. */
  hours?: number | undefined;
  /** See `readSecondParts`. By default the code has one part. */
  secondPart?: string | undefined;
}

/** Creates a code for another device of a known person: 130 random bits, shown once, single-use. */
export async function createCode(
  db: Db,
  personId: string,
  now: Date,
  { hours = limits.codeHours, secondPart = "" }: CodeOptions = {},
): Promise<Enrolment> {
  const code = toBase32(randomBytes(2 * partChars - secondPart.length));
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  await db.insert(enrolmentCodes).values({ codeSha256: sha256Of(code + secondPart), personId, expiresAt });
  return { code, personId, expiresAt };
}

/**
 * Returns a function that gives the second part of a code or key by the id of the act that makes it. The administrator who
 * asks sees this part, and the one who confirms sees the first. Neither can act alone under another name. The part is not
 * random, because it is shown again later.
 */
export async function readSecondParts(db: Db): Promise<(actId: string) => string> {
  const secret = await readNonceSecret(db);
  return (actId) => {
    const mac = createHmac("sha256", secret).update(`code ${actId}`).digest();
    return toBase32(mac.subarray(0, partChars));
  };
}

export interface NewDevice {
  thumbprint: string;
  publicKey: PublicKey;
}

/**
 * Problems: `code-invalid` if the code is unknown, used, expired or of a suspended person; `conflict` if the
 * key is already enrolled.
 * Idempotent for the same key and code, because the first answer may have been lost.
 */
export function enrolDevice(
  db: Db,
  input: EnrolmentInput,
  key: NewDevice,
  now: Date,
): Promise<Result<KnownDevice>> {
  return db.transaction(async (tx) => {
    const codeSha256 = sha256Of(input.code);
    const code = await lockCode(tx, codeSha256);
    if (!code) return fail("code-invalid");
    const [earlierDevice] = await readDevices(tx, [key.thumbprint]);
    if (earlierDevice && earlierDevice.deviceId === code.usedBy) return ok(earlierDevice);
    if (code.usedAt || !isValid(code, now)) return fail("code-invalid");
    const id = earlierDevice
      ? undefined
      : await addDevice(tx, code.personId, { ...input.device, ...key }, now);
    if (id === undefined) return fail("conflict", "this device is enrolled already");
    await tx
      .update(enrolmentCodes)
      .set({ usedAt: now, usedBy: id })
      .where(eq(enrolmentCodes.codeSha256, codeSha256));
    const [device] = await readDevices(tx, [key.thumbprint]);
    if (!device) throw new Error("the new device was not found");
    await logTrust(tx, { act: "device-enrolled", at: now, by: "device" }, { devices: [id] });
    return ok(device);
  });
}

/** A code that is valid for longer than any code can be was made while the clock was ahead. */
function isValid({ expiresAt }: { expiresAt: Date }, now: Date): boolean {
  const longestMs = limits.maxCodeHours * 3_600_000 + clockErrorMs;
  return expiresAt > now && expiresAt.getTime() <= now.getTime() + longestMs;
}

/** Returns undefined if the code is unknown or of a suspended person. */
async function lockCode(tx: Db, codeSha256: string) {
  const [code] = await tx
    .select()
    .from(enrolmentCodes)
    .where(eq(enrolmentCodes.codeSha256, codeSha256))
    .for("update");
  return code && !(await isSuspended(tx, code.personId)) ? code : undefined;
}

/** Returns undefined if the key is enrolled already. */
async function addDevice(
  tx: Db,
  personId: string,
  { thumbprint, publicKey, browser, extensionVersion }: NewDevice & EnrolmentInput["device"],
  enrolledAt: Date,
): Promise<string | undefined> {
  const id = randomUUID();
  const [made] = await tx
    .insert(devices)
    .values({
      id,
      personId,
      thumbprint,
      publicKey,
      browser,
      extensionVersion,
      enrolledAt,
      lastSeenAt: enrolledAt,
    })
    .onConflictDoNothing()
    .returning({ id: devices.id });
  return made?.id;
}

async function isSuspended(db: Db, personId: string): Promise<boolean> {
  const [person] = await db
    .select({ suspendedAt: people.suspendedAt })
    .from(people)
    .where(eq(people.id, personId));
  return person?.suspendedAt != null;
}

/** Relative, because it is opened inside the extension, whose address differs between browsers. */
export function enrolmentLink(intakeAddress: string, code: string): string {
  return `options.html?${new URLSearchParams({ intake: intakeAddress, code })}`;
}

/** The code is in the fragment, so that it reaches neither the intake's nor a proxy's log. */
export function enrolmentAddress(intakeAddress: string, code: string): string {
  return `${intakeAddress}${enrolPath}#${code}`;
}
