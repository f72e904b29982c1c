/** Contents of an export, the same for every format. */

import type { CaseExport } from "../../utils/shared/contract/export.ts";
import { type File, filesOf } from "../../utils/shared/contract/files.ts";

/** An export without its files, which are read one at a time to limit memory. */
export type CaseContent = Omit<CaseExport, "files">;

export interface ExportSource {
  content: CaseContent;
  /** Returns undefined if the file has not arrived, is deleted, or is withheld. */
  readFile(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Addresses that a dossier names. */
export interface DossierPlace {
  /** The intake's address. */
  origin: string;
  /** For a platform: its evidence page. Undefined for people who can export the case's archive. */
  handedAt?: string | undefined;
}

/** Each listed file once, in the order of the reports. */
export function listedFiles({ reports }: Pick<CaseContent, "reports">): File[] {
  const all = reports.flatMap(({ report }) => filesOf(report.evidence));
  return [...new Map(all.map((file) => [file.sha256, file])).values()];
}
