/** The `npm run recipes` command, callable from tests. */

import { parseArgs } from "node:util";
import { z } from "zod";
import type { RecipesList } from "../../../intake/admin/recipes.ts";
import type { Config } from "../../../intake/config.ts";
import { builtInVersion } from "../../../utils/page/sites/index.ts";
import type { SwitchedOff } from "../../../utils/shared/contract/recipe.ts";
import { kind, siteId } from "../../../utils/shared/contract/site.ts";
import { type SuggestionModel, suggestionModel } from "../../../utils/shared/contract/suggestion.ts";
import { lessons as builtIn } from "../../../utils/shared/policy/lessons/index.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { type Contents, checkoutContents, fileContents } from "./contents.ts";
import { readJson } from "./json-file.ts";
import { type CountedChange, lessonChanges, lessonsIn, sayChange, writeLessons } from "./lessons.ts";
import { type Earlier, openPublisher, type Publisher } from "./publish.ts";

const usage = `Usage: npm run recipes -- …
  publish [FILE] [--note "…"]        the recipes of this checkout, or of an exported file
          [--model FILE]             and a model by npm run train; "none" for no suggestions; default: as before
          [--lessons FILE]           and edited lessons of lessons --out; "none" for the built-in ones; default: as before
          [--same-edition]           if only the wording of a lesson changed, so that its edition stays
  rollback [--to VERSION] [--note …] earlier recipes again, as a new version; 0: the built-in ones
  off --site S [--kind K]            no buttons on a site, or none on one kind of post
  on --site S [--kind K]
  list [--json]
  key [--json]                       makes the signing key if missing; devices pin it when they are enrolled
  export [--json]                    the newest recipes, for publish FILE
  lessons [--out FILE]               the current lessons, for publish --lessons FILE`;

const acts = ["publish", "rollback", "off", "on", "list", "key", "export", "lessons"] as const;

