/** A draft is shown to the form that was opened for it, and to no other tab, frame or document. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import type { MessageSender } from "../../../../utils/extension/browser/browser.ts";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import { captureAgain } from "../../../../utils/extension/drafts/capture-again.ts";
import {
  claimDraft,
  forgetDrafts,
  formOwnershipOf,
  hasDraft,
  readDraft,
  removeDraft,
  writeDraft,
} from "../../../../utils/extension/drafts/drafts.ts";
import { openClaimedDraft } from "../../../../utils/extension/drafts/open-draft.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import { done } from "../../../../utils/shared/contract/result.ts";
import { connectDevice, sealedPost } from "../../../support/device-kit.ts";

const id = "11111111-1111-4111-8111-111111111111";
const origin = { tabId: 7, frameId: 0, windowId: 1 };
const problem = { code: "post-changed", retry: "never" } as const;
const form = (more: Partial<MessageSender> = {}): MessageSender => ({
  own: true,
  address: "",
  tabId: 7,
  frameId: 3,
  documentId: "A",
  ...more,
});

async function open(draftId = id, from = origin): Promise<boolean> {
  if (!(await claimDraft(draftId, from))) return false;
  await writeDraft({ id: draftId, origin: from, state: "refused", problem });
  return true;
}

beforeEach(() => fakeBrowser.reset());
afterEach(() => vi.restoreAllMocks());

test("the first form in the draft's tab stays its form", async () => {
  await open();
  expect(await formOwnershipOf(id, form(), false)).toBe("own");
  expect(await formOwnershipOf(id, form(), false)).toBe("own");
});

test("a form that opens before its draft exists waits for it", async () => {
  const asked = formOwnershipOf(id, form(), false);
  await open();
  expect(await asked).toBe("own");
});

test.each<[string, Partial<MessageSender>]>([
  ["another frame of the tab", { frameId: 4 }],
  ["another document in the same frame", { documentId: "B" }],
  ["another tab", { tabId: 8 }],
  ["the page's own frame", { frameId: 0 }],
])("gives nothing to %s once the draft has its form", async (_, other) => {
  await open();
  await formOwnershipOf(id, form(), false);
  expect(await formOwnershipOf(id, form(other), false)).toBe("foreign");
  expect(await formOwnershipOf(id, form(other), true)).toBe("foreign");
  expect(await formOwnershipOf(id, form(), false)).toBe("own");
});

test.each<[string, Partial<MessageSender>]>([
  ["another tab", { tabId: 8 }],
  ["the frame that it was captured in", { frameId: 0 }],
])("%s gets nothing, also when it asks first, and takes nothing away", async (_, other) => {
  await open();
  expect(await formOwnershipOf(id, form(other), false)).toBe("foreign");
  expect(await formOwnershipOf(id, form(), false)).toBe("own");
});

test("answers that an unopened id is gone; a form may close before there is a draft", async () => {
  expect(await formOwnershipOf(id, form(), true)).toBe("gone");
  await open();
  await removeDraft(id);
  expect(await formOwnershipOf(id, form(), false)).toBe("own");
  expect(await formOwnershipOf("22222222-2222-4222-8222-222222222222", form(), false)).toBe("gone");
});

test("no other tab or frame takes a draft over, and its own page may capture it again", async () => {
  expect(await open()).toBe(true);
  expect(await open()).toBe(true);
  expect(await open(id, { ...origin, tabId: 8 })).toBe(false);
  expect(await open(id, { ...origin, frameId: 2 })).toBe(false);
});

test("a draft that its page left open is replaced by the next one there; another frame's stays", async () => {
  const [other, third] = ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"];
  await open();
  await open(other, { ...origin, frameId: 2 });
  await open(third);
  expect(await session.read(`draft:${id}`)).toBeNull();
  expect(await session.read(`draft:${other}`)).not.toBeNull();
  expect(await session.read(`draft:${third}`)).not.toBeNull();
});

test("keeps no data of a closed tab", async () => {
  await open();
  await formOwnershipOf(id, form(), false);
  await forgetDrafts(7);
  expect(await fakeBrowser.storage.session.get()).toEqual({});
});

test("a new capture that failed leaves the captured draft, and names its problem", async () => {
  await connectDevice();
  const { id: tabId = -1 } = await fakeBrowser.tabs.create({});
  const here = { ...origin, tabId };
  const sealed = await sealedPost(fullEvidence);
  await claimDraft(id, here);
  await writeDraft({ id, origin: here, state: "captured", ...sealed });
  const { picture: _, frame: __, snapshot: ___, clock: ____, ...read } = fullEvidence;
  const question = { channelId: "1700000001", messageId: "42" };
  // The page does not answer whether it still shows the post.
  Object.assign(fakeBrowser.tabs, { sendMessage: async () => undefined });
  Object.assign(fakeBrowser, { permissions: { contains: async () => true } });
  for (const [opening, code] of [
    [{ state: "refused", problem }, "post-changed"],
    [{ state: "link-needed", question }, "link-needed"],
    [{ state: "captured", evidence: read, box: null, noPicture: "cancelled" }, "post-changed"],
  ] as const) {
    expect(await openClaimedDraft(id, opening, here)).toMatchObject({ ok: false, problem: { code } });
    expect(await readDraft(id)).toMatchObject({ value: { state: "captured", seal: sealed.seal } });
  }
});

test("memory that is full is the draft's problem, which the form then shows", async () => {
  const { id: tabId = -1 } = await fakeBrowser.tabs.create({});
  const here = { ...origin, tabId };
  const { session: area } = fakeBrowser.storage;
  const set = area.set.bind(area);
  let maxChars = 150;
  vi.spyOn(area, "set").mockImplementation(async (values) => {
    if (JSON.stringify(values).length > maxChars)
      throw new Error("Session storage quota bytes exceeded. Values were not stored.");
    return set(values);
  });
  const opening = { state: "link-needed", question: { channelId: "1".repeat(20), messageId: "2" } } as const;
  const refused = await openClaimedDraft(id, opening, here);
  expect(refused).toMatchObject({ problem: { code: "no-room", retry: "later" } });
  expect(await hasDraft(id)).toBe(false);
  if (refused.ok) throw new Error("opened");
  maxChars = 1_000;
  expect(await openClaimedDraft(id, { state: "refused", problem: refused.problem }, here)).toMatchObject({
    ok: true,
  });
  expect(await readDraft(id)).toMatchObject({ value: { problem: { code: "no-room" } } });
  vi.mocked(area.set).mockRejectedValue(new Error("a bug"));
  await expect(openClaimedDraft(id, opening, here)).rejects.toThrow("a bug");
});

test("a tab that closed during the capture leaves no draft", async () => {
  const { id: tabId = -1 } = await fakeBrowser.tabs.create({});
  const opening = { state: "refused", problem } as const;
  const later = "22222222-2222-4222-8222-222222222222";
  expect((await openClaimedDraft(id, opening, { ...origin, tabId })).ok).toBe(true);
  expect(await hasDraft(id)).toBe(true);
  await openClaimedDraft(later, opening, { ...origin, tabId: tabId + 1 });
  expect(await hasDraft(later)).toBe(false);
  expect(await openClaimedDraft(id, opening, { ...origin, tabId: tabId + 1 })).toMatchObject({
    problem: { code: "draft-gone" },
  });
});

test("the draft of an open form is replaced only while the form waits for a new capture", async () => {
  await connectDevice();
  const { id: tabId = -1 } = await fakeBrowser.tabs.create({});
  const here = { ...origin, tabId };
  const { picture: _, frame: __, snapshot: ___, clock: ____, ...read } = fullEvidence;
  const openingOf = (text: string) => {
    const evidence = { ...read, fields: { ...read.fields, text: { value: text, source: "test" } } };
    return { state: "captured", evidence, box: null, noPicture: "cancelled" } as never;
  };
  const textOf = async () => {
    const draft = await readDraft(id);
    return draft.ok && draft.value.state === "captured" ? draft.value.evidence.fields.text?.value : draft;
  };
  const gone = { problem: { code: "draft-gone" } };
  let again: () => Promise<unknown> = async () => undefined;
  Object.assign(fakeBrowser, { permissions: { contains: async () => true } });
  Object.assign(fakeBrowser.tabs, {
    sendMessage: async (_: number, { type }: { type: string }) =>
      type === "still-there" ? { changed: [], copies: [null], inView: true } : again(),
  });

  const both = ["satu", "dua"].map((text) => openClaimedDraft(id, openingOf(text), here));
  expect(await Promise.all(both)).toMatchObject([{ ok: true }, gone]);
  expect(await textOf()).toBe("satu");
  expect(await openClaimedDraft(id, openingOf("tiga"), here)).toMatchObject(gone);
  expect(await textOf()).toBe("satu");
  again = () => openClaimedDraft(id, openingOf("empat"), here);
  expect((await captureAgain(id)).ok).toBe(true);
  expect(await textOf()).toBe("empat");
  let late: Promise<unknown> = Promise.resolve();
  again = async () => {
    late = openClaimedDraft(id, openingOf("lima"), here);
    return done;
  };
  expect((await captureAgain(id)).ok).toBe(true);
  const shown = await textOf();
  await late;
  expect(await textOf()).toBe(shown);

  again = async () => {
    await removeDraft(id);
    return openClaimedDraft(id, openingOf("enam"), here);
  };
  expect(await captureAgain(id)).toMatchObject(gone);
  expect(await hasDraft(id)).toBe(false);
});

test("a new capture that ends after the no-pixels lane was chosen brings no words back", async () => {
  await connectDevice();
  const { id: tabId = -1 } = await fakeBrowser.tabs.create({});
  const here = { ...origin, tabId };
  await claimDraft(id, here);
  await writeDraft({ id, origin: here, state: "captured", ...(await sealedPost(fullEvidence)) });
  const { picture: _, frame: __, snapshot: ___, clock: ____, ...read } = fullEvidence;
  const opening = { state: "captured", evidence: read, box: null, noPicture: "cancelled" } as never;
  Object.assign(fakeBrowser, { permissions: { contains: async () => true } });
  Object.assign(fakeBrowser.tabs, {
    async sendMessage(_: number, { type }: { type: string }) {
      if (type === "still-there") return { changed: [], copies: [null], inView: true };
      expect((await stripDraft(id)).ok).toBe(true);
      return openClaimedDraft(id, opening, here);
    },
  });
  expect(await captureAgain(id)).toMatchObject({ problem: { code: "draft-gone" } });
  const left = JSON.stringify(await readDraft(id));
  expect(left).toContain('"reason":"category"');
  expect(left).not.toContain(fullEvidence.fields.text?.value);
});
