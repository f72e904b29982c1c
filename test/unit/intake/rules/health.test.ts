/** Findings from an intake's facts: each limit on both sides, and the finding's text. */

import { describe, expect, test } from "vitest";
import type { HealthFacts, StoreFacts } from "../../../../intake/core/health-facts.ts";
import { judgeHealth } from "../../../../intake/health/judge-health.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { Affiliation } from "../../../../utils/shared/contract/site.ts";

const at = new Date("2026-11-25T12:00:00.000Z");
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const ago = (ms: number) => new Date(at.getTime() - ms);
const none = { count: 0, oldest: null };
const since = (ms: number, count = 3) => ({ count, oldest: ago(ms) });

const well: StoreFacts = {
  ...{
    unknownMigrations: 0,
    missingMigrations: 0,
    hasReports: true,
    unsealed: none,
    filesWanted: none,
    undescribed: none,
  },
  ...{ unclosedDays: 0, unstampedDays: 0, lateUrgent: 0, late: 0, lettersWaiting: none, mailless: 0 },
  ...{ proofs: 5, expiredProofs: 0, overdue: 0, jobs: [], lastBackupAt: ago(hour) },
  ...{ panelGap: undefined, panelWaiting: 0, filesLeft: 0, hearerGap: undefined, objectionsByAddress: 0 },
  tiedSupervisors: 0,
  lastBackupMissing: 0,
  keysLost: [],
  unanchoredDays: 0,
  hooksFailing: 0,
  keysEnding: [],
  channelless: { sites: [], isAll: false, waiting: 0 },
  daysAhead: { count: 0, isNewest: false },
  promotedEarlier: [],
};
const facts = (change: Partial<HealthFacts> = {}): HealthFacts => ({
  ...{ at, database: true, evidence: true, store: well, disks: [] },
  ...change,
});
const kept = (change: Partial<StoreFacts>, now = at) =>
  judgeHealth(facts({ at: now, store: { ...well, ...change } }));

test("an intake that is well has no finding", () => {
  expect(judgeHealth(facts())).toEqual([]);
  expect(kept({ unstampedDays: undefined, overdue: undefined })).toEqual([]);
});

test("puts an unavailable database or evidence store first", () => {
  expect(judgeHealth({ at, database: false, evidence: false, disks: [] })).toEqual([
    { code: "database-away", weight: "act", values: {} },
    { code: "evidence-away", weight: "act", values: {} },
  ]);
  const otherVersion = { unknownMigrations: 0, missingMigrations: 2 };
  expect(judgeHealth({ at, database: false, otherVersion, evidence: true, disks: [] })).toEqual([
    { code: "migrations-missing", weight: "act", values: { count: 2 } },
  ]);
  expect(judgeHealth(facts({ evidence: false, store: { ...well, mailless: 1 } }))).toMatchObject([
    { code: "evidence-away" },
    { code: "mail-unset" },
  ]);
});

describe("a disk is low", () => {
  const gigabyte = 1_000_000_000;
  test.each([
    ["under a gigabyte, whatever its size", 0.999, 2, true],
    ["not at a gigabyte of a small disk", 1, 10, false],
    ["under a twentieth of a disk", 4.9, 100, true],
    ["not at a twentieth", 5, 100, false],
    ["not at 20 GB, whatever its size", 20, 1_000, false],
    ["just under 20 GB of a large one", 19.9, 1_000, true],
  ])("%s", (_what, free, total, low) => {
    const disk = { path: "/data", freeBytes: free * gigabyte, totalBytes: total * gigabyte };
    const values = { path: "/data", megabytes: Math.floor(free * 1_000) };
    expect(judgeHealth(facts({ disks: [disk] }))).toEqual(
      low ? [{ code: "disk-low", weight: "act", values }] : [],
    );
  });
});

