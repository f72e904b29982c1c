/** The `npm run recipes` command, callable from tests. */

import { Command } from "commander";
import {
  addRecipeActs,
  type PublishAct,
  type PublishOptions,
} from "../../../intake/admin/command-line/groups/publishing.ts";
import type { RecipesList } from "../../../intake/admin/recipes.ts";
import type { Config } from "../../../intake/config.ts";
import { plainError } from "../../../intake/core/plain-errors.ts";
import { builtInVersion } from "../../../utils/page/sites/index.ts";
import type { SwitchedOff } from "../../../utils/shared/contract/recipe.ts";
import { type Kind, kind, type SiteId } from "../../../utils/shared/contract/site.ts";
import { type SuggestionModel, suggestionModel } from "../../../utils/shared/contract/suggestion.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { lessons as builtIn } from "../../../utils/shared/policy/lessons.ts";
import { mendRecipes } from "../../../utils/shared/policy/mend-recipe.ts";
import { hasSameRecipe } from "../../../utils/shared/seal/recipe-pack.ts";
import { type Contents, checkoutContents, fileContents } from "./contents.ts";
import { readJson } from "./json-file.ts";
import { type CountedChange, lessonChanges, lessonsIn, sayChange, writeLessons } from "./lessons.ts";
import { type Decided, type Earlier, openPublisher, type Publisher } from "./publish.ts";

/** Result of a command, as text and as JSON. */
interface CommandOutput {
  text: string;
  json: object;
}

/** Runs one command line and returns the text to print. Throws an error with a message for the user. */
export async function runRecipes(words: readonly string[], config: Config): Promise<string> {
  let text = "";
  const program = new Command("lapor recipes").exitOverride().showSuggestionAfterError();
  addRecipeActs(program, async (act, options, file) => {
    const answer = await run({ act, file, config }, options);
    text = options.json ? JSON.stringify(answer.json) : answer.text;
  });
  await program.parseAsync(words, { from: "user" });
  return text;
}

interface Line {
  act: PublishAct;
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

/** Validates files before the database is opened, so that errors appear at once. */
async function run({ act, file, config }: Line, given: PublishOptions): Promise<CommandOutput> {
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
    return await done(act, publisher, files, given);
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
    const rest = kind ? off : off.filter((rule) => rule.site !== site);
    return [...rest, { site, ...(kind ? { kind } : {}) }];
  }
  // Enabling without a kind enables the whole site.
  const rest = off.filter((rule) => rule.site !== site || (kind !== undefined && rule.kind !== kind));
  if (rest.length === off.length) throw new Error(`${name} is not switched off by itself.`);
  return rest;
}

/** The version before the last published recipes; 0 if those were the first. */
export function rollbackTarget({ packs }: Pick<RecipesList, "packs">): number {
  const index = packs.findIndex(({ act }) => act === "publish" || act === "rollback");
  const last = packs[index];
  if (!last) throw new Error("No recipes were published yet: nothing to roll back.");
  if (last.act === "rollback") {
    throw new Error(`Version ${last.version} is a rollback itself: name a version with --to.`);
  }
  return packs[index + 1]?.version ?? 0;
}

async function done(
  act: PublishAct,
  publisher: Publisher,
  files: Files,
  given: PublishOptions,
): Promise<CommandOutput> {
  const { list, earlier, current, publish } = publisher;
  const { note, to, site, out } = given;
  const newest = await current();
  const { version, ...now } = newest;
  switch (act) {
    case "publish":
      return given.proposal
        ? publishProposal(publisher, given.proposal, given, newest)
        : publishFiles(publisher, files, given, now);
    case "rollback": {
      // Only recipes are rolled back. The model and the lessons are independent of them.
      const sites = given.proposal
        ? await withoutProposal(publisher, given.proposal, now.sites)
        : inForceAt(await earlier(to ?? rollbackTarget(list)));
      return published(await publish(act, { ...now, sites }, note, decidedOf(given)));
    }
    case "off":
    case "on": {
      if (site === undefined) throw new Error("a switch names a site");
      const kind = kindOf(given.kind);
      const off = switched(act, now.off, { site, ...(kind ? { kind } : {}) });
      return published(await publish(act, { ...now, off }, note, decidedOf(given)));
    }
    case "list":
      return listed(list, now.off);
    case "key":
      return { text: `Key ${list.thumbprint}`, json: { thumbprint: list.thumbprint } };
    case "export": {
      const newest = { sites: version === 0 ? files.contents : now.sites };
      return { text: JSON.stringify(newest, null, 2), json: newest };
    }
    case "lessons": {
      const taught = { lessons: now.lessons ?? builtIn };
      if (out === undefined) return { text: JSON.stringify(taught, null, 2), json: taught };
      await writeLessons(out, taught.lessons);
      return { text: `${out} contains the current lessons.`, json: { out } };
    }
  }
}

function decidedOf({ proposal, act, decidedBy: by }: PublishOptions): Decided {
  if (act !== undefined && by === undefined) throw new Error("--act needs --decided-by.");
  return {
    ...(proposal === undefined ? {} : { proposal: { id: proposal, ...(by ? { by } : {}) } }),
    ...(act === undefined || by === undefined ? {} : { adminAct: { id: act, by } }),
  };
}

/** Devices ignore recipes that are not newer than the built-in ones. Published again, older ones would replace these. */
function inForceAt({ version, sites }: Earlier): Contents {
  return version > builtInVersion ? sites : {};
}

