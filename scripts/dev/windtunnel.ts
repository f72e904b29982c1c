/** `npm run windtunnel -- FOLDER`: changes saved pages as a redesign would and lists what is still found. */

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { printTable } from "./samples/table.ts";
import { measureFolder } from "./windtunnel/measure-folder.ts";
import { summarise } from "./windtunnel/summary.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: "string", default: "300" }, only: { type: "string", default: "" } },
});
const results = await measureFolder(resolve(positionals[0] ?? "."), {
  maxPairs: Number(values.pairs),
  only: values.only,
});

const { rows, blind, lost, total } = summarise(results);
console.log(
  "Share of posts and fields that are still found, per page; `blind`: removals after which none is.\n",
);
printTable(
  ["page", "posts", "removals", "single", "blind", "fields", "pair", "other", "wrong"],
  [...rows, total],
);
console.log("\nChanges that lose posts, worst first.\n");
printTable(["page", "change", "kept", "of"], lost.slice(0, 60));
console.log("\nFields that single removals lose, most often first.\n");
printTable(["page", "field", "changes"], blind.slice(0, 40));
