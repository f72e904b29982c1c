/** Executes the schedule: kills processes, fills disks, and restores them. */

import { setTimeout as wait } from "node:timers/promises";
import { type Act, type ActKind, killKinds } from "./schedule.ts";
import type { Stage } from "./stage.ts";

export interface Reaper {
  /** Number of completed acts by kind. */
  counts: Record<ActKind, number>;
  kills(): number;
  /** Resolves when the schedule ends, or after `stop` when the current act is done. */
  run(schedule: readonly Act[], note: (act: Act, done: boolean) => void): Promise<void>;
  stop(): void;
  /** Frees all disks and starts everything again. */
  mend(): Promise<void>;
}

const againMs = 300;

export function reaperOf(stage: Stage): Reaper {
  const counts: Record<ActKind, number> = {
    background: 0,
    intake: 0,
    postgres: 0,
    browser: 0,
    "evidence-full": 0,
    "database-full": 0,
  };
  /** Restarts in progress, by name. */
  const coming = new Map<string, Promise<void>>();
  let stopped = false;

  async function startPostgres(): Promise<void> {
    // PostgreSQL's child processes outlive it for a moment, and on a full disk it exits again.
    for (let tries = 0; tries < 100; tries++) {
      const failed = await stage.postgres?.start().then(
        () => undefined,
        (error: Error) => error,
      );
      if (!failed) return;
      await wait(againMs);
    }
    throw new Error("PostgreSQL does not start again");
  }

  /** Does nothing if an earlier act on the same target is not over. */
  function away(name: string, back: () => Promise<void>): boolean {
    if (coming.has(name)) return false;
    const done = back().finally(() => coming.delete(name));
    done.catch(() => undefined);
    coming.set(name, done);
    return true;
  }

  const fill = (name: string, disk: Stage["databaseDisk"], forMs: number) =>
    disk !== undefined &&
    away(name, async () => {
      await disk.fill();
      await wait(forMs);
      await disk.free();
      await startPostgres();
    });

  const act: Record<ActKind, (given: Act) => Promise<boolean> | boolean> = {
    background: ({ target }) => lifeOf(stage, target).killBackground(),
    browser: ({ target, forMs }) => lifeOf(stage, target).kill(forMs),
    intake: ({ target, forMs }) => stage.intakes.kill(target, forMs),
    postgres: ({ forMs }) =>
      away("postgres", async () => {
        await stage.postgres?.kill();
        await wait(forMs);
        await startPostgres();
      }),
    "evidence-full": ({ forMs }) => fill("evidence-full", stage.disk, forMs),
    "database-full": ({ forMs }) => fill("database-full", stage.databaseDisk, forMs),
  };

  return {
    counts,
    kills: () => killKinds.reduce((sum, kind) => sum + counts[kind], 0),
    async run(schedule, note) {
      stopped = false;
      const startMs = performance.now();
      for (const one of schedule) {
        while (!stopped && performance.now() - startMs < one.atMs) await wait(20);
        if (stopped) return;
        const done = await act[one.kind](one);
        if (done) counts[one.kind]++;
        note(one, done);
      }
    },
    stop: () => {
      stopped = true;
    },
    async mend() {
      await Promise.all(coming.values());
      await stage.disk.free();
      await stage.databaseDisk?.free();
      await startPostgres();
      await stage.intakes.whenUp();
      for (const life of stage.lives) await life.whenUp();
    },
  };
}

function lifeOf({ lives }: Stage, target: number) {
  const life = lives[target % lives.length];
  if (!life) throw new Error("the stage has no browser");
  return life;
}

/** The kinds of act that this stage supports. */
export function kindsOf({ postgres, databaseDisk }: Stage): ActKind[] {
  const always = ["background", "intake", "browser", "evidence-full"] as const;
  return [
    ...always,
    ...(postgres ? ["postgres" as const] : []),
    ...(databaseDisk ? ["database-full" as const] : []),
  ];
}
