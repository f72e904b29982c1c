/** Counts what does not fit on any screen at any width, by running the end-to-end tests that open the screens. */

import { spawnSync } from "node:child_process";
import type { JSONReport, JSONReportSuite } from "@playwright/test/reporter";
import { type MisfitsNote, misfitsNote } from "../support/e2e/misfits.ts";
import { type Figure, figure } from "./figure.ts";

const specs = ["overflow.spec", "long-words.spec", "administration.spec"];

/** Throws if a test failed for another reason, because it then did not open every screen. */
export async function overflowFigure(): Promise<Figure[]> {
  const { status, stdout } = spawnSync(
    "playwright",
    ["test", ...specs, "--project", "chromium", "--reporter", "json"],
    {
      encoding: "utf8",
      maxBuffer: 1e9,
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const { suites } = JSON.parse(stdout) as JSONReport;
  const notes = suites.flatMap(notesOf);
  const sum = (of: keyof MisfitsNote) => notes.reduce((total, note) => total + note[of], 0);
  const [found, looked] = [sum("found"), sum("looked")];
  if (looked === 0 || (status !== 0 && found === 0)) throw new Error(`the tests failed: ${stdout}`);
  const against = `misfits, over ${looked} screens at one width each`;
  return [figure({ name: "overflow", value: found, unit: "misfits", vs: 1, against })];
}

function notesOf({ suites = [], specs }: JSONReportSuite): MisfitsNote[] {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations));
  return [
    ...suites.flatMap(notesOf),
    ...own
      .filter(({ type }) => type === misfitsNote)
      .map(({ description = "" }) => JSON.parse(description) as MisfitsNote),
  ];
}
