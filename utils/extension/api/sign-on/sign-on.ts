/** The complete sign-on: the provider authenticates the person, and the intake registers the device's key. */

import type { Identity } from "../../../shared/contract/enrolment.ts";
import { intakeOrigin } from "../../../shared/contract/protected-address.ts";
import { fail, ok, type Result } from "../../../shared/contract/result.ts";
import {
  type SignOn,
  type SignOnFlow,
  signOnRoutes,
  type UserCode,
} from "../../../shared/contract/sign-on.ts";
import { digestHex, thumbprintOf } from "../../../shared/seal/digest.ts";
import { hasAuthWindow } from "../../browser/auth-window.ts";
import { extensionVersion } from "../../browser/browser.ts";
import { browserName } from "../../browser/browser-name.ts";
import { tokenRetryMs } from "../../browser/delays.ts";
import { connection, nonce, signOnKeys } from "../../browser/storage.ts";
import { type CallAnswer, callSigned } from "../call-route.ts";
import { readOrMakeKey } from "../device-keys.ts";
import { saveEnrolment } from "../enrolment.ts";
import { isRefusedByPolicy } from "../managed-policy.ts";

export interface SignOnWay {
  flow: SignOnFlow;
  /** Aborted when the person cancels. */
  signal: AbortSignal;
  /** Flow `device` only: shows the code. */
  onCode(code: UserCode): void;
}

/**
 * Returns the intake's sign-on settings, reduced to the flows that this browser supports. Undefined if it has
 * no sign-on.
 */
export async function readSignOn(intake: string): Promise<Result<SignOn | undefined>> {
  const origin = intakeOrigin(intake);
  if (!origin) return fail("address-unknown", "intake");
  const refused = await isRefusedByPolicy(origin, "sign-on");
  if (refused) return refused;
  const answer = await callSigned(signOnRoutes.getSignOn, {}, { intake: origin });
  if (!answer.ok) return answer;
  const { signOn } = answer.value;
  const flows = signOn?.flows.filter((flow) => flow === "device" || hasAuthWindow()) ?? [];
  return ok(signOn && flows.length > 0 ? { ...signOn, flows } : undefined);
}

/** The same person reuses the same key. A browser that belonged to another person before gets a new one. */
export async function signOnThisDevice(intake: string, way: SignOnWay): Promise<Result<Identity>> {
  const origin = intakeOrigin(intake);
  if (!origin) return fail("address-unknown", "intake");
  const offered = await readSignOn(origin);
  if (!offered.ok) return offered;
  if (!offered.value?.flows.includes(way.flow)) return fail("sign-on-off");
  await nonce.setValue(null);
  const first = await signOnWith(await keyNameFor(origin), origin, offered.value, way);
  if (first.ok || first.problem.code !== "conflict") return first;
  return signOnWith(await newKeyNameFor(origin), origin, offered.value, way);
}

/** True if this browser was enrolled at its intake by sign-on. */
export async function signedOn(): Promise<boolean> {
  const [connected, keys] = await Promise.all([connection.getValue(), signOnKeys.getValue()]);
  return connected?.keyName !== undefined && keys[connected.intake] === connected.keyName;
}

async function signOnWith(
  keyName: string,
  intake: string,
  signOn: SignOn,
  { flow, signal, onCode }: SignOnWay,
): Promise<Result<Identity>> {
  // The protocol's library weighs as much as the page, and is used once for each browser.
  const [{ findProvider }, { signOnByCode }, { signOnByDevice }] = await Promise.all([
    import("./provider.ts"),
    import("./code-flow.ts"),
    import("./device-flow.ts"),
  ]);
  const provider = await findProvider(signOn, signal);
  if (!provider.ok) return provider;
  const key = await readOrMakeKey(keyName);
  // The token names this key and is useless with any other.
  const thumbprint = await thumbprintOf(key.publicKey);
  const idToken =
    flow === "code"
      ? await signOnByCode(provider.value, thumbprint, signal)
      : await signOnByDevice(provider.value, thumbprint, { signal, onCode, wait });
  if (!idToken.ok) return idToken;
  const device = { browser: browserName(), extensionVersion: extensionVersion() };
  const enrolled = await submitToken({ idToken: idToken.value, device }, { intake, key }, signal);
  return enrolled.ok ? ok(await saveEnrolment(intake, keyName, enrolled.value)) : enrolled;
}

/** Retried if the answer is lost: the same token with the same key gets the same answer. */
async function submitToken(
  body: unknown,
  signer: Parameters<typeof callSigned>[2],
  signal: AbortSignal,
): Promise<Result<CallAnswer<(typeof signOnRoutes)["enrolBySignOn"]>>> {
  for (const waitMs of tokenRetryMs) {
    const answer = await callSigned(signOnRoutes.enrolBySignOn, { body, signal }, signer);
    if (signal.aborted) return fail("sign-on-failed", "cancelled");
    if (answer.ok || answer.problem.retry !== "later") return answer;
    await wait(waitMs, signal);
  }
  return callSigned(signOnRoutes.enrolBySignOn, { body, signal }, signer);
}

async function keyNameFor(origin: string): Promise<string> {
  return (await signOnKeys.getValue())[origin] ?? newKeyNameFor(origin);
}

async function newKeyNameFor(origin: string): Promise<string> {
  const name = await digestHex(`${origin} sign-on ${crypto.randomUUID()}`);
  await signOnKeys.setValue({ ...(await signOnKeys.getValue()), [origin]: name });
  return name;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
  });
}
