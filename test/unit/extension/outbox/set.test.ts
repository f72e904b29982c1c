import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { runExclusive } from "../../../../utils/extension/browser/storage.ts";
import {
  type StoredPost,
  sealPost,
  type UnsealedPost,
  writeDraft,
} from "../../../../utils/extension/drafts/drafts.ts";
import { fitInMemory } from "../../../../utils/extension/drafts/open-draft.ts";
import { type RedactionWork, redactDraft } from "../../../../utils/extension/drafts/redact-draft.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import { saveReport, saveSet, undoSet } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import { showDraft } from "../../../../utils/extension/outbox/show-draft.ts";
import { listAll, readBody, readFile, readRow } from "../../../../utils/extension/outbox/store.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import type { Answers } from "../../../../utils/shared/contract/outbox.ts";
import { report } from "../../../../utils/shared/contract/report.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { connectDevice, sealedPost } from "../../../support/device-kit.ts";

const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };
const origin = { tabId: 1, frameId: 0, windowId: 1 };
let counter = 0;

async function post(more: Partial<Evidence> = {}): Promise<StoredPost> {
  const content = `gambar ${++counter}`;
  const bytes = new TextEncoder().encode(content);
  const file = {
    ...{ sha256: await digestHex(bytes), type: "image/webp" as const },
    ...{ bytes: bytes.length, width: 1, height: 1 },
  };
  const own = { id: crypto.randomUUID(), subject: `x:post:7${counter}` };
  return sealedPost(
    { ...evidence, ...own, picture: { state: "taken", file }, ...more },
    { [file.sha256]: `data:image/webp;base64,${btoa(content)}` },
  );
}

async function draftOf(...posts: StoredPost[]) {
  const id = crypto.randomUUID();
  await writeDraft({ id, origin, state: "set", posts, dropped: [] });
  return { id, ids: posts.map((one) => one.evidence.id) };
}

const threePosts = async () => draftOf(await post(), await post(), await post());
const rowsOf = async (ids: readonly string[]) =>
  (await listAll()).rows.filter(({ reportId }) => ids.includes(reportId));
const bodyOf = async (id: string) => report.parse(JSON.parse((await readBody(id)) ?? ""));
const shaOf = ({ evidence: { picture } }: StoredPost) =>
  picture.state === "taken" ? picture.file.sha256 : "";
const notPublic = { ...evidence.fields, audience: { value: "not-public" as const, source: "icon" } };

beforeEach(async () => {
  fakeBrowser.reset();
  await connectDevice();
  Object.assign(fakeBrowser.action, { setBadgeText: async () => undefined });
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
});

test("turns each post into a separate report; only the set's id is shared", async () => {
  const { id, ids } = await threePosts();
  const saved = await saveSet(id, ids, { ...answers, note: "banjir promosi" });
  if (!saved.ok) throw new Error(saved.problem.code);
  expect(saved.value.setId).toBe(id);
  expect(saved.value.reports.map(({ reportId }) => reportId)).toEqual(ids);
  expect(new Set(saved.value.reports.map(({ number }) => number)).size).toBe(3);
  for (const reportId of ids) {
    expect(await bodyOf(reportId)).toMatchObject({ id: reportId, setId: id, note: "banjir promosi" });
  }
});

test("does not report posts that the person excluded", async () => {
  const { id, ids } = await threePosts();
  await saveSet(id, ids.slice(1), answers);
  expect(await rowsOf(ids)).toHaveLength(2);
  expect(await readRow(ids[0] as string)).toBeUndefined();
});

test("saves none if one cannot be stored, and keeps the draft", async () => {
  const taken = await post();
  const first = await draftOf(taken);
  await saveSet(first.id, first.ids, answers);
  const before = (await listAll()).rows;
  const other = await post();
  const { id, ids } = await draftOf(other, taken);
  expect(await saveSet(id, ids, answers)).toMatchObject({ ok: false, problem: { code: "storage-full" } });
  expect((await listAll()).rows).toEqual(before);
  expect(await readFile(shaOf(other))).toBeUndefined();
  expect((await showDraft(id)).ok).toBe(true);
});

test("makes none if one is not a valid report", async () => {
  const { id, ids } = await draftOf(await post(), await post({ fields: notPublic }));
  expect(await saveSet(id, ids, answers)).toMatchObject({ ok: false, problem: { code: "reason-needed" } });
  expect(await rowsOf(ids)).toEqual([]);
});

test("asks for the reason once and adds it to the posts that need it", async () => {
  const { id, ids } = await draftOf(await post(), await post({ fields: notPublic }));
  await saveSet(id, ids, { ...answers, notPublicReason: "tersebar luas" });
  const [open, closed] = await Promise.all(ids.map(bodyOf));
  expect(open?.notPublicReason).toBeUndefined();
  expect(closed?.notPublicReason).toBe("tersebar luas");
});

test("saves no set of a draft that holds one post, and no single report of a set", async () => {
  const gone = { ok: false, problem: { code: "draft-gone" } };
  const single = crypto.randomUUID();
  const taken = await post();
  await writeDraft({ id: single, origin, state: "captured", ...taken });
  expect(await saveSet(single, [taken.evidence.id], answers)).toMatchObject(gone);
  const { id, ids } = await threePosts();
  expect(await saveReport(id, answers)).toMatchObject(gone);
  expect(await rowsOf([single, taken.evidence.id, id, ...ids])).toEqual([]);
  for (const draftId of [single, id]) expect((await showDraft(draftId)).ok).toBe(true);
});

test("sending twice saves one set", async () => {
  const { id, ids } = await threePosts();
  const first = await saveSet(id, ids, answers);
  const second = await saveSet(id, ids, answers);
  if (!first.ok || !second.ok) throw new Error("not saved");
  expect(new Set(second.value.reports)).toEqual(new Set(first.value.reports));
  expect(second.value.undoUntil).toBe(first.value.undoUntil);
});

