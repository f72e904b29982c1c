/** Writes down what the tour did: a line for each step, and a summary that a program can read. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SiteId } from "../../utils/contract/site.ts";

export interface TourStep {
  role: string;
  /** Absent where the step is about no site. */
  site?: SiteId | undefined;
  act: string;
  subject?: string | undefined;
  ok: boolean;
  /** How long it took, in milliseconds. */
  ms: number;
  receipt?: string | undefined;
  /** Why it did not hold. */
  problem?: string;
}

type Plan = Pick<TourStep, "role" | "site" | "act" | "subject">;
/** What a step found out about itself. */
type Outcome = Pick<TourStep, "subject" | "receipt">;

export interface Recorder {
  /** Runs a step and records whether it held; what it threw is recorded, not thrown. */
  step(plan: Plan, run: () => Promise<Outcome | undefined>): Promise<boolean>;
  /** Where its files go. */
  folder: string;
  /** Path for a picture in that folder. */
  picture(name: string): string;
  /** Writes `summary.json`; true when every step held. */
  finish(): boolean;
}

export function recordTour(folder: string): Recorder {
  mkdirSync(folder, { recursive: true });
  const steps: TourStep[] = [];
  return {
    folder,
    step: async (plan, run) => {
      const startedMs = performance.now();
      const outcome = await run().then(
        (found) => ({ ok: true, ...found }),
        (error: Error) => ({ ok: false, problem: error.message.split("\n", 1).join() }),
      );
      const step = { ...plan, ...outcome, ms: Math.round(performance.now() - startedMs) };
      steps.push(step);
      console.log(sentence(step));
      return step.ok;
    },
    picture: (name) => join(folder, `${name}.png`),
    finish: () => {
      const ok = steps.length > 0 && steps.every((step) => step.ok);
      writeFileSync(join(folder, "summary.json"), `${JSON.stringify({ steps, ok }, undefined, 2)}\n`);
      return ok;
    },
  };
}

function sentence({ ok, role, site, act, subject, receipt, ms, problem }: TourStep): string {
  const what = [role, site, act, subject].filter(Boolean).join(" · ");
  return `${ok ? "✓" : "✗"} ${what}${receipt ? ` → ${receipt}` : ""} (${ms} ms)${problem ? `\n    ${problem}` : ""}`;
}
