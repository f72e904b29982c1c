/** Words of an unfinished form: for the same posts and tab only, in memory only, and not after they are of no more use. */

import { beforeEach, describe, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import { saveEnrolment } from "../../../../utils/extension/api/enrolment.ts";
import { local } from "../../../../utils/extension/browser/storage.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import {
  forgetWords,
  forgetWordsOfTab,
  keepWords,
  recallWords,
} from "../../../../utils/extension/drafts/kept-words.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import { saveReport } from "../../../../utils/extension/outbox/save-report.ts";
import { showDraft } from "../../../../utils/extension/outbox/show-draft.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { messages } from "../../../../utils/shared/contract/messages.ts";
import { connectDevice, sealedPost } from "../../../support/device-kit.ts";

const a = "x:post:1";
const b = "x:post:2";
const words = { category: "JUDI", note: "Catatan tentang seseorang", notPublicReason: "" } as const;
const other = { ...words, note: "Catatan lain" };
let open: number[];

beforeEach(() => {
  fakeBrowser.reset();
  open = [7, 8];
  Object.assign(fakeBrowser.tabs, {
    get: async (id: number) => {
      if (!open.includes(id)) throw new Error("No tab");
      return { id };
    },
  });
});

/** All that the session holds, as text. */
const held = async () => JSON.stringify(await fakeBrowser.storage.session.get());

test("are recalled for exactly these posts, in the same tab", async () => {
  await keepWords(7, [a], words);
  await keepWords(7, [a, b], other);
  expect(await recallWords(7, [a])).toEqual(words);
  expect(await recallWords(7, [b, a])).toEqual(other);
  expect(await recallWords(7, [b])).toBeUndefined();
  expect(await recallWords(8, [a])).toBeUndefined();
});

test("are replaced by newer ones, and deleted when none are left", async () => {
  await keepWords(7, [a], words);
  await keepWords(8, [a], words);
  await keepWords(7, [a], other);
  expect(await recallWords(7, [a])).toEqual(other);
  await keepWords(7, [a], undefined);
  expect(await recallWords(7, [a])).toBeUndefined();
  expect(await recallWords(8, [a])).toEqual(words);
});

test("are never stored beyond memory", async () => {
  await keepWords(7, [a], words);
  expect(await held()).toContain("seseorang");
  expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain("seseorang");
  expect(await local.read("kept-words")).toBeNull();
});

test("go with their tab, also if it closed a moment before they came", async () => {
  await keepWords(7, [a], words);
  await keepWords(8, [a], other);
  await forgetWordsOfTab(7);
  expect(await held()).not.toContain("seseorang");
  expect(await recallWords(8, [a])).toEqual(other);
  open = [];
  await keepWords(7, [b], words);
  expect(await held()).not.toContain("seseorang");
});

test("of many forms, the newest twenty are kept", async () => {
  for (let post = 1; post <= 21; post++) await keepWords(7, [`x:post:${post}`], words);
  expect(await recallWords(7, [a])).toBeUndefined();
  expect(await recallWords(7, [b])).toEqual(words);
});

test("writes nothing where nothing was kept", async () => {
  await forgetWords([a]);
  expect(await held()).toBe("{}");
});

test.each([
  ["of the no-pixels lane", { ...words, category: "PORNO_ANAK" }],
  ["longer than memory allows", { ...words, note: "a".repeat(limits.keptChars + 1) }],
  ["with more than words", { ...words, picture: "data:image/png;base64,AAAA" }],
])("a message with words %s is refused", (_, refused) => {
  const { input } = messages["keep-words"];
  const message = { draftId: crypto.randomUUID(), subjects: [a] };
  expect(input.safeParse({ ...message, words }).success).toBe(true);
  expect(input.safeParse({ ...message, words: refused }).success).toBe(false);
});

describe("of a draft", () => {
  const { subject } = fullEvidence;

  async function draft(tabId = 7): Promise<string> {
    const post = await sealedPost(fullEvidence);
    const origin = { tabId, frameId: 0, windowId: 1 };
    await writeDraft({ id: fullEvidence.id, origin, state: "captured", ...post });
    return fullEvidence.id;
  }

  beforeEach(async () => {
    await connectDevice();
    await keepWords(7, [subject], words);
    await keepWords(8, [b, subject], words);
  });

  test("are shown with it, in their tab only", async () => {
    expect(await showDraft(await draft())).toMatchObject({ ok: true, value: { words } });
    const elsewhere = await showDraft(await draft(8));
    expect(elsewhere).toMatchObject({ ok: true, value: { state: "captured" } });
    expect(JSON.stringify(elsewhere)).not.toContain("seseorang");
  });

  test("are shown with a set of the same posts", async () => {
    const posts = [await sealedPost(fullEvidence)];
    const id = crypto.randomUUID();
    const origin = { tabId: 7, frameId: 0, windowId: 1 };
    await writeDraft({ id, origin, state: "set", posts, dropped: [] });
    expect(await showDraft(id)).toMatchObject({ ok: true, value: { state: "set", words } });
  });

  test("are deleted everywhere when a report of the post is saved", async () => {
    const id = await draft();
    const { quality } = fullEvidence;
    const answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false } as const;
    expect(await saveReport(id, { ...answers, overridden: [...quality] })).toMatchObject({ ok: true });
    expect(await held()).not.toContain("seseorang");
  });

  test("are deleted everywhere when the no-pixels lane is chosen", async () => {
    expect((await stripDraft(await draft())).ok).toBe(true);
    expect(await held()).not.toContain("seseorang");
  });

  test("are deleted when the browser is enrolled for another person", async () => {
    await saveEnrolment("http://127.0.0.1:8787", "lain", {
      deviceId: crypto.randomUUID(),
      personId: crypto.randomUUID(),
      name: "Petugas Lain",
      role: "officer",
      organisation: "Kominfo",
      enrolledAt: new Date().toISOString(),
    });
    expect(await held()).not.toContain("seseorang");
  });
});