test("deletes at the next start only the draft that a crash between saving and forgetting left", async () => {
  const { id, ids } = await threePosts();
  await saveSet(id, ids, answers);
  const open = await threePosts();
  await fakeBrowser.storage.session.set({ [`draft:${id}`]: { left: true } });
  await startOutbox(() => undefined);
  const kept = await fakeBrowser.storage.session.get(null);
  expect(Object.keys(kept)).toContain(`draft:${open.id}`);
  expect(Object.keys(kept)).not.toContain(`draft:${id}`);
});

test("undo undoes all, with their pictures", async () => {
  const posts = [await post(), await post()];
  const { id, ids } = await draftOf(...posts);
  await saveSet(id, ids, answers);
  expect(await readFile(shaOf(posts[0] as StoredPost))).toBeDefined();
  expect((await undoSet(id)).ok).toBe(true);
  expect((await rowsOf(ids)).map(({ state }) => state)).toEqual(["undone", "undone"]);
  for (const one of posts) expect(await readFile(shaOf(one))).toBeUndefined();
});

test("undo is too late for all if it is too late for one", async () => {
  const { id, ids } = await threePosts();
  await saveSet(id, ids, answers);
  await applyEvent(ids[1] as string, { type: "undo-passed" });
  expect(await undoSet(id)).toMatchObject({ ok: false, problem: { code: "undo-too-late" } });
  const states = (await rowsOf(ids)).map(({ state }) => state);
  expect(states.filter((state) => state === "undone")).toEqual([]);
  expect(await undoSet(crypto.randomUUID())).toMatchObject({ problem: { code: "report-unknown" } });
});

test("the no-pixels lane strips every post of the draft at once, in memory too", async () => {
  const { id, ids } = await threePosts();
  expect((await stripDraft(id)).ok).toBe(true);
  const shown = await showDraft(id);
  expect(JSON.stringify(shown)).not.toMatch(/bonus|data:image|Slot Ceria|pbs\.twimg/);
  await saveSet(id, ids, { category: "PORNO_ANAK", action: "TERUSKAN_APH", urgent: true });
  for (const row of await rowsOf(ids)) {
    expect(row.filesLeft).toEqual([]);
    expect((await bodyOf(row.reportId)).evidence.picture).toEqual({ state: "none", reason: "category" });
  }
  expect(await rowsOf(ids)).toHaveLength(3);
});

test("marks in the form which of them this person has reported", async () => {
  const known = await post();
  const single = crypto.randomUUID();
  await writeDraft({ id: single, origin, state: "captured", ...known });
  await saveReport(single, answers);
  const again = await sealedPost({ ...known.evidence, id: crypto.randomUUID() }, known.files);
  const { id } = await draftOf(await post(), again);
  const shown = await showDraft(id);
  if (!shown.ok || shown.value.state !== "set") throw new Error("no set");
  expect(shown.value.posts.map(({ reportedAt }) => reportedAt !== undefined)).toEqual([false, true]);
});

test("drops the picture of a post that exceeds memory, then the post, with a message", async () => {
  const posts = [await post(), await post(), await post()];
  const big = posts.map((one) => ({
    ...one,
    files: Object.fromEntries(
      Object.keys(one.files).map((sha256) => [sha256, `data:image/webp;base64,${"A".repeat(10_000)}`]),
    ),
  }));
  const reasons = (kept: UnsealedPost[]) => kept.map(({ evidence: { picture } }) => picture.state);
  expect(fitInMemory(big, 100_000)).toEqual({ posts: big, dropped: [] });
  const fitted = fitInMemory(big, 20_000);
  expect(reasons(fitted.posts)).toEqual(["taken", "none", "none"]);
  expect(fitted.posts[2]?.evidence.picture).toEqual({ state: "none", reason: "no-room" });
  expect(JSON.stringify(fitted).length).toBeLessThan(20_000);
  const [first, ...rest] = big;
  const tight = fitInMemory(big, 2_000);
  expect(tight.posts.map(({ evidence: { id } }) => id)).toEqual([first?.evidence.id]);
  expect(tight.dropped.map(({ subject }) => subject).sort()).toEqual(
    rest.map(({ evidence: { subject } }) => subject).sort(),
  );
  expect(tight.dropped[0]?.problem.code).toBe("too-large");
});

test.each(["captured", "set"] as const)(
  "a report of a %s draft waits for a redaction and holds no redacted word",
  async (state) => {
    const secret = "Budi Santoso";
    const taken = await post({
      fields: { ...evidence.fields, text: { value: `oleh ${secret}`, source: "uji" } },
    });
    const id = crypto.randomUUID();
    const evidenceId = taken.evidence.id;
    await writeDraft(
      state === "set" ? { id, origin, state, posts: [taken], dropped: [] } : { id, origin, state, ...taken },
    );
    let finish: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const work: RedactionWork = {
      paint: () => Promise.reject(new Error("no box was asked for")),
      seal: async (unsealed) => {
        await slow;
        return sealPost(unsealed);
      },
    };
    const asked = { words: [secret], boxes: [] };
    const redacting = runExclusive(id, () => redactDraft(id, evidenceId, asked, work));
    const saving = state === "set" ? saveSet(id, [evidenceId], answers) : saveReport(id, answers);
    await new Promise((resolve) => setTimeout(resolve, 20));
    finish();
    expect(await redacting).toMatchObject({ ok: true });
    expect(await saving).toMatchObject({ ok: true });
    const body = await readBody(state === "set" ? evidenceId : id);
    expect(body).toContain("oleh ");
    expect(body).not.toContain(secret);
  },
);