/** Returns the recipes of a site that devices with the version may have: built-in ones, or those of a pack. */
async function recipesOfVersion({ list, earlier }: Publisher, site: SiteId, version: number) {
  const builtIn = version === builtInVersion ? [checkoutContents()[site]] : [];
  const isPack = list.packs.some((pack) => pack.version === version);
  const packs = isPack ? [(await earlier(version)).sites[site]] : [];
  return [...builtIn, ...packs].filter((recipes) => recipes !== undefined);
}

/** Adds a proposal to the newest recipes of its site; everything else stays as it is. */
async function publishProposal(
  publisher: Publisher,
  id: string,
  given: PublishOptions,
  { version, ...now }: Earlier,
): Promise<CommandOutput> {
  const { site, recipeVersion, mend, state } = await publisher.readProposal(id);
  if (state !== "open") throw new Error(`Proposal ${id} is ${state} already.`);
  const base = now.sites[site] ?? checkoutContents()[site];
  const mended = base && mendRecipes(base, mend);
  if (!mended) throw new Error(`Proposal ${id} does not fit the recipes of ${site} that are in force.`);
  const seen = await recipesOfVersion(publisher, site, recipeVersion);
  // A proposal names its recipe by its index, where another version can have another recipe.
  if (seen.length === 0 || !seen.every((recipes) => hasSameRecipe(recipes, base, mend.recipe)))
    throw new Error(
      `Proposal ${id} mends recipe ${mend.recipe} of ${site} in version ${recipeVersion}, which differs from the one in force (version ${Math.max(version, builtInVersion)}). Refuse it, and propose again on a device that has the newest recipes.`,
    );
  const next = { ...now, sites: { ...now.sites, [site]: mended } };
  return published(await publisher.publish("publish", next, given.note ?? `Usulan ${id}`, decidedOf(given)));
}

/** Takes back what the proposal added to its recipe. Later changes of other recipes stay. */
async function withoutProposal(publisher: Publisher, id: string, sites: Contents): Promise<Contents> {
  const { list, earlier, readProposal } = publisher;
  const { site, mend, version } = await readProposal(id);
  const now = sites[site];
  const after = version === null ? undefined : (await earlier(version)).sites[site];
  if (version === null || !now || !after || !hasSameRecipe(now, after, mend.recipe))
    throw new Error(
      `Recipe ${mend.recipe} of ${site} is no longer as proposal ${id} made it: use rollback --to.`,
    );
  const previous = list.packs.find((pack) => pack.version < version);
  const candidates = [previous && (await earlier(previous.version)).sites[site], checkoutContents()[site]];
  const before = candidates.find((recipes) => {
    const mended = recipes && mendRecipes(recipes, mend);
    return mended && hasSameRecipe(mended, after, mend.recipe);
  });
  if (!before) throw new Error(`The recipe before proposal ${id} is not known any more: use rollback --to.`);
  const put = <T>(all: readonly T[], others: readonly T[]) =>
    all.map((recipe, index) => (index === mend.recipe ? (others[index] ?? recipe) : recipe));
  const restored = { ...now, posts: put(now.posts, before.posts), fields: put(now.fields, before.fields) };
  return { ...sites, [site]: restored };
}

/** A model and lessons that are not named stay as they are. */
async function publishFiles(
  publisher: Publisher,
  { contents, trained, edited }: Files,
  { model, lessons, sameEdition = false, note }: PublishOptions,
  now: Omit<Earlier, "version">,
): Promise<CommandOutput> {
  const changes =
    lessons === undefined ? [] : await lessonChanges(publisher, now.lessons, edited, sameEdition);
  const next = {
    sites: contents,
    off: now.off,
    model: model === undefined ? now.model : trained,
    lessons: lessons === undefined ? now.lessons : edited,
    hasNewSelectors: true,
  };
  const replaced = await replacedBy(publisher, contents);
  return published(await publisher.publish("publish", next, note), { changes, replaced });
}

/** Proposals in force whose recipe is another one in the new contents: what they added may be gone. */
async function replacedBy({ list, earlier, readProposal }: Publisher, next: Contents): Promise<Replaced[]> {
  if (list.published.length === 0) return [];
  const { sites: now } = await earlier();
  const replaced: Replaced[] = [];
  for (const id of list.published) {
    const { site, mend, version } = await readProposal(id);
    const own = version === null ? undefined : (await earlier(version)).sites[site];
    const [before, after] = [now[site], next[site]];
    const isInForce = before && own && hasSameRecipe(before, own, mend.recipe);
    if (isInForce && !(after && hasSameRecipe(after, before, mend.recipe))) replaced.push({ id, site });
  }
  return replaced;
}

function kindOf(given: string | undefined): Kind | undefined {
  const read = kind.optional().safeParse(given, { error: plainError });
  if (!read.success) throw new Error(`--kind ${read.error.issues[0]?.message}`);
  return read.data;
}

interface Replaced {
  id: string;
  site: SiteId;
}

interface Effects {
  changes?: readonly CountedChange[];
  replaced?: readonly Replaced[];
}

function published(version: number, { changes = [], replaced = [] }: Effects = {}): CommandOutput {
  const lines = [
    `Version ${version} is published: devices have it within the hour, or when they check.`,
    ...changes.map(sayChange),
    ...replaced.map(
      ({ id, site }) =>
        `Proposal ${id} of ${site} is no longer in force, because its recipe was replaced. If the new one does not find what the proposal mended, go back: lapor recipes rollback`,
    ),
  ];
  const json = {
    version,
    ...(changes.length > 0 ? { lessons: changes } : {}),
    ...(replaced.length > 0 ? { replaced: replaced.map(({ id }) => id) } : {}),
  };
  return { text: lines.join("\n"), json };
}

function listed(list: RecipesList, off: readonly SwitchedOff[]): CommandOutput {
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
