/** `npm run recipes`: publishes recipes to every enrolled device without a new extension, and takes them back. */

import { parseArgs } from "node:util";
import { z } from "zod";
import type { RecipesList } from "../intake/admin/recipes.ts";
import { readConfig } from "../intake/config.ts";
import type { SwitchedOff } from "../utils/contract/recipe.ts";
import { kind, siteId } from "../utils/contract/site.ts";
import type { SuggestionModel } from "../utils/contract/suggestion.ts";
import { builtInVersion } from "../utils/sites/index.ts";
import { type Contents, checkoutContents, fileContents } from "./recipes/contents.ts";
import { modelIn } from "./recipes/model.ts";
import { openPublisher, type Publisher } from "./recipes/publish.ts";
import { rollbackTarget, switched } from "./recipes/switch.ts";

const usage = `Usage: npm run recipes -- …
  publish [FILE] [--note "…"]        the recipes of this checkout, or of a file that export wrote
          [--model FILE]             and what npm run train wrote; none: nothing is suggested; absent: as before
  rollback [--to VERSION] [--note …] earlier recipes again, as a new version; 0: what extensions came with
  off --site S [--kind K]            no buttons on a site, or none on one kind of post
  on --site S [--kind K]
  list [--json]
  export [--json]                    the newest recipes, for publish FILE`;

const acts = ["publish", "rollback", "off", "on", "list", "export"] as const;

const options = {
  note: { type: "string" },
  to: { type: "string" },
  model: { type: "string" },
  site: { type: "string" },
  kind: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const asked = z.object({
  note: z.string().min(1).max(500).optional(),
  to: z.coerce.number("must be a version").int().min(0).optional(),
  model: z.string().min(1).optional(),
  site: siteId.optional(),
  kind: kind.optional(),
  json: z.boolean(),
});
type Asked = z.infer<typeof asked>;

/** What was done, for a person and for a program. */
interface Said {
  text: string;
  json: object;
}

async function run(act: string | undefined, file: string | undefined, given: Asked): Promise<Said> {
  const name = acts.find((one) => one === act);
  if (!name) throw new Error(usage);
  if (name !== "publish" && file !== undefined) throw new Error(`Only publish takes a file.\n\n${usage}`);
  // Before the database is opened: what is wrong with the file is said at once.
  if (name !== "publish" && given.model !== undefined)
    throw new Error(`Only publish takes a model.\n\n${usage}`);
  const contents = file === undefined ? checkoutContents() : await fileContents(file);
  const trained =
    given.model === undefined || given.model === "none" ? undefined : await modelIn(given.model);
  const publisher = await openPublisher(readConfig());
  try {
    return await done(name, publisher, { contents, trained }, given);
  } finally {
    await publisher.close();
  }
}

async function done(
  act: (typeof acts)[number],
  { list, earlier, current, publish }: Publisher,
  { contents, trained }: { contents: Contents; trained: SuggestionModel | undefined },
  { note, to, model: named, site, kind }: Asked,
): Promise<Said> {
  const { version, sites, off, model } = await current();
  switch (act) {
    case "publish":
      return published(
        await publish(act, { sites: contents, off, model: named === undefined ? model : trained }, note),
      );
    case "rollback":
      // Recipes alone go back: what was learned from decided cases has nothing to do with them.
      return published(
        await publish(act, { sites: (await earlier(to ?? rollbackTarget(list))).sites, off, model }, note),
      );
    case "off":
    case "on": {
      if (!site) throw new Error(`--site is needed: ${siteId.options.join(", ")}`);
      return published(
        await publish(
          act,
          { sites, off: switched(act, off, { site, ...(kind ? { kind } : {}) }), model },
          note,
        ),
      );
    }
    case "list":
      return listed(list, off);
    case "export": {
      const newest = { sites: version === 0 ? contents : sites };
      return { text: JSON.stringify(newest, null, 2), json: newest };
    }
  }
}

function published(version: number): Said {
  return {
    text: `Version ${version} is published: devices have it within the hour, or when they check.`,
    json: { version },
  };
}

function listed(list: RecipesList, off: readonly SwitchedOff[]): Said {
  const { thumbprint, packs } = list;
  const rows = packs.map(({ version, act, at, by, note }) =>
    [version, act, at.toISOString(), by, note ?? ""].join("  ").trimEnd(),
  );
  const names = off.map(({ site, kind }) => (kind ? `${site} ${kind}` : site)).join(", ");
  const lines = [
    `Key ${thumbprint}`,
    `Built into this checkout: version ${builtInVersion}`,
    `Switched off: ${names || "nothing"}`,
    ...(rows.length > 0 ? rows : ["Nothing is published yet."]),
  ];
  return { text: lines.join("\n"), json: { ...list, builtIn: builtInVersion, off } };
}

try {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const given = asked.safeParse(values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${usage}`);
  const said = await run(positionals[0], positionals[1], given.data);
  console.log(given.data.json ? JSON.stringify(said.json) : said.text);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