describe("a count above zero is shown with its number", () => {
  test.each<[string, Partial<StoreFacts>, string, object]>([
    ["migrations of a newer version", { unknownMigrations: 2 }, "database-newer", { count: 2 }],
    ["missing migrations", { missingMigrations: 1 }, "migrations-missing", { count: 1 }],
    ["channels without mail", { mailless: 3 }, "mail-unset", { count: 3 }],
    ["proofs to be forgotten", { expiredProofs: 4 }, "proofs-kept", { count: 5, expired: 4 }],
    ["evidence past its time", { overdue: 6 }, "deletion-late", { count: 6 }],
    ["evidence with bytes left", { overdue: 6, filesLeft: 2 }, "deletion-late", { count: 8 }],
    ["days left open", { unclosedDays: 1 }, "days-unclosed", { count: 1 }],
    ["an urgent case that is late", { lateUrgent: 1, late: 2 }, "cases-late", { count: 3, urgent: 1 }],
  ])("%s", (_what, change, code, values) => {
    expect(kept(change)).toEqual([{ code, weight: "act", values }]);
  });

  test("late cases that are not urgent need no act yet", () => {
    expect(kept({ late: 2 })).toEqual([
      { code: "cases-late", weight: "know", values: { count: 2, urgent: 0 } },
    ]);
  });

  test("a day is closed within the first hour after its end", () => {
    const midnight = new Date("2026-11-26T00:00:00.000Z").getTime();
    expect(kept({ unclosedDays: 1 }, new Date(midnight + hour))).toEqual([]);
    expect(kept({ unclosedDays: 1 }, new Date(midnight + hour + 1))).toHaveLength(1);
  });

  test("days without a timestamp need an act from the third one on", () => {
    expect(kept({ unstampedDays: 2 })).toEqual([
      { code: "days-unstamped", weight: "know", values: { count: 2 } },
    ]);
    expect(kept({ unstampedDays: 3 })).toEqual([
      { code: "days-unstamped", weight: "act", values: { count: 3 } },
    ]);
  });
});

describe("waiting work becomes a finding after its longest normal wait", () => {
  test.each<[string, keyof StoreFacts, number]>([
    ["letters-stuck", "lettersWaiting", hour],
    ["unsealed", "unsealed", 10 * minute],
  ])("%s", (code, name, limit) => {
    expect(kept({ [name]: since(limit) })).toEqual([]);
    const values = { count: 3, hours: Math.floor(limit / hour) };
    expect(kept({ [name]: since(limit + 1) })).toEqual([{ code, weight: "act", values }]);
  });

  test("reports that were not described are reported at once", () => {
    expect(kept({ undescribed: since(2 * hour) })).toEqual([
      { code: "undescribed", weight: "act", values: { count: 3, hours: 2 } },
    ]);
  });

  test("missing files are reported at once, and need an act after three days", () => {
    const values = { count: 3, hours: 72 };
    expect(kept({ filesWanted: since(3 * day) })).toEqual([{ code: "files-wanted", weight: "know", values }]);
    expect(kept({ filesWanted: since(3 * day + 1) })).toEqual([
      { code: "files-wanted", weight: "act", values },
    ]);
  });
});

describe("a job", () => {
  const job = (succeeded: number | undefined, failed?: number, failure?: string) => ({
    jobs: [
      {
        ...{ name: "batches", failure },
        succeededAt: succeeded === undefined ? undefined : ago(succeeded),
        failedAt: failed === undefined ? undefined : ago(failed),
      },
    ],
  });

  test("is reported with its error when its last run failed", () => {
    const values = { name: "batches", failure: "no disk", at: ago(minute).toISOString() };
    const findings = [{ code: "job-failed", weight: "act", values }];
    expect(kept(job(2 * minute, minute, "no disk"))).toEqual(findings);
    expect(kept(job(undefined, minute, "no disk"))).toEqual(findings);
    expect(kept(job(undefined, minute))).toMatchObject([{ values: { failure: "" } }]);
  });

  test("is healthy when it succeeded since", () => {
    expect(kept(job(minute, 2 * minute, "no disk"))).toEqual([]);
    expect(kept(job(minute, minute))).toEqual([]);
  });

  test("is overdue after twenty minutes; one that never ran is not", () => {
    expect(kept(job(20 * minute))).toEqual([]);
    const late = 20 * minute + 1;
    const values = { name: "batches", at: ago(late).toISOString() };
    expect(kept(job(late))).toEqual([{ code: "job-silent", weight: "act", values }]);
    expect(kept(job(undefined))).toEqual([]);
  });
});

