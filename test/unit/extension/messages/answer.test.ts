/** The table of messages, walked: each message × each part of ours and each stranger × each wrong tab, frame and page. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import {
  answerMessages,
  type FormOwnership,
  type Handlers,
  readRejected,
} from "../../../../utils/extension/messages/answer-messages.ts";
import {
  type MessageInput,
  type MessageName,
  messages,
  type Sender,
} from "../../../../utils/shared/contract/messages.ts";
import { ok } from "../../../../utils/shared/contract/result.ts";

const id = "11111111-1111-4111-8111-111111111111";
const answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false } as const;
const count = { site: "x", kind: "post", recipeVersion: 1 } as const;
const box = { x: 0, y: 0, width: 10, height: 10, devicePixelRatio: 1 };
const redaction = { boxes: [], words: ["kata"] };

/** A valid input of each message. */
const inputs: { [N in MessageName]: MessageInput<N> | object } = {
  "open-capture": {},
  "find-by-structure": {},
  "offer-page": {},
  "report-page": { tabId: 1 },
  "choose-several": { tabId: 1 },
  "read-language": {},
  "list-marks": { subjects: ["x:post:1"] },
  "count-page": { ...count, surface: 0, posts: 1, identities: { found: 1, expected: 1 }, buttons: 1 },
  "count-capture": { ...count, fields: { found: 1, expected: 1 }, permalink: true },
  "read-recipes": { site: "x" },
  "read-fields": { site: "x", version: 1 },
  "refuse-recipes": { site: "x", version: 1, selector: "a" },
  "fetch-recipes": {},
  "poll-alerts": {},
  "read-recipes-state": {},
  "open-draft": {
    draftId: id,
    opening: { state: "refused", problem: { code: "post-changed", retry: "never" } },
  },
  "start-parts": { draftId: id },
  "take-part": { draftId: id, part: { at: 0, box, own: [] } },
  "recall-link": { channelId: "1700000001", messageId: "42" },
  "read-draft": { draftId: id },
  "read-model": { draftId: id },
  "read-lessons": {},
  "discard-draft": { draftId: id },
  "strip-draft": { draftId: id },
  "redact-draft": { draftId: id, evidenceId: id, redaction },
  "restore-draft": { draftId: id, evidenceId: id },
  "keep-words": { draftId: id, subjects: ["x:post:1"], words: { note: "catatan", notPublicReason: "" } },
  "capture-again": { draftId: id },
  "check-reported": { draftId: id },
  "check-link": { draftId: id, link: "https://t.me/a/1" },
  "save-report": { draftId: id, answers },
  "save-set": { draftId: id, evidenceIds: [id], answers },
  "undo-set": { setId: id },
  "undo-report": { reportId: id },
  "form-raised": { draftId: id },
  "close-form": { draftId: id, outcome: "cancelled" },
  "open-settings": { draftId: id },
  "show-toast": { draftId: id, outcome: "queued", heightPx: 64 },
  "withdraw-report": { reportId: id, reason: "keliru" },
  "release-claim": { caseId: id },
  "list-outbox": {},
  "drain-outbox": {},
  "read-form-settings": {},
  "read-dropped": {},
  "read-settings": {},
};
const names = Object.keys(inputs) as MessageName[];

const extension = new URL(fakeBrowser.runtime.getURL("/" as never));
const own = (path: string) => `${extension.protocol}//${extension.host}/${path}`;
const tab = { id: 1, windowId: 1, url: "https://x.com/home" };
const site = { id: fakeBrowser.runtime.id, url: tab.url, origin: "https://x.com", frameId: 0, tab };
const page = (path: string, more: object = {}) => ({ ...site, url: own(path), origin: undefined, ...more });
const desk = { ...tab, url: own("desk.html") };

/** Each part as the browser describes it. */
const parts: Record<Sender, object> = {
  content: site,
  framed: { ...site, frameId: 2, tab: { ...tab, url: "https://evil.example/" } },
  form: page("form.html?draft=1", { frameId: 3 }),
  popup: page("popup.html", { tab: undefined, frameId: undefined }),
  desk: page("desk.html#queue", { tab: desk }),
  sidepanel: page("sidepanel.html", { tab: undefined, frameId: undefined }),
  options: page("options.html?intake=x", { tab: undefined }),
};

