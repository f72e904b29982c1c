/** Asserts after a simulated month: no clock missed, no request doubled, and the board's numbers equal those of the raw log. */

import type { Db } from "../../../../intake/db/store.ts";
import { isPlatformRequest } from "../../../../utils/shared/policy/platform-requests.ts";
import type { TestDevice } from "../../../dev/kits/intake-kit.ts";
import type { Arrival } from "../record.ts";
import { compareBoard } from "./board.ts";
import { type Ended, findMissed, hoursOf } from "./clocks.ts";
import { findDoubled } from "./doubled.ts";
import { type Raw, type RawDispatch, type RawRequest, readRaw } from "./raw.ts";
import type { Replayed } from "./replay.ts";

export interface Verdict {
  missedClocks: number;
  doubledRequests: number;
  boardDiffers: number;
  /** One line for each fault. */
  faults: string[];
}

const minuteMs = 60_000;

/** Interval at which letters that are not urgent are made. */
const letterMs = 120 * minuteMs;

/** The longest wait between two attempts, plus a tenth. */
const retryMs = 66 * minuteMs;

/** Within this time, a webhook that fails one time in ten has succeeded. */
const hookMs = 240 * minuteMs;

/** Decisions without a letter, letters not sent, and clocks that began at another time. */
function findUnsent(raw: Raw, ended: Ended): string[] {
  return [...unlettered(raw, ended), ...unsent(raw, ended), ...unexplained(raw, ended)];
}

/** Urgent letters are made at once, others every two hours. A withdrawn letter frees its decisions for another. */
function unlettered({ decisions, cases, items, requests }: Raw, { endMs, tickMs }: Ended): string[] {
  const byDecision = Map.groupBy(items, ({ decisionId }) => decisionId);
  return [...decisions.values()].flatMap((one) => {
    const { id, act, state, category, action, answeredAt, reversedAt, caseId } = one;
    if (act !== "approve" || state !== "confirmed" || action === null || !isPlatformRequest(action))
      return [];
    if (reversedAt !== null || cases.get(caseId)?.mergedInto !== null) return [];
    const letters = byDecision.get(id) ?? [];
    const freed = letters.map(({ requestId }) => requests.get(requestId)?.told.withdrawnMs ?? 0);
    const sinceMs = Math.max(answeredAt?.getTime() ?? 0, ...freed);
    const live = letters.find(({ isVoid }) => !isVoid);
    const madeMs = live && requests.get(live.requestId)?.madeAt.getTime();
    const withinMs = (hoursOf(category ?? "") === 4 ? 0 : letterMs) + 2 * tickMs;
    if ((madeMs ?? endMs) <= sinceMs + withinMs) return [];
    return [`decision ${id}: ${live ? "its letter was made late" : "no letter was made of it"}`];
  });
}

function unsent({ dispatches, requests }: Raw, ended: Ended): string[] {
  return dispatches.flatMap((one) => {
    const { state, letter, requestId, at, sentAt, round } = one;
    const request = requests.get(requestId);
    const name = `${request?.letter.number} ${letter} ${round}`;
    if (!request) return [`${name}: the letter belongs to no request`];
    // A letter is cancelled if its request was withdrawn, answered, bounced or shown to be done meanwhile.
    if (state === "cancelled")
      return isCalledOff(one, request) ? [] : [`${name}: cancelled without a reason`];
    if (state === "failed") return isFailed(one, request.told) ? [] : [`${name}: failed without a reason`];
    const until = sentAt?.getTime() ?? ended.endMs;
    return until > latestMs(one.way, at.getTime(), ended)
      ? [`${name}: ${state} too late, or not at all`]
      : [];
  });
}

function isCalledOff({ letter, round }: RawDispatch, { told, letter: { items } }: RawRequest): boolean {
  const { withdrawnMs, answeredMs, bounced, rerouted, looks } = told;
  if (withdrawnMs !== undefined || answeredMs !== undefined) return true;
  return letter === "request"
    ? rerouted.length >= round
    : bounced.length > 0 || items.some(({ id }) => looks.has(id));
}

function isFailed({ sentAt }: RawDispatch, { bounced, failed }: Replayed): boolean {
  return sentAt === null ? failed.length > 0 : bounced.some((atMs) => atMs >= sentAt.getTime());
}

/** The latest time for a letter to be sent, given the mail server's outages. */
function latestMs(way: string, fromMs: number, { mailAway, tickMs }: Ended): number {
  if (way === "webhook") return fromMs + hookMs;
  if (way !== "email") return fromMs + 2 * tickMs;
  let untilMs = fromMs + 2 * tickMs;
  for (const spell of mailAway)
    if (spell.fromMs < untilMs && spell.untilMs > fromMs) untilMs = spell.untilMs + retryMs + 2 * tickMs;
  return untilMs;
}

/** A clock must start when the platform received the letter and the intake knew of it. */
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
      return isSo || isHeardOf ? [] : [`${number}: its clock began before anything had arrived`];
    }),
  );
}

function explains({ became, way }: Arrival, began: string): boolean {
  return became !== "unsaid" && (began === "by-hand") === (way === "hand");
}

/** `reader` reads the board. */
export async function judge(intake: { db: Db; reader: TestDevice }, ended: Ended): Promise<Verdict> {
  const raw = await readRaw(intake.db);
  const clocks = [...findMissed(raw, ended), ...findUnsent(raw, ended)];
  const doubled = findDoubled(raw, ended);
  const board = await compareBoard(intake, raw, ended);
  return {
    missedClocks: clocks.length,
    doubledRequests: doubled.length,
    boardDiffers: board.length,
    faults: [...clocks, ...doubled, ...board],
  };
}