describe("a panel that cannot be formed", () => {
  const gap = (members: number, missing: Affiliation[]) => ({ members, missing });
  const found = (panelGap: StoreFacts["panelGap"], panelWaiting = 0) => kept({ panelGap, panelWaiting });

  test("is reported with what it lacks", () => {
    const values = { members: 1, needed: limits.panelVotes, waiting: 0 };
    expect(found(gap(1, ["civil-society", "ministry"]))).toEqual([
      { code: "panel-few", weight: "know", values },
      { code: "panel-no-civil-society", weight: "know", values },
      { code: "panel-no-ministry", weight: "know", values },
    ]);
    expect(found(gap(limits.panelVotes, ["ministry"]))).toMatchObject([{ code: "panel-no-ministry" }]);
  });

  test("is reported in one line where nobody is a panelist", () => {
    expect(found(gap(0, ["civil-society", "ministry"]))).toMatchObject([{ code: "panel-few" }]);
  });

  test("needs an act once a decision waits for it", () => {
    expect(found(gap(1, []), 1)).toMatchObject([{ code: "panel-few", weight: "act" }]);
  });
});

describe("a scope with fewer than four supervisors", () => {
  test("is reported with its places, and needs an act once an objection waits in it", () => {
    const gap = { members: 2, places: ["facebook", "x JUDI"], waiting: 0 };
    const values = { members: 2, needed: 4, where: "facebook, x JUDI", waiting: 0 };
    expect(kept({ hearerGap: gap })).toEqual([{ code: "hearers-few", weight: "know", values }]);
    expect(kept({ hearerGap: { ...gap, waiting: 1 } })).toMatchObject([
      { code: "hearers-few", weight: "act", values: { waiting: 1 } },
    ]);
  });
});

test("supervisors of whom no two are independent need an act", () => {
  expect(kept({ tiedSupervisors: 3 })).toEqual([
    { code: "deciders-tied", weight: "act", values: { count: 3 } },
  ]);
});

test("people whose devices are older than their promotion are named, the first five", () => {
  const names = ["Ani", "Budi", "Cici", "Dedi", "Eka", "Fajar"];
  expect(kept({ promotedEarlier: names })).toEqual([
    { code: "devices-unrenewed", weight: "know", values: { count: 6, who: "Ani, Budi, Cici, Dedi, Eka" } },
  ]);
});

test("objections by address are reported at half of the form's places, and need an act when it is nearly full", () => {
  const found = (objectionsByAddress: number) => kept({ objectionsByAddress });
  expect(found(4_999)).toEqual([]);
  const values = { count: 5_000, most: 10_000 };
  expect(found(5_000)).toEqual([{ code: "objections-crowded", weight: "know", values }]);
  expect(found(9_000)).toMatchObject([{ code: "objections-crowded", weight: "act" }]);
});

describe("a backup", () => {
  test("is missing where there are reports to lose", () => {
    expect(kept({ lastBackupAt: undefined })).toEqual([{ code: "backup-none", weight: "act", values: {} }]);
    expect(kept({ lastBackupAt: undefined, hasReports: false })).toEqual([]);
  });

  test("is old after two days", () => {
    expect(kept({ lastBackupAt: ago(2 * day) })).toEqual([]);
    expect(kept({ lastBackupAt: ago(2 * day + 1) })).toEqual([
      { code: "backup-old", weight: "act", values: { days: 2 } },
    ]);
  });

  test("that lacks evidence needs an act", () => {
    expect(kept({ lastBackupMissing: 2 })).toEqual([
      { code: "backup-incomplete", weight: "act", values: { count: 2 } },
    ]);
  });
});
