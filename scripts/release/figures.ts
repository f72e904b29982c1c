/**
 * `npm run figures`: writes `docs/figures.md` from `docs/figures.json`, which `npm run bench -- --save` fills. With
 * `--check`, reports an outdated file.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { judgeFigure } from "./figure-goals.ts";

const root = join(import.meta.dirname, "../..");
const dataFile = join(root, "docs/figures.json");
const pageFile = join(root, "docs/figures.md");

/** A result of the bench, measured against something else in the same run: a line of `npm run bench -- --json`. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Reference in the same unit: a yardstick's value or the limit. */
  vs: number;
  /** `value / vs`. */
  ratio: number;
  /** Description of `vs`. */
  against: string;
  /** The promise with its direction; undefined if there is none. */
  goal?: string;
  met?: boolean;
  /** Share of the machine's CPU time that other programs used meanwhile, from 0 to 1; undefined if it is unknown. */
  others?: number;
}

/** Above this, a run counts as busy. */
const busyShare = 0.1;

/** For example `4 %` or `31 %, busy`. */
export function describeOthers(share: number | undefined): string {
  if (share === undefined) return "";
  return `${Math.round(share * 100)} %${share > busyShare ? ", busy" : ""}`;
}

/** A figure with the circumstances under which it was measured, without its goal, which may change. */
export interface SavedFigure extends Omit<Figure, "goal" | "met"> {
  /** Bench that measured it. */
  bench: string;
  /** Day of the measurement, such as `2026-11-28`. */
  day: string;
  /** Mean number of running processes in the minute before its end; undefined if it was not recorded. */
  load?: number;
}

export interface SavedFigures {
  /** All benches, also those without a result. */
  benches: readonly string[];
  figures: readonly SavedFigure[];
}

const readSaved = (): SavedFigures => JSON.parse(readFileSync(dataFile, "utf8")) as SavedFigures;

/** Replaces the results of one bench by new ones, and writes the page again. */
export function saveFigures(benches: readonly string[], bench: string, measured: readonly Figure[]) {
  const load = Number((loadavg()[0] ?? 0).toFixed(1));
  const day = new Date().toISOString().slice(0, 10);
  const others = readSaved().figures.filter((figure) => figure.bench !== bench);
  const saved = {
    benches,
    figures: [...others, ...measured.map((figure) => savedFigure(figure, { bench, day, load }))].sort(
      (a, b) => benches.indexOf(a.bench) - benches.indexOf(b.bench),
    ),
  };
  writeFileSync(dataFile, `${JSON.stringify(saved, null, 2)}\n`);
  writeFileSync(pageFile, figuresPage(saved));
}

function savedFigure(
  { goal: _goal, met: _met, ...measured }: Figure,
  run: Pick<SavedFigure, "bench" | "day" | "load">,
): SavedFigure {
  return { ...measured, ...run };
}

type JudgedFigure = SavedFigure & Pick<Figure, "goal" | "met">;

export function figuresPage({ benches, figures: saved }: SavedFigures): string {
  const figures = saved.map((figure): JudgedFigure => ({ ...figure, ...judgeFigure(figure) }));
  const missed = figures.filter(({ met }) => met === false);
  const unmeasured = benches.filter((bench) => !figures.some((figure) => figure.bench === bench));
  const measured = `Figures: ${figures.length}, of ${benches.length - unmeasured.length} benches. Missed goals: ${missed.length}.`;
  return [
    "# Figures",
    "",
    "Written by `npm run bench -- --save [--only NAME]`, checked by `npm run check`. [Benchmarks](bench.md) says what each figure is, and has the results of longer runs.",
    "",
    `${measured} Each ratio is within one run, mostly a median of alternated rounds, on two cores. \`load\` is the machine's load average at the end of the bench: above two, other programs had a part of both cores. \`others\` is the share of the machine's CPU time that programs outside the bench used while it ran; above ${busyShare * 100} % the run was busy.`,
    "",
    ...(missed.length === 0 ? [] : ["## Missed goals", "", ...tableOf(missed)]),
    "## Last measured",
    "",
    ...tableOf(figures),
    ...(unmeasured.length === 0
      ? []
      : [
          "## Not measured",
          "",
          `These benches have no saved result: ${unmeasured.map((name) => `\`${name}\``).join(", ")}.`,
          "",
        ]),
  ].join("\n");
}

function tableOf(figures: readonly JudgedFigure[]): string[] {
  const rows = figures.map(({ name, value, unit, vs, against, ratio, goal, met, day, load, others }) => {
    const verdict = goal === undefined ? "" : `${goal.replace("ratio ", "")}${met ? "" : ", **missed**"}`;
    const reference = `${against}: ${withCommas(vs)}`.replaceAll("|", "\\|");
    return `| \`${name}\` | ${withCommas(value)} ${unit} | ${reference} | ${ratio} | ${verdict} | ${day} | ${load ?? ""} | ${describeOthers(others)} |`;
  });
  return [
    "| figure | measured | against | ratio | goal | day | load | others |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ];
}

const withCommas = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 4 });

if (import.meta.main) {
  await import("../dev/help.ts");
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const page = figuresPage(readSaved());
  if (!values.check) writeFileSync(pageFile, page);
  else if (readFileSync(pageFile, "utf8") !== page) {
    console.error("docs/figures.md is out of date: run `npm run figures`");
    process.exitCode = 1;
  }
}
