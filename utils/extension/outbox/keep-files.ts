/** Prepares a report's files for the disk: encrypted for the intake if the device has its key. */

import { fromDataAddress } from "../../page/capture/data-address.ts";
import { filesOf } from "../../shared/contract/files.ts";
import type { Report } from "../../shared/contract/report.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { wrapFile } from "../../shared/seal/wrap-file.ts";
import type { Connection } from "../browser/storage.ts";
import type { StoredPost } from "../drafts/drafts.ts";
import type { StoredFile } from "./database.ts";

/** `file-damaged` if a file does not match the evidence. After encryption the device could not check that. */
export async function filesToKeep(
  { evidence }: Report,
  { files }: StoredPost,
  connected: Connection | null,
): Promise<Result<StoredFile[]>> {
  const kept: StoredFile[] = [];
  for (const { sha256 } of filesOf(evidence)) {
    const address = files[sha256];
    if (!address) continue;
    const bytes = fromDataAddress(address);
    if ((await digestHex(bytes)) !== sha256) return fail("file-damaged", sha256);
    kept.push(await seal(sha256, bytes, connected));
  }
  return ok(kept);
}

async function seal(
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
  connected: Connection | null,
): Promise<StoredFile> {
  if (!connected?.filesKey) return { sha256, bytes };
  const wrapped = await wrapFile(bytes, connected.filesKey);
  const { deviceId } = connected.identity;
  return { sha256, deviceId, bytes: wrapped, wrappedSha256: await digestHex(wrapped) };
}
