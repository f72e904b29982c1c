/**
 * Stores compact JWS in a third of their characters: digests, ids and keys become bytes, and the rest is compressed with
 * a dictionary of what all of them have in common. The same characters come back.
 */

import { deflateRawSync, inflateRawSync } from "node:zlib";

/** First byte of a stored value. */
const asText = 0;
/** Written by earlier versions: the bytes are inside the compressed text. */
const mixed = 1;
const packed = 2;

/** Length of an ES256 signature. */
const signatureBytes = 64;
/** Length of the number before the bytes. */
const lengthBytes = 2;
const maxRaw = 65_535;

/**
 * Parts of seals and receipts that are in most of them. Stored values need it: never change it, but add another with
 * another first byte. What is last is found with the fewest bits.
 */
const commonParts = [
  '"recipeVersion":1,"redactions":[{"box":{"height":,"width":,"x":,"y":},"file":"picture","what":"own"},{"count":1,"in":["text","snapshot"],"what":"words"}]',
  '"clock":{"heardAt":"2026-,"intakeAt":"2026-,"offsetMs":',
  '"missing":["authorId","truncated"],"picture":{"reason":"permission","state":"none"}',
  '"channelId":"","kind":"message","site":"telegram","kind":"video","site":"youtube","kind":"comment","site":"facebook","subject":"facebook:post:',
  '"frame":{"file":{"bytes":,"height":,"sha256":"\u0001 ","type":"image/webp","width":},"state":"taken"},"id":"\u0002',
  '{"alg":"ES256","typ":"receipt+jws","kid":"\u0003"}\n{"caseId":"\u0002","handedInBy":{"deviceId":"\u0002","name":""},"log":{"hash":"\u0001 ","seq":1},"manifestDigest":"\u0001 ","number":"","receivedAt":"2026-","reportDigest":"\u0001 ","reportId":"\u0002","sealKey":"\u0003","sealedBy":{"deviceId":"\u0002","name":"',
  '{"alg":"ES256","typ":"seal+jws","jwk":{"kty":"EC","crv":"P-256","x":"\u0003","y":"\u0003"}}\n{"aliases":[],"browser":"Chromium 156","capturedAt":"2026-11-","extensionVersion":"0.1.0","fields":{"audience":"\u0001 ","authorHandle":"\u0001 ","authorId":"\u0001 ","authorLink":"\u0001 ","authorName":"\u0001 ","context":"\u0001 ","counts":"\u0001 ","language":"\u0001 ","links":"\u0001 ","media":"\u0001 ","permalink":"\u0001 ","promoted":"\u0001 ","publishedAt":"\u0001 ","publishedRaw":"\u0001 ","text":"\u0001 ","timecodeSeconds":"\u0001 ","title":"\u0001 ","truncated":"\u0001 ","unavailable":"\u0001 "},"format":"lapor-kominfo/manifest/1","id":"\u0002","kind":"post","missing":[],"page":"\u0001 ","picture":{"file":{"bytes":,"height":,"sha256":"\u0001 ","type":"image/webp","width":},"state":"taken"},"quality":[],"recipeVersion":1,"redactions":[],"site":"x","snapshot":{"file":{"bytes":,"sha256":"\u0001 ","type":"text/html"},"state":"taken"},"subject":"x:post:',
].join("");

/** Small buffers: making them takes longer than packing into them. */
const options = { windowBits: 13, memLevel: 4, chunkSize: 1_024 };
const mixedDictionary = Buffer.from(commonParts, "latin1");
/** The bytes stand apart, so nothing follows a mark. */
const dictionary = Buffer.from(commonParts.replaceAll("\u0001 ", "\u0001"), "latin1");
/** More than any seal. Bytes that were changed in the database must not fill the memory. */
const maxUnpacked = 4_000_000;

/** Kinds of text that become bytes; each is marked by a control character, which no JSON text contains. */
const hexMark = "\u0001";
const uuidMark = "\u0002";
const keyMark = "\u0003";
const hexDigits = /^[0-9a-f]+$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of packed bytes are control characters
const marks = /[\u0001-\u0003]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of packed bytes are control characters
const mixedBytes = /\u0001([\u0000-\u00ff]{32})|\u0002([\u0000-\u00ff]{16})|\u0003([\u0000-\u00ff]{32})/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a text with the marks or a line break cannot be packed
const controls = /[\u0000-\u001f]/;

