/** `npm run bench [-- --json] [--only NAME] [--minutes N] [--save]`: measures the product against yardsticks. */

import { parseArgs } from "node:util";
import { describeOthers, saveFigures } from "../../scripts/release/figures.ts";
import { alertDelay } from "./alert-delay.ts";
import { attackFigures } from "./attack.ts";
import { boardFigures } from "./board.ts";
import { boardTruth } from "./board-truth.ts";
import { buttonDelay } from "./button-delay.ts";
import { captureFields } from "./capture-fields.ts";
import { captureSeal } from "./capture-seal.ts";
import { clocksEvaluate } from "./clocks.ts";
import { contentGzip } from "./content-gzip.ts";
import { dedupeIngest } from "./dedupe-ingest.ts";
import { dedupeRecall } from "./dedupe-recall.ts";
import { deskFigures, nextCaseFigure } from "./desk.ts";
import { exportVerify } from "./export-verify.ts";
import { feedMemory } from "./feed-memory.ts";
import type { Figure } from "./figure.ts";
import { filterFigures } from "./filter.ts";
import { ingestPglite, ingestPostgres } from "./ingest.ts";
import { ingestHot } from "./ingest-hot.ts";
import { ingestMemory } from "./ingest-memory.ts";
import { ingestMerging } from "./ingest-merging.ts";
import { ingestFarReplicas, ingestReplicas } from "./ingest-replicas.ts";
import { ingestTail } from "./ingest-tail.ts";
import { injectScript } from "./inject-script.ts";
import { verifyFiles, verifyPackets } from "./intake-verify.ts";
import { jobFigures } from "./jobs.ts";
import { keysPerCase } from "./keys-per-case.ts";
import { openForm } from "./open-form.ts";
import { watchOtherLoad } from "./other-load.ts";
import { outboxDrain } from "./outbox-drain.ts";
import { overflowFigure } from "./overflow.ts";
import { packetBytes } from "./packet-bytes.ts";
import { pageWeightFigures } from "./page-weight.ts";
import { programmeAssign, programmeCollusion, programmeLadder } from "./programme.ts";
import { programmeGive } from "./programme-give.ts";
import { queueFirst, queueServer } from "./queue.ts";
import { closeSeededStores } from "./queue-stores.ts";
import { soak } from "./soak.ts";
import { storedBytes } from "./stored-bytes.ts";
import { intakeModel, testFlakes, testMinutes } from "./test-runs.ts";
import { verifyTampering } from "./verify-tampering.ts";
import { walkEndsFigure } from "./walk-ends.ts";
import { windtunnelFigures } from "./windtunnel.ts";

const values = readOptions();
// Only figures go to standard output.
const print = console.log;
console.log = console.error;
const explain = values.profile ? (lines: string[]) => console.error(lines.join("\n")) : undefined;

const benches: Record<string, () => Promise<Figure[]>> = {
  "content.gzip": contentGzip,
  "page.weight": pageWeightFigures,
  "inject.script.x": () => injectScript("x", explain),
  "inject.script.facebook": () => injectScript("facebook", explain),
  "inject.script.youtube": () => injectScript("youtube", explain),
  "inject.script.telegram": () => injectScript("telegram", explain),
  "button.delay": buttonDelay,
  "feed.memory": feedMemory,
  "open.form": openForm,
  "capture.fields": captureFields,
  "intake.verify.packets": verifyPackets,
  "intake.verify.files": verifyFiles,
  "verify.tampering": verifyTampering,
  "export.verify": exportVerify,
  "capture.seal": captureSeal,
  "packet.bytes": packetBytes,
  "outbox.drain": outboxDrain,
  filter: filterFigures,
  "ingest.pglite": ingestPglite,
  "ingest.postgres": ingestPostgres,
  "ingest.p99": ingestTail,
  "ingest.memory": ingestMemory,
  "ingest.replicas": ingestReplicas,
  "ingest.far": ingestFarReplicas,
  "ingest.hot": ingestHot,
  "ingest.merging": ingestMerging,
  "queue.search": queueServer,
  "queue.first": queueFirst,
  "desk.first": deskFigures,
  "desk.case": nextCaseFigure,
  "keys.per.case": keysPerCase,
  overflow: overflowFigure,
  "dedupe.ingest": dedupeIngest,
  "dedupe.recall": dedupeRecall,
  "programme.ladder": programmeLadder,
  "programme.collusion": programmeCollusion,
  "programme.assign": programmeAssign,
  "programme.give": programmeGive,
  "alert.delay": alertDelay,
  attack: attackFigures,
  board: boardFigures,
  "board.truth": boardTruth,
  "clocks.evaluate": clocksEvaluate,
  jobs: jobFigures,
  "stored.bytes": storedBytes,
  "walk.ends": walkEndsFigure,
  windtunnel: windtunnelFigures,
  "intake.model": intakeModel,
  "test.minutes": testMinutes,
  "test.flakes": testFlakes,
  soak: () => soak(Number(values.minutes)),
};

if (values.help) {
  print(usage(Object.keys(benches)));
  process.exit(0);
}
const { only = [""] } = values;
const names = Object.keys(benches).filter((name) => only.some((prefix) => name.startsWith(prefix)));
if (names.length === 0) {
  console.error(`No figure is called ${only.join(" or ")}; there are ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

let missed = 0;
let failed = 0;
if (!values.json) print(row("figure", "value", "unit", "against", "ratio", "others", "goal"));
for (const name of names) {
  const endLoad = watchOtherLoad();
  // A failing bench does not stop the others.
  const figures = await benches[name]?.().catch((error: unknown) => {
    console.error(`${name} could not be measured:`, error);
    failed++;
  });
  const others = endLoad();
  const measured =
    figures?.map((figure) => ({ ...figure, ...(others === undefined ? {} : { others }) })) ?? [];
  if (values.save && figures) saveFigures(Object.keys(benches), name, measured);
  for (const figure of measured) {
    if (figure.met === false) missed++;
    print(values.json ? JSON.stringify(figure) : rowOf(figure));
  }
}
await closeSeededStores();
if (!values.json && missed > 0) print(`${missed} of the goals missed`);
process.exit(failed > 0 ? 1 : 0);

function readOptions() {
  try {
    return parseArgs({
      options: {
        help: { type: "boolean" },
        json: { type: "boolean" },
        only: { type: "string", multiple: true },
        profile: { type: "boolean" },
        save: { type: "boolean" },
        minutes: { type: "string", default: "2" },
      },
    }).values;
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

function usage(all: readonly string[]): string {
  return `Usage: npm run bench [-- --only NAME] [--json] [--minutes N] [--profile] [--save]
Measures the product against yardsticks; docs/bench.md says what each figure is. Exit code 1 if one could not be measured, 2 if used wrongly.
  --only NAME    those whose name begins so; may be repeated; without it all, which takes hours
  --json         one line of JSON per figure
  --minutes N    length of soak; default 2
  --profile      say where the time of inject.script goes
  --save         keep the figures in docs/figures.json and docs/figures.md
Examples:
  npm run bench -- --only page.weight
  npm run bench -- --only queue --only desk --save
Benches: ${all.join(", ")}`;
}

function rowOf({ name, value, unit, vs, against, ratio, others, goal, met }: Figure): string {
  const verdict = goal ? `${goal} ${met ? "met" : "MISSED"}` : "";
  return row(name, String(value), unit, `${vs} (${against})`, String(ratio), describeOthers(others), verdict);
}

function row(...cells: string[]): string {
  const widths = [30, 9, 15, 44, 8, 11, 0];
  return cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" ");
}
