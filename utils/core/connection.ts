/** Which intake this device belongs to, and how it comes to belong to one. */

import { deviceRoutes } from "../contract/device-routes.ts";
import { enrolmentCode, type Identity, type PublicKey } from "../contract/enrolment.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { digestHex } from "../seal/digest.ts";
import { extensionVersion } from "./browser.ts";
import { browserName } from "./browser-name.ts";
import { type CallAnswer, callSigned } from "./intake.ts";
import { intakeOrigin } from "./intake-origin.ts";
import { readOrMakeKey } from "./keys.ts";
import { refusedByPolicy } from "./managed.ts";
import { connection, formerConnections, nonce } from "./storage.ts";

/**
 * Enrols this device with a one-time code, under a key of its own: until the intake has accepted that, nothing changes.
 * @param intake the intake's address as typed; https, or http on this very machine
 */
export async function enrol(intake: string, code: string): Promise<Result<Identity>> {
  const origin = intakeOrigin(intake);
  if (!origin) return fail("address-unknown", "intake");
  const refused = await refusedByPolicy(origin, "code");
  if (refused) return refused;
  const parsed = enrolmentCode.safeParse(code.replace(/[\s-]/g, "").toUpperCase());
  if (!parsed.success) return fail("code-invalid");
  await nonce.setValue(null);
  const device = { browser: browserName(), extensionVersion: extensionVersion() };
  // When an answer was lost, the same code finds the same key, and the intake knows the device again.
  const keyName = await digestHex(`${origin} ${parsed.data}`);
  const key = await readOrMakeKey(keyName);
  const answer = await callSigned(
    deviceRoutes.enrol,
    { body: { code: parsed.data, device } },
    { intake: origin, key },
  );
  return answer.ok ? ok(await belongTo(origin, keyName, answer.value)) : answer;
}

/** From now on this device is the one that the intake has just accepted; the one before is kept. */
export async function belongTo(
  intake: string,
  keyName: string,
  { recipesKey, intakeKey, filesKey, ...identity }: CallAnswer<(typeof deviceRoutes)["enrol"]>,
): Promise<Identity> {
  await keepFormer(identity.deviceId);
  const pinned = {
    ...(recipesKey ? { recipesKey } : {}),
    ...(intakeKey ? { intakeKey } : {}),
    ...(filesKey ? { filesKey } : {}),
  };
  await connection.setValue({ intake, identity, keyName, ...pinned });
  return identity;
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
