/** The files of a piece of evidence: whether each is here, and is what its address says. */

import type { File } from "../contract/files.ts";
import type { Note } from "./finding.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes under an address, before anything is known of them. */
export interface FoundFile {
  bytes: Bytes;
  /** SHA-256 of the bytes. */
  digest: string;
  /** As the file around them says, where it says anything. */
  type?: string;
  /** Comes from an archive, which also holds what is no file of the evidence. */
  isRecord?: true;
}

export interface FileFacts {
  file: File;
  /** Only when they are what was sealed. */
  bytes?: Bytes;
}

export function checkFiles(
  files: readonly File[],
  found: ReadonlyMap<string, FoundFile>,
  { number, leftOut, note }: { number: string; leftOut?: string | undefined; note: Note },
): FileFacts[] {
  return files.map((file) => {
    const path = `${number} ${file.sha256}`;
    const here = found.get(file.sha256);
    if (!here) {
      note("file", "unknown", path, { why: leftOut ?? "absent" });
      return { file };
    }
    const holds =
      here.digest === file.sha256 &&
      here.bytes.length === file.bytes &&
      (here.type === undefined || here.type === file.type);
    note("file", holds, path, { why: "altered" });
    return holds ? { file, bytes: here.bytes } : { file };
  });
}

/** A file that no evidence names has no place in an export. */
export function checkUnlisted(
  reports: readonly (readonly File[])[],
  found: ReadonlyMap<string, FoundFile>,
  note: Note,
): void {
  const listed = new Set(reports.flat().map(({ sha256 }) => sha256));
  for (const [address, { isRecord }] of found) {
    if (!isRecord && !listed.has(address)) note("file", false, address, { why: "unlisted" });
  }
}
