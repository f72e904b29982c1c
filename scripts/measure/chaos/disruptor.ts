/** Plans the kills and full disks of a run by its seed, executes them, and restores what they broke. */

import { setTimeout as wait } from "node:timers/promises";
import type { ChaosEnvironment, ChaosServer } from "./environment.ts";
import { randomOf } from "./random.ts";
import type { RestartableBrowser } from "./restartable-browser.ts";

/** Number of acts of each kind in a hundred. Killing a background is cheap; killing a browser costs seconds. */
const shares = {
  background: 54,
  intake: 24,
  postgres: 10,
  browser: 8,
  "evidence-full": 2,
  "database-full": 2,
  "move-spots": 12,
} as const;

export type ActKind = keyof typeof shares;
export const killKinds = ["background", "intake", "postgres", "browser"] as const;

export interface Disruption {
  atMs: number;
  kind: ActKind;
  /** Index of the browser or replica, taken modulo their number. */
  target: number;
  /** Time until the target is restarted or the disk is freed. */
  forMs: number;
}

export interface ScheduleOptions {
  seed: number;
  lastsMs: number;
  /** Mean interval. */
  everyMs: number;
  /** The kinds that this run supports. */
  kinds: readonly ActKind[];
}

/** Evenly spread with jitter. Each kind occurs according to its share, at least once. */
export function scheduleOf({ seed, lastsMs, everyMs, kinds }: ScheduleOptions): Disruption[] {
  const random = randomOf(seed, "schedule");
  const count = Math.max(kinds.length, Math.floor(lastsMs / everyMs));
  const whole = kinds.reduce((sum, kind) => sum + shares[kind], 0);
  const counted = kinds.flatMap((kind) => {
    const times = Math.max(1, Math.round((count * shares[kind]) / whole));
    return Array.from({ length: times }, () => kind);
  });
  const slotMs = lastsMs / counted.length;
  return random.shuffle(counted).map((kind, index) => ({
    atMs: Math.round((index + random.next()) * slotMs),
    kind,
    target: random.between(0, 1_000),
    forMs: random.between(0, kind.endsWith("-full") ? 6_000 : 1_500),
  }));
}

const againMs = 300;
const spots = 1_024;

export class Disruptor {
  /** Number of completed acts by kind. */
  readonly counts: Record<ActKind, number> = {
    background: 0,
    intake: 0,
    postgres: 0,
    browser: 0,
    "evidence-full": 0,
    "database-full": 0,
    "move-spots": 0,
  };
  readonly #stage: ChaosEnvironment;
  /** Restarts in progress, by name. */
  readonly #coming = new Map<string, Promise<void>>();
  #stopped = false;

  readonly #acts: Record<ActKind, (given: Disruption) => Promise<boolean> | boolean> = {
    background: ({ target }) => this.#life(target).killBackground(),
    browser: ({ target, forMs }) => this.#life(target).kill(forMs),
    intake: ({ target, forMs }) => this.#stage.intakes.kill(target, forMs),
    postgres: ({ target, forMs }) => {
      const { servers } = this.#stage;
      const server = servers[target % servers.length];
      if (!server) return false;
      return this.#away(server.name, async () => {
        await server.postgres.kill();
        await wait(forMs);
        await this.#startServer(server);
      });
    },
    "move-spots": ({ target }) => this.#away("move-spots", () => this.#move(target)),
    "evidence-full": ({ kind, forMs }) => this.#fill(kind, this.#stage.disk, forMs),
    "database-full": ({ kind, forMs }) => this.#fill(kind, this.#stage.databaseDisk, forMs),
  };

  constructor(stage: ChaosEnvironment) {
    this.#stage = stage;
  }

  get kills(): number {
    return killKinds.reduce((sum, kind) => sum + this.counts[kind], 0);
  }

  /** Resolves when the schedule ends, or after `stop` when the current act is done. */
  async run(schedule: readonly Disruption[], note: (act: Disruption, done: boolean) => void): Promise<void> {
    this.#stopped = false;
    const startMs = performance.now();
    for (const disruption of schedule) {
      while (!this.#stopped && performance.now() - startMs < disruption.atMs) await wait(20);
      if (this.#stopped) return;
      const done = await this.#acts[disruption.kind](disruption);
      if (done) this.counts[disruption.kind]++;
      note(disruption, done);
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Frees all disks and starts everything again. */
  async mend(): Promise<void> {
    const { disk, databaseDisk, intakes, lives } = this.#stage;
    await Promise.all(this.#coming.values());
    await disk.free();
    await databaseDisk?.free();
    await this.#startPostgres();
    // Finishes a move whose server was away.
    if (this.#stage.servers.length > 1) await this.#stage.moveSpots(`0-${spots - 1}`, 0);
    await intakes.whenUp();
    for (const life of lives) await life.whenUp();
  }

  async #startPostgres(): Promise<void> {
    for (const server of this.#stage.servers) await this.#startServer(server);
  }

  async #startServer({ name, postgres }: ChaosServer): Promise<void> {
    // PostgreSQL's child processes outlive it for a moment, and on a full disk it exits again.
    for (let tries = 0; tries < 100; tries++) {
      const failed = await postgres.start().then(
        () => undefined,
        (error: Error) => error,
      );
      if (!failed) return;
      await wait(againMs);
    }
    throw new Error(`PostgreSQL (${name}) does not start again`);
  }

  /** Moves a quarter of the spots to one of the servers. If one is away, a later move finishes it. */
  async #move(target: number): Promise<void> {
    const from = (target * 37) % spots;
    const to = Math.min(spots - 1, from + spots / 4);
    await this.#stage.moveSpots(`${from}-${to}`, target % 2).catch(() => undefined);
  }

  /** Does nothing if an earlier act on the same target is not over. */
  #away(name: string, back: () => Promise<void>): boolean {
    if (this.#coming.has(name)) return false;
    const done = back().finally(() => this.#coming.delete(name));
    done.catch(() => undefined);
    this.#coming.set(name, done);
    return true;
  }

  #fill(name: string, disk: ChaosEnvironment["databaseDisk"], forMs: number): boolean {
    if (!disk) return false;
    return this.#away(name, async () => {
      await disk.fill();
      await wait(forMs);
      await disk.free();
      await this.#startPostgres();
    });
  }

  #life(target: number): RestartableBrowser {
    const { lives } = this.#stage;
    const life = lives[target % lives.length];
    if (!life) throw new Error("the stage has no browser");
    return life;
  }
}

/** The kinds of act that this stage supports. */
export function kindsOf({ servers, databaseDisk }: ChaosEnvironment): ActKind[] {
  const kinds: ActKind[] = ["background", "intake", "browser", "evidence-full"];
  if (servers.length > 0) kinds.push("postgres");
  if (servers.length > 1) kinds.push("move-spots");
  if (databaseDisk) kinds.push("database-full");
  return kinds;
}
