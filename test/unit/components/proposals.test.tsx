/** @vitest-environment happy-dom */
/** Proposals for mended recipes: nothing is sent before it was shown, and who may do what on the desk. */

import { expect, test } from "vitest";
import { type ProposalCalls, RecipeProposals } from "../../../components/desk/admin/RecipeProposals.tsx";
import { RepairOffer, type RepairOfferProps } from "../../../components/home/RepairOffer.tsx";
import {
  type BuiltProposal,
  type ProposalList,
  type ProposalView,
  recipeProposal,
  type TriedMend,
} from "../../../utils/shared/contract/recipe-proposal.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { click, find, seek, show } from "../../support/components-kit.tsx";
import { sampleProposal } from "../../support/proposal-kit.ts";

const outlines = {
  width: 1_280,
  height: 720,
  before: [],
  after: [[0, 0, 600, 400] as [number, number, number, number]],
};
const { id: _, browser: __, ...rest } = sampleProposal();
const built: BuiltProposal = { ...rest, outlines };

function offer(onBuild: RepairOfferProps["onBuild"] = async () => ok({ proposal: built })) {
  const sent: { proposal: BuiltProposal; withOutlines: boolean; id: string }[] = [];
  const calls: RepairOfferProps["calls"] = {
    async sendRecipeProposal(proposal, withOutlines, id) {
      sent.push({ proposal, withOutlines, id });
      return sent.length === 1 ? fail("offline") : ok({ id, state: "open" });
    },
  };
  return { sent, shown: show(<RepairOffer calls={calls} onBuild={onBuild} />) };
}

test("shows every selector and number before a person sends them, and outlines only if ticked", async () => {
  const { sent, shown } = offer();
  await shown;
  await click("propose-repair");
  expect(sent).toEqual([]);
  const selectors = find("proposal-selectors").textContent ?? "";
  for (const part of ['article[role="article"]', 'div[data-part="teks"]']) expect(selectors).toContain(part);
  expect(find("proposal-posts").textContent).toContain("12 dari 12");
  expect(seek("proposal-after")).toBeNull();
  await click("send-proposal");
  // The same press again sends the same proposal under the same id.
  await click("send-proposal");
  expect(sent.map(({ withOutlines }) => withOutlines)).toEqual([false, false]);
  expect(sent[0]?.id).toBe(sent[1]?.id);
  expect(find("proposal-status").textContent).toContain("Usulan terkirim");
  expect(seek("send-proposal")).toBeNull();
});

test("ticked outlines are shown before they are sent, and a cancelled proposal is not sent", async () => {
  const { sent, shown } = offer();
  await shown;
  await click("propose-repair");
  await click("proposal-outlines");
  expect(find("proposal-after").querySelectorAll(".proposal-post")).toHaveLength(1);
  await click("cancel-proposal");
  expect(seek("send-proposal")).toBeNull();
  expect(sent).toEqual([]);
});

test("explains that no proposal can be built", async () => {
  await offer(async () => ok({})).shown;
  await click("propose-repair");
  expect(find("proposal-status").textContent).toContain("tidak dapat disusun");
});

const view = (more: Partial<ProposalView> = {}): ProposalView => ({
  ...recipeProposal.parse(sampleProposal()),
  ...{ at: "2026-11-28T03:00:00.000Z", by: "Siti", own: false, state: "open" },
  ...more,
});

function desk(proposal: ProposalView, more: Partial<ProposalList> = {}, tried: Partial<TriedMend> = {}) {
  const done: string[] = [];
  const calls: ProposalCalls = {
    listRecipeProposals: async () =>
      ok({ proposals: [proposal], inForce: [], packs: [], canPublish: true, ...more }),
    async decideRecipeProposal(_id, { act, tried }) {
      done.push(act === "publish" ? `publish ${tried?.after}` : act);
      return ok({});
    },
    async tryProposal(_site, mend) {
      done.push(mend === "end" ? "end" : "try");
      return ok({
        title: "Beranda / X",
        tried: { score: { ...proposal.score, wrong: 0 }, before: 0, after: 12, ...tried },
      });
    },
  };
  return { done, shown: show(<RecipeProposals calls={calls} />) };
}

test("an administrator tries, publishes or refuses another person's proposal", async () => {
  const { done, shown } = desk(view());
  await shown;
  // Not before a trial of one's own.
  await click("proposal-publish");
  expect(done).toEqual([]);
  expect(find("proposal-publish").getAttribute("aria-disabled")).toBe("true");
  expect(find("proposal").textContent).toContain("Coba dulu di halaman terbuka");
  await click("proposal-try");
  expect(find("proposal-tried").textContent).toBe(
    "“Beranda / X”: 12 kiriman ditandai, sebelumnya 0; 0 salah.",
  );
  expect(find("proposal-try").getAttribute("aria-pressed")).toBe("true");
  await click("proposal-try");
  expect(done).toEqual(["try", "end"]);
  await click("proposal-publish");
  await click("proposal-refuse");
  expect(done).toEqual(["try", "end", "publish 12", "refuse"]);
  expect(seek("proposal-roll-back")).toBeNull();
});

test.each([
  ["finds nothing", { after: 0 }],
  ["finds fewer posts than before", { before: 13 }],
  ["names a post wrongly", { score: { ...view().score, wrong: 1 } }],
])("does not publish after a trial that %s", async (_, tried) => {
  const { done, shown } = desk(view(), {}, tried);
  await shown;
  await click("proposal-try");
  await click("proposal-try");
  await click("proposal-publish");
  expect(done).toEqual(["try", "end"]);
});

test("does not offer to publish one's own proposal", async () => {
  await desk(view({ own: true })).shown;
  expect(seek("proposal-publish")).toBeNull();
  expect(find("proposal").textContent).toContain("pengelola lain yang menerbitkannya");
});

test("shows the command where the desk cannot publish", async () => {
  const proposal = view();
  await desk(proposal, { canPublish: false }).shown;
  expect(seek("proposal-publish")).toBeNull();
  expect(find("proposal").textContent).toContain(`lapor recipes publish --proposal ${proposal.id}`);
});

const pack = { act: "publish", by: "root", at: "2026-11-28T03:00:00.000Z" } as const;
const published = view({ state: "published", version: 3 });

test("rolls back a proposal that is in force, whichever pack is the newest", async () => {
  const { done, shown } = desk(published, {
    inForce: [published.id],
    packs: [
      { ...pack, version: 4 },
      { ...pack, version: 3 },
    ],
  });
  await shown;
  await click("proposal-roll-back");
  expect(done).toEqual(["roll-back"]);
});

test("does not roll back a proposal whose recipe has changed since", async () => {
  await desk(published, { packs: [{ ...pack, version: 3 }] }).shown;
  expect(seek("proposal-roll-back")).toBeNull();
});
