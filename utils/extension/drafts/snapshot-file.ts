/** Converts the inert copy of a post's markup into an evidence file. */

import { toDataAddress } from "../../page/capture/data-address.ts";
import type { HtmlFile, Snapshot } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { digestHex } from "../../shared/seal/digest.ts";

export interface SnapshotFile {
  evidence: { snapshot?: Snapshot };
  /** Data: addresses keyed by SHA-256. */
  files: Record<string, string>;
}

const encoder = new TextEncoder();

/** `snapshot`: HTML, or why there is none. Absent if no post was read. */
export async function snapshotFile(snapshot: string | undefined): Promise<SnapshotFile> {
  if (snapshot === undefined) return { evidence: {}, files: {} };
  if (snapshot === "no-room" || snapshot === "failed") return noSnapshot(snapshot);
  const bytes = encoder.encode(snapshot);
  if (bytes.length > limits.snapshotBytes) return noSnapshot("no-room");
  const file: HtmlFile = { sha256: await digestHex(bytes), type: "text/html", bytes: bytes.length };
  return {
    evidence: { snapshot: { state: "taken", file } },
    files: { [file.sha256]: toDataAddress({ file, bytes }) },
  };
}

function noSnapshot(reason: "no-room" | "failed"): SnapshotFile {
  return { evidence: { snapshot: { state: "none", reason } }, files: {} };
}
