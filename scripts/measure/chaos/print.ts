/** Prints the outcome of a run: injected faults and each report that breaks a promise. */

import type { Outcome } from "./run.ts";

const mostNamed = 20;

export function tellOutcome(outcome: Outcome): string[] {
  return [
    "kills and full disks:",
    ...tableOf(outcome.killsByKind),
    `requests: ${outcome.requests}, with faults:`,
    ...tableOf(outcome.faultsByKind),
    `acknowledged: ${outcome.reports} with ${outcome.files} files; undone: ${outcome.undone}`,
    ...named("lost", outcome.lost),
    ...named("doubled", outcome.doubled),
    ...named("altered", outcome.altered),
    ...named("undone but present at the intake", outcome.notUndone),
    ...named("never read from the device", outcome.unread),
    ...named("not final on the device", outcome.stuck),
  ];
}

function tableOf(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([kind, count]) => `  ${kind.padEnd(16)} ${String(count).padStart(5)}`);
}

function named(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  return [`${what}: ${found.length}`, ...found.slice(0, mostNamed).map((one) => `  ${one}`)];
}
