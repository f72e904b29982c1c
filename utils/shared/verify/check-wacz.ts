/** Checks a WACZ around an export: every entry must be listed with its digest, and the list signed. */

import { z } from "zod";
import { fail, ok, type Result } from "../contract/result.ts";
import { decodeUtf8 } from "../seal/canonical-encoding.ts";
import { digestHex, toHex } from "../seal/digest.ts";
import type { FoundFile } from "./check-files.ts";
import type { Note } from "./finding.ts";
import { readWarc, type WarcRecord } from "./read-warc.ts";
import { readZip } from "./read-zip.ts";
import { readAsWritten, readBase64, sameBytes } from "./strict-json.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const packagePath = "datapackage.json";
const digestPath = "datapackage-digest.json";
const casePath = "custody/case.json";

const listed = z.object({
  created: z.string(),
  software: z.string(),
  resources: z.array(
    z.object({ path: z.string(), hash: z.string().regex(/^sha256:[0-9a-f]{64}$/), bytes: z.int().min(0) }),
  ),
});

export interface Wacz {
  /** The export in the package. */
  written: Bytes | undefined;
  files: Map<string, FoundFile>;
  /** Base64 of the key that signed the list; undefined if the list is unsigned. */
  signedBy: string | undefined;
}

const number = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const line = z.object({ url: z.string(), filename: z.string(), offset: number, length: number });

/** Checks the index of a WACZ (CDXJ): each line must point at the record that it names. */
function checkIndex(
  path: string,
  data: Uint8Array<ArrayBuffer>,
  archives: ReadonlyMap<string, readonly WarcRecord[]>,
  note: Note,
): void {
  const lines = (decodeUtf8(data) ?? "?").split("\n").filter((row) => row !== "" && !row.startsWith("!"));
  const wrong = lines.flatMap((text, index) => (pointsAtRecord(text, archives) ? [] : [index + 1]));
  for (const line of wrong) note("index", false, `${path} line ${line}`);
  if (wrong.length === 0) note("index", true, path, { count: lines.length });
}

