/** What an export says, and the files that go with it: the same for every format. */

import type { CaseExport } from "../../../utils/contract/export.ts";
import { type File, filesOf } from "../../../utils/contract/files.ts";

/** An export without its files: those follow one at a time, so that memory holds one. */
export type Said = Omit<CaseExport, "files">;

export interface Contents {
  said: Said;
  /** The bytes under an address; absent: not arrived, deleted, or withheld. */
  readFile(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Each file that a report lists, once, in the order of the reports. */
export function listedFiles({ reports }: Pick<Said, "reports">): File[] {
  const all = reports.flatMap(({ report }) => filesOf(report.evidence));
  return [...new Map(all.map((file) => [file.sha256, file])).values()];
}
