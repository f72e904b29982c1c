/** A program that crashes deletes its temporary data, regardless of its size. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const helper = join(import.meta.dirname, "../../../../scripts/dev/kits/processes.ts");

function run(program: string): { out: string; err: string } {
  const source = `import { atExit } from ${JSON.stringify(helper)}; ${program}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", source], {
    encoding: "utf8",
  });
  return { out: stdout, err: stderr };
}

test("runs everything that is still listed once, without a warning about listeners", () => {
  const { out, err } = run(`
    const forget = Array.from({ length: 30 }, (_, no) => atExit(() => console.log(no)));
    for (const one of forget.slice(1)) one();
    throw new Error("broke");`);
  expect(out).toBe("0\n");
  expect(err).toContain("broke");
  expect(err).not.toContain("MaxListenersExceededWarning");
});
