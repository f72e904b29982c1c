/** The contract of both engines: these tests pass on PGlite too, and execute every module that sends SQL. */

import { join, relative } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { hasOpenssl } from "../support/authority.ts";
import { type Recorder, recordCalls } from "./executed.ts";
import { queryModules } from "./query-modules.ts";

const root = join(import.meta.dirname, "../..");

/**
 * The cheapest set that covers all modules, and similarity, whose bit operations engines implement differently. Each
 * file runs on PostgreSQL as well.
 */
const suites = {
  "intake.proposals": () => import("../unit/intake/recipes/proposals.test.ts"),
  "intake.recipes": () => import("../unit/intake/recipes/recipes.test.ts"),
  "intake.register": () => import("../unit/intake/statistics/public-register.test.ts"),
  "intake.administration": () => import("../unit/intake/admin/administration.test.ts"),
  "intake.alerts": () => import("../unit/intake/alerts/alerts.test.ts"),
  "intake.answers": () => import("../unit/intake/reports/answers.test.ts"),
  "intake.backup": () => import("../unit/intake/backup/backup.test.ts"),
  "intake.clock": () => import("../unit/intake/jobs/clock.test.ts"),
  "intake.decided-posts": () => import("../unit/intake/exports/decided-posts.test.ts"),
  "intake.destroy": () => import("../unit/intake/evidence/destroy.test.ts"),
  "intake.import": () => import("../unit/intake/people/import.test.ts"),
  "intake.jobs": () => import("../unit/intake/jobs/jobs.test.ts"),
  "intake.likeness": () => import("../unit/intake/cases/likeness.test.ts"),
  "intake.mail": () => import("../unit/intake/requests/mail.test.ts"),
  "intake.personal-data": () => import("../unit/intake/people/personal-data.test.ts"),
  "intake.pictures": () => import("../unit/intake/evidence/pictures.test.ts"),
  "intake.reach": () => import("../unit/intake/cases/reach.test.ts"),
  "intake.timestamps": () => import("../unit/intake/audit-log/timestamps.test.ts"),
  "intake.turns": () => import("../unit/intake/decisions/turns.test.ts"),
  "intake.spot-owners": () => import("../unit/intake/cells/spot-owners.test.ts"),
  "intake.teamwork": () => import("../unit/intake/cases/teamwork.test.ts"),
  "sign-on.token": () => import("../unit/intake/people/sign-on-token.test.ts"),
};

/** Modules that PGlite does not execute here, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  // Servers that share posts are PostgreSQL servers.
  ...Object.fromEntries(
    ["intake/admin/spots.ts", "intake/db/servers.ts", "intake/people/store/copy-people.ts"].map((path) => [
      path,
      "only several PostgreSQL servers execute it",
    ]),
  ),
  // The test's authority signs with openssl.
  ...(hasOpenssl ? {} : { "intake/audit-log/stamp-days.ts": "openssl is not on this machine" }),
};

let calls: Recorder;

beforeAll(async () => {
  calls = await recordCalls();
});

describe.each(Object.entries(suites))("%s", async (_, load) => {
  await load();
});

test("PGlite executes every module that sends SQL", async () => {
  expect(inject("engines")).toEqual(["pglite"]);
  const called = new Set([...(await calls.stop())].map((path) => relative(root, path)));
  const modules = queryModules();
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.filter((path) => !called.has(path) && !(path in exceptions))).toEqual([]);
});
