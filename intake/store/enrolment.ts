/** Codes and API keys are made here, and codes become devices. */

import { createHash, randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { EnrolmentInput, PublicKey } from "../../utils/contract/enrolment.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";
import { type KnownDevice, readDevices } from "./callers.ts";
import { apiKeys, devices, enrolmentCodes, people } from "./schema/index.ts";
import type { Db, Store } from "./store.ts";

const codeLifeMs = 7 * 24 * 3_600_000;
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export interface Enrolment {
  code: string;
  personId: string;
  expiresAt: Date;
}

/** A new person and the code that makes their first device known: 130 random bits, shown once, good for a week and one use. */
export async function createEnrolment(
  { db }: Pick<Store, "db">,
  { role, name }: { role: Role; name: string },
  now = new Date(),
): Promise<Enrolment> {
  const code = Array.from(randomBytes(26), (byte) => base32.charAt(byte & 31)).join("");
  const personId = randomUUID();
  const expiresAt = new Date(now.getTime() + codeLifeMs);
  await db.transaction(async (tx) => {
    await tx.insert(people).values({ id: personId, name, role, createdAt: now });
    await tx.insert(enrolmentCodes).values({ codeSha256: hashSecret(code), personId, expiresAt });
  });
  return { code, personId, expiresAt };
}

/** Shown once; kept as its SHA-256 only. */
export async function createApiKey({ db }: Pick<Store, "db">, scope: "read", now = new Date()) {
  const id = randomUUID();
  const key = `lk_${randomBytes(32).toString("base64url")}`;
  await db.insert(apiKeys).values({ id, keySha256: hashSecret(key), scope, createdAt: now });
  return { id, key, scope };
}

/** From now on every request of the device is refused; false when there is no such device, or it is refused already. */
export async function revokeDevice(
  { db }: Pick<Store, "db">,
  deviceId: string,
  now = new Date(),
): Promise<boolean> {
  const revoked = await db
    .update(devices)
    .set({ revokedAt: now })
    .where(and(eq(devices.id, deviceId), isNull(devices.revokedAt)))
    .returning({ id: devices.id });
  return revoked.length > 0;
}

/** Every device with the person it belongs to, newest first. */
export function listDevices({ db }: Pick<Store, "db">) {
  const { id, browser, enrolledAt, revokedAt } = devices;
  return db
    .select({ id, name: people.name, role: people.role, browser, enrolledAt, revokedAt })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .orderBy(desc(enrolledAt));
}

export interface NewDevice {
  thumbprint: string;
  publicKey: PublicKey;
}

/**
 * `code-invalid` for a code that is unknown, used or too old; `conflict` for a key that is enrolled already. The same
 * key with the same code gets the same answer again: the first may have been lost on the way.
 */
export function enrolDevice(
  db: Db,
  input: EnrolmentInput,
  key: NewDevice,
  now: Date,
): Promise<Result<KnownDevice>> {
  return db.transaction(async (tx) => {
    const codeSha256 = hashSecret(input.code);
    const [code] = await tx
      .select()
      .from(enrolmentCodes)
      .where(eq(enrolmentCodes.codeSha256, codeSha256))
      .for("update");
    if (!code) return fail("code-invalid");
    const [known] = await readDevices(tx, [key.thumbprint]);
    if (code.usedAt) return known && known.deviceId === code.usedBy ? ok(known) : fail("code-invalid");
    if (code.expiresAt <= now) return fail("code-invalid");
    if (known) return fail("conflict", "this device is enrolled already");
    const id = randomUUID();
    const { browser, extensionVersion } = input.device;
    const made = await tx
      .insert(devices)
      .values({ id, personId: code.personId, ...key, browser, extensionVersion, enrolledAt: now })
      .onConflictDoNothing()
      .returning({ id: devices.id });
    if (made.length === 0) return fail("conflict", "this device is enrolled already");
    await tx
      .update(enrolmentCodes)
      .set({ usedAt: now, usedBy: id })
      .where(eq(enrolmentCodes.codeSha256, codeSha256));
    const [device] = await readDevices(tx, [key.thumbprint]);
    if (!device) throw new Error("the new device is gone");
    return ok(device);
  });
}