const wrong: Record<string, object> = {
  "another extension": { ...parts.form, id: "someone-else" },
  "another extension's page": page("form.html", { url: "moz-extension://other/form.html", frameId: 3 }),
  "a page of ours that has no part": page("verify.html"),
  "no address": { ...site, url: "not an address" },
  "another site": { ...site, url: "https://evil.example/", origin: "https://evil.example" },
  "another site that names ours": { ...site, url: "https://evil.example/?https://x.com/" },
  "a site's page in no tab": { ...site, tab: undefined },
  "a site's page in no frame": { ...site, frameId: undefined },
  "a site's page as a tab's own, under another address": {
    ...site,
    tab: { ...tab, url: "https://evil.example/" },
  },
  "a site's page in a sandbox": { ...site, frameId: 2, origin: "null" },
  "the form in a tab of its own": page("form.html?draft=1", {
    frameId: 0,
    tab: { ...tab, url: own("form.html") },
  }),
  "the form in a page of another site": page("form.html", {
    frameId: 3,
    tab: { ...tab, url: "https://evil.example/" },
  }),
  "the form in no tab": page("form.html", { frameId: 3, tab: undefined }),
  "the popup in a frame": page("popup.html", { frameId: 2 }),
  "the desk in a frame": page("desk.html", { frameId: 2 }),
  "the panel in a frame": page("sidepanel.html", { frameId: 2 }),
  "the options in a frame": page("options.html", { frameId: 2 }),
};

type Answer = { ok: boolean; problem?: { code: string } } | undefined;
type Listen = (message: unknown, sender: object) => Promise<Answer> | undefined;

let heard: MessageName[] = [];
let tie: FormOwnership = "own";
let listen: Listen;

beforeEach(async () => {
  fakeBrowser.reset();
  heard = [];
  tie = "own";
  // Counted before, by other tests.
  (await readRejected()).length = 0;
  const add = vi.spyOn(fakeBrowser.runtime.onMessage, "addListener").mockImplementation((listener) => {
    listen = listener as never;
  });
  const hear = async (name: MessageName) => {
    heard.push(name);
    return ok({ language: "id" });
  };
  const handlers = Object.fromEntries(names.map((name) => [name, () => hear(name)]));
  answerMessages(handlers as unknown as Handlers, {
    isSitePage: (address) => address.startsWith("https://x.com/"),
    formOwnershipOf: async () => tie,
  });
  add.mockRestore();
});

const ask = async (message: unknown, sender: object) => listen(message, sender);
const send = (name: MessageName, sender: object) => ask({ name, input: inputs[name] }, sender);

describe.each(names)("%s", (name) => {
  const allowed: readonly Sender[] = messages[name].from;

  test.each(Object.keys(parts) as Sender[])("from %s: as the table states", async (sender) => {
    const answer = await send(name, parts[sender]);
    if (allowed.includes(sender)) {
      expect(answer).toMatchObject({ ok: true });
      expect(heard).toEqual([name]);
    } else {
      const [reason, code] = sender === "framed" ? ["frame", "capture-failed"] : ["sender", "role-forbidden"];
      expect(answer).toMatchObject({ ok: false, problem: { code } });
      expect(heard).toEqual([]);
      expect(await readRejected()).toEqual([{ name, reason, count: 1 }]);
    }
  });

  test.each(Object.keys(wrong))("from %s: dropped and counted", async (kind) => {
    expect(await send(name, wrong[kind] ?? {})).toMatchObject({
      ok: false,
      problem: { code: expect.stringMatching(/^(role-forbidden|capture-failed)$/) },
    });
    expect(heard).toEqual([]);
    expect(await readRejected()).toEqual([
      { name, reason: expect.stringMatching(/^(sender|frame)$/), count: 1 },
    ]);
  });

  test("with another content: dropped and counted", async () => {
    const [sender] = allowed;
    const answer = await ask({ name, input: { lain: 1 } }, parts[sender as Sender]);
    expect(answer).toMatchObject({ ok: false, problem: { code: "invalid-input" } });
    expect(heard).toEqual([]);
    expect(await readRejected()).toEqual([{ name, reason: "input", count: 1 }]);
  });
});

