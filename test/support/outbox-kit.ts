/** A device with reports to send, and a fake intake that answers as configured. */

import { decodeJwt, exportJWK, generateKeyPair } from "jose";
import { vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../scripts/dev/kits/evidence.ts";
import { connection } from "../../utils/extension/browser/storage.ts";
import { writeDraft } from "../../utils/extension/drafts/drafts.ts";
import { saveReport } from "../../utils/extension/outbox/save-report.ts";
import { applyEvent, drain } from "../../utils/extension/outbox/send-reports.ts";
import { changeRow, listAll } from "../../utils/extension/outbox/store.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { filesPrivateKey } from "../../utils/shared/seal/wrap-file.ts";
import { connectDevice, receiptResponse, sealedPost } from "./device-kit.ts";

export const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };
export const origin = { tabId: 1, frameId: 0, windowId: 1 };

export interface IntakeCall {
  origin: string;
  path: string;
  type: string | null;
  body: Uint8Array<ArrayBuffer>;
  /** The proof's nonce. */
  nonce: unknown;
  /** Ends a request that is not answered. */
  signal: AbortSignal;
}

/** Received requests in order, and the answer; undefined for an intake's normal answer. */
export const edge = {
  came: [] as IntakeCall[],
  answer: (_: IntakeCall): Response | Promise<Response | undefined> | undefined => undefined,
};

export async function startDevice(): Promise<void> {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.action, { setBadgeText: async () => undefined });
  Object.assign(fakeBrowser.runtime, { getContexts: async () => [] });
  Object.assign(edge, { came: [], answer: () => undefined });
  vi.stubGlobal("fetch", async (address: URL, init: RequestInit) => {
    const body = new Uint8Array(init.body as Uint8Array<ArrayBuffer>);
    const type = new Headers(init.headers).get("Content-Type");
    const signal = init.signal ?? new AbortController().signal;
    const { nonce } = decodeJwt(new Headers(init.headers).get("DPoP") ?? "");
    const request = { origin: address.origin, path: address.pathname, type, body, nonce, signal };
    edge.came.push(request);
    return (await edge.answer(request)) ?? acknowledge(request);
  });
  vi.stubGlobal("navigator", { onLine: true });
  await connectDevice();
  // Reports left by an earlier test would be sent after five seconds, during another test.
  for (const { reportId } of (await listAll()).rows)
    await changeRow(reportId, (row) => ({ ...row, state: "undone", filesLeft: [] }));
}

export function acknowledge({ path, body }: IntakeCall): Response {
  if (path.includes("/files/")) return Response.json({ sha256: path.split("/").pop(), bytes: body.length });
  const { id, evidence: sent } = JSON.parse(new TextDecoder().decode(body));
  return receiptResponse(id, sent.picture.state === "taken" ? [sent.picture.file.sha256] : []);
}

export interface DraftedPost {
  id: string;
  content: string;
  sha256: string;
}

/** Never answers, like a host that accepts a connection and is silent. */
export function hang({ signal }: IntakeCall): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

export async function draftWithPicture(content = `gambar ${crypto.randomUUID()}`): Promise<DraftedPost> {
  const id = crypto.randomUUID();
  const sha256 = await digestHex(content);
  const file = { sha256, type: "image/webp" as const, bytes: content.length, width: 1, height: 1 };
  await writeDraft({
    id,
    origin,
    state: "captured",
    ...(await sealedPost(
      { ...evidence, id: crypto.randomUUID(), picture: { state: "taken", file } },
      { [sha256]: `data:image/webp;base64,${btoa(content)}` },
    )),
  });
  return { id, content, sha256 };
}

/** Saved, and held for "batalkan". */
export async function heldReport(content?: string): Promise<DraftedPost> {
  const drafted = await draftWithPicture(content);
  const saved = await saveReport(drafted.id, answers);
  if (!saved.ok) throw new Error(saved.problem.code);
  // Saving triggers a drain; waits until it is finished.
  await drain();
  return drafted;
}

/** Saved, and the time to undo ("batalkan") has passed. */
export async function waitingReport(): Promise<DraftedPost> {
  const drafted = await heldReport();
  await applyEvent(drafted.id, { type: "undo-passed" });
  return drafted;
}

export async function rowOf(id: string) {
  return (await listAll()).rows.find(({ reportId }) => reportId === id);
}

/** Pins the files key on the device. Returns the private key. */
export async function pinFilesKey() {
  const pair = await generateKeyPair("ECDH-ES", { crv: "P-256", extractable: true });
  const privateKey = filesPrivateKey.parse(await exportJWK(pair.privateKey));
  const { d: _, ...filesKey } = privateKey;
  const known = await connection.getValue();
  if (known) await connection.setValue({ ...known, filesKey });
  return privateKey;
}
