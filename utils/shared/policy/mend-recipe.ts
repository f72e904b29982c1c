/** Adds a proposal's selectors to a site's recipes. */

import type { FieldReadingsData, PostRecipeData, ReadingData, Slot } from "../contract/recipe.ts";
import type {
  Mend,
  MendedField,
  MendedReading,
  MendedSlot,
  MendScore,
  TriedMend,
} from "../contract/recipe-proposal.ts";

interface Recipes {
  posts: readonly PostRecipeData[];
  fields: readonly FieldReadingsData[];
}

/** Texts that people write, as all four sites mark them. Without its old mark a text could hold any address. */
const written = '[dir="auto"]';
/** Pages with private chats beside public ones. Their recipes are changed by a release only. */
const closedPages = /^\/[ak]\//;

/**
 * Returns the recipes with the additions; undefined if they do not fit the recipe. Identity, foreign parts, pages,
 * kinds and everything else stay as they are. One thing becomes stricter: no address in a text names the
 * post, however the text is marked now.
 */
export function mendRecipes<T extends Recipes>(base: T, mend: Mend): T | undefined {
  const recipe = base.posts[mend.recipe];
  const fields = base.fields[mend.recipe];
  if (!recipe || !fields || recipe.kind !== mend.kind || recipe.page?.some((page) => closedPages.test(page)))
    return undefined;
  const readings = mendFields(fields, mend.fields);
  if (!readings) return undefined;
  const posts = base.posts.map((post, index) => (index === mend.recipe ? mendPost(post, mend) : post));
  return {
    ...base,
    posts,
    fields: base.fields.map((field, index) => (index === mend.recipe ? readings : field)),
  };
}

function mendPost<R extends PostRecipeData>(recipe: R, { find, has, slots, fields }: Mend): R {
  const texts = (fields.text ?? []).map(({ at }) => at);
  return {
    ...recipe,
    find: unique([...recipe.find, ...find]),
    // A recipe that requires nothing of a match must not begin to.
    ...(recipe.has ? { has: unique([recipe.has, ...has]).join() } : {}),
    identity: recipe.identity.map((reading) =>
      reading.outside
        ? { ...reading, outside: unique([reading.outside, written, ...texts]).join() }
        : reading,
    ),
    slots: mendSlots(recipe.slots, slots),
  };
}

/** Before the places over the post, which always exist and would hide the added ones. */
function mendSlots(own: readonly Slot[], added: readonly MendedSlot[]): Slot[] {
  const isOver = (slot: Slot) => slot.at === undefined && slot.place === "cover";
  const ownSlots = new Set(own.map((slot) => JSON.stringify(slot)));
  const fresh = added.filter((slot) => !ownSlots.has(JSON.stringify(slot)));
  return [
    ...own.filter((slot) => !isOver(slot)),
    ...fresh.filter((slot) => !isOver(slot)),
    ...[...own.filter(isOver), ...fresh.filter(isOver)].slice(0, 1),
  ];
}

/** Added readings come last, so a reading that still yields a value is never overridden. */
function mendFields(own: FieldReadingsData, added: Mend["fields"]): FieldReadingsData | undefined {
  const mended: Record<string, readonly ReadingData[]> = {};
  for (const [name, readings] of Object.entries(added) as [MendedField, readonly MendedReading[]][]) {
    const before: readonly ReadingData[] = own[name] ?? [];
    const after = readings.map(({ at, like }) => readingLike(before[like], at));
    if (after.some((reading) => reading === undefined)) return undefined;
    mended[name] = [...before, ...(after as ReadingData[])];
  }
  return { ...own, ...mended };
}

/** Undefined for a reading outside the post. */
function readingLike(reading: ReadingData | undefined, at: string): ReadingData | undefined {
  if (!reading || (reading.in !== undefined && reading.in !== "post") || reading.foreign) return undefined;
  const { read, as, all } = reading;
  return { at, read, ...(as ? { as } : {}), ...(all ? { all } : {}) };
}

/** False for numbers that no page can give. */
export const isPossible = ({ posts, matched, buttons, fields }: MendScore) =>
  matched <= posts && buttons <= matched && fields.same <= fields.read;

/** True if the trial found posts, no fewer than before, and none under a wrong name. */
export const isTriedWell = ({ score, before, after }: TriedMend) =>
  after > 0 && after >= before && score.wrong === 0;

const unique = (selectors: readonly string[]) => [...new Set(selectors)];
