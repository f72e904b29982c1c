/** Reports that devices must forget keep only identity and times on this one: bodies, files, reasons and drafts are deleted. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import { forgottenUntil, runExclusive } from "../../../../utils/extension/browser/storage.ts";
import {
  hasDraft,
  listDraftIds,
  readDraft,
  removeDraft,
  writeDraft,
} from "../../../../utils/extension/drafts/drafts.ts";
import { keepWords, recallWords } from "../../../../utils/extension/drafts/kept-words.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import { deleteForgottenReports } from "../../../../utils/extension/outbox/delete-forgotten.ts";
import { applyEvent, drain, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import { changeRow, readBody, readFile } from "../../../../utils/extension/outbox/store.ts";
import { sealedPost } from "../../../support/device-kit.ts";
import {
  draftWithPicture,
  edge,
  heldReport,
  origin,
  pinFilesKey,
  rowOf,
  startDevice,
  waitingReport,
} from "../../../support/outbox-kit.ts";

const until = "2026-11-25T02:50:00.000Z";
let asked: string[];

/** Sets the reports that the intake lists; null makes it unreachable. */
function name(reports: readonly string[] | null): void {
  edge.answer = ({ path }) => {
    if (path !== "/v1/me/forgotten") return undefined;
    if (reports === null) throw new TypeError("no network");
    return Response.json({ reports, until });
  };
}

beforeEach(async () => {
  await startDevice();
  Object.assign(fakeBrowser.tabs, { get: async (id: number) => ({ id }) });
  asked = [];
  const fetchAsked = globalThis.fetch;
  vi.stubGlobal("fetch", (address: URL, init: RequestInit) => {
    if (address.pathname === "/v1/me/forgotten") asked.push(address.search);
    return fetchAsked(address, { ...init, body: init.body ?? new Uint8Array() });
  });
});

describe.each([
  ["plain", async () => undefined],
  ["encrypted to the intake", async () => void (await pinFilesKey())],
])("with files that lie there %s", (_, prepare) => {
  test("does not send a waiting report: its number and state stay, its text and files are deleted", async () => {
    await prepare();
    const { id, sha256 } = await waitingReport();
    const before = await rowOf(id);
    expect(await readBody(id)).toContain("bonus");
    expect(await readFile(sha256, before?.deviceId)).toBeDefined();
    name([id]);
    await deleteForgottenReports();
    expect(await readBody(id)).toBeUndefined();
    expect(await readFile(sha256, before?.deviceId)).toBeUndefined();
    expect(await rowOf(id)).toMatchObject({
      ...{ number: before?.number, subject: before?.subject, state: "sent" },
      ...{ received: true, filesLeft: [] },
    });
  });
});

test("forgets the picture of a report that could not send it", async () => {
  const { id, sha256 } = await waitingReport();
  const refused = { code: "device-revoked" as const, retry: "never" as const };
  await applyEvent(id, { type: "start" });
  await applyEvent(id, { type: "received", filesWanted: [sha256] });
  await applyEvent(id, { type: "refused", problem: refused });
  expect((await rowOf(id))?.state).toBe("failed");
  name([id]);
  await deleteForgottenReports();
  expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
  expect(await rowOf(id)).not.toHaveProperty("problem");
  expect(await readFile(sha256)).toBeUndefined();
});

test("no longer counts a forgotten report among the unsent ones", async () => {
  const addresses: string[] = [];
  Object.assign(fakeBrowser.runtime, {
    setUninstallURL: async (address: string) => void addresses.push(address),
  });
  const { id } = await waitingReport();
  name([id]);
  await deleteForgottenReports();
  expect(addresses.at(-1)).toBe("");
});

test("deletes the reason of a withdrawal, but only after it has arrived", async () => {
  const { id } = await waitingReport();
  await changeRow(id, (row) => ({ ...row, state: "withdrawing", received: true, withdrawReason: "kutipan" }));
  name([id]);
  await deleteForgottenReports();
  expect(await rowOf(id)).toMatchObject({ state: "withdrawing", withdrawReason: "kutipan" });
  await changeRow(id, (row) => ({ ...row, state: "withdrawn" }));
  await deleteForgottenReports();
  expect(await rowOf(id)).not.toHaveProperty("withdrawReason");
});

