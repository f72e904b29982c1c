/** Checks that a file is the one listed in its report and may be stored. */

import { filesOf } from "../../utils/shared/contract/files.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { HttpProblem } from "../core/problems.ts";
import { checkSnapshot } from "./check-snapshot.ts";
import { fileType } from "./file-type.ts";

export interface Handed extends Pick<Report, "category" | "evidence"> {
  /** Content address under which it was sent. */
  sha256: string;
  bytes: Uint8Array;
  digest: string;
}

export function checkFile(handed: Handed): Result<undefined> | { ok: false; problem: HttpProblem } {
  if (handed.category === "PORNO_ANAK") return fail("pixels-not-allowed");
  const listed = filesOf(handed.evidence).find(({ sha256 }) => sha256 === handed.sha256);
  if (!listed) return wrong("sha256", "is not listed by the report");
  if (handed.digest !== handed.sha256) return fail("digest-mismatch", handed.digest);
  if (handed.bytes.length !== listed.bytes)
    return wrong("bytes", `are ${handed.bytes.length}, the report lists ${listed.bytes}`);
  if (listed.type === "text/html") return checkSnapshot(handed.bytes);
  const type = fileType(handed.bytes);
  return type === listed.type
    ? ok(undefined)
    : wrong("type", `is ${type ?? "no picture"}, the report lists ${listed.type}`);
}

function wrong(path: string, message: string): { ok: false; problem: HttpProblem } {
  return { ok: false, problem: { code: "invalid-input", retry: "never", fields: [{ path, message }] } };
}