function pointsAtRecord(text: string, archives: ReadonlyMap<string, readonly WarcRecord[]>): boolean {
  const read = line.safeParse(parse(/^\S+ \d{14,17} (\{.*\})$/.exec(text)?.[1] ?? ""));
  if (!read.success) return false;
  const { url, filename, offset, length } = read.data;
  const records = archives.get(`archive/${filename.replace(/^archive\//, "")}`) ?? [];
  return records.some(
    (record) =>
      record.offset === offset && record.length === length && record.headers.get("warc-target-uri") === url,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined if the file is not a readable ZIP. */
export async function checkWacz(bytes: Bytes, note: Note): Promise<Wacz | undefined> {
  const zip = readZip(bytes);
  if (!zip.ok) {
    note("zip", false, zip.problem.detail ?? "");
    return undefined;
  }
  const { entries, wrong } = zip.value;
  for (const name of wrong) note("zip", false, name);
  if (wrong.length === 0) note("zip", true, "", { count: entries.size });
  const signedBy = await checkPackage(entries, note);
  const files = new Map<string, FoundFile>();
  const archives = new Map<string, readonly WarcRecord[]>();
  for (const [path, data] of entries) {
    const address = /^custody\/files\/([0-9a-f]{64})\.\w+$/.exec(path)?.[1];
    if (address) files.set(address, { bytes: data, digest: await digestHex(data) });
    if (/^archive\/.*\.warc\.gz$/.test(path)) archives.set(path, await checkRecords(path, data, files, note));
  }
  for (const [path, data] of entries) {
    if (/^indexes\/.*\.cdxj?$/.test(path)) checkIndex(path, data, archives, note);
  }
  const exported = entries.get(casePath);
  return { written: exported, files, signedBy };
}

async function checkPackage(entries: ReadonlyMap<string, Bytes>, note: Note): Promise<string | undefined> {
  const whole = entries.get(packagePath);
  const read = listed.safeParse(whole && readAsWritten(whole));
  if (!whole || !read.success) {
    note("package", false, packagePath, { part: "format" });
    return undefined;
  }
  const { resources, ...said } = read.data;
  await checkResources(entries, resources, note);
  const digest = entries.get(digestPath);
  const signed = await isPackageSigned(digest && readAsWritten(digest), whole, said);
  note("package", signed.ok, digestPath, { part: signed.ok ? "" : (signed.problem.detail ?? "") });
  return signed.ok ? signed.value : undefined;
}

async function checkResources(
  entries: ReadonlyMap<string, Bytes>,
  resources: z.infer<typeof listed>["resources"],
  note: Note,
): Promise<void> {
  const unlisted = new Set([...entries.keys()].filter((path) => path !== packagePath && path !== digestPath));
  for (const { path, hash, bytes } of resources) {
    const data = entries.get(path);
    const holds = data?.length === bytes && `sha256:${await digestHex(data)}` === hash;
    note("resource", holds && unlisted.delete(path), path);
    unlisted.delete(path);
  }
  for (const path of unlisted) note("resource", false, path);
}

/**
 * Checks the records of a WARC: each must be complete and match its digests. Adds each payload to `files`, keyed by
 * digest. Empty if the WARC is unreadable.
 */
async function checkRecords(
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

const signedList = z.strictObject({
  path: z.literal("datapackage.json"),
  hash: z.string(),
  signedData: z.strictObject({
    hash: z.string(),
    created: z.string(),
    software: z.string(),
    version: z.literal("0.1.0"),
    signature: z.string(),
    publicKey: z.string(),
  }),
});

/** Curves with the length of half a signature in bytes. */
const curves = [
  { namedCurve: "P-384", half: 48 },
  { namedCurve: "P-256", half: 32 },
] as const;

/**
 * Checks the signature of a WACZ over its list of contents (WACZ Signing and Verification 0.1.0, anonymous form).
 * Returns base64 of the signing key. `custody-invalid` with the part that failed: `format`, `hash`, `key`,
 * `signature`, or a member that does not match `datapackage.json`, because the signature covers only that
 * file's hash.
 */
async function isPackageSigned(
  digest: unknown,
  whole: Bytes,
  said: { created: string; software: string },
): Promise<Result<string>> {
  const read = signedList.safeParse(digest);
  if (!read.success) return fail("custody-invalid", "format");
  const { hash, signedData } = read.data;
  const actual = `sha256:${await digestHex(whole)}`;
  if (hash !== actual || signedData.hash !== actual) return fail("custody-invalid", "hash");
  for (const name of ["created", "software"] as const) {
    if (signedData[name] !== said[name]) return fail("custody-invalid", name);
  }
  const [key, signature] = [readBase64(signedData.publicKey), readBase64(signedData.signature)];
  if (!key || !signature) return fail("custody-invalid", key ? "signature" : "key");
  const imported = await importKey(key);
  if (!imported) return fail("custody-invalid", "key");
  const raw = signature.length === imported.half * 2 ? signature : readDer(signature, imported.half);
  const text = new TextEncoder().encode(hash);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const holds = raw !== undefined && (await crypto.subtle.verify(algorithm, imported.key, raw, text));
  return holds ? ok(signedData.publicKey) : fail("custody-invalid", "signature");
}

/** Accepts only the canonical encoding: exporting the key again must yield the same bytes. */
async function importKey(spki: Bytes): Promise<{ key: CryptoKey; half: number } | undefined> {
  for (const { namedCurve, half } of curves) {
    try {
      const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve }, true, [
        "verify",
      ]);
      const written = new Uint8Array(await crypto.subtle.exportKey("spki", key));
      return sameBytes(written, spki) ? { key, half } : undefined;
    } catch {}
  }
  return undefined;
}

/** Converts `SEQUENCE { INTEGER, INTEGER }` in strict DER to two halves of fixed length. */
function readDer(der: Bytes, half: number): Bytes | undefined {
  const whole = new Uint8Array(2 * half);
  let at = 2;
  for (const end of [half, 2 * half]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    const shortest = digits[0] === 0 && length > 1 ? digits.subarray(1) : digits;
    if (der[at] !== 2 || shortest.length > half) return undefined;
    whole.set(shortest, end - shortest.length);
    at += 2 + length;
  }
  return at === der.length && sameBytes(writeDer(whole, half), der) ? whole : undefined;
}

function writeDer(raw: Bytes, half: number): Bytes {
  const parts = [raw.subarray(0, half), raw.subarray(half)].flatMap((number) => {
    const first = number.findIndex((byte) => byte !== 0);
    const shortest = [...number.subarray(first === -1 ? number.length - 1 : first)];
    const padded = (shortest[0] ?? 0) > 127 ? [0, ...shortest] : shortest;
    return [2, padded.length, ...padded];
  });
  return Uint8Array.from([0x30, parts.length, ...parts]);
}