const options = {
  note: { type: "string" },
  to: { type: "string" },
  model: { type: "string" },
  lessons: { type: "string" },
  "same-edition": { type: "boolean", default: false },
  out: { type: "string" },
  site: { type: "string" },
  kind: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const asked = z.object({
  note: z.string().min(1).max(500).optional(),
  to: z.coerce.number("must be a version").int().min(0).optional(),
  model: z.string().min(1).optional(),
  lessons: z.string().min(1).optional(),
  "same-edition": z.boolean(),
  out: z.string().min(1).optional(),
  site: siteId.optional(),
  kind: kind.optional(),
  json: z.boolean(),
});
type Asked = z.infer<typeof asked>;

/** Result of a command, as text and as JSON. */
interface Said {
  text: string;
  json: object;
}

/** Runs one command line and returns the text to print. Throws an error with a message for the user. */
export async function runRecipes(words: readonly string[], config: Config): Promise<string> {
  const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true });
  const given = asked.safeParse(values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${usage}`);
  const [act, file] = positionals;
  const said = await run({ act, file, config }, given.data);
  return given.data.json ? JSON.stringify(said.json) : said.text;
}

interface Line {
  act: string | undefined;
  file: string | undefined;
  config: Config;
}

/** Throws if it is not a model, if its precision is too low to be shown, or if the weights do not fit the buckets. */
async function modelIn(path: string): Promise<SuggestionModel> {
  const model = await readJson(path, suggestionModel, "what npm run train writes");
  for (const [category, { weights }] of Object.entries(model.categories)) {
    const bytes = Buffer.from(weights, "base64").length;
    if (bytes !== model.buckets)
      throw new Error(`${path}: ${category} has ${bytes} weights for ${model.buckets} buckets.`);
  }
  return model;
}

async function run({ act, file, config }: Line, given: Asked): Promise<Said> {
  const name = acts.find((one) => one === act);
  if (!name) throw new Error(usage);
  if (name !== "publish" && file !== undefined) throw new Error(`Only publish takes a file.\n\n${usage}`);
  // Validates the file before the database is opened, so that errors appear at once.
  if (name !== "publish" && (given.model ?? given.lessons) !== undefined)
    throw new Error(`Only publish takes a model or lessons.\n\n${usage}`);
  const contents = file === undefined ? checkoutContents() : await fileContents(file);
  const fileOf = (named: string | undefined) => (named === "none" ? undefined : named);
  const [model, lessons] = [fileOf(given.model), fileOf(given.lessons)];
  const files = {
    contents,
    trained: model === undefined ? undefined : await modelIn(model),
    edited: lessons === undefined ? undefined : await lessonsIn(lessons),
  };
  const publisher = await openPublisher(config);
  try {
    return await doing[name]({ publisher, files, given, now: await publisher.current() });
  } finally {
    await publisher.close();
  }
}

interface Files {
  contents: Contents;
  trained: SuggestionModel | undefined;
  edited: readonly Lesson[] | undefined;
}

/** Throws if the act changes nothing, because the caller assumes a different state. */
export function switched(
  act: "off" | "on",
  off: readonly SwitchedOff[],
  { site, kind }: SwitchedOff,
): SwitchedOff[] {
  const name = kind ? `${site} ${kind}` : site;
  const covers = (one: SwitchedOff) => one.site === site && (one.kind === undefined || one.kind === kind);
  if (act === "off") {
    if (off.some(covers)) throw new Error(`${name} is switched off already.`);
    // A whole site includes each of its kinds.
    const rest = kind ? off : off.filter((one) => one.site !== site);
    return [...rest, { site, ...(kind ? { kind } : {}) }];
  }
  // Enabling without a kind enables the whole site.
  const rest = off.filter((one) => one.site !== site || (kind !== undefined && one.kind !== kind));
  if (rest.length === off.length) throw new Error(`${name} is not switched off by itself.`);
  return rest;
}

/** The version before the last published recipes; 0 if those were the first. */
export function rollbackTarget({ packs }: RecipesList): number {
  const at = packs.findIndex(({ act }) => act === "publish" || act === "rollback");
  const last = packs[at];
  if (!last) throw new Error("No recipes were published yet: nothing to roll back.");
  if (last.act === "rollback") {
    throw new Error(`Version ${last.version} is a rollback itself: name a version with --to.`);
  }
  return packs[at + 1]?.version ?? 0;
}

interface Work {
  publisher: Publisher;
  files: Files;
  given: Asked;
  /** The newest pack, as new extensions apply it. */
  now: Earlier;
}

const doing: Record<(typeof acts)[number], (work: Work) => Promise<Said> | Said> = {
  publish: publishFiles,
  /** Only recipes are rolled back. The model and the lessons are independent of them. */
  async rollback({ publisher: { list, earlier, publish }, given: { to, note }, now }) {
    const { sites } = await earlier(to ?? rollbackTarget(list));
    return published(await publish("rollback", { ...now, sites }, note));
  },
  off: (work) => switchPosts("off", work),
  on: (work) => switchPosts("on", work),
  list: ({ publisher, now }) => listed(publisher.list, now.off),
  key: ({ publisher: { list } }) => ({
    text: `Key ${list.thumbprint}`,
    json: { thumbprint: list.thumbprint },
  }),
  export({ files, now }) {
    const newest = { sites: now.version === 0 ? files.contents : now.sites };
    return { text: JSON.stringify(newest, null, 2), json: newest };
  },
  async lessons({ given: { out }, now }) {
    const taught = { lessons: now.lessons ?? builtIn };
    if (out === undefined) return { text: JSON.stringify(taught, null, 2), json: taught };
    await writeLessons(out, taught.lessons);
    return { text: `${out} contains the current lessons.`, json: { out } };
  },
};

async function publishFiles({ publisher, files, given, now }: Work): Promise<Said> {
  const { contents: sites, trained, edited } = files;
  const model = given.model === undefined ? now.model : trained;
  if (given.lessons === undefined) {
    const next = { sites, off: now.off, model, lessons: now.lessons };
    return published(await publisher.publish("publish", next, given.note));
  }
  const changes = await lessonChanges(publisher, now.lessons, edited, given["same-edition"]);
  const next = { sites, off: now.off, model, lessons: edited };
  return published(await publisher.publish("publish", next, given.note), changes);
}

async function switchPosts(act: "off" | "on", { publisher, given, now }: Work): Promise<Said> {
  const { site, kind, note } = given;
  if (!site) throw new Error(`--site is needed: ${siteId.options.join(", ")}`);
  const off = switched(act, now.off, { site, ...(kind ? { kind } : {}) });
  return published(await publisher.publish(act, { ...now, off }, note));
}

function published(version: number, changes: readonly CountedChange[] = []): Said {
  const lines = [
    `Version ${version} is published: devices have it within the hour, or when they check.`,
    ...changes.map(sayChange),
  ];
  return { text: lines.join("\n"), json: { version, ...(changes.length > 0 ? { lessons: changes } : {}) } };
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
