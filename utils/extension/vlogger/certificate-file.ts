/** A certificate as a file: exactly what the intake signed. */

import type { OwnCertificate } from "../../shared/contract/certificate.ts";
import type { SavedFile } from "../browser/saved-file.ts";

export function makeCertificateFile({ jws, issuedAt }: Pick<OwnCertificate, "jws" | "issuedAt">): SavedFile {
  return {
    address: URL.createObjectURL(new Blob([jws], { type: "application/jose" })),
    name: `lapor-sertifikat-${issuedAt.slice(0, 10)}.jws`,
  };
}