/** Any text can be stored; one that is no compact JWS of these kinds is stored as it is. */
export function packJws(jws: string): Buffer {
  if (jws === "") return Buffer.alloc(0);
  return packParts(jws) ?? Buffer.concat([Buffer.of(asText), Buffer.from(jws)]);
}

function packParts(jws: string): Buffer | undefined {
  const [header, payload, signature, ...more] = jws.split(".").map(decode);
  if (!header || !payload || signature?.length !== signatureBytes || more.length > 0) return undefined;
  const parts = [header, payload].map((part) => part.toString("latin1"));
  if (parts.some((part) => controls.test(part))) return undefined;
  const { text, raw } = takeBytes(parts.join("\n"));
  if (text.length > maxUnpacked || raw.length > maxRaw) return undefined;
  const length = Buffer.of(raw.length >> 8, raw.length & 255);
  const compressed = deflateRawSync(Buffer.from(text, "latin1"), { ...options, dictionary });
  return Buffer.concat([Buffer.of(packed), signature, length, raw, compressed]);
}

/** Undefined unless the bytes encode to the same characters. */
function decode(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, "base64url");
  return bytes.toString("base64url") === part ? bytes : undefined;
}

/**
 * Replaces quoted digests, ids and keys by marks. Their bytes stand apart, because compressing them takes most of the
 * time and gains nothing.
 */
function takeBytes(json: string): { text: string; raw: Buffer } {
  let text = "";
  let hex = "";
  let last = 0;
  for (let start = json.indexOf('"'), end = 0; start >= 0; start = json.indexOf('"', end + 1)) {
    end = json.indexOf('"', start + 1);
    if (end < 0) break;
    const taken = takeWord(json, start + 1, end);
    if (!taken) continue;
    text += json.slice(last, start + 1) + taken.mark;
    hex += taken.hex;
    last = end;
  }
  return { text: text + json.slice(last), raw: Buffer.from(hex, "hex") };
}

function takeWord(json: string, start: number, end: number): { mark: string; hex: string } | undefined {
  const length = end - start;
  if (length !== 64 && length !== 36 && length !== 43) return undefined;
  const word = json.slice(start, end);
  if (length === 64) return hexDigits.test(word) ? { mark: hexMark, hex: word } : undefined;
  if (length === 36) return uuid.test(word) ? { mark: uuidMark, hex: word.replaceAll("-", "") } : undefined;
  const bytes = decode(word);
  return bytes && { mark: keyMark, hex: bytes.toString("hex") };
}

/** Bytes that were changed in the database give a text that no signature fits. */
export function unpackJws(stored: Uint8Array): string {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  if (bytes.length === 0) return "";
  if (bytes[0] === asText) return bytes.toString("utf8", 1);
  const signature = bytes.subarray(1, 1 + signatureBytes);
  const body = bytes.subarray(1 + signatureBytes);
  try {
    if (bytes[0] === packed) return join(unpackParts(body), signature);
    if (bytes[0] === mixed) return join(unpackMixed(body), signature);
  } catch {
    // Not what was packed.
  }
  return bytes.toString("base64url");
}

function join(text: string, signature: Buffer): string {
  const parts = text.split("\n").map((part) => Buffer.from(part, "latin1"));
  return [...parts, signature].map((part) => part.toString("base64url")).join(".");
}

/** Throws if the marks need other bytes than there are. */
function unpackParts(body: Buffer): string {
  const rawEnd = lengthBytes + body.readUInt16BE();
  const text = inflate(body.subarray(rawEnd), dictionary);
  let at = lengthBytes;
  const whole = text.replace(marks, (mark) => {
    const bytes = body.subarray(at, at + (mark === uuidMark ? 16 : 32));
    at += bytes.length;
    if (mark === keyMark) return bytes.toString("base64url");
    return mark === hexMark ? bytes.toString("hex") : toUuid(bytes);
  });
  if (at !== rawEnd) throw new Error("the bytes do not fit the marks");
  return whole;
}

function unpackMixed(body: Buffer): string {
  return inflate(body, mixedDictionary).replace(mixedBytes, (_, hex?: string, id?: string, key?: string) => {
    if (hex !== undefined) return Buffer.from(hex, "latin1").toString("hex");
    if (key !== undefined) return Buffer.from(key, "latin1").toString("base64url");
    return toUuid(Buffer.from(id ?? "", "latin1"));
  });
}

function inflate(bytes: Buffer, common: Buffer): string {
  const unpacked = inflateRawSync(bytes, { ...options, dictionary: common, maxOutputLength: maxUnpacked });
  return unpacked.toString("latin1");
}

function toUuid(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
