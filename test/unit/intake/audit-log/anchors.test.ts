/** Anchors of days' roots in calendars: submitted once, completed later, and never believed blindly. */

import { eq, inArray } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAnchorer } from "../../../../intake/audit-log/anchor-days.ts";
import { closeDays } from "../../../../intake/audit-log/close-days.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { dayAnchors, days } from "../../../../intake/db/schema/index.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeKit, sampleReport, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { listAttested, readProof } from "../../../../utils/shared/seal/open-timestamps.ts";
import { bitcoinAt, type Calendar, pendingAt, startCalendar } from "../../../support/calendar.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const never = new AbortController().signal;
const hourMs = 3_600_000;
const noon = Date.parse("2026-11-20T12:00:00.000Z");
const closed = noon + 24 * hourMs;

describe("anchoring a day", () => {
  let stores: TestStores;
  let kit: IntakeKit;
  let calendar: Calendar;
  const runAt = (ms: number, anchorer = createAnchorer(kit.store.db, [calendar.url])) =>
    anchorer.run(new Date(closed + ms), never);
  const readAnchors = () => kit.store.db.select().from(dayAnchors);
  const attested = async () => {
    const [anchor] = await readAnchors();
    const [day] = await kit.store.db.select().from(days);
    const proof = await readProof(
      new Uint8Array(Buffer.from(anchor?.proof ?? "", "base64")),
      day?.root ?? "",
    );
    if (!proof.ok) throw new Error(proof.problem.detail);
    return listAttested(proof.value).map(({ attestation }) => attestation);
  };

  beforeEach(async () => {
    calendar = await startCalendar();
    stores = await openTestStores(engines[0]);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer");
    kit.clock.ms = noon;
    await officer.call("POST", "/v1/reports", { body: sampleReport() });
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    await closeDays(kit.store.db, new Date(closed));
  });

  afterEach(async () => {
    await kit.close();
    await stores.close();
    await calendar.close();
  });

  test("submits it once, waits for the block, and completes the proof", async () => {
    await runAt(0);
    await runAt(1);
    expect(calendar.commitments).toHaveLength(1);
    expect(await attested()).toEqual([{ kind: "pending", calendar: calendar.url }]);
    await runAt(2 * hourMs);
    expect(await readAnchors()).toMatchObject([{ attestedAt: null }]);
    calendar.blocks.set(calendar.commitments[0] ?? "", 7);
    await runAt(4 * hourMs);
    expect(await attested()).toEqual([{ kind: "bitcoin", height: 7 }]);
    expect(await readAnchors()).toMatchObject([{ attestedAt: new Date(closed + 4 * hourMs) }]);
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true });
  });

  test("counts as anchored for health once one calendar's proof is complete, a day after its closing", async () => {
    const unanchored = async (ms: number) =>
      (
        await readStoreFacts(kit.store.db, new Date(closed + ms), {
          stamped: false,
          anchored: true,
          mails: false,
        })
      ).unanchoredDays;
    expect(await unanchored(24 * hourMs)).toBe(0);
    expect(await unanchored(24 * hourMs + 1)).toBe(1);
    await runAt(0);
    expect(await unanchored(24 * hourMs + 1)).toBe(1);
    calendar.blocks.set(calendar.commitments[0] ?? "", 7);
    await runAt(4 * hourMs);
    expect(await unanchored(24 * hourMs + 1)).toBe(0);
  });

  test("asks again an hour after a failure, also after a restart", async () => {
    let asked = 0;
    calendar.behave(() => {
      asked++;
      return { status: 503 };
    });
    const anchorer = createAnchorer(kit.store.db, [calendar.url]);
    for (const ms of [0, 1_000, hourMs - 1, hourMs]) await runAt(ms, anchorer);
    expect(asked).toBe(2);
    calendar.behave();
    await runAt(hourMs + 1);
    expect(calendar.commitments).toHaveLength(1);
  });

  test("what failed while the clock was ahead is tried again after its correction", async () => {
    const anchorer = createAnchorer(kit.store.db, [calendar.url]);
    calendar.behave(() => ({ status: 503 }));
    await runAt(7_200 * hourMs, anchorer);
    calendar.behave();
    await runAt(0, anchorer);
    expect(calendar.commitments).toHaveLength(1);
    // No block yet.
    await runAt(7_200 * hourMs);
    calendar.blocks.set(calendar.commitments[0] ?? "", 7);
    await runAt(4 * hourMs);
    expect(await attested()).toEqual([{ kind: "bitcoin", height: 7 }]);
  });

  test("is not affected by an unavailable calendar", async () => {
    const other = await startCalendar();
    calendar.behave(() => ({ status: 500 }));
    await runAt(0, createAnchorer(kit.store.db, [calendar.url, other.url]));
    expect((await readAnchors()).map((anchor) => anchor.calendar)).toEqual([other.url]);
    await other.close();
  });

  test.each<[string, () => ReturnType<NonNullable<Parameters<Calendar["behave"]>[0]>>]>([
    ["garbage", () => ({ body: Buffer.from("<html>") })],
    ["nothing", () => ({ body: Buffer.alloc(0) })],
    ["more than a proof ever has", () => ({ body: Buffer.alloc(20_000, 0x08) })],
    ["a promise of another calendar", () => ({ body: pendingAt("https://elsewhere.example") })],
    ["a redirection", () => ({ status: 302, headers: { location: `${calendar.url}/digest` } })],
  ])("stores nothing when the calendar answers %s", async (_, answer) => {
    calendar.behave(answer);
    await runAt(0);
    expect(await readAnchors()).toEqual([]);
  });

  test("keeps the pending proof when a later answer is damaged", async () => {
    await runAt(0);
    const damaged = [
      Buffer.from("x"),
      Buffer.concat([bitcoinAt(7), Buffer.from([0])]),
      pendingAt("http://a"),
    ];
    for (const [index, body] of damaged.entries()) {
      calendar.behave(() => ({ body }));
      await runAt(2 * (index + 1) * hourMs);
    }
    expect(await attested()).toEqual([{ kind: "pending", calendar: calendar.url }]);
  });

  describe("with several days", () => {
    const count = 5;
    beforeEach(async () => {
      const officer = await kit.enrolled("officer");
      for (let day = 1; day < count; day++) {
        kit.clock.ms = noon + 24 * hourMs * day;
        await officer.call("POST", "/v1/reports", { body: sampleReport() });
        await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
      }
      await closeDays(kit.store.db, new Date(later(0)));
    });
    const later = (ms: number) => closed + 24 * hourMs * count + ms;
    const runLater = (ms: number, anchorer = createAnchorer(kit.store.db, [calendar.url])) =>
      anchorer.run(new Date(later(ms)), never);
    const completed = async () =>
      (await readAnchors())
        .filter(({ attestedAt }) => attestedAt)
        .map(({ day }) => day)
        .sort();
    const allDays = async () => (await kit.store.db.select().from(days)).map(({ day }) => day).sort();

    test("proofs that always fail keep no later one from its block", async () => {
      const anchorer = createAnchorer(kit.store.db, [calendar.url]);
      await runLater(0, anchorer);
      const [broken, ...rest] = await allDays();
      const [first, second, third, ...others] = calendar.commitments;
      await kit.store.db
        .update(dayAnchors)
        .set({ proof: "AAAA" })
        .where(eq(dayAnchors.day, broken ?? ""));
      for (const commitment of [second, third, ...others]) calendar.blocks.set(commitment ?? "", 7);
      await runLater(2 * hourMs, anchorer);
      expect(first).toBeDefined();
      expect(await completed()).toEqual(rest);
    });

    test("a calendar that fails is asked three times an hour, and each proof has its turn", async () => {
      await runLater(0);
      const [stuck, ...good] = [calendar.commitments.slice(0, 3), ...calendar.commitments.slice(3)];
      for (const commitment of good) calendar.blocks.set(commitment, 7);
      let asked = 0;
      calendar.behave((path) => {
        asked++;
        return stuck.some((commitment) => path.endsWith(commitment)) ? { status: 500 } : (undefined as never);
      });
      const anchorer = createAnchorer(kit.store.db, [calendar.url]);
      await runLater(2 * hourMs, anchorer);
      await runLater(2 * hourMs + 60_000, anchorer);
      expect(asked).toBe(3);
      await runLater(3 * hourMs + 60_000, anchorer);
      expect(await completed()).toEqual((await allDays()).slice(3));
    });

    test("days that a calendar always refuses keep no proof from its block", async () => {
      const anchorer = createAnchorer(kit.store.db, [calendar.url]);
      await runLater(0, anchorer);
      const [first, second, third, ...rest] = await allDays();
      for (const commitment of calendar.commitments) calendar.blocks.set(commitment, 7);
      await kit.store.db
        .delete(dayAnchors)
        .where(inArray(dayAnchors.day, [first ?? "", second ?? "", third ?? ""]));
      calendar.behave((path) => (path === "/digest" ? { status: 400 } : (undefined as never)));
      await runLater(2 * hourMs, anchorer);
      expect(await completed()).toEqual(rest);
    });

    test("a day that the calendar refuses keeps no later one from being submitted", async () => {
      await kit.store.db.delete(dayAnchors);
      let asked = 0;
      calendar.behave((path) =>
        path === "/digest" && asked++ === 0 ? { status: 400 } : (undefined as never),
      );
      await runLater(0);
      expect((await readAnchors()).map(({ day }) => day).sort()).toEqual((await allDays()).slice(1));
    });
  });

  test("verify finds an anchor of another root, and one that reaches no block", async () => {
    await runAt(0);
    await kit.store.db.update(dayAnchors).set({ attestedAt: new Date(closed) });
    expect(await verifyStore(kit.store)).toMatchObject({
      ok: false,
      broken: [expect.stringContaining("the block of the anchor")],
    });
    const [anchor] = await readAnchors();
    const bytes = Buffer.from(anchor?.proof ?? "", "base64");
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await kit.store.db
      .update(dayAnchors)
      .set({ proof: bytes.toString("base64") })
      .where(eq(dayAnchors.calendar, calendar.url));
    expect(await verifyStore(kit.store)).toMatchObject({
      ok: false,
      broken: [expect.stringContaining("the digest of the anchor")],
    });
  });
});
