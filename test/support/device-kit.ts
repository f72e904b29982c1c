/** An enrolled device without an intake: connection and key in the fake browser, and an intake's answers. */

import { type DeviceKey, readOrMakeKey } from "../../utils/extension/api/device-keys.ts";
import { connection } from "../../utils/extension/browser/storage.ts";
import type { StoredPost } from "../../utils/extension/drafts/drafts.ts";
import { sealPost } from "../../utils/extension/drafts/drafts.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";

export async function connectDevice(keyName?: string): Promise<DeviceKey> {
  const identity = {
    deviceId: crypto.randomUUID(),
    personId: crypto.randomUUID(),
    name: "Petugas Contoh",
    role: "officer" as const,
    organisation: "Kominfo",
    enrolledAt: new Date().toISOString(),
  };
  await connection.setValue({ intake: "http://127.0.0.1:8787", identity, ...(keyName ? { keyName } : {}) });
  return readOrMakeKey(keyName);
}

/** Evidence sealed as the background does. */
export async function sealedPost(
  evidence: Evidence,
  files: Record<string, string> = {},
): Promise<StoredPost> {
  const sealed = await sealPost({ evidence, files });
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return sealed.value;
}

/** An intake's acknowledgement of a report. */
export function receiptResponse(reportId: string, filesWanted: readonly string[]): Response {
  return Response.json({
    reportId,
    number: "LK-00000-00000",
    caseId: crypto.randomUUID(),
    receivedAt: new Date().toISOString(),
    reportsOnCase: 1,
    filesWanted,
    jws: "",
  });
}
