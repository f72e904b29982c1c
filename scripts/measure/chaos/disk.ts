/** A disk that can be filled: a small tmpfs if mounting is allowed, else a switch that makes the intake's writes fail. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { appendFile, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { atExit } from "../../dev/kits/processes.ts";

export interface SmallDisk {
  folder: string;
  /** Makes every further write fail. */
  fill(): Promise<void>;
  free(): Promise<void>;
  /** Environment for the intake's processes. */
  env: Record<string, string>;
  /** Call when it is no longer in use. */
  remove(): void;
}

const blockBytes = 1 << 20;

/** Returns undefined if mounting is not allowed. */
export function mountDisk(folder: string, megabytes: number): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  if (status !== 0) return undefined;
  const ballast = join(folder, "ballast");
  const unmount = () => void spawnSync("umount", ["-l", folder]);
  const forget = atExit(unmount);
  return {
    folder,
    env: {},
    fill: () => writeUntilFull(ballast),
    free: () => rm(ballast, { force: true }),
    remove: () => {
      forget();
      unmount();
    },
  };
}

/** For evidence only: while the switch file exists, `writeFile` in the intake's processes fails with ENOSPC. */
export function injectedDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const on = join(dirname(folder), "disk-is-full");
  const hook = pathToFileURL(join(import.meta.dirname, "full-disk.ts")).href;
  return {
    folder,
    env: { NODE_OPTIONS: `--import ${hook}`, CHAOS_FULL_DISK: on },
    fill: async () => writeFileSync(on, ""),
    free: async () => rmSync(on, { force: true }),
    remove: () => undefined,
  };
}

async function writeUntilFull(path: string): Promise<void> {
  if (!existsSync(path)) await (await open(path, "w")).close();
  for (const bytes of [blockBytes, 4096, 1]) {
    const block = Buffer.alloc(bytes);
    for (;;) {
      const failed = await appendFile(path, block).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error,
      );
      if (failed?.code === "ENOSPC") break;
      if (failed) throw failed;
    }
  }
}
