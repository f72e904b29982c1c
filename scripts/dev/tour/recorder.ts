/** Records the tour: prints a line per step and writes a machine-readable summary. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { type Clip, type Page, until } from "../drivers/driver.ts";

export interface TourStep {
  role: string;
  /** Undefined if the step concerns no site. */
  site?: SiteId | undefined;
  act: string;
  subject?: string | undefined;
  ok: boolean;
  /** Duration in milliseconds. */
  ms: number;
  receipt?: string | undefined;
  /** Why it failed. */
  problem?: string;
}

export interface TourSummary {
  steps: readonly TourStep[];
  /** True if every step passed. */
  ok: boolean;
}

type Plan = Pick<TourStep, "role" | "site" | "act" | "subject">;
/** Facts that a step returns for the summary. */
type Outcome = Pick<TourStep, "subject" | "receipt">;

/** The part of a page that a picture shows. */
export interface Crop {
  /** CSS selector; the picture shows its first match. */
  around: string;
  /** Additional CSS pixels around it. */
  margin: { left: number; right: number; top: number; bottom: number };
}

export interface Recorder {
  /** Runs a step and resolves to whether it passed. Errors are recorded, not thrown. */
  step(plan: Plan, run: () => Promise<Outcome | undefined>): Promise<boolean>;
  /** Output folder. */
  folder: string;
  /** Saves a picture of the page under that name, once it has loaded. */
  shoot(page: Page, name: string, part?: Crop | Clip): Promise<void>;
  /** Writes and returns `summary.json`. */
  finish(): TourSummary;
}

/** `dark`: names of pictures that are saved once more as `NAME-dark`, in the dark colour scheme. */
export function recordTour(folder: string, dark: ReadonlySet<string> = new Set()): Recorder {
  mkdirSync(folder, { recursive: true });
  const steps: TourStep[] = [];
  return {
    folder,
    step: async (plan, run) => {
      const startedMs = performance.now();
      const outcome = await run().then(
        (output) => ({ ok: true, ...output }),
        (error: Error) => ({ ok: false, problem: error.message.split("\n", 1).join() }),
      );
      const step = { ...plan, ...outcome, ms: Math.round(performance.now() - startedMs) };
      steps.push(step);
      console.log(sentence(step));
      return step.ok;
    },
    shoot: async (page, name, part) => {
      await until("all that the page loads", async () => (await page.evaluate(isLoaded)) || undefined);
      const clip = part && "around" in part ? await clipOf(page, part) : part;
      await page.screenshot(join(folder, `${name}.png`), clip);
      if (!page.playwright || !dark.has(name)) return;
      await page.playwright.emulateMedia({ colorScheme: "dark" });
      await page.screenshot(join(folder, `${name}-dark.png`), clip);
      await page.playwright.emulateMedia({ colorScheme: null });
    },
    finish: () => {
      const ok = steps.length > 0 && steps.every((step) => step.ok);
      writeFileSync(join(folder, "summary.json"), `${JSON.stringify({ steps, ok }, undefined, 2)}\n`);
      return { steps, ok };
    },
  };
}

/** Runs in the page. */
function isLoaded(): boolean {
  const isLoading = document.querySelector('[aria-busy="true"], .skeleton') !== null;
  return !isLoading && [...document.images].every(({ complete, loading }) => complete || loading === "lazy");
}

/** The element with its margins, clipped to the viewport. */
function clipOf(page: Page, crop: Crop): Promise<Clip | undefined> {
  return page.evaluate(({ around, margin }) => {
    const box = document.querySelector(around)?.getBoundingClientRect();
    if (!box) throw new Error(`no ${around} to take a picture of`);
    const left = Math.max(0, box.left - margin.left);
    const top = Math.max(0, box.top - margin.top);
    return {
      x: left,
      y: top,
      width: Math.min(innerWidth, box.right + margin.right) - left,
      height: Math.min(innerHeight, box.bottom + margin.bottom) - top,
    };
  }, crop);
}

function sentence({ ok, role, site, act, subject, receipt, ms, problem }: TourStep): string {
  const what = [role, site, act, subject].filter(Boolean).join(" · ");
  return `${ok ? "✓" : "✗"} ${what}${receipt ? ` → ${receipt}` : ""} (${ms} ms)${problem ? `\n    ${problem}` : ""}`;
}
