/** Temporary folder for a test run, and removal of what killed runs left behind. */

import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../../dev/kits/processes.ts";

const prefix = "lapor-test-";
const neededBytes = 3e9;

/**
 * Makes the folder that a run uses as its TMPDIR. Browsers, databases and intakes have it in their arguments, so a later
 * run can find them. Throws an error if the disk is nearly full.
 */
export function openRunFolder(): { folder: string; remove(): void } {
  removeLeftovers();
  const freeBytes = statfsSync(tmpdir()).bavail * statfsSync(tmpdir()).bsize;
  if (freeBytes < neededBytes)
    throw new Error(
      `Only ${(freeBytes / 1e9).toFixed(1)} GB are free in ${tmpdir()}: ` +
        `the tests need ${neededBytes / 1e9} GB. Free some, or set TMPDIR to another disk.`,
    );
  const folder = join(tmpdir(), prefix + process.pid);
  // PostgreSQL runs as an unprivileged user and must be able to enter the folder.
  mkdirSync(folder, { mode: 0o755, recursive: true });
  return { folder, remove: () => remove(folder) };
}

/** Ends the processes and deletes the folders of finished runs. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (isRunning(pid)) continue;
    const folder = join(tmpdir(), name);
    for (const left of processesNaming(folder)) process.kill(left, "SIGKILL");
    remove(folder);
    console.log(`removed what an ended test run had left in ${folder}`);
  }
}

/** Works on Linux only, which lists processes' arguments in files. Returns none on other systems. */
function processesNaming(folder: string): number[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc", { withFileTypes: true })
    .filter((entry) => /^\d+$/.test(entry.name))
    .map((entry) => Number(entry.name));
  return pids.filter((pid) => {
    try {
      return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${folder}/`);
    } catch {
      // The process has ended meanwhile.
      return false;
    }
  });
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
