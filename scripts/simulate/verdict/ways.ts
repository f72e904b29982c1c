/** Whether what was decided went out, in time, and whether each clock began when the platform got the letter. */

import { asksPlatform } from "../../../utils/policy/asks.ts";
import type { Arrival } from "../record.ts";
import { type Ended, hoursOf } from "./clocks.ts";
import type { Raw, RawDispatch } from "./raw.ts";
import type { Replayed } from "./replay.ts";

const minuteMs = 60_000;
/** How often letters are made of what is not urgent. */
const letterMs = 120 * minuteMs;
/** The longest wait between two tries, a tenth more. */
const retryMs = 66 * minuteMs;
/** A door that says no one time in ten says yes within so many tries. */
const hookMs = 240 * minuteMs;

/** Decisions nobody made a letter of, letters nobody sent, and clocks that began at another time. */
export function findUnsent(raw: Raw, ended: Ended): string[] {
  return [...unlettered(raw, ended), ...unsent(raw, ended), ...unexplained(raw, ended)];
}

/** Of what is urgent a letter is made at once, of the rest every two hours; of what a letter that was called off has freed, too. */
function unlettered({ decisions, cases, items, requests }: Raw, { endMs, tickMs }: Ended): string[] {
  const byDecision = Map.groupBy(items, ({ decisionId }) => decisionId);
  return [...decisions.values()].flatMap((one) => {
    const { id, act, state, category, action, answeredAt, reversedAt, caseId } = one;
    if (act !== "approve" || state !== "confirmed" || action === null || !asksPlatform(action)) return [];
    if (reversedAt !== null || cases.get(caseId)?.mergedInto !== null) return [];
    const letters = byDecision.get(id) ?? [];
    const freed = letters.map(({ requestId }) => requests.get(requestId)?.told.withdrawnMs ?? 0);
    const sinceMs = Math.max(answeredAt?.getTime() ?? 0, ...freed);
    const live = letters.find(({ isVoid }) => !isVoid);
    const madeMs = live && requests.get(live.requestId)?.madeAt.getTime();
    const withinMs = (hoursOf(category ?? "") === 4 ? 0 : letterMs) + 2 * tickMs;
    if ((madeMs ?? endMs) <= sinceMs + withinMs) return [];
    return [`decision ${id}: ${live ? "its letter was made late" : "nobody made a letter of it"}`];
  });
}

function unsent({ dispatches, requests }: Raw, ended: Ended): string[] {
  return dispatches.flatMap((one) => {
    const { state, letter, requestId, at, sentAt, round } = one;
    const request = requests.get(requestId);
    const name = `${request?.letter.number} ${letter} ${round}`;
    if (!request) return [`${name}: a letter of no request`];
    // Of what was called off, answered or came back meanwhile, nothing more goes.
    if (state === "cancelled") return isCalledOff(one, request.told) ? [] : [`${name}: called off by nobody`];
    if (state === "failed") return isFailed(one, request.told) ? [] : [`${name}: failed without a reason`];
    const until = sentAt?.getTime() ?? ended.endMs;
    return until > latestMs(one.way, at.getTime(), ended)
      ? [`${name}: ${state} too late, or not at all`]
      : [];
  });
}

function isCalledOff({ letter, round }: RawDispatch, told: Replayed): boolean {
  const { withdrawnMs, answeredMs, bounced, rerouted } = told;
  if (withdrawnMs !== undefined || answeredMs !== undefined) return true;
  return letter === "request" ? rerouted.length >= round : bounced.length > 0;
}

function isFailed({ sentAt }: RawDispatch, { bounced, failed }: Replayed): boolean {
  return sentAt === null ? failed.length > 0 : bounced.some((atMs) => atMs >= sentAt.getTime());
}

/** Until then a letter must be gone, with the platforms' weather as it was. */
function latestMs(way: string, fromMs: number, { mailAway, tickMs }: Ended): number {
  if (way === "webhook") return fromMs + hookMs;
  if (way !== "email") return fromMs + 2 * tickMs;
  let untilMs = fromMs + 2 * tickMs;
  for (const spell of mailAway)
    if (spell.fromMs < untilMs && spell.untilMs > fromMs) untilMs = spell.untilMs + retryMs + 2 * tickMs;
  return untilMs;
}

/** A clock runs from the moment at which the platform got the letter and the intake was told so. */
function unexplained({ requests }: Raw, { arrivals, tickMs }: Ended): string[] {
  const byNumber = Map.groupBy(
    arrivals.filter(({ letter }) => letter === "request"),
    ({ number }) => number,
  );
  return [...requests.values()].flatMap(({ letter: { number }, told }) =>
    told.runs.flatMap(({ sentMs, began }) => {
      const came = byNumber.get(number) ?? [];
      const isSo = came.some((one) => explains(one, began) && Math.abs(one.atMs - sentMs) <= tickMs);
      const isHeardOf = began === "said" && came.some(({ atMs }) => atMs <= sentMs);
      return isSo || isHeardOf ? [] : [`${number}: its clock began when nothing had arrived`];
    }),
  );
}

function explains({ became, way }: Arrival, began: string): boolean {
  return became !== "unsaid" && (began === "by-hand") === (way === "hand");
}
