/** Publishes recipe packs: signs a pack with a new, higher version and stores it at the intake. */

import { userInfo } from "node:os";
import { z } from "zod";
import { type AdminConnection, connectAdmin } from "../../../intake/admin/connect.ts";
import { lapsingCount, type RecipesList, recipesList } from "../../../intake/admin/recipes.ts";
import type { Config } from "../../../intake/config.ts";
import { makeKeyFile, readKeyFile } from "../../../intake/core/key-file.ts";
import type { RecipeAct } from "../../../intake/db/schema/recipes.ts";
import { builtInVersion } from "../../../utils/page/sites/index.ts";
import { type PublicKey, publicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { LessonId } from "../../../utils/shared/contract/lesson.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type RecipePack, recipePack, type SwitchedOff } from "../../../utils/shared/contract/recipe.ts";
import { mend, proposalState } from "../../../utils/shared/contract/recipe-proposal.ts";
import { siteId } from "../../../utils/shared/contract/site.ts";
import type { SuggestionModel } from "../../../utils/shared/contract/suggestion.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { publishedLessons } from "../../../utils/shared/policy/lessons.ts";
import { openPack, type PackKey, signPack } from "../../../utils/shared/seal/recipe-pack.ts";
import { brokenSelectors, type Contents, checkoutContents, wrongWith } from "./contents.ts";

/** A version and its contents; version 0 stands for the extension's built-in contents. */
export interface Earlier extends Pick<RecipePack, "version" | "sites" | "off" | "model"> {
  /** Undefined if the built-in lessons are in force. Invalid lessons are dropped. */
  lessons?: readonly Lesson[];
}

/** The contents to publish. */
export interface Next {
  sites: Contents;
  off: readonly SwitchedOff[];
  /** Undefined for no suggestions. */
  model?: SuggestionModel | undefined;
  /** Undefined for the built-in lessons. */
  lessons?: readonly Lesson[] | undefined;
  /** Set for recipes from outside: no signed pack, built-in recipe or proposal, whose selectors were checked before. */
  hasNewSelectors?: boolean;
}

/** Decisions stored with the pack in one transaction. `by`: id of the person who pressed at the desk. */
export interface Decided {
  /** The proposal that the pack contains, or no longer contains. */
  proposal?: { id: string; by?: string | undefined };
  /** The act that the pack carries out. */
  adminAct?: { id: string; by: string };
}

const readProposal = z.object({
  proposal: z
    .object({
      site: siteId,
      /** Version of the recipes that it mends. */
      recipeVersion: z.int(),
      mend,
      state: proposalState,
      /** The pack with the proposal. */
      version: z.int().nullable(),
    })
    .nullable(),
});
export type ReadProposal = NonNullable<z.infer<typeof readProposal>["proposal"]>;

export interface Publisher {
  list: RecipesList;
  /** Reads the newest pack, or the given version. */
  earlier(version?: number): Promise<Earlier>;
  /** Reads the newest pack as new extensions apply it: recipes older than the built-in ones are replaced. */
  current(): Promise<Earlier>;
  /** The last published lessons, even if the newest pack contains none. */
  lastLessons(): Promise<readonly Lesson[] | undefined>;
  /** Number of people whose certificates would lapse with these editions, by lesson. */
  countLapsing(next: readonly Lesson[]): Promise<Partial<Record<LessonId, number>>>;
  /** Returns the new version. */
  publish(act: RecipeAct, next: Next, note?: string, decided?: Decided): Promise<number>;
  /** Throws if there is none. */
  readProposal(id: string): Promise<ReadProposal>;
  close(): Promise<void>;
}

/** Throws if the signing key pinned by devices is not on this machine. */
export async function openPublisher(config: Config): Promise<Publisher> {
  const line = await connectAdmin(config);
  try {
    return await publisherOn(line, config.recipesKey);
  } catch (error) {
    await line.close();
    throw error;
  }
}

async function publisherOn({ ask, close }: AdminConnection, keyFile: string): Promise<Publisher> {
  const key = await readOrMakeKey(keyFile, ask);
  const list = recipesList.parse(await ask({ command: "list-recipes" }));
  const earlier = async (version?: number): Promise<Earlier> => {
    if (version === 0 || (version === undefined && list.packs.length === 0)) {
      return { version: 0, sites: {}, off: [] };
    }
    const answer = await ask({ command: "read-recipes", ...(version === undefined ? {} : { version }) });
    const { jws } = z.object({ jws: z.string().nullable() }).parse(answer);
    if (jws === null) throw new Error(`There is no pack ${version}: see lapor recipes list.`);
    const opened = await openPack(jws, key.publicKey);
    if (!opened.ok) throw new Error(`Pack ${version ?? "stored last"} is not signed with this key.`);
    const { lessons: part, ...pack } = recipePack.parse(opened.value);
    const lessons = publishedLessons(part);
    return { ...pack, ...(lessons ? { lessons } : {}) };
  };
  const current = async (): Promise<Earlier> => {
    const newest = await earlier();
    const isBehind = newest.version > 0 && newest.version <= builtInVersion;
    return isBehind ? { ...newest, sites: checkoutContents() } : newest;
  };
  const lastLessons = async () => {
    for (const { version } of list.packs) {
      const { lessons } = await earlier(version);
      if (lessons) return lessons;
    }
    return undefined;
  };
  const countLapsing: Publisher["countLapsing"] = async (next) => {
    const editions = Object.fromEntries(next.map(({ id, edition }) => [id, edition])) as Record<
      LessonId,
      number
    >;
    return lapsingCount.parse(await ask({ command: "count-lapsing", editions })).lapsing;
  };
  const publish: Publisher["publish"] = async (act, next, note, decided) => {
    const { sites, off, model, lessons, hasNewSelectors } = next;
    const version = Math.max(builtInVersion, list.last) + 1;
    const issuedAt = new Date().toISOString();
    const pack: RecipePack = {
      version,
      issuedAt,
      ...(note ? { note } : {}),
      sites,
      off: [...off],
      ...(model ? { model } : {}),
      ...(lessons ? { lessons } : {}),
    };
    const wrong = [...wrongWith(pack), ...(hasNewSelectors ? await brokenSelectors(sites) : [])];
    if (wrong.length > 0) throw new Error(`Nothing was published:\n${wrong.join("\n")}`);
    const jws = await signPack(pack, key);
    if (jws.length > limits.packChars) throw new Error("Nothing was published: the pack is too large.");
    await ask({ command: "add-recipes", jws, act, by: accountName(), ...decided });
    return version;
  };
  return {
    list,
    earlier,
    current,
    lastLessons,
    countLapsing,
    publish,
    close,
    readProposal: (id) => proposalOf(id, ask),
  };
}

/** In a container the account may have no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

async function proposalOf(id: string, ask: AdminConnection["ask"]): Promise<ReadProposal> {
  const { proposal } = readProposal.parse(await ask({ command: "read-proposal", id }));
  if (!proposal) throw new Error(`There is no proposal ${id}.`);
  return proposal;
}

async function readOrMakeKey(file: string, ask: AdminConnection["ask"]): Promise<PackKey> {
  const { key: pinned } = recipesList.parse(await ask({ command: "list-recipes" }));
  const own = (await readKeyFile(file)) ?? (pinned ? undefined : await makeKeyFile(file));
  const counts = pinned ?? (own && (await pin(own.publicKey, ask)));
  if (!own || own.publicKey.x !== counts?.x || own.publicKey.y !== counts.y) {
    throw new Error(
      `${file} does not hold the key that devices have pinned. Run this on the machine that has it, or name its file in RECIPES_KEY.`,
    );
  }
  return own;
}

async function pin(key: PublicKey, ask: AdminConnection["ask"]): Promise<PublicKey> {
  return z.object({ key: publicKey }).parse(await ask({ command: "pin-recipes-key", key })).key;
}
