/** Used proofs: each counts once while any replica accepts it, and afterwards its row and its space are gone. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { usedProofs } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { windowMs } from "../../../../intake/http/nonces.ts";
import { createProofDeletion, useProofs } from "../../../../intake/people/store/used-proofs.ts";
import { bothEngines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Time between two runs of the job in a simulation. */
const stepMs = 2 * minuteMs;
/** Clocks that are no further apart may accept each other's proofs. */
const apartMs = 20 * minuteMs;

interface Proof {
  jti: string;
  expiresAt: Date;
}

/** How far a replica's clock is ahead of the true time. */
type AheadMs = (trueMs: number) => number;

describe.each(bothEngines)("on %s", { timeout: 120_000 }, (engine) => {
  let stores: TestStores;
  let db: Db;
  /** Past by the database's clock, which tests cannot set. */
  const startMs = Date.parse("2026-11-02T00:00:00.000Z");

  beforeAll(async () => {
    stores = await openTestStores(engine);
    db = (await stores.open()).db;
  });
  afterAll(() => stores.close());
  beforeEach(() => db.execute(sql`truncate used_proofs`));

  const made = (expiresMs: number): Proof => ({ jti: randomUUID(), expiresAt: new Date(expiresMs) });

  async function readKept(): Promise<Set<string>> {
    return new Set((await db.select({ jti: usedProofs.jti }).from(usedProofs)).map(({ jti }) => jti));
  }

  /**
   * Lets each replica use a proof and then run its job, again and again. Expects that each proof that a replica would
   * accept at that time is known. Returns the proofs.
   */
  async function simulate(clocks: readonly AheadMs[], hours: number): Promise<Proof[]> {
    let trueMs = startMs;
    const jobs = clocks.map(() => createProofDeletion(db, () => trueMs - startMs));
    const used: (Proof & { aheadMs: number })[] = [];
    for (; trueMs < startMs + hours * hourMs; trueMs += stepMs) {
      const replicas = clocks.map((aheadOf) => ({
        aheadMs: aheadOf(trueMs),
        nowMs: trueMs + aheadOf(trueMs),
      }));
      // Alternates between nonces of the current window and of the one before.
      const windows = 1 + ((trueMs / stepMs) % 2);
      const fresh = replicas.map(({ aheadMs, nowMs }) => ({
        aheadMs,
        ...made((Math.floor(nowMs / windowMs) + windows) * windowMs),
      }));
      expect(await useProofs(db, fresh)).toEqual(fresh.map(() => true));
      used.push(...fresh);
      for (const [index, job] of jobs.entries()) await job(new Date(replicas[index]?.nowMs ?? 0));
      const kept = await readKept();
      const isAccepted = ({ expiresAt, ...by }: (typeof used)[number]) =>
        replicas.some(
          ({ aheadMs, nowMs }) =>
            expiresAt.getTime() > nowMs &&
            expiresAt.getTime() <= nowMs + 2 * windowMs &&
            Math.abs(aheadMs - by.aheadMs) <= apartMs,
        );
      const forgotten = used.filter((proof) => isAccepted(proof) && !kept.has(proof.jti));
      expect(forgotten, new Date(trueMs).toISOString()).toEqual([]);
    }
    return used;
  }

  /** Proofs that are kept although they expired so long ago. */
  async function keptSince(used: readonly Proof[], beforeMs: number): Promise<number> {
    const kept = await readKept();
    return used.filter(({ jti, expiresAt }) => kept.has(jti) && expiresAt.getTime() < beforeMs).length;
  }

  test("a proof counts once, at every minute of an hour and in one batch", async () => {
    const proofs = Array.from({ length: 61 }, (_, minute) => made(startMs + minute * minuteMs - 1));
    expect(await useProofs(db, proofs)).toEqual(proofs.map(() => true));
    expect(await useProofs(db, proofs)).toEqual(proofs.map(() => false));
    const again = made(startMs);
    expect(await useProofs(db, [again, again])).toEqual([true, false]);
  });

  test("two replicas that use one proof at the same time use it once", async () => {
    for (let round = 0; round < 5; round++) {
      const proof = made(startMs + round * 20 * minuteMs);
      const answers = await Promise.all([useProofs(db, [proof]), useProofs(db, [proof])]);
      expect(answers.flat().filter(Boolean)).toHaveLength(1);
    }
  });

  test("proofs are forgotten within an hour, and their space is free", async () => {
    const hours = 4;
    const used = await simulate([() => 0], hours);
    const endMs = startMs + hours * hourMs;
    expect(await keptSince(used, endMs - hourMs)).toBe(0);
    let uptimeMs = 0;
    const forget = createProofDeletion(db, () => uptimeMs);
    await forget(new Date(endMs + hourMs));
    expect((await readKept()).size).toBeGreaterThan(0);
    uptimeMs = 30 * minuteMs;
    await forget(new Date(endMs + hourMs));
    expect(await readKept()).toEqual(new Set());
    const sizes = sql`select sum(pg_relation_size(inhrelid))::int as bytes from pg_inherits
      where inhparent = 'used_proofs'::regclass`;
    expect(await rowsOf(db, sizes)).toEqual([{ bytes: 0 }]);
  });

  test.each([
    ["twenty minutes ahead", () => 20 * minuteMs],
    ["twenty minutes behind", () => -20 * minuteMs],
    ["an hour ahead", () => hourMs],
    ["seven hours behind", () => -7 * hourMs],
    ["years ahead", () => 4_000 * 24 * hourMs],
    ["ahead for ten minutes each hour", (ms) => (ms % hourMs < 10 * minuteMs ? 3 * hourMs : 0)],
  ] satisfies [string, AheadMs][])("no proof counts twice beside a clock that is %s", async (_, aheadMs) => {
    await simulate([() => 0, aheadMs], 3);
  });

  test("one proof of a clock years ahead does not keep the others", async () => {
    const far = made(Date.parse("2099-01-01T00:10:00.000Z"));
    await useProofs(db, [far]);
    const used = await simulate([() => 0], 4);
    expect(await keptSince(used, startMs + 2 * hourMs)).toBe(0);
    expect(await useProofs(db, [far])).toEqual([false]);
  });

  test("deletes no proof if only one replica's clock is ahead of the database's", async () => {
    const proof = made(Date.now() + 10 * minuteMs);
    await useProofs(db, [proof]);
    let uptimeMs = 0;
    const forget = createProofDeletion(db, () => uptimeMs);
    for (; uptimeMs <= hourMs; uptimeMs += minuteMs) await forget(new Date(Date.now() + 20 * minuteMs));
    expect(await useProofs(db, [proof])).toEqual([false]);
  });

  test("deletes no proof beside one of a clock that is days ahead", async () => {
    const expiresMs = Math.ceil(Date.now() / windowMs) * windowMs;
    const proof = made(expiresMs);
    // The same quarter of the hour on another day.
    await useProofs(db, [proof, made(expiresMs + 48 * hourMs)]);
    let uptimeMs = 0;
    const forget = createProofDeletion(db, () => uptimeMs);
    for (; uptimeMs <= hourMs; uptimeMs += minuteMs) await forget(new Date(Date.now() + 47 * hourMs));
    expect(await useProofs(db, [proof])).toEqual([false]);
  });

  test.runIf(engine === "postgres")("a backup that reads a partition delays no proof", async () => {
    const old = made(startMs);
    await useProofs(db, [old]);
    let uptimeMs = 0;
    const forget = createProofDeletion(db, () => uptimeMs);
    const now = new Date(startMs + hourMs);
    await forget(now);
    uptimeMs = hourMs;
    await db.transaction(async (backup) => {
      await backup.select().from(usedProofs);
      await forget(now);
      expect(await useProofs(db, [made(startMs)])).toEqual([true]);
    });
    expect(await useProofs(db, [old])).toEqual([false]);
    await forget(now);
    expect(await readKept()).toEqual(new Set());
  });
});
