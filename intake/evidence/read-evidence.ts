/** Reads received files and checks that their bytes are the sealed ones. */

import { sha256Of } from "../core/digest.ts";
import { causesOf } from "../core/error-causes.ts";
import { logLine } from "../core/log.ts";
import { type EvidenceFiles, EvidenceUnavailable } from "./evidence-files.ts";

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

/** Why a file is not as it arrived. */
export interface FileFault {
  /** Ends a sentence. */
  fault: string;
}

/**
 * Reads a file to check or copy it among many. One that cannot be read, as on a bad sector, or in an archive of the bucket,
 * is a fault of that file. Throws if the store gives no answer.
 */
export async function tryEvidence(
  files: Pick<EvidenceFiles, "get" | "has">,
  sha256: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer> } | FileFault> {
  try {
    const file = await files.get(sha256);
    if (!file) return { fault: "is gone from the evidence store" };
    return sha256Of(file.bytes) === sha256 ? file : { fault: "is not what arrived" };
  } catch (error) {
    await files.has(sha256);
    return { fault: `cannot be read: ${describeFailure(error)}` };
  }
}

/** For the administrator: the bucket's answer, or the code of the operating system. */
export function describeFailure(error: unknown): string {
  const causes = causesOf(error);
  const bucket = causes.find((cause) => cause instanceof EvidenceUnavailable);
  const codes = causes.map((cause) => (cause as NodeJS.ErrnoException).code);
  const code = codes.findLast((one) => one !== undefined);
  return bucket?.message.replace(/\.$/, "") ?? code ?? causes[0]?.name ?? "unknown";
}
