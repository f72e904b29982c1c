/** With a wrong clock, the deletion fails and the failure is shown. Replicas with a correct clock continue. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { StoreFacts } from "../../../../intake/core/health-facts.ts";
import {
  days as auditDays,
  countedMonths,
  hookDeliveries,
  reports,
} from "../../../../intake/db/schema/index.ts";
import { deleteSetting, readSetting, writeSetting } from "../../../../intake/db/shared-settings.ts";
import { judgeHealth } from "../../../../intake/health/judge-health.ts";
import { createJobNotes, readJobs } from "../../../../intake/jobs/job-record.ts";
import { listJobs, startJobs } from "../../../../intake/jobs/start-jobs.ts";
import {
  addHook,
  endHook,
  notifyHooks,
  readLastDeliveries,
} from "../../../../intake/webhooks/store/hooks.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { attentionText } from "../../../../utils/shared/i18n/delivery-attention.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lastRun = "retention/last-run";
const doubted = "retention/doubted-clock";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisors: TestDevice[];

  beforeAll(async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    stores = await openTestStores(engine);
    // Checks its clock as a server does.
    kit = await startKit(await stores.open(), undefined, { checkClock: undefined });
    kit.clock.ms = Date.now();
    officer = await kit.enrolled("officer");
    supervisors = [await kit.enrolled("supervisor"), await kit.enrolled("supervisor")];
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await kit?.close();
    await stores?.close();
  });
  beforeEach(async () => {
    kit.clock.ms = Date.now();
    await deleteSetting(db(), lastRun);
    await deleteSetting(db(), doubted);
  });

  const db = () => kit.store.db;

  /** A rejected case, received so long ago, with its picture. */
  async function rejected(daysAgo: number) {
    kit.clock.ms = Date.now() - daysAgo * dayMs;
    const { bytes, file, picture } = await samplePicture(randomUUID());
    const report = sampleReport({ evidence: { picture } });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    await officer.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, {
      bytes,
      headers: { "Content-Type": "image/png" },
    });
    const [first, second] = supervisors as [TestDevice, TestDevice];
    const { version } = (await first.call("GET", `/v1/cases/${caseId}`)).body;
    const id = randomUUID();
    const act = { id, act: "reject", why: "other", reason: "Tidak melanggar.", caseVersion: version };
    await first.call("POST", `/v1/cases/${caseId}/decisions`, { body: act });
    const answer = { body: { answer: "confirm" } };
    expect((await second.call("POST", `/v1/decisions/${id}/answer`, answer)).status).toBe(200);
    kit.clock.ms = Date.now();
    const isKept = async () => {
      const [row] = await db().select().from(reports).where(eq(reports.id, report.id));
      const hasBytes = await kit.intake.files.has(file.sha256);
      expect(hasBytes).toBe(row?.evidenceDeletedAt === null);
      return hasBytes;
    };
    expect(await isKept()).toBe(true);
    return isKept;
  }

  const ranAt = (ms: number) =>
    writeSetting(db(), lastRun, JSON.stringify({ at: new Date(ms), part: 0, periods: "" }));

  const refused = async () => {
    await expect(kit.intake.cleanUp()).rejects.toMatchObject({ name: "ClockInDoubt" });
  };

  test("a clock far from the database's deletes nothing, and the right one still deletes", async () => {
    const [isKept, isOldKept] = [await rejected(0), await rejected(179.99)];
    await kit.intake.cleanUp();
    for (const days of [200, 5_000, -200, 1]) {
      kit.clock.ms = Date.now() + days * dayMs;
      const error = await kit.intake.cleanUp().catch((reason: Error) => reason);
      expect([await isKept(), await isOldKept()], `${days} days ahead`).toEqual([true, true]);
      expect(error).toMatchObject({ name: "ClockInDoubt", message: expect.stringContaining("Correct") });
    }
    await ranAt(Date.now() - 2 * hourMs);
    kit.clock.ms = Date.now() + 0.5 * hourMs;
    await kit.intake.cleanUp();
    expect([await isKept(), await isOldKept()]).toEqual([true, false]);
  });

  test("a clock far from the last deletion deletes nothing for a day, also across restarts", async () => {
    const isKept = await rejected(200);
    for (const days of [-200, 200]) {
      await ranAt(Date.now() + days * dayMs);
      await refused();
    }
    const { since, last } = JSON.parse((await readSetting(db(), doubted)) ?? "");
    const seen = (hoursAgo: number, of = last) => {
      const at = new Date(Date.parse(since) - hoursAgo * hourMs);
      return writeSetting(db(), doubted, JSON.stringify({ since: at, last: of }));
    };
    await seen(23);
    await refused();
    // The day of another gap does not count.
    for (const wrong of [() => seen(-1), () => seen(9 * 24), () => seen(25, new Date(0))]) {
      await wrong();
      await refused();
    }
    expect(await isKept()).toBe(true);
    await seen(25);
    await kit.intake.cleanUp();
    expect(await isKept()).toBe(false);
    await kit.intake.cleanUp();
  });

  test("a second wrong clock is in doubt for a day again, if the clock was right in between", async () => {
    const isKept = await rejected(200);
    const far = Date.now() - 200 * dayMs;
    await ranAt(far);
    await refused();
    const since = new Date(Date.now() - 25 * hourMs);
    await writeSetting(db(), doubted, JSON.stringify({ since, last: new Date(far) }));
    // Right, and too soon after the last deletion for another one.
    await ranAt(Date.now() - hourMs / 2);
    await kit.intake.cleanUp();
    await ranAt(far);
    await refused();
    expect(await isKept()).toBe(true);
  });

  test("an intake that was off for a week deletes at once", async () => {
    const isKept = await rejected(200);
    await ranAt(Date.now() - 7 * dayMs + hourMs);
    await kit.intake.cleanUp();
    expect(await isKept()).toBe(false);
  });

  test.each(["close-days", "count-months"])(
    "a clock far from the database's does not run %s",
    async (name) => {
      const days = () => db().select().from(auditDays);
      const months = () => db().select().from(countedMonths);
      const before = [await days(), await months()];
      kit.clock.ms = Date.now() + 100 * dayMs;
      const job = listJobs(kit.intake).find((listed) => listed.name === name);
      await expect(job?.work(new AbortController().signal)).rejects.toMatchObject({ name: "ClockInDoubt" });
      expect([await days(), await months()]).toEqual(before);
      kit.clock.ms = Date.now();
      await job?.work(new AbortController().signal);
    },
  );

  test.each(["send-letters", "send-referrals", "remind-partners"])(
    "a clock far from the database's does not run %s, because its times would stay",
    async (name) => {
      const job = listJobs(kit.intake).find((listed) => listed.name === name);
      const run = async () => job?.work(new AbortController().signal);
      for (const days of [200, -200]) {
        kit.clock.ms = Date.now() + days * dayMs;
        await expect(run()).rejects.toMatchObject({ name: "ClockInDoubt" });
      }
      kit.clock.ms = Date.now();
      await run();
    },
  );

  test("a clock far from the database's calls no webhook and keeps the record of deliveries", async () => {
    const address = "https://sistem.go.id/lapor";
    const { id } = await addHook(db(), { address, events: ["month-counted"] }, new Date());
    await notifyHooks(db(), "month-counted", { month: "2026-10" }, new Date());
    const tried = async () => (await readLastDeliveries(db(), id, 10)).map(({ attempts }) => attempts);
    const run = async () => {
      const job = listJobs(kit.intake).find(({ name }) => name === "tell-hooks");
      await job?.work(new AbortController().signal);
    };
    for (const days of [200, -200]) {
      kit.clock.ms = Date.now() + days * dayMs;
      await expect(run()).rejects.toMatchObject({ name: "ClockInDoubt" });
      expect(await tried()).toEqual([0]);
    }
    await endHook(db(), id, new Date());
    kit.clock.ms = Date.now();
    await ranAt(Date.now() - 200 * dayMs);
    await run();
    kit.clock.ms = Date.now() + 200 * dayMs;
    await refused();
    expect(await tried()).toEqual([0]);
    kit.clock.ms = Date.now();
    await deleteSetting(db(), lastRun);
    await db()
      .update(hookDeliveries)
      .set({ at: new Date(Date.now() - 31 * dayMs) });
    await kit.intake.cleanUp();
    await kit.intake.cleanUp();
    expect(await tried()).toEqual([]);
  });

  test("the failed job is shown with what to do, until a replica with a right clock succeeds", async () => {
    kit.clock.ms = Date.now() + 200 * dayMs;
    const stop = startJobs(kit.intake);
    const read = async () => (await readJobs(db())).find(({ name }) => name === "tidy");
    await vi.waitUntil(read, { timeout: 20_000, interval: 20 });
    await stop();
    const found = async () => {
      const jobs = [await read()].flatMap((job) => job ?? []);
      const store = { ...(await kit.intake.health()).store, jobs } as StoreFacts;
      const facts = { at: new Date(), database: true, evidence: true, disks: [], store };
      return judgeHealth(facts).find(({ code }) => code.startsWith("job"));
    };
    const finding = await found();
    expect(finding).toMatchObject({ code: "job-failed", values: { failure: "ClockInDoubt" } });
    for (const [language, words] of [
      ["id", "Betulkan jam"],
      ["en", "Correct this server's"],
    ] as const)
      expect(attentionText(language, "job-failed", finding?.values)).toContain(words);
    await createJobNotes(db(), () => new Date()).succeeded("tidy");
    expect(await found()).toBeUndefined();
    await createJobNotes(db(), () => new Date(Date.now() + dayMs)).succeeded("tidy");
    await createJobNotes(db(), () => new Date()).failed("tidy", new TypeError());
    expect(await found()).toMatchObject({ code: "job-failed", values: { failure: "TypeError" } });
    let atMs = Date.now() + dayMs;
    const notes = createJobNotes(db(), () => new Date(atMs));
    await notes.succeeded("tidy");
    atMs -= dayMs;
    await notes.succeeded("tidy");
    expect((await readJobs(db())).find(({ name }) => name === "tidy")).toMatchObject({
      succeededAt: new Date(atMs),
    });
  });
});
