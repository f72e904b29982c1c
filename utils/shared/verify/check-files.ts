/** Checks that each evidence file is present and matches its digest. */

import type { File } from "../contract/files.ts";
import type { Note } from "./finding.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes found under an address, before any check. */
export interface FoundFile {
  bytes: Bytes;
  /** SHA-256 of the bytes. */
  digest: string;
  /** Media type declared by the container, if any. */
  type?: string;
  /** From an archive, which also contains records that are not evidence files. */
  isRecord?: true;
}

export interface FileFacts {
  file: File;
  /** Present only if they match the seal. */
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

/** A file that no evidence names does not belong in an export. */
export function checkUnlisted(
  named: readonly string[],
  found: ReadonlyMap<string, FoundFile>,
  note: Note,
): void {
  const listed = new Set(named);
  for (const [address, { isRecord }] of found) {
    if (!isRecord && !listed.has(address)) note("file", false, address, { why: "unlisted" });
  }
}

/** A picture that a valid outcome check names, and why its bytes may be absent. */
export interface NamedPicture {
  file: File;
  /** The check's id. */
  check: string;
  leftOut?: string | undefined;
}

export function checkPictures(
  named: readonly NamedPicture[],
  found: ReadonlyMap<string, FoundFile>,
  note: Note,
): void {
  for (const { file, check, leftOut } of named)
    checkFiles([file], found, { number: `check ${check}`, leftOut, note });
}
