/** A copy of the store build, so that a later build does not change what is measured. */

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeBuild } from "../../scripts/dev/drivers/builds.ts";
import { atExit } from "../../scripts/dev/kits/processes.ts";
import { buildWhenStale } from "../../scripts/dev/start/build.ts";

let copy: string | undefined;

/** Deleted when the process ends. */
export function ourBuild(): string {
  if (copy) return copy;
  const built = storeBuild("chromium");
  buildWhenStale(built, "production");
  const folder = mkdtempSync(join(tmpdir(), "lapor-bench-build-"));
  cpSync(built, folder, { recursive: true });
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  copy = folder;
  return folder;
}
