/** @vitest-environment happy-dom */
/** The page itself is read by the recipes that a served pack has mended. */

import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { readPageOpening } from "../../../../utils/page/capture/open-form.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import type { Site } from "../../../../utils/page/sites/site.ts";
import { fail, ok, type Result } from "../../../../utils/shared/contract/result.ts";

const mended: Site = { ...sites.youtube, version: sites.youtube.version + 1 };
const gone = { at: "#kabar-baru", says: ["sudah dihapus"], reason: "removed" };

let asked: unknown[];
let served: Result<unknown>;

beforeEach(() => {
  fakeBrowser.reset();
  asked = [];
  served = ok({ fields: [], unavailable: [gone] });
  Object.assign(fakeBrowser.runtime, {
    getManifest: () => ({ version: "0.1.0" }),
    sendMessage: async ({ name, input }: { name: string; input: unknown }) => {
      asked.push([name, input]);
      return served;
    },
  });
  const { happyDOM } = window as unknown as { happyDOM: { setURL(address: string): void } };
  happyDOM.setURL("https://www.youtube.com/watch?v=CoNtOh12-_3");
  document.body.innerHTML = '<p id="kabar-baru">Video ini sudah dihapus</p>';
});

test("a pack defines how a page shows that its post is gone", async () => {
  expect((await readPageOpening("page", mended)).opening).toMatchObject({
    state: "captured",
    evidence: {
      subject: "youtube:video:CoNtOh12-_3",
      fields: { unavailable: { value: "removed" } },
      recipeVersion: mended.version,
    },
  });
  expect(asked).toEqual([["read-fields", { site: "youtube", version: mended.version }]]);
});

test("without a served pack, reads the built-in recipes and sends no request", async () => {
  const { opening } = await readPageOpening("page", sites.youtube);
  expect(opening.state === "captured" && opening.evidence.fields.unavailable).toBeUndefined();
  expect(asked).toEqual([]);
});

test("a pack that is no longer valid does not replace the recipe", async () => {
  served = fail("capture-failed", "recipes are gone");
  expect((await readPageOpening("page", mended)).opening).toMatchObject({
    state: "refused",
    problem: { code: "capture-failed" },
  });
});
