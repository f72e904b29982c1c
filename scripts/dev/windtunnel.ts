/** `npm run windtunnel -- [FOLDER]`: changes saved or practice pages as a redesign would and lists what is still found. */

import "./help.ts";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { printTable } from "./samples/table.ts";
import { measureFolder, measurePractice } from "./windtunnel/measure-folder.ts";
import { summarise } from "./windtunnel/summary.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: "string", default: "300" }, only: { type: "string", default: "" } },
});
const [folder] = positionals;
const options = { maxPairs: Number(values.pairs), only: values.only };
const results = await (folder === undefined
  ? measurePractice(options)
  : measureFolder(resolve(folder), options));

const { rows, blind, blinding, lost, total } = summarise(results);
console.log(
  "Share of posts and fields that are still found, per page; `blind`: removals after which none is.\n",
);
printTable(
  ["page", "posts", "removals", "single", "blind", "fields", "pair", "other", "wrong"],
  [...rows, total],
);
if (blinding.length > 0) console.log("\nSingle removals after which a page shows none of its posts.\n");
for (const { page, change } of blinding) console.log(`${page}: ${change}`);
console.log("\nChanges that lose posts, worst first.\n");
printTable(["page", "change", "kept", "of"], lost.slice(0, 60));
console.log("\nFields that single removals lose, most often first.\n");
printTable(["page", "field", "changes"], blind.slice(0, 40));
