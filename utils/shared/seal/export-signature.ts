/** The intake's signature over an export without its files, which the export names by digest. */

import type { PublicKey } from "../contract/enrolment.ts";
import { type CaseExport, type ExportClaims, exportClaims } from "../contract/export.ts";
import type { Result } from "../contract/result.ts";
import { digestJson } from "./digest.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const exportKind: SignedKind<ExportClaims> = {
  typ: "export+jws",
  shape: exportClaims,
  code: "custody-invalid",
};

/** Returns the compact JWS for the export's `jws`. `files` may be present and is not covered. */
export async function signExport(exported: Omit<CaseExport, "jws">, key: SealingKey): Promise<string> {
  return signJson({ digest: await exportDigest(exported) }, exportKind, key);
}

/** SHA-256 of the canonical JSON of an export, as written, without `files` and `jws`. */
export function exportDigest(exported: object): Promise<string> {
  const { files: _files, jws: _jws, ...said } = exported as Record<string, unknown>;
  return digestJson(said);
}

/** Returns the claims in an export's `jws`. `custody-invalid` with the part that failed. */
export function openExport(jws: string, intakeKey: PublicKey): Promise<Result<ExportClaims>> {
  return openJson(jws, exportKind, intakeKey);
}
