/** Prints the outcome of a run: injected faults and each report that breaks a promise. */

import type { Outcome } from "./run.ts";

const mostNamed = 20;

export function tellOutcome(outcome: Outcome): string[] {
  return [
    "killed or filled:",
    ...tableOf(outcome.killsByKind),
    `requests: ${outcome.requests}, of these spoiled:`,
    ...tableOf(outcome.faultsByKind),
    `acknowledged: ${outcome.reports} with ${outcome.files} files; taken back: ${outcome.undone}`,
    ...named("lost", outcome.lost),
    ...named("doubled", outcome.doubled),
    ...named("altered", outcome.altered),
    ...named("taken back and there all the same", outcome.notUndone),
    ...named("never seen on the device", outcome.unread),
    ...named("not at rest on the device", outcome.stuck),
  ];
}

function tableOf(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([kind, count]) => `  ${kind.padEnd(16)} ${String(count).padStart(5)}`);
}

function named(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  return [`${what}: ${found.length}`, ...found.slice(0, mostNamed).map((one) => `  ${one}`)];
}
