/** Proposals for mended recipes: built on a device from the posts that structure finds, sent by a person's press. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { isPostSelector, isProposableSelector } from "./proposal-selector.ts";
import { browserFamily } from "./recipe-health.ts";
import { buttonLook, kind, siteId } from "./site.ts";

export const partSelector = shortText(160).refine(isProposableSelector, {
  message: "not a selector for a proposal",
});
export const postSelector = shortText(160).refine(isPostSelector, { message: "not a selector for posts" });

/** Fields that a proposal may add readings to. Identity, permalink, audience and context are not among them. */
export const mendedField = z.enum([
  "title",
  "text",
  "authorName",
  "authorHandle",
  "authorLink",
  "authorId",
  "publishedRaw",
  "publishedAt",
  "media",
]);
export type MendedField = z.infer<typeof mendedField>;

/** `like`: index of the recipe's own reading of this field, whose attribute and transform apply. */
const mendedReading = z.strictObject({ at: partSelector, like: z.int().min(0).max(19) });
export type MendedReading = z.infer<typeof mendedReading>;

/** Only at a place in the post: `after` the post itself would be in another one. */
const mendedSlot = z.strictObject({
  at: partSelector.optional(),
  place: z.enum(["append", "cover"]),
  look: buttonLook,
});
export type MendedSlot = z.infer<typeof mendedSlot>;

/** Additions to one recipe. They cannot remove or replace anything, or change which address identifies a post. */
export const mend = z.strictObject({
  /** Index of the recipe in the site's list. */
  recipe: z.int().min(0).max(49),
  kind,
  find: z.array(postSelector).max(3).readonly(),
  has: z.array(partSelector).max(3).readonly(),
  slots: z.array(mendedSlot).max(3).readonly(),
  fields: z.partialRecord(mendedField, z.array(mendedReading).min(1).max(3).readonly()),
});
export type Mend = z.infer<typeof mend>;

const postCount = z.int().min(0).max(limits.proposalPosts);

/** Results of the mended recipe on one page, compared with the structural finder. Numbers only. */
export const mendScore = z.strictObject({
  /** Posts that the structural finder found. */
  posts: postCount,
  /** Posts that the recipe alone finds, with the same subject. */
  matched: postCount,
  /** Posts found under another name, twice, or where no post is. */
  wrong: postCount,
  /** Matched posts with a place for the button. */
  buttons: postCount,
  /** Field values that structure read, and those that the mended recipe reads the same. */
  fields: z.strictObject({ read: z.int().min(0).max(10_000), same: z.int().min(0).max(10_000) }),
  /** Per cent; the least stable selector counts. Roles and test ids are stable, class names are not. */
  stability: z.int().min(0).max(100),
});
export type MendScore = z.infer<typeof mendScore>;

const box = z.tuple([
  z.int().min(-100_000).max(100_000),
  z.int().min(-100_000).max(100_000),
  z.int().min(0).max(20_000),
  z.int().min(0).max(20_000),
]);
/** Left, top, width and height in CSS pixels, relative to the view. */
export type Box = z.infer<typeof box>;

const boxes = z.array(box).max(limits.proposalPosts).readonly();

/** The view as outlines, without a pixel of the page: what the recipe found before, and what the mended one finds. */
export const outlines = z.strictObject({
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  before: boxes,
  after: boxes,
});
export type Outlines = z.infer<typeof outlines>;

/** A proposal as a device builds it. It stays on the device until a person sends it. */
export const builtProposal = z.strictObject({
  site: siteId,
  /** Version of the recipes that it mends. */
  recipeVersion: z.int().min(1).max(1_000_000_000),
  mend,
  score: mendScore,
  outlines,
});
export type BuiltProposal = z.infer<typeof builtProposal>;

/** A proposal as it is sent, idempotent by its id. It has outlines only if the person ticked them. */
export const recipeProposal = builtProposal.extend({
  id,
  browser: browserFamily,
  outlines: outlines.optional(),
});
export type RecipeProposal = z.infer<typeof recipeProposal>;

export const proposalState = z.enum(["open", "published", "refused", "rolled-back"]);
export type ProposalState = z.infer<typeof proposalState>;

export const proposalView = recipeProposal.extend({
  at: instant,
  /** Name of the person who sent it. */
  by: z.string(),
  /** The caller sent it or invited its sender: another administrator has to publish it. */
  own: z.boolean(),
  state: proposalState,
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  /** The pack with the proposal; after a roll-back the pack without it. */
  version: z.int().optional(),
});
export type ProposalView = z.infer<typeof proposalView>;

/** Results of a trial on the page in a tab. `before`: posts that the recipe finds there without the proposal. */
export const triedMend = z.strictObject({ score: mendScore, before: postCount, after: postCount });
export type TriedMend = z.infer<typeof triedMend>;

/** `tried`: the caller's own trial. Without it the desk publishes nothing. */
export const proposalDecision = z.strictObject({
  act: z.enum(["publish", "refuse", "roll-back"]),
  tried: triedMend.optional(),
});
export type ProposalDecisionInput = z.infer<typeof proposalDecision>;

export const publishedPack = z.object({
  version: z.int(),
  act: z.enum(["publish", "rollback", "off", "on"]),
  by: z.string(),
  at: instant,
  note: z.string().optional(),
});

export const proposalList = z.object({
  proposals: z.array(proposalView),
  /** Ids of published proposals whose recipe is still as they made it, so that they can be rolled back. */
  inForce: z.array(id).default([]),
  /** Newest first; the first is in force. */
  packs: z.array(publishedPack),
  /** The intake may start the publisher. Otherwise a command has to be run where the key is. */
  canPublish: z.boolean(),
});
export type ProposalList = z.infer<typeof proposalList>;
