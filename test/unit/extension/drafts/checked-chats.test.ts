import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { checkLink } from "../../../../utils/extension/drafts/check-link.ts";
import { forgetTab, recallChat } from "../../../../utils/extension/drafts/checked-chats.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";

const question = { channelId: "1700000001", messageId: "42" };
const link = "https://t.me/KabarContoh/42";
const shown = (c: number) =>
  `<div class="tgme_widget_message" data-post="KabarContoh/42" data-view="${btoa(JSON.stringify({ c, p: 42 }))}">Halo</div>`;

let open: number[];
let reads: string[];
let told: unknown[];
/** t.me's answer. */
let answer: () => string;

beforeEach(() => {
  fakeBrowser.reset();
  open = [7, 8];
  reads = [];
  told = [];
  answer = () => shown(-1_700_000_001);
  Object.assign(fakeBrowser.tabs, {
    get: async (tabId: number) => {
      if (!open.includes(tabId)) throw new Error("No tab");
      return { id: tabId };
    },
    sendMessage: async (...message: unknown[]) => void told.push(message),
  });
  vi.stubGlobal("fetch", async (address: string) => {
    reads.push(address);
    return new Response(answer());
  });
});

afterEach(() => vi.unstubAllGlobals());

async function ask(tabId: number, profileLink?: string): Promise<string> {
  const id = crypto.randomUUID();
  const origin = { tabId, frameId: 0, windowId: 1 };
  await writeDraft({ id, origin, state: "link-needed", question, profileLink });
  return id;
}

test("keeps a checked link for its chat and its tab only", async () => {
  const draftId = await ask(7);
  expect(await checkLink(draftId, link)).toMatchObject({ ok: true });
  expect(reads).toEqual(["https://t.me/kabarcontoh/42?embed=1"]);
  const now = { name: "kabarcontoh", from: "pasted" };
  expect(told).toEqual([[7, { type: "capture-again", draftId, link: now }, { frameId: 0 }]]);
  expect(await recallChat(7, "1700000001")).toEqual({ name: "kabarcontoh", from: "earlier" });
  expect(await recallChat(7, "1700000002")).toBeUndefined();
  expect(await recallChat(8, "1700000001")).toBeUndefined();
});

test("keeps two chats of one tab side by side", async () => {
  await checkLink(await ask(7), link);
  answer = () => shown(-1_700_000_002).replace("KabarContoh", "KanalLain");
  const id = crypto.randomUUID();
  const other = { channelId: "1700000002", messageId: "42" };
  const origin = { tabId: 7, frameId: 0, windowId: 1 };
  await writeDraft({ id, origin, state: "link-needed", question: other });
  await checkLink(id, "https://t.me/kanallain/42");
  expect((await recallChat(7, "1700000001"))?.name).toBe("kabarcontoh");
  expect((await recallChat(7, "1700000002"))?.name).toBe("kanallain");
});

test("marks the open profile's link as the profile's", async () => {
  const draftId = await ask(7, link);
  await checkLink(draftId, link);
  const checked = { name: "kabarcontoh", from: "profile" };
  expect(told).toEqual([[7, { type: "capture-again", draftId, link: checked }, { frameId: 0 }]]);
});

test.each([
  ["the name is another channel's", () => shown(-1_700_000_002), "link-mismatch"],
  ["it is not public", () => '<div class="tgme_widget_message_error">Post not found</div>', "not-public"],
  [
    "it cannot be read",
    () => {
      throw new TypeError("Failed to fetch");
    },
    "link-unreachable",
  ],
])("keeps nothing, and repeats the question, when %s", async (_name, says: () => string, code) => {
  answer = says;
  const draftId = await ask(7, link);
  expect(await checkLink(draftId, link)).toMatchObject({ ok: false, problem: { code } });
  expect(reads).toHaveLength(1);
  expect(told).toEqual([]);
  expect(await recallChat(7, "1700000001")).toBeUndefined();
  answer = () => shown(-1_700_000_001);
  expect(await checkLink(draftId, link)).toMatchObject({ ok: true });
});

test("keeps no data of a closed tab, including a link that was being read", async () => {
  await checkLink(await ask(7), link);
  await forgetTab(7);
  expect(await recallChat(7, "1700000001")).toBeUndefined();
  const late = await ask(8);
  answer = () => {
    open = [];
    return shown(-1_700_000_001);
  };
  await checkLink(late, link);
  const left = await fakeBrowser.storage.session.get();
  expect(Object.keys(left).filter((key) => key.startsWith("checked-chats"))).toEqual([]);
});
