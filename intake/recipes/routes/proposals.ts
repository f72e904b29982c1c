/** Proposals for mended recipes: sent by officers and administrators, decided by another administrator. */

import type { ProposalView, TriedMend } from "../../../utils/shared/contract/recipe-proposal.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isPossible, isTriedWell } from "../../../utils/shared/policy/mend-recipe.ts";
import { hasSameRecipe } from "../../../utils/shared/seal/recipe-pack.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import type { Db } from "../../db/store.ts";
import type { Intake } from "../../intake.ts";
import {
  addProposal,
  checkSender,
  decideProposal,
  listProposals,
  readProposal,
  readTiedTo,
  type StoredProposal,
} from "../store/proposals.ts";
import { listPacks, readPackContents } from "../store/recipes.ts";

export const sendRecipeProposal: Handler<"sendRecipeProposal"> = async (intake, { caller, body, at }) => {
  if (!isPossible(body.score)) return fail("invalid-input", "the score contradicts itself");
  const proposal = { ...body, id: body.id.toLowerCase() };
  const added = await addProposal(intake.store.db, proposal, caller.personId, at);
  if (!added.ok) return added;
  logLine("recipe-proposed", { detail: `${proposal.id} ${body.site} person:${caller.personId}` });
  return ok({ id: added.value.id, state: added.value.state });
};

export const listRecipeProposals: Handler<"listRecipeProposals"> = async (intake, { caller }) => {
  const { db } = intake.store;
  const rows = await listProposals(db);
  const packs = await listPacks(db);
  const own = await readTiedTo(db, caller.personId);
  return ok({
    proposals: rows.map((row) => viewOf(row, own)),
    inForce: await idsInForce(
      db,
      rows.map(({ proposal }) => proposal),
    ),
    packs: packs.slice(0, shownPacks).map(({ at, note, ...pack }) => ({
      ...pack,
      at: at.toISOString(),
      ...(note ? { note } : {}),
    })),
    canPublish: intake.publisher?.isReady() === true,
  });
};

const shownPacks = 10;
/** Each has its own pack, which is read and verified. Older ones are rolled back by version. */
const mostInForce = 20;

/** Returns the ids of the published proposals whose recipe is in the newest pack as it is in their own. */
async function idsInForce(db: Db, proposals: readonly StoredProposal[]): Promise<string[]> {
  const published = proposals.filter(({ state }) => state === "published").slice(0, mostInForce);
  const newest = published.length > 0 ? await readPackContents(db) : undefined;
  const ids: string[] = [];
  for (const { id, site, mend, version } of published) {
    const now = newest?.sites[site];
    const own = version === null ? undefined : (await readPackContents(db, version))?.sites[site];
    if (now && own && hasSameRecipe(now, own, mend.recipe)) ids.push(id);
  }
  return ids;
}

interface Row {
  proposal: StoredProposal;
  by: string;
  decidedBy: string | null;
}

function viewOf({ proposal, by, decidedBy }: Row, own: ReadonlySet<string | null>): ProposalView {
  const { id, site, recipeVersion, browser, mend, score, outlines, at, state, decidedAt, version } = proposal;
  return {
    id,
    site,
    recipeVersion,
    browser,
    mend,
    score,
    state,
    by,
    ...(outlines ? { outlines } : {}),
    at: at.toISOString(),
    own: own.has(proposal.personId),
    ...(decidedBy ? { decidedBy } : {}),
    ...(decidedAt ? { decidedAt: decidedAt.toISOString() } : {}),
    ...(version === null ? {} : { version }),
  };
}

export const decideRecipeProposal: Handler<"decideRecipeProposal"> = async (
  intake,
  { caller, params, body, at },
) => {
  const id = params.id.toLowerCase();
  const proposal = await readProposal(intake.store.db, id);
  if (!proposal) return fail("not-found");
  const by = caller.personId;
  const acts = {
    refuse: () => refuse(intake, id, by, at),
    publish: () => publish(intake, proposal, by, body.tried),
    "roll-back": () => rollBack(intake, proposal, by),
  };
  const decided = await acts[body.act]();
  if (!decided.ok) return decided;
  logLine("recipe-proposal-decided", { detail: `${id} ${body.act} person:${by}` });
  return ok(decided.value);
};

type Decided = Promise<Result<{ version?: number }>>;

async function refuse({ store }: Intake, id: string, by: string, at: Date): Decided {
  const decision = { id, from: "open", to: "refused", by } as const;
  const changed = await store.db.transaction((tx) => decideProposal(tx, decision, at));
  return changed ? ok({}) : fail("conflict", "the proposal is decided");
}

/**
 * The publisher's command stores the pack and the decision in one transaction. The score in a proposal is its sender's:
 * an added selector that matches a list makes one post of all in it, so the second person must have tried it. The trial's
 * numbers are from their browser and cannot be checked here; the pack's signed note has them.
 */
async function publish(
  { store, publisher }: Intake,
  proposal: StoredProposal,
  by: string,
  tried: TriedMend | undefined,
): Decided {
  const { id, state } = proposal;
  const allowed = await checkSender(store.db, proposal, by);
  if (!allowed.ok) return allowed;
  if (state !== "open") return fail("conflict", "the proposal is decided");
  if (!publisher?.isReady()) return fail("recipes-publisher", `lapor recipes publish --proposal ${id}`);
  if (!tried || !isPossible(tried.score) || !isTriedWell(tried))
    return fail("conflict", "the proposal was not tried, or the trial lost posts or named some wrongly");
  const note = `Usulan ${id}: ${tried.after} kiriman ditandai, sebelumnya ${tried.before}`;
  return publisher.run(["publish", "--proposal", id, "--decided-by", by, "--note", note]);
}

/** Takes back the proposal's additions, while no later pack has changed the same recipe. */
async function rollBack({ store, publisher }: Intake, proposal: StoredProposal, by: string): Decided {
  const { id } = proposal;
  const [isInForce] = await idsInForce(store.db, [proposal]);
  if (!isInForce) return fail("conflict", "the recipe is no longer as the proposal made it");
  if (!publisher?.isReady()) return fail("recipes-publisher", `lapor recipes rollback --proposal ${id}`);
  return publisher.run(["rollback", "--proposal", id, "--decided-by", by]);
}
