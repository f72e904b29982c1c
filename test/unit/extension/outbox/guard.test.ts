/** The outbox itself rejects pixels and words of the no-pixels lane and damaged files, from any caller. */

import { openDB } from "idb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { fullEvidence, report } from "../../../../scripts/dev/kits/evidence.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import { saveReport, storeReports } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drainNow } from "../../../../utils/extension/outbox/send-reports.ts";
import { listAll, readFile, readRow } from "../../../../utils/extension/outbox/store.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import type { Report } from "../../../../utils/shared/contract/report.ts";
import { stripForNoPixels } from "../../../../utils/shared/policy/no-pixels.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { connectDevice, sealedPost } from "../../../support/device-kit.ts";

const origin = { tabId: 1, frameId: 0, windowId: 1 };
let sent: string[] = [];

beforeEach(async () => {
  fakeBrowser.reset();
  sent = [];
  Object.assign(fakeBrowser.action, { setBadgeText: async () => undefined });
  vi.stubGlobal("fetch", async (address: URL) => {
    sent.push(address.pathname);
    throw new TypeError("Failed to fetch");
  });
  await connectDevice();
});

describe("a report of the no-pixels lane", () => {
  const clean = stripForNoPixels(fullEvidence);
  const files = { ["a".repeat(64)]: "data:image/webp;base64,AAAA" };

  async function keep(more: Partial<Evidence>, rest: Partial<Report> = {}) {
    const id = crypto.randomUUID();
    const evidence = { ...clean, ...more };
    const lane = { ...report, id, category: "PORNO_ANAK" as const, evidence, ...rest };
    const kept = await storeReports(id, [{ report: lane, post: { evidence, files, seal: "" } }]);
    return { id, kept };
  }

  test.each<[string, Partial<Evidence>, Partial<Report>?]>([
    ["evidence.picture", { picture: fullEvidence.picture }],
    ["evidence.frame", { frame: fullEvidence.frame }],
    ["evidence.snapshot", { snapshot: fullEvidence.snapshot }],
    ["evidence.page", { page: fullEvidence.page }],
    ["evidence.fields.text", { fields: { text: fullEvidence.fields.text } }],
    ["evidence.fields.media", { fields: { media: fullEvidence.fields.media } }],
    ["evidence.fields.links", { fields: { links: fullEvidence.fields.links } }],
    ["note", {}, { note: "x" }],
    ["notPublicReason", {}, { notPublicReason: "x" }],
  ])("is not stored with %s", async (detail, more, rest) => {
    const { id, kept } = await keep(more, rest);
    expect(kept).toMatchObject({ ok: false, problem: { code: "pixels-not-allowed", detail } });
    expect(await readRow(id)).toBeUndefined();
    expect(await readFile("a".repeat(64))).toBeUndefined();
  });

  test("is stored stripped, without any file", async () => {
    const { id, kept } = await keep({});
    expect(kept).toMatchObject({ ok: true, value: [{ filesLeft: [] }] });
    expect(await readRow(id)).toBeDefined();
    expect(await readFile("a".repeat(64))).toBeUndefined();
  });
});

test("a report that is stored twice at once is there once, and both calls get it", async () => {
  const id = crypto.randomUUID();
  const lane = { ...report, id, category: "PORNO_ANAK" as const, evidence: stripForNoPixels(fullEvidence) };
  const made = [{ report: lane, post: { evidence: lane.evidence, files: {}, seal: "" } }];
  const [first, second] = [await storeReports(id, made), await storeReports(id, made)];
  expect(first).toMatchObject({ ok: true, value: [{ reportId: id, state: "held" }] });
  expect(second).toEqual(first);
});

describe("a file that was damaged on disk", () => {
  async function saved() {
    const content = `gambar ${crypto.randomUUID()}`;
    const sha256 = await digestHex(content);
    const file = {
      ...{ sha256, type: "image/webp" as const },
      ...{ bytes: content.length, width: 1, height: 1 },
    };
    const { clock: _, snapshot: __, frame: ___, ...bare } = fullEvidence;
    const own: Evidence = {
      ...bare,
      id: crypto.randomUUID(),
      quality: [],
      picture: { state: "taken", file },
    };
    const post = await sealedPost(own, { [sha256]: `data:image/webp;base64,${btoa(content)}` });
    const id = crypto.randomUUID();
    await writeDraft({ id, origin, state: "captured", ...post });
    const kept = await saveReport(id, { category: "JUDI", action: "BATAS_WILAYAH", urgent: false });
    if (!kept.ok) throw new Error(kept.problem.detail);
    return { id, sha256 };
  }

  async function damage(sha256: string, bytes: Uint8Array<ArrayBuffer> | undefined) {
    const db = await openDB("outbox");
    if (bytes) await db.put("files", { sha256, bytes });
    else await db.delete("files", sha256);
    db.close();
  }

  test.each([
    ["with another byte", new Uint8Array([1, 2, 3])],
    ["not at all", undefined],
  ])("%s: the report fails by name, and nothing of it leaves", async (_, bytes) => {
    const { id, sha256 } = await saved();
    await damage(sha256, bytes);
    await applyEvent(id, { type: "undo-passed" });
    await drainNow();
    const row = (await listAll()).rows.find(({ reportId }) => reportId === id);
    expect(row).toMatchObject({
      state: "failed",
      problem: { code: "file-damaged", retry: "never", detail: sha256 },
    });
    expect(sent).toEqual([]);
  });

  test("an intact one is sent", async () => {
    const { id } = await saved();
    await applyEvent(id, { type: "undo-passed" });
    await drainNow();
    expect(sent).toEqual(["/v1/reports"]);
  });
});

test("a report is not saved without an enrolment, because the next person would send it", async () => {
  const id = crypto.randomUUID();
  const post = await sealedPost({ ...fullEvidence, id });
  await connection.setValue(null);
  const kept = await storeReports(id, [{ report: { ...report, id }, post }]);
  expect(kept).toMatchObject({ ok: false, problem: { code: "not-enrolled" } });
  expect(await readRow(id)).toBeUndefined();
});
