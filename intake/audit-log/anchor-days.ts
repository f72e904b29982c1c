/** Anchors each closed day's root in OpenTimestamps calendars, and completes the proofs once a Bitcoin block attests them. */

import { randomBytes } from "node:crypto";
import { and, asc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { fromHex } from "../../utils/shared/seal/digest.ts";
import {
  listAttested,
  type Proof,
  readCalendarAnswer,
  readProof,
  upgradeProof,
  writeProof,
} from "../../utils/shared/seal/open-timestamps.ts";
import { clockErrorMs, isAhead } from "../core/clock.ts";
import { logLine } from "../core/log.ts";
import { dayAnchors, days } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { fetchBytes } from "./fetch-bytes.ts";

/** A block takes about ten minutes, and calendars wait for several. */
const retryMs = 3_600_000;
const timeoutMs = 20_000;
/** Consecutive failures after which a calendar is left alone for a while. */
const mostFailures = 3;
/** The reference client's limit is 10,000. */
const maxBytes = 10_000;

type Anchor = typeof dayAnchors.$inferSelect;

export interface Anchorer {
  /** Submits new days to every calendar and upgrades pending proofs. A calendar that fails is tried again later. */
  run(now: Date, signal: AbortSignal): Promise<void>;
}

/** @param calendars addresses of calendar servers; the only hosts that are ever asked */
export function createAnchorer(db: Db, calendars: readonly string[]): Anchorer {
  /** By calendar, for each kind of work: days that are always refused must not keep proofs from their block. */
  const heldSince = { submit: new Map<string, Date>(), upgrade: new Map<string, Date>() };
  /** Times of failed submissions; those of proofs are in the database. */
  const refusedAt = new Map<string, Date>();

  /** Goes on after a failure, because it may be of one day only, until so many in a row that the calendar is down. */
  async function tryEach<T extends { day: string }>(
    { calendar, now, signal }: Turn,
    kind: keyof typeof heldSince,
    all: readonly T[],
    work: (one: T) => Promise<Result<unknown>>,
  ): Promise<void> {
    let failures = 0;
    const held = heldSince[kind];
    const isHeld = () => signal.aborted || isRecent(held.get(calendar), now);
    for (const one of all) {
      if (isHeld()) return;
      const result = await work(one);
      failures = result.ok ? 0 : failures + 1;
      if (!result.ok) noteFailure(`${calendar} ${one.day}`, result.problem, now);
      if (failures >= mostFailures) held.set(calendar, now);
    }
  }

  function noteFailure(key: string, { code, detail = code }: Problem, now: Date): void {
    refusedAt.set(key, now);
    logLine("anchor-failed", { detail: `${key}: ${detail}` });
  }

  /** Days to submit. Days that a calendar refused are tried last. */
  async function readSubmissions({ calendar, now }: Turn) {
    const triedAt = ({ day }: { day: string }) => refusedAt.get(`${calendar} ${day}`);
    const due = (await readUnsubmitted(db, calendar)).filter((one) => !isRecent(triedAt(one), now));
    return due.sort((one, other) => (triedAt(one)?.getTime() ?? 0) - (triedAt(other)?.getTime() ?? 0));
  }

  return {
    async run(now, signal) {
      for (const calendar of calendars) {
        const turn = { calendar, now, signal };
        await tryEach(turn, "submit", await readSubmissions(turn), (one) =>
          submitDay(db, { ...one, ...turn }),
        );
        const pending = (await readPending(db, calendar, now)).map((one) => ({
          ...one,
          day: one.anchor.day,
        }));
        await tryEach(turn, "upgrade", pending, (one) => upgradeAnchor(db, { ...one, now, signal }));
      }
    },
  };
}

/** Returns true within an hour. A time further ahead was written by a wrong clock. */
function isRecent(tried: Date | undefined, now: Date): boolean {
  return tried !== undefined && now.getTime() - tried.getTime() < retryMs && !isAhead(tried, now);
}

/** Fails if the calendar gives no answer, or an error other than for an unknown proof. */
export async function tryCalendar(calendar: string, signal: AbortSignal): Promise<Result<void>> {
  const unknown = randomBytes(32).toString("hex");
  const answer = await askCalendar(addressIn(calendar, `timestamp/${unknown}`), {}, signal);
  return answer.ok || answer.problem.detail === "HTTP 404" ? ok(undefined) : answer;
}

interface Turn {
  calendar: string;
  now: Date;
  signal: AbortSignal;
}

function readUnsubmitted(db: Db, calendar: string): Promise<{ day: string; root: string }[]> {
  return db
    .select({ day: days.day, root: days.root })
    .from(days)
    .leftJoin(dayAnchors, and(eq(dayAnchors.day, days.day), eq(dayAnchors.calendar, calendar)))
    .where(isNull(dayAnchors.day))
    .orderBy(asc(days.day));
}

function readPending(db: Db, calendar: string, now: Date): Promise<{ anchor: Anchor; root: string }[]> {
  const due = new Date(now.getTime() - retryMs);
  const ahead = new Date(now.getTime() + clockErrorMs);
  return (
    db
      .select({ anchor: dayAnchors, root: days.root })
      .from(dayAnchors)
      .innerJoin(days, eq(days.day, dayAnchors.day))
      .where(
        and(
          eq(dayAnchors.calendar, calendar),
          isNull(dayAnchors.attestedAt),
          or(isNull(dayAnchors.askedAt), lte(dayAnchors.askedAt, due), gt(dayAnchors.askedAt, ahead)),
        ),
      )
      // The most recent failures are tried last.
      .orderBy(sql`${dayAnchors.askedAt} asc nulls first`, asc(dayAnchors.day))
  );
}

interface Submission {
  day: string;
  root: string;
  calendar: string;
  now: Date;
  signal: AbortSignal;
}

async function submitDay(db: Db, { day, root, calendar, now, signal }: Submission): Promise<Result<void>> {
  const answer = await askCalendar(
    addressIn(calendar, "digest"),
    { method: "POST", body: fromHex(root) },
    signal,
  );
  if (!answer.ok) return answer;
  const proof = await readCalendarAnswer(answer.value, root);
  if (!proof.ok) return proof;
  // Without it the proof could never be completed.
  if (!isAttested(proof.value) && !pendingMessage(proof.value, calendar))
    return fail("custody-invalid", "the answer names another calendar");
  await db
    .insert(dayAnchors)
    .values({
      day,
      calendar,
      proof: encode(proof.value),
      ...(isAttested(proof.value) ? { attestedAt: now } : {}),
    })
    .onConflictDoNothing();
  return ok(undefined);
}

interface Upgrade {
  anchor: Anchor;
  root: string;
  now: Date;
  signal: AbortSignal;
}

async function upgradeAnchor(db: Db, { anchor, root, now, signal }: Upgrade): Promise<Result<void>> {
  const key = and(eq(dayAnchors.day, anchor.day), eq(dayAnchors.calendar, anchor.calendar));
  await db.update(dayAnchors).set({ askedAt: now }).where(key);
  const proof = await readProof(new Uint8Array(Buffer.from(anchor.proof, "base64")), root);
  if (!proof.ok) return proof;
  const message = pendingMessage(proof.value, anchor.calendar);
  if (!message) return fail("custody-invalid", `the proof of ${anchor.day} is not pending`);
  const answer = await askCalendar(addressIn(anchor.calendar, `timestamp/${message}`), {}, signal);
  if (!answer.ok) return answer.problem.detail === "HTTP 404" ? ok(undefined) : answer;
  const later = await readCalendarAnswer(answer.value, message);
  if (!later.ok) return later;
  if (!isAttested(later.value)) return ok(undefined);
  upgradeProof(proof.value, later.value);
  await db
    .update(dayAnchors)
    .set({ proof: encode(proof.value), attestedAt: now })
    .where(and(key, isNull(dayAnchors.attestedAt)));
  return ok(undefined);
}

export function isAttested(proof: Proof): boolean {
  return listAttested(proof).some(({ attestation }) => attestation.kind === "bitcoin");
}

function pendingMessage(proof: Proof, calendar: string): string | undefined {
  const origin = new URL(calendar).origin;
  return listAttested(proof).find(
    ({ attestation }) =>
      attestation.kind === "pending" &&
      URL.canParse(attestation.calendar) &&
      new URL(attestation.calendar).origin === origin,
  )?.message;
}

function addressIn(calendar: string, path: string): string {
  return `${calendar.replace(/\/+$/, "")}/${path}`;
}

function encode(proof: Proof): string {
  return Buffer.from(writeProof(proof)).toString("base64");
}

function askCalendar(
  url: string,
  init: { method?: "POST"; body?: Uint8Array<ArrayBuffer> },
  signal: AbortSignal,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const headers = { Accept: "application/vnd.opentimestamps.v1" };
  return fetchBytes(
    url,
    { ...init, headers, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) },
    maxBytes,
  );
}
