import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openRunFolder } from "../../../../scripts/check/test/leftovers.ts";

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "leftovers-"));
  vi.stubEnv("TMPDIR", temporary);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

/** The id of a process that has ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

test.runIf(process.platform === "linux")(
  "ends the processes and deletes the folder of an ended run",
  async () => {
    const folder = join(temporary, `lapor-test-${endedPid()}`);
    mkdirSync(join(folder, "profile"), { recursive: true });
    const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", join(folder, "profile")]);
    const ended = once(left, "exit");
    openRunFolder().remove();
    expect((await ended)[1]).toBe("SIGKILL");
    expect(existsSync(folder)).toBe(false);
  },
);

test("leaves the folder of a running run", () => {
  const other = join(temporary, `lapor-test-${process.ppid}`);
  mkdirSync(other);
  const run = openRunFolder();
  expect(existsSync(other)).toBe(true);
  expect(existsSync(run.folder)).toBe(true);
  run.remove();
  expect(existsSync(run.folder)).toBe(false);
});
