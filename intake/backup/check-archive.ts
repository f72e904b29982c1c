/** Whether a backup is whole: every digest, count and name, before anything is done with it. */

import { canonicalJson } from "../../utils/seal/digest.ts";
import { knownMigrations } from "../store/migrations.ts";
import {
  addressOf,
  type Head,
  head,
  headName,
  type Manifest,
  manifest,
  manifestName,
  tableOf,
} from "./contents.ts";
import { sha256Of } from "./digest.ts";
import { readArchive } from "./read-archive.ts";

export interface Checked {
  head: Head;
  manifest: Manifest;
}

/** Throws a sentence that names what does not hold. */
export async function checkArchive(path: string): Promise<Checked> {
  const found: { head?: Head; manifest?: Manifest | undefined } = {};
  const parts: { name: string; sha256: string }[] = [];
  let [files, fileBytes] = [0, 0];
  const changed = (what: string) =>
    new Error(`${path} was changed or damaged: ${what}. Use another copy of it.`);
  for await (const { name, bytes, before } of readArchive(path)) {
    if (!found.head) {
      found.head = await readHead(path, name, bytes);
      continue;
    }
    if (found.manifest) throw changed(`${name} stands behind the manifest`);
    const address = addressOf(name);
    if (address !== undefined) {
      if (sha256Of(bytes) !== address) throw changed(`${name} is not the file that its name says`);
      files++;
      fileBytes += bytes.length;
    } else if (tableOf(name) !== undefined) parts.push({ name, sha256: sha256Of(bytes) });
    else if (name === manifestName) {
      found.manifest = manifest.safeParse(parse(bytes)).data;
      if (!found.manifest) throw changed("its manifest cannot be read");
      for (const [at, part] of parts.entries()) {
        const listed = found.manifest.parts[at];
        if (listed?.name !== part.name || listed.sha256 !== part.sha256)
          throw changed(`${part.name} is not what was backed up`);
      }
      const { sha256, ...counted } = found.manifest;
      if (counted.parts.length !== parts.length || counted.files !== files || counted.fileBytes !== fileBytes)
        throw changed("it does not hold what its manifest lists");
      if (sha256 !== before) throw changed("its parts are not those that were backed up");
    } else throw changed(`${name} does not belong into it`);
  }
  if (!found.head || !found.manifest) throw changed("its manifest is not there");
  return { head: found.head, manifest: found.manifest };
}

async function readHead(path: string, name: string, bytes: Uint8Array): Promise<Head> {
  const value = name === headName ? parse(bytes) : undefined;
  const read = head.safeParse(value);
  if (!read.success) {
    const newer = (value as { version?: unknown } | undefined)?.version;
    throw new Error(
      typeof newer === "number" && newer > 1
        ? `${path} was made by a newer version of the intake: update this one first.`
        : `${path} is not a backup of Lapor Kominfo.`,
    );
  }
  const known = await knownMigrations();
  const { migrations } = read.data;
  const unknown = migrations.find((tag, at) => tag !== known[at]);
  if (unknown !== undefined)
    throw new Error(
      `${path} was made by a newer version of the intake (its database has had ${unknown}): update this one first.`,
    );
  return read.data;
}

/** Only the canonical form: another spelling was not written by a backup. */
function parse(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
