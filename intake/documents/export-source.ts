/** Contents of an export, the same for every format. */

import type { CaseExport } from "../../utils/shared/contract/export.ts";
import { type File, filesOf, type ImageFile } from "../../utils/shared/contract/files.ts";
import type { OutcomeProof } from "../../utils/shared/contract/outcome-check.ts";
import { decodeOutcomeProof } from "../../utils/shared/seal/signed-kinds.ts";

/** An export without its files, which are read one at a time to limit memory. */
export type CaseContent = Omit<CaseExport, "files">;

export interface ExportSource {
  content: CaseContent;
  /** Returns undefined if the file has not arrived, is deleted, or is withheld. */
  readFile(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Ids of reports. If an archive is too small for all files, it has those of the first. */
  reportOrder?: readonly string[];
}

/** Addresses that a dossier names. */
export interface DossierPlace {
  /** The intake's address. */
  origin: string;
  /** For a platform: its evidence page. Undefined for people who can export the case's archive. */
  handedAt?: string | undefined;
}

/** Each listed file once: those of the reports, then the pictures of the outcome checks. */
export function listedFiles(content: Pick<CaseContent, "reports" | "requests">): File[] {
  const all = [
    ...content.reports.flatMap(({ report }) => filesOf(report.evidence)),
    ...checkPictures(content).map(({ file }) => file),
  ];
  return [...new Map(all.map((file) => [file.sha256, file])).values()];
}

/** The pictures that the seals of the outcome checks name, with their sealed statements. */
export function checkPictures({
  requests,
}: Pick<CaseContent, "requests">): { proof: OutcomeProof; file: ImageFile }[] {
  return (requests?.checks ?? []).flatMap(({ seal }) => {
    const proof = seal === undefined ? undefined : decodeOutcomeProof(seal);
    return proof?.picture?.state === "taken" ? [{ proof, file: proof.picture.file }] : [];
  });
}