test("forgets the list of own reports as it was seen last, which has the words of posts", async () => {
  await session.write("own-shown", { rows: ["kutipan"] });
  name([]);
  await deleteForgottenReports();
  expect(await session.read("own-shown")).not.toBeNull();
  name([crypto.randomUUID()]);
  await deleteForgottenReports();
  expect(await session.read("own-shown")).toBeNull();
});

test("keeps a file that another report still needs", async () => {
  const content = `gambar ${crypto.randomUUID()}`;
  const one = await heldReport(content);
  const other = await heldReport(content);
  await applyEvent(one.id, { type: "undo-passed" });
  name([one.id]);
  await deleteForgottenReports();
  expect(await readBody(one.id)).toBeUndefined();
  expect(await readBody(other.id)).toContain("bonus");
  expect(await readFile(one.sha256)).toBeDefined();
});

test("closes an open form about the same post, removes only that post of a set, and leaves others", async () => {
  const { id } = await waitingReport();
  const same = await draftWithPicture();
  const postOf = (subject: string) => sealedPost({ ...evidence, id: crypto.randomUUID(), subject });
  const other = await postOf("x:post:4711");
  const alone = crypto.randomUUID();
  await writeDraft({ id: alone, origin, state: "captured", ...other });
  const set = crypto.randomUUID();
  const posts = [await postOf(evidence.subject), other];
  await writeDraft({ id: set, origin, state: "set", posts, dropped: [] });
  const words = { note: "Catatan lama", notPublicReason: "" };
  await keepWords(origin.tabId, [evidence.subject], words);
  await keepWords(origin.tabId, ["x:post:4711"], words);
  name([id]);
  await deleteForgottenReports();
  expect(await recallWords(origin.tabId, [evidence.subject])).toBeUndefined();
  expect(await recallWords(origin.tabId, ["x:post:4711"])).toEqual(words);
  const ids = await listDraftIds();
  expect(ids).not.toContain(same.id);
  expect(ids).toContain(alone);
  expect(await readDraft(set)).toMatchObject({
    value: { posts: [{ evidence: { subject: "x:post:4711" } }] },
  });
});

describe("an open set that changes while its drafts are listed", () => {
  let set: string;

  /** Lists the drafts, and then runs the form's message before anything else. */
  async function forgetDuring(message: () => Promise<unknown>) {
    const { id } = await waitingReport();
    const postOf = (subject: string) => sealedPost({ ...evidence, id: crypto.randomUUID(), subject });
    set = crypto.randomUUID();
    const posts = [await postOf(evidence.subject), await postOf("x:post:4711")];
    await writeDraft({ id: set, origin, state: "set", posts, dropped: [] });
    name([id]);
    const { session: area } = fakeBrowser.storage;
    const get = area.get.bind(area);
    vi.spyOn(area, "get").mockImplementation((async (keys: null) => {
      const listed = await get(keys);
      if (keys === null) await runExclusive(set, message);
      return listed;
    }) as never);
    await deleteForgottenReports();
    vi.mocked(area.get).mockRestore();
  }

  test("does not get back the words that the no-pixels lane destroyed", async () => {
    await forgetDuring(() => stripDraft(set));
    const left = await readDraft(set);
    expect(left).toMatchObject({ value: { posts: [{ evidence: { subject: "x:post:4711" } }] } });
    expect(JSON.stringify(left)).not.toContain(evidence.fields.text?.value);
  });

  test("stays gone once it was sent or closed", async () => {
    await forgetDuring(() => removeDraft(set));
    expect(await hasDraft(set)).toBe(false);
  });
});

test("requests changes from its last position, and from the same again without an answer", async () => {
  name(null);
  await deleteForgottenReports();
  expect(await forgottenUntil.getValue()).toEqual({});
  name([]);
  await deleteForgottenReports();
  await deleteForgottenReports();
  expect(asked.slice(-2)).toEqual(["", `?after=${encodeURIComponent(until)}`]);
});

test("requests changes once after each sending, and not without one", async () => {
  const drained = vi.fn();
  await startOutbox(() => undefined, drained);
  drained.mockClear();
  await drain();
  expect(drained).not.toHaveBeenCalled();
  const one = await heldReport();
  const other = await heldReport();
  for (const { id } of [one, other]) await applyEvent(id, { type: "undo-passed" });
  await drain();
  expect(drained).toHaveBeenCalledTimes(1);
});
