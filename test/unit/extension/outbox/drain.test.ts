import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import { claimDraft, formOwnershipOf, writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import {
  listOutbox,
  saveReport,
  undoReport,
  withdrawReport,
} from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drainNow, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import { readBody, readFile } from "../../../../utils/extension/outbox/store.ts";
import type { Answers } from "../../../../utils/shared/contract/outbox.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { addressOf } from "../../../../utils/shared/subject/address-of.ts";
import { connectDevice, receiptResponse, sealedPost } from "../../../support/device-kit.ts";

const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };
const origin = { tabId: 1, frameId: 0, windowId: 1 };
/** Unlike in each test, since a file is kept as long as any report needs it. */
let content = "";
let bytes = new Uint8Array();

/** The network edge: answers like an intake, or not at all. */
const intake = { reachable: true, bodies: [] as string[], files: [] as string[] };

function answer(address: URL, init: RequestInit): Response {
  const path = address.pathname;
  if (init.method === "PUT") {
    intake.files.push(path);
    return Response.json({ sha256: path.split("/").pop(), bytes: bytes.length });
  }
  const body = new TextDecoder().decode(init.body as Uint8Array<ArrayBuffer>);
  intake.bodies.push(body);
  const report = JSON.parse(body);
  const { picture } = report.evidence;
  return receiptResponse(report.id, picture.state === "taken" ? [picture.file.sha256] : []);
}

async function draftWithPicture(id: string = crypto.randomUUID()): Promise<string> {
  const sha256 = await digestHex(bytes);
  const file = { sha256, type: "image/webp" as const, bytes: bytes.length, width: 1, height: 1 };
  await writeDraft({
    id,
    origin,
    state: "captured",
    ...(await sealedPost(
      { ...evidence, id: crypto.randomUUID(), picture: { state: "taken", file } },
      { [sha256]: `data:image/webp;base64,${btoa(content)}` },
    )),
  });
  return id;
}

async function stateOf(reportId: string) {
  return (await listOutbox()).rows.find((row) => row.reportId === reportId)?.state;
}

beforeEach(async () => {
  fakeBrowser.reset();
  content = `gambar ${crypto.randomUUID()}`;
  bytes = new TextEncoder().encode(content);
  Object.assign(intake, { reachable: true, bodies: [], files: [] });
  Object.assign(fakeBrowser.action, { setBadgeText: async () => undefined });
  vi.stubGlobal("fetch", async (address: URL, init: RequestInit) => {
    if (!intake.reachable) throw new TypeError("Failed to fetch");
    return answer(new URL(address), init);
  });
  await connectDevice();
});

test("stores a report on disk before it acknowledges it, and frees the memory", async () => {
  const id = await draftWithPicture();
  const saved = await saveReport(id, answers);
  expect(saved).toMatchObject({ ok: true, value: { reportId: id } });
  expect(JSON.parse((await readBody(id)) ?? "").id).toBe(id);
  expect(await session.read(`draft:${id}`)).toBeNull();
  expect(await stateOf(id)).toBe("held");
});

test("lists a report with its post: the words until the intake has it, the address for ever", async () => {
  const id = await draftWithPicture();
  await saveReport(id, answers);
  const post = async () => (await listOutbox()).rows.find(({ reportId }) => reportId === id)?.post;
  const { authorName, text, permalink } = evidence.fields;
  expect(await post()).toEqual({
    author: authorName?.value,
    excerpt: text?.value,
    permalink: permalink?.value,
  });
  await applyEvent(id, { type: "undo-passed" });
  await drainNow();
  expect(await stateOf(id)).toBe("sent");
  expect(await post()).toEqual({ permalink: addressOf(evidence.subject) });
});

test("a form that lost the answer to its press on send is still the draft's, and gets the receipt", async () => {
  const id = crypto.randomUUID();
  await claimDraft(id, origin);
  await draftWithPicture(id);
  const form = { ...origin, frameId: 3, own: true, address: "" };
  expect(await formOwnershipOf(id, form, false)).toBe("own");
  const saved = await saveReport(id, answers);
  expect(await formOwnershipOf(id, form, false)).toBe("own");
  expect(await saveReport(id, answers)).toEqual(saved);
});

test("pressing send twice saves one report", async () => {
  const id = await draftWithPicture();
  const [first, second] = [await saveReport(id, answers), await saveReport(id, answers)];
  expect(second).toEqual(first);
  expect((await listOutbox()).rows.filter((row) => row.reportId === id)).toHaveLength(1);
});

test("a report undone in time is never sent", async () => {
  const id = await draftWithPicture();
  await saveReport(id, answers);
  expect((await undoReport(id)).ok).toBe(true);
  await applyEvent(id, { type: "undo-passed" });
  await drainNow();
  expect(await stateOf(id)).toBe("undone");
  expect(intake.bodies.some((body) => body.includes(id))).toBe(false);
});

test("what is no report can be neither undone nor withdrawn", async () => {
  const unknown = { ok: false, problem: { code: "report-unknown" } };
  expect(await undoReport(crypto.randomUUID())).toMatchObject(unknown);
  expect(await withdrawReport(crypto.randomUUID(), "keliru")).toMatchObject(unknown);
});

test("waits offline, and sends the same bytes once the intake is back", async () => {
  const id = await draftWithPicture();
  await saveReport(id, answers);
  const body = await readBody(id);
  await applyEvent(id, { type: "undo-passed" });
  intake.reachable = false;
  await drainNow();
  expect(await stateOf(id)).toBe("waiting");
  intake.reachable = true;
  await drainNow();
  expect(await stateOf(id)).toBe("sent");
  expect(intake.bodies).toEqual([body]);
});

test("sends the report first, then its picture, which is then deleted", async () => {
  const id = await draftWithPicture();
  await saveReport(id, answers);
  const sha256 = await digestHex(bytes);
  expect(await readFile(sha256)).toBeDefined();
  await applyEvent(id, { type: "undo-passed" });
  await drainNow();
  expect(intake.files).toEqual([`/v1/reports/${id}/files/${sha256}`]);
  expect(await readFile(sha256)).toBeUndefined();
});

test("a background that died while sending resumes where it was", async () => {
  const id = await draftWithPicture();
  await saveReport(id, answers);
  await applyEvent(id, { type: "undo-passed" });
  await applyEvent(id, { type: "start" });
  expect(await stateOf(id)).toBe("sending");
  const received: string[] = [];
  await startOutbox((reportId) => received.push(reportId));
  expect(await stateOf(id)).toBe("sent");
  expect(received).toContain(id);
});

test("the no-pixels lane leaves no picture on disk", async () => {
  const id = await draftWithPicture();
  await saveReport(id, { category: "PORNO_ANAK", action: "TERUSKAN_APH", urgent: true });
  const listed = (await listOutbox()).rows.find((row) => row.reportId === id);
  expect(listed?.filesLeft).toEqual([]);
  expect(listed).not.toHaveProperty("post");
  expect(await readBody(id)).not.toContain("bonus");
});

test("a report that is not sent yet cannot be withdrawn, only undone", async () => {
  const id = await draftWithPicture();
  await saveReport(id, answers);
  expect(await withdrawReport(id, "keliru")).toMatchObject({ ok: false, problem: { code: "conflict" } });
});
