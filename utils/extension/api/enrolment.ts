/** The intake at which this device is enrolled, and enrolment with a code. */

import { enrolmentCode, type Identity, type PublicKey } from "../../shared/contract/enrolment.ts";
import { intakeOrigin } from "../../shared/contract/protected-address.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { extensionVersion } from "../browser/browser.ts";
import { browserName } from "../browser/browser-name.ts";
import { session } from "../browser/session-storage.ts";
import {
  connection,
  formerConnections,
  isConnection,
  local,
  nonce,
  readConnections,
} from "../browser/storage.ts";
import { type CallAnswer, callSigned } from "./call-route.ts";
import { readOrMakeKey } from "./device-keys.ts";
import { isRefusedByPolicy } from "./managed-policy.ts";

/**
 * Enrols this device with a one-time code and a new key. Changes nothing until the intake has accepted.
 * @param intake the address as typed; https, or http on this machine
 */
export async function enrol(intake: string, code: string): Promise<Result<Identity>> {
  const origin = intakeOrigin(intake);
  if (!origin) return fail("address-unknown", "intake");
  const refused = await isRefusedByPolicy(origin, "code");
  if (refused) return refused;
  const parsed = enrolmentCode.safeParse(code.replace(/[\s-]/g, "").toUpperCase());
  if (!parsed.success) return fail("code-invalid");
  await nonce.setValue(null);
  const device = { browser: browserName(), extensionVersion: extensionVersion() };
  // If an answer was lost, the same code leads to the same key, and the intake recognises the device.
  const keyName = await digestHex(`${origin} ${parsed.data}`);
  const key = await readOrMakeKey(keyName);
  const answer = await callSigned(
    deviceRoutes.enrol,
    { body: { code: parsed.data, device } },
    { intake: origin, key },
  );
  return answer.ok ? ok(await saveEnrolment(origin, keyName, answer.value)) : answer;
}

/** Makes a device that the intake has accepted the current one. The previous connection is kept. */
export async function saveEnrolment(
  intake: string,
  keyName: string,
  { recipesKey, intakeKey, filesKey, ...identity }: CallAnswer<(typeof deviceRoutes)["enrol"]>,
): Promise<Identity> {
  const last = await connection.getValue();
  // Drafts and pending confirmations of another person must not be sent under this name.
  if (last && last.identity.personId !== identity.personId) await session.clear();
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
 * Ends the enrolment in this browser. The device stays known to the intake, so that reports that wait are still sent as
 * their own person.
 */
export async function leave(): Promise<void> {
  await keepFormer();
  await connection.setValue(null);
  await session.clear();
}

/**
 * Returns the keys with which receipts for this enrolment are verified: the one pinned at that time and the
 * current one. Empty if either of the two has no pinned key.
 */
export async function readIntakeKeys(deviceId: string | undefined): Promise<PublicKey[]> {
  const [last, former] = await readConnections();
  const all = [former.find(({ identity }) => identity.deviceId === deviceId), last].filter(
    (candidate) => candidate != null,
  );
  const keys = all.map(({ intakeKey }) => intakeKey);
  return keys.every((key) => key !== undefined) ? keys : [];
}

export type OthersDevices = ReadonlySet<string | undefined>;

/** Returns the devices that other people than the current one had in this browser. */
export async function readOthersDevices(): Promise<OthersDevices> {
  const [last, former] = await readConnections();
  const others = former.filter(({ identity }) => identity.personId !== last?.identity.personId);
  return new Set(others.map(({ identity }) => identity.deviceId));
}

/**
 * Makes the present connection an earlier one, and leaves out those of a device that is enrolled again. Keeps what this
 * version cannot read, because another one may.
 */
async function keepFormer(newDeviceId = ""): Promise<void> {
  const stored = await Promise.all(
    ["connection", "former-connections"].map((key) => local.read<unknown>(key)),
  );
  const isKept = (one: unknown) => !isConnection(one) || one.identity.deviceId !== newDeviceId;
  await formerConnections.setValue(stored.flat().filter((one) => one !== null && isKept(one)));
}
