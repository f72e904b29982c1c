/** Stuck work is detected, rated, described in both languages, and reported to monitoring. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sendHealthCommand } from "../../../../intake/admin/connect.ts";
import { printHealth, runHealthCommand } from "../../../../intake/admin/health.ts";
import { closeDays } from "../../../../intake/audit-log/close-days.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { backUp } from "../../../../intake/backup/back-up.ts";
import { saveLastBackup } from "../../../../intake/backup/last-backup.ts";
import { readConfig } from "../../../../intake/config.ts";
import type { HealthFacts, StoreFacts } from "../../../../intake/core/health-facts.ts";
import { makePrivateKey } from "../../../../intake/core/key-file.ts";
import { openPglite } from "../../../../intake/db/open.ts";
import { people } from "../../../../intake/db/schema/index.ts";
import { deleteSetting, readSetting, writeSetting } from "../../../../intake/db/shared-settings.ts";
import { cacheFor } from "../../../../intake/health/cache-for.ts";
import { findingCodes, judgeHealth } from "../../../../intake/health/judge-health.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { createJobNotes, readJobs } from "../../../../intake/jobs/job-record.ts";
import { repeat } from "../../../../intake/jobs/start-jobs.ts";
import { createApiKey, revokeApiKey } from "../../../../intake/people/store/api-keys.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import {
  type IntakeKit,
  operator,
  origin,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { attentionText, attentionTexts } from "../../../../utils/shared/i18n/delivery-attention.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const at = new Date("2026-11-25T12:00:00.000Z");
const ago = (ms: number) => new Date(at.getTime() - ms);

const quiet: StoreFacts = {
  ...{
    unknownMigrations: 0,
    missingMigrations: 0,
    hasReports: true,
    undescribed: { count: 0, oldest: null },
  },
  ...{ unsealed: { count: 0, oldest: null }, filesWanted: { count: 0, oldest: null } },
  ...{ unclosedDays: 0, unstampedDays: 0, lateUrgent: 0, late: 0, proofs: 9, expiredProofs: 0, overdue: 0 },
  filesLeft: 0,
  ...{ lettersWaiting: { count: 0, oldest: null }, mailless: 0 },
  ...{ panelGap: undefined, panelWaiting: 0, hearerGap: undefined, objectionsByAddress: 0 },
  tiedSupervisors: 0,
  promotedEarlier: [],
  jobs: [{ name: "tidy", succeededAt: ago(60_000), failedAt: ago(hourMs), failure: "ENOSPC" }],
  lastBackupAt: ago(hourMs),
  lastBackupMissing: 0,
  keysLost: [],
  ...{ unanchoredDays: 0, hooksFailing: 0, keysEnding: [] },
  channelless: { sites: [], isAll: false, waiting: 0 },
  daysAhead: { count: 0, isNewest: false },
};
const disk = { path: "/srv", freeBytes: 5e10, totalBytes: 1e11 };
const facts = (kept: Partial<StoreFacts> = {}, rest: Partial<HealthFacts> = {}): HealthFacts => ({
  ...{ at, database: true, evidence: true, disks: [disk], store: { ...quiet, ...kept } },
  ...rest,
});
const judged = (...input: Parameters<typeof facts>) =>
  judgeHealth(facts(...input)).map(({ code, weight }) => `${weight} ${code}`);

describe("the rule", () => {
  test("has no findings if no work is stuck", () => {
    expect(judged()).toEqual([]);
    expect(judged({ hasReports: false, lastBackupAt: undefined })).toEqual([]);
  });

  test.each<[Partial<StoreFacts>, string[]]>([
    [{ unknownMigrations: 1 }, ["act database-newer"]],
    [{ missingMigrations: 2 }, ["act migrations-missing"]],
    [{ unsealed: { count: 3, oldest: ago(9 * 60_000) } }, []],
    [{ unsealed: { count: 3, oldest: ago(11 * 60_000) } }, ["act unsealed"]],
    [{ filesWanted: { count: 1, oldest: ago(hourMs) } }, ["know files-wanted"]],
    [{ filesWanted: { count: 1, oldest: ago(4 * dayMs) } }, ["act files-wanted"]],
    [{ undescribed: { count: 1, oldest: ago(60_000) } }, ["act undescribed"]],
    [{ lettersWaiting: { count: 2, oldest: ago(hourMs) } }, []],
    [{ lettersWaiting: { count: 2, oldest: ago(hourMs + 1) } }, ["act letters-stuck"]],
    [{ mailless: 1 }, ["act mail-unset"]],
    [{ panelGap: { members: 2, missing: [] } }, ["know panel-few"]],
    [
      { panelGap: { members: 3, missing: ["civil-society"] }, panelWaiting: 1 },
      ["act panel-no-civil-society"],
    ],
    [{ panelGap: { members: 0, missing: ["civil-society", "ministry"] } }, ["know panel-few"]],
    [{ lostBatch: 12 }, ["act log-backwards"]],
    [{ lostBatch: "damaged" }, ["act mark-damaged"]],
    [{ unclosedDays: 1 }, ["act days-unclosed"]],
    [{ unstampedDays: 1 }, ["know days-unstamped"]],
    [{ unstampedDays: 3 }, ["act days-unstamped"]],
    [{ unstampedDays: undefined }, []],
    [{ unanchoredDays: 2 }, ["know days-unanchored"]],
    [{ unanchoredDays: 3 }, ["act days-unanchored"]],
    [{ unanchoredDays: undefined }, []],
    [{ hooksFailing: 1 }, ["act hooks-failing"]],
    [{ keysEnding: [{ name: "Sistem X", at: ago(-8 * dayMs) }] }, ["know keys-ending"]],
    [{ keysEnding: [{ name: "Sistem X", at: ago(-6 * dayMs) }] }, ["act keys-ending"]],
    [{ late: 2 }, ["know cases-late"]],
    [{ lateUrgent: 1 }, ["act cases-late"]],
    [{ expiredProofs: 1 }, ["act proofs-kept"]],
    [{ overdue: 1 }, ["act deletion-late"]],
    [{ overdue: undefined, filesLeft: 1 }, ["act deletion-late"]],
    [
      { jobs: [{ name: "tidy", succeededAt: ago(hourMs), failedAt: ago(60_000), failure: "X" }] },
      ["act job-failed"],
    ],
    [{ jobs: [{ name: "tidy", failedAt: ago(60_000), failure: "X" }] }, ["act job-failed"]],
    [{ jobs: [{ name: "tidy", succeededAt: ago(hourMs) }] }, ["act job-silent"]],
    [{ lastBackupAt: ago(3 * dayMs) }, ["act backup-old"]],
    [{ lastBackupAt: undefined }, ["act backup-none"]],
    [{ channelless: { sites: ["x"], isAll: false, waiting: 0 } }, ["know channels-none"]],
    [{ channelless: { sites: ["x"], isAll: false, waiting: 1 } }, ["act channels-none"]],
    [{ channelless: { sites: ["x"], isAll: true, waiting: 0 } }, ["act channels-none"]],
    [{ channelless: { sites: ["x"], isAll: true, waiting: 0 }, hasReports: false }, []],
    [{ keysLost: ["INTAKE_KEY"] }, ["act key-lost"]],
    [{ lastBackupMissing: 1 }, ["act backup-incomplete"]],
    [{ lastBackupAt: ago(-hourMs) }, []],
    [{ lastBackupAt: ago(-hourMs - 1) }, ["act backup-ahead"]],
    [{ daysAhead: { count: 1, isNewest: false } }, ["know days-ahead"]],
    [{ daysAhead: { count: 1, isNewest: true } }, ["act days-ahead"]],
    [{ restored: { at: ago(29 * dayMs), backedUpAt: "2026-10-01T00:00:00.000Z" } }, ["know restored"]],
    [{ restored: { at: ago(31 * dayMs), backedUpAt: "2026-10-01T00:00:00.000Z" } }, []],
  ])("%o: %o", (kept, expected) => {
    expect(judged(kept)).toEqual(expected);
  });

  test("a day that just ended may be open, a disk may be low, and an unavailable database hides other findings", () => {
    expect(
      judged(
        { unclosedDays: 1 },
        {
          at: new Date("2026-11-25T00:10:00.000Z"),
          store: { ...quiet, unclosedDays: 1, jobs: [], lastBackupAt: ago(dayMs) },
        },
      ),
    ).toEqual([]);
    expect(judged({}, { disks: [{ ...disk, freeBytes: 4e9 }] })).toEqual(["act disk-low"]);
    expect(judged({}, { disks: [{ ...disk, freeBytes: 9e8, totalBytes: 1e9 }] })).toEqual(["act disk-low"]);
    expect(judged({}, { disks: [{ ...disk, freeBytes: 3e10, totalBytes: 1e12 }] })).toEqual([]);
    const { store: _, ...away } = facts({}, { database: false, evidence: false });
    expect(judgeHealth(away).map(({ code }) => code)).toEqual(["database-away", "evidence-away"]);
  });
});

test("every finding has a sentence with a remedy in both languages", () => {
  expect(Object.keys(attentionTexts.en)).toEqual(Object.keys(attentionTexts.id));
  const values = {
    count: 1,
    hours: 1,
    path: "/srv",
    megabytes: 1,
    name: "tidy",
    failure: "X",
    at: "now",
    backup: "then",
    no: 12,
    days: 3,
    urgent: 0,
    expired: 1,
    members: 2,
    needed: 3,
    waiting: 1,
    where: "x",
    who: "Ani",
    most: 9,
    names: "INTAKE_KEY",
  };
  for (const language of ["id", "en"] as const)
    for (const code of findingCodes)
      expect(attentionText(language, code, values), code).toMatch(/^[A-Z0-9].{20,}[.A-Z]$/);
  const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();
  for (const code of findingCodes)
    expect(holes(attentionTexts.en[code]), code).toEqual(holes(attentionTexts.id[code]));
});

test("caches a result for a while, but not a failed one", async () => {
  let [ms, looks] = [0, 0];
  const look = cacheFor(
    60,
    () => new Date(ms),
    async () => {
      if (++looks === 2) throw new Error("away");
      return looks;
    },
  );
  expect(await Promise.all([look(), look()])).toEqual([1, 1]);
  ms = 60;
  await expect(look()).rejects.toThrow("away");
  expect(await look()).toBe(3);
  ms = 119;
  expect(await look()).toBe(3);
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-health-"));
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer");
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const read = () =>
    readStoreFacts(kit.store.db, kit.intake.now(), { stamped: true, mails: true, policy: retention });
  const metrics = async () => (await kit.app.request("/metrics", operator)).text();

  test("counts waiting work until it is done", async () => {
    expect(await read()).toMatchObject({
      hasReports: false,
      unsealed: { count: 0, oldest: null },
      missingMigrations: 0,
    });
    const { bytes, file, picture } = await samplePicture(`health ${engine}`);
    const report = sampleReport({ urgent: true, evidence: { picture } });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const withdrawn = sampleReport({ evidence: { picture } });
    await officer.call("POST", "/v1/reports", { body: withdrawn });
    await officer.call("POST", `/v1/reports/${withdrawn.id}/withdrawal`, { body: { reason: "Salah." } });
    const received = new Date(kit.clock.ms);
    const first = await read();
    expect(first).toMatchObject({
      hasReports: true,
      unsealed: { count: 3 },
      filesWanted: { count: 1 },
      unclosedDays: 0,
    });
    expect(Math.abs(Number(first.filesWanted.oldest) - received.getTime())).toBeLessThan(60_000);
    expect(Math.abs(Number(first.unsealed.oldest) - received.getTime())).toBeLessThan(60_000);
    expect(await metrics()).toContain("intake_files_wanted 1\n");
    expect(await metrics()).toContain('intake_needs_act{code="backup-none"} 1\n');

    const path = `/v1/reports/${report.id}/files/${file.sha256}`;
    await officer.call("PUT", path, { bytes, headers: { "Content-Type": "image/png" } });
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    kit.clock.ms += 2 * dayMs;
    expect(await read()).toMatchObject({
      unsealed: { count: 0 },
      filesWanted: { count: 0 },
      unclosedDays: 1,
    });
    await closeDays(kit.store.db, kit.intake.now());
    expect(await read()).toMatchObject({ unclosedDays: 0, unstampedDays: 1 });

    await kit.store.db.execute(sql`update cases set due_at = first_at where id = ${caseId}`);
    expect(await read()).toMatchObject({ lateUrgent: 1, late: 0 });
    await kit.store.db.execute(sql`update cases set state = 'rejected' where id = ${caseId}`);
    expect(await read()).toMatchObject({ lateUrgent: 0, late: 0 });
  });

  test("counts who could hear and confirm in each site and category, until there are four", async () => {
    const { db } = kit.store;
    const gap = async () => (await read()).hearerGap;
    expect(await gap()).toMatchObject({ members: 0, places: ["facebook", "youtube", "x", "telegram"] });
    const unit = { name: "Judi X", sites: ["x" as const], categories: ["JUDI" as const], languages: null };
    await saveUnit(db, unit, kit.intake.now());
    const everywhere = ["Budi", "Ani", "Citra"];
    for (const name of everywhere) await kit.enrolled("supervisor", name);
    await kit.enrolled("supervisor", "Dewi", "Judi X");
    const places = (await gap())?.places ?? [];
    expect(places.filter((place) => !place.startsWith("x "))).toEqual(["facebook", "youtube", "telegram"]);
    expect(places.join()).not.toContain("JUDI");
    expect(await gap()).toMatchObject({ members: 3, waiting: 0 });
    const fourth = await kit.enrolled("supervisor", "Eka");
    expect(await gap()).toBeUndefined();
    const { personId } = (await fourth.call("GET", "/v1/me")).body;
    await db.update(people).set({ suspendedAt: kit.intake.now() }).where(eq(people.id, personId));
    expect(await gap()).toMatchObject({ members: 3 });
  });

  test("counts proofs and evidence that should have been deleted", async () => {
    const before = await read();
    expect(before.proofs).toBeGreaterThan(0);
    expect(before.overdue).toBe(0);
    kit.clock.ms += 3 * hourMs;
    expect((await read()).expiredProofs).toBe(before.proofs);
    kit.clock.ms += 40 * dayMs;
    expect((await read()).overdue).toBe(1);
    await kit.intake.cleanUp();
    const later = performance.now() + 3_600_000;
    const uptime = vi.spyOn(performance, "now").mockReturnValue(later);
    await kit.intake.cleanUp();
    uptime.mockRestore();
    expect(await read()).toMatchObject({ proofs: 0, expiredProofs: 0 });
  });

  test("names a key file that is missing, is no key, or is not the one that devices have pinned", async () => {
    const { db } = kit.store;
    const at = kit.intake.now();
    const keysLost = async (intakeKey?: string) =>
      (
        await readStoreFacts(db, at, {
          stamped: false,
          mails: false,
          keyFiles: { intakeKey, filesKey: undefined },
        })
      ).keysLost;
    const stored = JSON.parse((await readSetting(db, "intake-private-key")) ?? "");
    const path = join(folder, `${engine}-key.json`);
    expect(await keysLost()).toEqual([]);
    expect(await keysLost(path)).toEqual(["INTAKE_KEY"]);
    await writeFile(path, "no key");
    expect(await keysLost(path)).toEqual(["INTAKE_KEY"]);
    await writeFile(path, JSON.stringify(await makePrivateKey()));
    expect(await keysLost(path)).toEqual(["INTAKE_KEY"]);
    await writeFile(path, JSON.stringify(stored));
    await deleteSetting(db, "intake-private-key");
    expect(await keysLost(path)).toEqual([]);
    expect(await keysLost()).toEqual(["INTAKE_KEY"]);
    await writeSetting(db, "intake-private-key", JSON.stringify(stored));
  });

  test("names API keys that end without another, and no short ones", async () => {
    const { db } = kit.store;
    const made = new Date("2026-01-01T00:00:00.000Z");
    const add = (name: string, days: number, from = made) =>
      createApiKey({ db }, { scope: "read", name, days }, from);
    const ending = async (day: string) =>
      (await readStoreFacts(db, new Date(day), { stamped: false, mails: false })).keysEnding;
    const key = await add("Sistem X", 90);
    await add("Pemeriksaan", 30);
    const named = [{ name: "Sistem X", at: key.expiresAt }];
    expect(await ending("2026-03-01")).toEqual([]);
    expect(await ending("2026-03-03")).toEqual(named);
    expect(await ending("2026-04-30")).toEqual(named);
    expect(await ending("2026-05-02")).toEqual([]);
    const next = await add("Sistem X", 365, new Date("2026-03-03"));
    expect(await ending("2026-03-03")).toEqual([]);
    await revokeApiKey(db, next.id, made);
    expect(await ending("2026-03-03")).toEqual(named);
    await revokeApiKey(db, key.id, made);
    expect(await ending("2026-03-03")).toEqual([]);
  });

  test("counts days that were sealed by a clock ahead, and a backup of such a clock has no age", async () => {
    const { db } = kit.store;
    const right = kit.clock.ms;
    await kit.enrolled("officer", "Rina");
    await sealLog(db, kit.intake.key, kit.intake.now);
    expect(await read()).toMatchObject({ daysAhead: { count: 0, isNewest: false } });
    kit.clock.ms += 365 * dayMs;
    await kit.enrolled("officer", "Sari");
    await sealLog(db, kit.intake.key, kit.intake.now);
    await saveLastBackup(db, {
      at: kit.intake.now().toISOString(),
      bytes: 1,
      sha256: "0".repeat(64),
      missing: 0,
    });
    kit.clock.ms = right;
    expect(await read()).toMatchObject({ daysAhead: { count: 1, isNewest: true } });
    kit.clock.ms += hourMs;
    expect(await metrics()).not.toContain("intake_last_backup_age_seconds ");
    await kit.enrolled("officer", "Tono");
    await sealLog(db, kit.intake.key, kit.intake.now);
    expect(await read()).toMatchObject({ daysAhead: { count: 1, isNewest: false } });
    await deleteSetting(db, "last-backup");
  });

  test("stores each job's last success and last failure, from any replica", async () => {
    const { db } = kit.store;
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    let runs = 0;
    const work = async () => {
      if (++runs === 2) throw Object.assign(new Error("Rahasia"), { code: "ENOSPC" });
    };
    const stop = repeat({ name: "trial", everyMs: 1, work }, createJobNotes(db, kit.intake.now));
    await vi.waitUntil(() => runs > 4, { timeout: 10_000, interval: 5 });
    await stop();
    vi.restoreAllMocks();
    const [job] = (await readJobs(db)).filter(({ name }) => name === "trial");
    expect(job).toMatchObject({ failure: "ENOSPC" });
    expect(Number(job?.succeededAt)).toBeGreaterThan(Number(job?.failedAt));
    const other = createJobNotes(db, () => new Date(kit.clock.ms + hourMs));
    await other.failed("trial", new TypeError("Rahasia"));
    const [failed] = (await readJobs(db)).filter(({ name }) => name === "trial");
    expect(failed).toMatchObject({ failure: "TypeError", succeededAt: job?.succeededAt });
    const { rows } = await db.execute<{ value: string }>(
      sql`select value from settings where name like 'job/%'`,
    );
    expect(JSON.stringify(rows)).not.toContain("Rahasia");
  });

  test("records a backup, and the command prints the findings", async () => {
    const source = { store: kit.store, files: kit.intake.files, organisation: "Kominfo" };
    await backUp(source, join(folder, `${engine}.backup`), () => undefined);
    expect(await read()).toMatchObject({ lastBackupAt: expect.any(Date), lastBackupMissing: 0 });
    const config = readConfig({ DATA_DIR: folder, RETENTION: "" });
    const answer = await runHealthCommand(kit.store.db, config);
    expect(answer.ok).toBe(false);
    expect(answer.findings.map(({ code }) => code)).toContain("job-failed");
    expect(answer.findings.map(({ code }) => code)).not.toContain("backup-none");
    expect(printHealth(answer, "id")).toMatch(/^\d+ hal perlu ditindak\.\nTINDAK {2}/);
    expect(printHealth(answer, "en")).toContain("ACT   The job trial failed last (TypeError)");
    expect(printHealth({ ok: true, findings: [] }, "en")).toBe("Well: nothing waits for an act.");
  });

  test("a database that a newer version has changed is not ready", async () => {
    const ready = async () => {
      const answer = await kit.app.request(`${origin}/readyz`, operator);
      return { status: answer.status, ...(await answer.json()) };
    };
    expect(await ready()).toMatchObject({ status: 200, ok: true, schema: true });
    await kit.store.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`,
    );
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await ready()).toMatchObject({ status: 503, ok: false, database: true, schema: false });
    vi.restoreAllMocks();
    expect(await read()).toMatchObject({ unknownMigrations: 1, missingMigrations: 0 });
  });
});

test("reports a database of a newer version as that, and not as away", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "lapor-newer-"));
  const store = await openPglite(join(dataDir, "db"));
  await store.db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`,
  );
  await store.close();
  const config = readConfig({ DATA_DIR: dataDir });
  const answer = await sendHealthCommand(config, { command: "health" }, () => undefined);
  expect(answer).toMatchObject({ findings: [{ code: "database-newer", values: { count: 1 } }] });
  await rm(dataDir, { recursive: true, force: true });
});

test("reports a database that cannot be opened", async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const config = readConfig({
    DATABASE_URL: "postgres://127.0.0.1:1/none",
    EVIDENCE_URL: "file:/dev/null/x",
  });
  const answer = await sendHealthCommand(config, { command: "health" }, (line) => said.push(line));
  vi.restoreAllMocks();
  expect(answer).toMatchObject({
    ok: false,
    findings: [{ code: "database-away" }, { code: "evidence-away" }],
  });
  expect(said.join()).toContain("127.0.0.1:1");
});
