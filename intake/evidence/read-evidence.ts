/** Reads received files, and believes none whose bytes are not those that were sealed. */

import { sha256Of } from "../core/digest.ts";
import { logLine } from "../core/log.ts";
import type { EvidenceFiles } from "./evidence-files.ts";

/**
 * Reads a received file to show it or to hand it out. Returns undefined if the store does not have the bytes that were
 * sealed: a disk or a bucket may give others, and a person would decide on them.
 */
export async function readEvidence(
  files: Pick<EvidenceFiles, "get">,
  sha256: string,
): ReturnType<EvidenceFiles["get"]> {
  const file = await files.get(sha256);
  if (file && sha256Of(file.bytes) === sha256) return file;
  logLine(file ? "evidence-altered" : "evidence-gone", { detail: sha256 });
  return undefined;
}
