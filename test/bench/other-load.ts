/** Measures the share of the machine's CPU time that other programs than the bench used, on Linux. */

import { readdirSync, readFileSync } from "node:fs";

/** Processes that start and end between two readings without a parent that waits for them are missed. */
const betweenReadingsMs = 5_000;

export interface ProcessTimes {
  /** Number and start time, because numbers are reused. */
  id: string;
  pid: number;
  parent: number;
  /** Clock ticks, including those of ended children that the process waited for. */
  ticks: number;
}

/**
 * Adds up the time of a process and its descendants from one reading to the next, also of those whose parent has ended.
 */
export class OwnTime {
  #members = new Map<string, ProcessTimes>();
  /** Time of ended members that no member waited for. */
  #lost = 0;
  readonly #root: number;

  constructor(root: number) {
    this.#root = root;
  }

  /** Returns the ticks until this reading of all processes. */
  read(processes: readonly ProcessTimes[]): number {
    const now = new Map<string, ProcessTimes>();
    const pids = new Set<number>();
    let unplaced = processes;
    for (let placed = -1; placed !== now.size; ) {
      placed = now.size;
      const isOwn = ({ id, pid, parent }: ProcessTimes) =>
        pid === this.#root || this.#members.has(id) || pids.has(parent);
      for (const process of unplaced.filter(isOwn)) {
        now.set(process.id, process);
        pids.add(process.pid);
      }
      unplaced = unplaced.filter(({ id }) => !now.has(id));
    }
    const before = new Set([...this.#members.values()].map(({ pid }) => pid));
    for (const [id, member] of this.#members)
      if (!now.has(id) && !before.has(member.parent)) this.#lost += member.ticks;
    this.#members = now;
    return this.#lost + [...now.values()].reduce((sum, { ticks }) => sum + ticks, 0);
  }
}

/** Parses `/proc/PID/stat`. The name in brackets can contain anything. */
export function parseProcess(stat: string): ProcessTimes {
  const pid = Number.parseInt(stat, 10);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { id: `${pid} ${fields[19]}`, pid, parent: Number(fields[1]), ticks };
}

/** Parses `/proc/stat`: ticks that programs used, and all ticks. Interrupts are not told apart by program. */
export function parseMachine(stat: string): { used: number; all: number } {
  const [first = ""] = stat.split("\n");
  const fields = first.split(/\s+/).slice(1, 9).map(Number);
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = fields;
  return { used: user + nice + system + steal, all: fields.reduce((sum, field) => sum + field, 0) };
}

const readOwn = (own: OwnTime) => own.read(readProcesses());

function readProcesses(): ProcessTimes[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [parseProcess(readFileSync(`/proc/${name}/stat`, "latin1"))];
      } catch {
        // The process has ended.
        return [];
      }
    });
}

const readMoment = (own: OwnTime) => ({ own: readOwn(own), ...readMachine() });

const readMachine = () => parseMachine(readFileSync("/proc/stat", "latin1"));

/** Below this share of its processor time in use, from 0 to 1, the machine is idle. */
const idleShare = 0.15;
const idleWindowMs = 4_000;
const longestWorkMs = 300_000;

/**
 * Waits until the machine is idle: an intake that has just started reads its whole store, to close days, count months and
 * write the export, and later reads only what changed. Throws after five minutes. Does not wait on systems other than
 * Linux.
 */
export async function untilIdle(): Promise<void> {
  if (process.platform !== "linux") return;
  const endMs = performance.now() + longestWorkMs;
  for (let before = readMachine(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, idleWindowMs));
    const now = readMachine();
    if ((now.used - before.used) / Math.max(1, now.all - before.all) < idleShare) return;
    if (performance.now() > endMs) throw new Error("the machine did not become idle; end other programs");
    before = now;
  }
}

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/**
 * Returns a function that returns the processor time that this process and its children have used since, in milliseconds;
 * undefined on systems other than Linux. Waiting does not count, so other programs change it little.
 */
export function watchOwnTime(): () => number | undefined {
  if (process.platform !== "linux") return () => undefined;
  const own = new OwnTime(process.pid);
  const start = readOwn(own);
  return () => (readOwn(own) - start) * tickMs;
}

/** Returns a function that ends the measurement and returns the share, from 0 to 1; undefined on other systems. */
export function watchOtherLoad(): () => number | undefined {
  if (process.platform !== "linux") return () => undefined;
  const own = new OwnTime(process.pid);
  const start = readMoment(own);
  const timer = setInterval(() => readMoment(own), betweenReadingsMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    const end = readMoment(own);
    const others = end.used - start.used - (end.own - start.own);
    return Number((Math.max(0, others) / Math.max(1, end.all - start.all)).toFixed(3));
  };
}
