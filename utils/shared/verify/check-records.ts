/** Checks the records of a WARC: each must be complete and match its digests. Their payloads are evidence files. */

import { digestHex, toHex } from "../seal/digest.ts";
import type { FoundFile } from "./check-files.ts";
import type { Note } from "./finding.ts";
import { readWarc, type WarcRecord } from "./read-warc.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Adds each record's payload to `files`, keyed by digest. Empty if the WARC is unreadable. */
export async function checkRecords(
  path: string,
  data: Bytes,
  files: Map<string, FoundFile>,
  note: Note,
): Promise<WarcRecord[]> {
  const read = readWarc(data);
  if (!read.ok) {
    note("warc", false, `${path} ${read.problem.detail}`);
    return [];
  }
  let wrong = 0;
  for (const [index, { headers, block, payload }] of read.value.entries()) {
    const digest = await digestHex(payload);
    const holds =
      (await isDigestOf(headers.get("warc-payload-digest"), payload)) &&
      (await isDigestOf(headers.get("warc-block-digest"), block));
    if (!holds)
      note("warc", false, `${path} record ${index + 1} ${headers.get("warc-target-uri") ?? ""}`.trim());
    if (!holds) wrong++;
    if (!files.has(digest)) files.set(digest, { bytes: payload, digest, isRecord: true });
  }
  if (wrong === 0) note("warc", true, path, { count: read.value.length });
  return read.value;
}

/**
 * Accepts `sha256:` in hex or base32 (also spelled `sha-256`), and `sha1:`, which older readers expect. A
 * missing digest is accepted.
 */
async function isDigestOf(said: string | undefined, bytes: Bytes): Promise<boolean> {
  if (said === undefined) return true;
  const [, name, value = ""] = /^(sha-?1|sha-?256):(\S+)$/.exec(said) ?? [];
  if (!name) return false;
  const digest = new Uint8Array(await crypto.subtle.digest(name.replace(/^sha-?/, "SHA-"), bytes));
  return value === toHex(digest) || value.replace(/=+$/, "") === base32(digest);
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups
    .map((group) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Number.parseInt(group.padEnd(5, "0"), 2)))
    .join("");
}
