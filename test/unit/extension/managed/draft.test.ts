/** Policy also applies to drafts, regardless of the data in the form or the page script. */

import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import { needsTab, takePictures } from "../../../../utils/extension/drafts/open-draft.ts";
import { readDraftFor } from "../../../../utils/extension/drafts/strip-draft.ts";
import { saveReport } from "../../../../utils/extension/outbox/save-report.ts";
import { listAll } from "../../../../utils/extension/outbox/store.ts";
import { connectDevice, sealedPost } from "../../../support/device-kit.ts";

const origin = { tabId: 1, frameId: 0, windowId: 1 };

beforeEach(async () => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser, { permissions: { contains: async () => true } });
  await connectDevice();
});

async function draft() {
  const { evidence, seal, files } = await sealedPost(fullEvidence);
  await writeDraft({ id: evidence.id, origin, state: "captured", evidence, seal, files });
  return evidence.id;
}

test("rejects a category that the organisation does not use, even if the form sends it", async () => {
  await fakeBrowser.storage.managed.set({ categories: ["PENIPUAN"] });
  const id = await draft();
  const answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false } as const;
  expect(await saveReport(id, answers)).toMatchObject({ ok: false, problem: { code: "category-managed" } });
  expect((await listAll()).rows).toEqual([]);
  expect((await readDraftFor("PENIPUAN", id)).ok).toBe(true);
  expect((await readDraftFor("PORNO_ANAK", id)).ok).toBe(true);
});

test("does not use a picture that was taken before the policy applied", async () => {
  await fakeBrowser.storage.managed.set({ pictures: "never" });
  const seen = [
    { evidence: fullEvidence, box: null },
    { evidence: fullEvidence, box: null, parts: 3 },
  ];
  expect(needsTab(seen)).toBe(true);
  for (const box of seen) {
    const [shot] = await takePictures("draft", [box], "data:image/png;base64,AAAA");
    expect(shot).toEqual({ picture: { state: "none", reason: "policy" }, files: {}, redactions: [] });
  }
});
