/** A disk of the fault runner that is full takes no byte more, and takes them again when it is free. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { injectedDisk, mountDisk, type SmallDisk } from "../../../../scripts/measure/chaos/disk.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lapor-disk-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes as the evidence store does, in a process like an intake's; its words on failure, else nothing. */
function writeTo({ folder: on, env }: SmallDisk): string {
  const code = `import * as fs from "node:fs/promises"; await fs.writeFile(${JSON.stringify(join(on, crypto.randomUUID()))}, "x".repeat(9000))`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return /ENOSPC/.exec(run.stderr)?.[0] ?? run.stderr;
}

async function expectFills(disk: SmallDisk): Promise<void> {
  expect(writeTo(disk)).toBe("");
  await disk.fill();
  expect(writeTo(disk)).toBe("ENOSPC");
  await disk.free();
  expect(writeTo(disk)).toBe("");
}

test("one whose writes are made to fail", async () => {
  await expectFills(injectedDisk(join(folder, "evidence")));
});

test("a separate disk, where mounting is possible", async (context) => {
  const disk = mountDisk(join(folder, "small"), 4);
  if (!disk) return context.skip("nothing may be mounted here");
  try {
    await expectFills(disk);
    await disk.fill();
    expect(() => writeFileSync(join(disk.folder, "more"), "x".repeat(5000))).toThrow("ENOSPC");
  } finally {
    disk.remove();
  }
});
