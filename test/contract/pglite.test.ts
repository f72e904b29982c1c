/** The contract of both engines: these tests pass on PGlite too, and execute every module that sends SQL. */

import { join, relative } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { hasOpenssl } from "../authority.ts";
import { type Recorder, recordCalls } from "./executed.ts";
import { queryModules } from "./query-modules.ts";

const root = join(import.meta.dirname, "../..");

/** A small set that covers all modules. Each file runs on PostgreSQL as well, by itself. */
const suites = {
  "figures.count": () => import("../figures.count.test.ts"),
  "intake.answers": () => import("../intake.answers.test.ts"),
  "intake.backup": () => import("../intake.backup.test.ts"),
  "intake.decided-posts": () => import("../intake.decided-posts.test.ts"),
  "intake.destroy": () => import("../intake.destroy.test.ts"),
  "intake.jobs": () => import("../intake.jobs.test.ts"),
  "intake.likeness": () => import("../intake.likeness.test.ts"),
  "intake.mail": () => import("../intake.mail.test.ts"),
  "intake.personal-data": () => import("../intake.personal-data.test.ts"),
  "intake.pictures": () => import("../intake.pictures.test.ts"),
  "intake.reach": () => import("../intake.reach.test.ts"),
  "intake.requests": () => import("../intake.requests.test.ts"),
  "intake.timestamps": () => import("../intake.timestamps.test.ts"),
  "intake.trusted": () => import("../intake.trusted.test.ts"),
  "sign-on.token": () => import("../sign-on.token.test.ts"),
  "verify.tampering": () => import("../verify.tampering.test.ts"),
};

/** Modules that PGlite does not execute here, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  // The test's authority signs with openssl.
  ...(hasOpenssl ? {} : { "intake/custody/stamp-days.ts": "openssl is not on this machine" }),
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
