/** Requests for work that began under an earlier enrolment. Apart from the others, because few pages need them. */

import type { Problem } from "../../shared/contract/problem.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import type { Route } from "../../shared/contract/route.ts";
import { type Connection, readConnections } from "../browser/storage.ts";
import { type CallAnswer, type CallInput, callRoute, callRouteWith, unreachable } from "./call-route.ts";
import { isRefusedByPolicy } from "./managed-policy.ts";

/** Devices of earlier enrolments whose intakes did not answer in time. Not tried again until the sender removes them. */
export const hangingDevices = new Set<string>();

export type WorkInput<R extends Route> = Omit<CallInput<R>, "signal"> & {
  /** For each attempt, because the first may hang. */
  limitMs: number;
};

/**
 * Calls a route for work that began under an earlier enrolment: as that device if its intake still accepts it, because the
 * work belongs to that person and that intake. Otherwise as the current device, but only for the same person at the same
 * intake, or where policy names one intake. Another intake never gets the work because of a failure.
 */
export async function callRouteAs<R extends Route>(
  deviceId: string | undefined,
  route: R,
  input: WorkInput<R>,
): Promise<Result<CallAnswer<R>>> {
  const callNow = () => callRoute(route, { ...input, signal: AbortSignal.timeout(input.limitMs) });
  const [connected, all] = await readConnections();
  if (deviceId === undefined || connected?.identity.deviceId === deviceId) return callNow();
  const former = all.find(({ identity }) => identity.deviceId === deviceId);
  // The list of enrolments was lost. The work may be another person's, or another intake's.
  if (!former) return fail("not-enrolled");
  const answer = await callFormer(former, route, input);
  if (answer.ok || !connected) return answer;
  return (await isTakenOver(former, connected, answer.problem)) ? callNow() : answer;
}

async function callFormer<R extends Route>(
  former: Connection,
  route: R,
  input: WorkInput<R>,
): Promise<Result<CallAnswer<R>>> {
  const { deviceId } = former.identity;
  if (hangingDevices.has(deviceId)) return unreachable();
  const signal = AbortSignal.timeout(input.limitMs);
  const answer = await callRouteWith(former, route, { ...input, signal });
  if (signal.aborted) hangingDevices.add(deviceId);
  return answer;
}

/** Ids of people at different intakes cannot be compared. An intake that moves to another address keeps its key. */
async function isTakenOver(former: Connection, current: Connection, { code }: Problem): Promise<boolean> {
  const isMoved = former.intake !== current.intake;
  const isSameIntake = !isMoved || (!!former.intakeKey && former.intakeKey.x === current.intakeKey?.x);
  const isSamePerson = isSameIntake && former.identity.personId === current.identity.personId;
  // Read again, because an intake could send this code as well.
  if (await isRefusedByPolicy(former.intake)) return isSamePerson || !isSameIntake;
  if (code === "intake-unreachable") return isMoved && isSamePerson;
  // Refusals that concern the former device only.
  return isSamePerson && /^(not-enrolled|device-.*|sign-on-again)$/.test(code);
}
