/** Runs the steps of a check in parallel where possible. Prints one line per step, and its output on failure. */

import { spawn } from "node:child_process";

export interface Step {
  name: string;
  /** Commands to run one after another; the step passes if all exit with 0. */
  commands: readonly string[];
  /** Steps that must have passed before. */
  after?: readonly string[];
}

export interface Tally {
  passed: number;
  failed: number;
}

export interface NamedTally extends Tally {
  /** Names of what failed, one line each. */
  failures: string[];
}

/** Runs at most `lanes` steps at a time. A step whose prerequisite failed counts as failed. */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<NamedTally> {
  const outcomes = new Map<string, boolean>();
  const waiting = [...steps];
  const running = new Set<Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((step) => (step.after ?? []).every((name) => outcomes.has(name)));
    const step = waiting[next];
    const [stuck] = waiting;
    if (!step && stuck && running.size === 0)
      throw new Error(
        `${stuck.name} waits for ${stuck.after?.find((name) => !outcomes.has(name))}, which never runs`,
      );
    if (running.size >= lanes || !step) {
      await Promise.race(running);
      continue;
    }
    waiting.splice(next, 1);
    const run = runStep(step, outcomes).finally(() => running.delete(run));
    running.add(run);
  }
  const failures = [...outcomes].filter(([, passed]) => !passed).map(([name]) => name);
  return { passed: outcomes.size - failures.length, failed: failures.length, failures };
}

async function runStep(step: Step, outcomes: Map<string, boolean>): Promise<void> {
  const broken = step.after?.find((name) => !outcomes.get(name));
  if (broken) {
    console.log(`✗ ${step.name}: not run, because ${broken} failed`);
    outcomes.set(step.name, false);
    return;
  }
  const startedMs = performance.now();
  let words = "";
  let held = true;
  for (const command of step.commands) {
    const result = await runCommand(command);
    words += result.words;
    held = result.code === 0;
    if (!held) break;
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${held ? "✓" : "✗"} ${step.name} (${seconds} s)`);
  if (!held) console.log(words.trimEnd().replace(/^/gm, "    "));
  outcomes.set(step.name, held);
}

function runCommand(command: string): Promise<{ code: number; words: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    let words = "";
    child.stdout.on("data", (chunk) => (words += chunk));
    child.stderr.on("data", (chunk) => (words += chunk));
    child.on("close", (code) => resolve({ code: code ?? 1, words }));
  });
}
