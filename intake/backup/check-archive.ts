/** Checks that a backup is complete, by every digest, count and name, before it is used. */

import { parseCanonical } from "../../utils/shared/seal/canonical-encoding.ts";
import { sha256Of } from "../core/digest.ts";
import { knownMigrations } from "../db/migrations.ts";
import {
  addressOf,
  type Head,
  head,
  headName,
  type Manifest,
  manifest,
  manifestDigest,
  manifestDigestName,
  manifestName,
  tableOf,
} from "./archive-contents.ts";
import { type ArchiveEntry, readArchive } from "./read-archive.ts";

export interface CheckedArchive {
  head: Head;
  manifest: Manifest;
}

interface ArchiveContents {
  head?: Head;
  manifest?: Manifest;
  manifestSha256?: string;
  isEnded?: boolean;
  parts: { name: string; sha256: string }[];
  files: number;
  fileBytes: number;
}

/** Throws with the first fault found. */
export async function checkArchive(path: string): Promise<CheckedArchive> {
  const contents: ArchiveContents = { parts: [], files: 0, fileBytes: 0 };
  for await (const entry of readArchive(path)) {
    if (!contents.head) {
      contents.head = await readHead(path, entry);
      continue;
    }
    const wrong = checkEntry(contents, entry);
    if (wrong !== undefined) throw damagedError(path, wrong);
  }
  if (!contents.head || !contents.manifest || !contents.isEnded)
    throw damagedError(path, "its manifest is missing");
  return { head: contents.head, manifest: contents.manifest };
}

function damagedError(path: string, what: string): Error {
  return new Error(`${path} was changed or damaged: ${what}. Use another copy of it.`);
}

/** Returns the fault of an entry after the head. */
function checkEntry(found: ArchiveContents, { name, bytes, before }: ArchiveEntry): string | undefined {
  const sha256 = sha256Of(bytes);
  if (found.manifestSha256 !== undefined) {
    if (name !== manifestDigestName || found.isEnded) return `${name} comes after the manifest`;
    found.isEnded = true;
    const same = Buffer.from(bytes).toString("latin1") === manifestDigest(found.manifestSha256);
    return same ? undefined : "its manifest does not match its digest";
  }
  const address = addressOf(name);
  if (address !== undefined) {
    found.files++;
    found.fileBytes += bytes.length;
    return sha256 === address ? undefined : `${name} does not match the digest in its name`;
  }
  if (tableOf(name) !== undefined) {
    found.parts.push({ name, sha256 });
    return undefined;
  }
  if (name !== manifestName) return `${name} does not belong in it`;
  found.manifestSha256 = sha256;
  const read = manifest.safeParse(parseCanonical(bytes));
  if (!read.success) return "its manifest cannot be read";
  found.manifest = read.data;
  return compareManifest(found, read.data, before);
}

function compareManifest(found: ArchiveContents, listed: Manifest, before: string): string | undefined {
  for (const [index, part] of found.parts.entries()) {
    const { name, sha256 } = listed.parts[index] ?? {};
    if (name !== part.name || sha256 !== part.sha256) return `${part.name} is not what was backed up`;
  }
  const { parts, files, fileBytes } = listed;
  const all = parts.length === found.parts.length && files === found.files && fileBytes === found.fileBytes;
  if (!all) return "its contents do not match its manifest";
  return listed.sha256 === before ? undefined : "its parts do not match the manifest's digest";
}

async function readHead(path: string, { name, bytes }: ArchiveEntry): Promise<Head> {
  const value = name === headName ? parseCanonical(bytes) : undefined;
  const read = head.safeParse(value);
  const newer = (what: string) =>
    new Error(`${path} was made by a newer version of the intake${what}: update this intake first.`);
  if (!read.success) {
    const version = (value as { version?: unknown } | undefined)?.version;
    throw typeof version === "number" && version > 1
      ? newer("")
      : new Error(`${path} is not a backup of Lapor Kominfo.`);
  }
  const ownMigrations = await knownMigrations();
  if (read.data.migrations[0] !== ownMigrations[0])
    throw new Error(`${path} was made by a version before the first release: it cannot be restored.`);
  const unknown = read.data.migrations.find((tag, index) => tag !== ownMigrations[index]);
  if (unknown !== undefined) throw newer(` (its database has had ${unknown})`);
  return read.data;
}
