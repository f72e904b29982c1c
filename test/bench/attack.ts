/** Measures the latency of /healthz and the memory growth of an attacked intake, with PGlite and default settings. */

import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Answers, type AttackOrder, type Flood, floods } from "./attack-orders.ts";
import { ask, startChild } from "./child.ts";
import { type Figure, figure } from "./figure.ts";
import type { Code, Memory, ServerOrder, Started } from "./ingest-orders.ts";

const seconds = 15;
const quietSeconds = 4;
const betweenProbesMs = 10;
const goalMs = 200;
const goalBytes = 300_000_000;
const megabyte = 1_000_000;
const pageBytes = 4_096;

interface FloodResult {
  flood: Flood;
  /** Latency of /healthz, before and during the flood. */
  quietMs: number;
  p99Ms: number;
  /** Peak resident memory minus that before the flood. */
  grownBytes: number;
}

export async function attackFigures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-bench-attack-"));
  const children: ChildProcess[] = [];
  const start = (file: string) => {
    const child = startChild(file);
    children.push(child);
    return child;
  };
  try {
    const server = start("ingest-server.ts");
    const tell = <T extends object>(order: ServerOrder) => ask<T>(server, order);
    // Lets each attacker have its own client address.
    const settings = { DATA_DIR: folder, TRUST_PROXY: "127.0.0.1" };
    const { address } = await tell<Started>({ act: "start", settings });
    const client = start("attack-client.ts");
    const attack = (order: AttackOrder) => ask<{ answers: Answers }>(client, order);
    const [officer, supervisor] = [
      (await tell<Code>({ act: "code" })).code,
      (await tell<Code>({ act: "code", role: "supervisor" })).code,
    ];
    await attack({ act: "enrol", address, officer, supervisor });
    const suffered: FloodResult[] = [];
    for (const flood of floods) {
      await attack({ act: "prepare", flood });
      const { rss } = await tell<Memory>({ act: "memory" });
      const quiet = watch(server, address);
      await setTimeout(quietSeconds * 1_000);
      const before = await quiet.stop();
      const watched = watch(server, address);
      const { answers } = await attack({ act: "flood", seconds });
      const { latenciesMs, mostBytes } = await watched.stop();
      console.error(flood, "answers by status:", JSON.stringify(answers));
      suffered.push({
        flood,
        quietMs: p99(before.latenciesMs),
        p99Ms: p99(latenciesMs),
        grownBytes: mostBytes - rss,
      });
    }
    if (server.exitCode !== null) throw new Error("the intake died");
    return figuresOf(suffered);
  } finally {
    for (const child of children) child.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

interface ProbeResult {
  latenciesMs: number[];
  mostBytes: number;
}

/** Polls /healthz and the process's memory. */
function watch({ pid }: ChildProcess, address: string): { stop(): Promise<ProbeResult> } {
  const seen: ProbeResult = { latenciesMs: [], mostBytes: 0 };
  let isOver = false;
  const probing = (async () => {
    while (!isOver) {
      const started = performance.now();
      const answer = await fetch(`${address}/healthz`);
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`/healthz answered ${answer.status}`);
      seen.latenciesMs.push(performance.now() - started);
      seen.mostBytes = Math.max(seen.mostBytes, await residentBytes(pid));
      await setTimeout(betweenProbesMs);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await probing;
      return seen;
    },
  };
}

/** Linux only, like all memory benches. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const [, pages] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
  return Number(pages) * pageBytes;
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))];
  if (value === undefined) throw new Error("no answer, no figure");
  return value;
}

function figuresOf(suffered: readonly FloodResult[]): Figure[] {
  const [slowest] = suffered.toSorted((a, b) => b.p99Ms - a.p99Ms);
  const [largest] = suffered.toSorted((a, b) => b.grownBytes - a.grownBytes);
  if (!slowest || !largest) return [];
  return [
    ...suffered.map((result) => healthzOf(`attack.healthz.${result.flood}`, result)),
    ...suffered.map((result) => memoryOf(`attack.memory.${result.flood}`, result)),
    healthzOf("attack.healthz", slowest),
    memoryOf("attack.memory", largest),
  ];
}

function healthzOf(name: string, { flood, p99Ms, quietMs }: FloodResult): Figure {
  const against = `the limit, flood of ${flood}; quiet ${quietMs.toPrecision(3)} ms`;
  return figure({ name, value: p99Ms, unit: "ms p99", vs: goalMs, against });
}

function memoryOf(name: string, { flood, grownBytes }: FloodResult): Figure {
  const against = `the limit, flood of ${flood}`;
  const [value, vs] = [grownBytes / megabyte, goalBytes / megabyte];
  return figure({ name, value, unit: "MB", vs, against });
}
