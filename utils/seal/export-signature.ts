/** The intake's signature over everything an export says beside its files, which are named by their digests. */

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

/** A compact JWS for the export's `jws`; `files` may be there already, and is not covered. */
export async function signExport(exported: Omit<CaseExport, "jws">, key: SealingKey): Promise<string> {
  return signJson({ digest: await exportDigest(exported) }, exportKind, key);
}

/** SHA-256 of the canonical JSON of an export without `files` and `jws`; takes the export as it was written. */
export function exportDigest(exported: object): Promise<string> {
  const { files: _files, jws: _jws, ...said } = exported as Record<string, unknown>;
  return digestJson(said);
}

/** What an export's `jws` signs; `custody-invalid` with the part that does not hold. */
export function openExport(jws: string, intakeKey: PublicKey): Promise<Result<ExportClaims>> {
  return openJson(jws, exportKind, intakeKey);
}
