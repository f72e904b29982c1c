/** Which intake this device belongs to, and how it comes to belong to one. */

import { enrolmentCode, type Identity, type PublicKey } from "../contract/enrolment.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { digestHex } from "../seal/digest.ts";
import { extensionVersion } from "./browser.ts";
import { browserName } from "./browser-name.ts";
import { callSigned } from "./intake.ts";
import { readOrMakeKey } from "./keys.ts";
import { connection, formerConnections, nonce } from "./storage.ts";

/**
 * Enrols this device with a one-time code, under a key of its own: until the intake has accepted that, nothing changes.
 * @param intake the intake's address as typed; https, or http on this very machine
 */
export async function enrol(intake: string, code: string): Promise<Result<Identity>> {
  const origin = intakeOrigin(intake);
  if (!origin) return fail("address-unknown", "intake");
  const parsed = enrolmentCode.safeParse(code.replace(/[\s-]/g, "").toUpperCase());
  if (!parsed.success) return fail("code-invalid");
  await nonce.setValue(null);
  const device = { browser: browserName(), extensionVersion: extensionVersion() };
  // When an answer was lost, the same code finds the same key, and the intake knows the device again.
  const keyName = await digestHex(`${origin} ${parsed.data}`);
  const key = await readOrMakeKey(keyName);
  const answer = await callSigned("enrol", { body: { code: parsed.data, device } }, { intake: origin, key });
  if (!answer.ok) return answer;
  const { recipesKey, intakeKey, filesKey, ...identity } = answer.value;
  await keepFormer(identity.deviceId);
  const pinned = {
    ...(recipesKey ? { recipesKey } : {}),
    ...(intakeKey ? { intakeKey } : {}),
    ...(filesKey ? { filesKey } : {}),
  };
  await connection.setValue({ intake: origin, identity, keyName, ...pinned });
  return ok(identity);
}

/**
 * Whose receipts are believed for what this enrolment sent: the key pinned then, and the one pinned now. None while one
 * of the two has pinned none.
 */
export async function readIntakeKeys(deviceId: string | undefined): Promise<PublicKey[]> {
  const [last, former] = await Promise.all([connection.getValue(), formerConnections.getValue()]);
  const all = [former.find(({ identity }) => identity.deviceId === deviceId), last].filter(
    (one) => one != null,
  );
  const keys = all.map(({ intakeKey }) => intakeKey);
  return keys.every((key) => key !== undefined) ? keys : [];
}

async function keepFormer(newDeviceId: string): Promise<void> {
  const [last, former] = await Promise.all([connection.getValue(), formerConnections.getValue()]);
  const all = last ? [last, ...former] : former;
  await formerConnections.setValue(all.filter(({ identity }) => identity.deviceId !== newDeviceId));
}

/** The address's origin, or undefined when reports would travel unprotected. */
export function intakeOrigin(intake: string): string | undefined {
  if (!URL.canParse(intake.trim())) return undefined;
  const { protocol, hostname, origin } = new URL(intake.trim());
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && thisMachine) ? origin : undefined;
}