test("a stranger's frame may ask for the structural finder only, also where the browser hides the tab's address", async () => {
  const hidden = { ...site, frameId: 2, tab: { ...tab, url: undefined } };
  for (const name of names) expect((await send(name, hidden))?.ok, name).toBe(name === "find-by-structure");
  expect(heard).toEqual(["find-by-structure"]);
});

test("a site's own page may send where the browser hides the tab's address, because access to the site was withdrawn", async () => {
  const hidden = { ...site, tab: { ...tab, url: undefined } };
  expect(await send("open-capture", hidden)).toMatchObject({ ok: true });
  // Any page can frame our form.
  expect((await send("read-draft", { ...parts.form, tab: hidden.tab }))?.ok).toBe(false);
});

test("every listed part may send a message, and every message has a sender", () => {
  for (const part of Object.keys(parts) as Sender[])
    expect(names.some((name) => (messages[name].from as readonly Sender[]).includes(part))).toBe(true);
  for (const name of names) expect(messages[name].from.length).toBeGreaterThan(0);
});

test.each(["prerender", "cached", "pending_deletion"])(
  "a page that is %s may not open, capture or raise, and may still read",
  async (documentLifecycle) => {
    for (const name of names.filter((message) =>
      (messages[message].from as readonly Sender[]).includes("content"),
    )) {
      const answer = await send(name, { ...site, documentLifecycle });
      expect(answer?.ok, name).toBe(!("acts" in messages[name]));
    }
    expect(heard).toContain("read-recipes");
    expect(heard).not.toContain("open-draft");
  },
);

test.each(
  names.filter(
    (name) => "of" in messages[name] && (messages[name].from as readonly string[]).includes("form"),
  ),
)("%s: a form that was not opened for the draft gets nothing", async (name) => {
  tie = "foreign";
  expect(await send(name, parts.form)).toMatchObject({ ok: false, problem: { code: "draft-gone" } });
  expect(heard).toEqual([]);
  expect(await readRejected()).toEqual([{ name, reason: "draft", count: 1 }]);
});

test("every message of a form that names a draft is bound to it", () => {
  const loose = names.filter(
    (name) =>
      (messages[name].from as readonly string[]).includes("form") &&
      !("of" in messages[name]) &&
      name !== "read-form-settings",
  );
  expect(loose).toEqual([]);
});

test("the popup undoes a report without any form", async () => {
  tie = "foreign";
  expect(await send("undo-report", parts.popup)).toMatchObject({ ok: true });
});

test("counts unknown messages and does not answer them", async () => {
  expect(await ask({ name: "read-keys", input: {} }, site)).toBeUndefined();
  expect(await ask("hai", site)).toBeUndefined();
  expect(await readRejected()).toEqual([{ name: "", reason: "unknown", count: 2 }]);
});

test("a flooding tab is cut off for a time, other tabs are not", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const flood = async (times: number, sender: object = site) => {
    let answered = 0;
    for (let time = 0; time < times; time++) if ((await send("list-marks", sender))?.ok) answered++;
    return answered;
  };
  expect(await flood(1_000)).toBe(500);
  expect(await flood(10, { ...site, tab: { ...tab, id: 2 } })).toBe(10);
  expect(await readRejected()).toEqual([{ name: "list-marks", reason: "rate", count: 500 }]);
  vi.setSystemTime(Date.now() + 10_000);
  expect(await flood(1_000)).toBe(200);
  // Otherwise a page could use up the limit for cover messages or for the person's own acts.
  expect(await send("form-raised", site)).toMatchObject({ ok: true });
  expect(await send("save-report", parts.form)).toMatchObject({ ok: true });
  vi.useRealTimers();
});

test("keeps the counts beyond the background's life, until the browser closes", async () => {
  await send("list-outbox", site);
  const kept = [{ name: "list-outbox", reason: "sender", count: 1 }];
  await vi.waitFor(
    async () => expect(await fakeBrowser.storage.session.get()).toEqual({ "dropped-messages": kept }),
    3_000,
  );
  vi.resetModules();
  const again = await import("../../../../utils/extension/messages/answer-messages.ts");
  expect(await again.readRejected()).toEqual(kept);
});
