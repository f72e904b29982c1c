/**
 * Stores compact JWS in a third of their characters: base64 and hex become bytes, and what all of them have in common
 * is in a dictionary. The same characters come back.
 */

import { deflateRawSync, inflateRawSync } from "node:zlib";

/** First byte of a stored value. */
const asText = 0;
const packed = 1;

/** Length of an ES256 signature. */
const signatureBytes = 64;

/**
 * Parts of seals and receipts that are in most of them. Stored values need it: never change it, but add another with
 * another first byte. What is last is found with the fewest bits.
 */
const dictionary = Buffer.from(
  [
    '"recipeVersion":1,"redactions":[{"box":{"height":,"width":,"x":,"y":},"file":"picture","what":"own"},{"count":1,"in":["text","snapshot"],"what":"words"}]',
    '"clock":{"heardAt":"2026-,"intakeAt":"2026-,"offsetMs":',
    '"missing":["authorId","truncated"],"picture":{"reason":"permission","state":"none"}',
    '"channelId":"","kind":"message","site":"telegram","kind":"video","site":"youtube","kind":"comment","site":"facebook","subject":"facebook:post:',
    '"frame":{"file":{"bytes":,"height":,"sha256":"\u0001 ","type":"image/webp","width":},"state":"taken"},"id":"\u0002',
    '{"alg":"ES256","typ":"receipt+jws","kid":"\u0003"}\n{"caseId":"\u0002","handedInBy":{"deviceId":"\u0002","name":""},"log":{"hash":"\u0001 ","seq":1},"manifestDigest":"\u0001 ","number":"","receivedAt":"2026-","reportDigest":"\u0001 ","reportId":"\u0002","sealKey":"\u0003","sealedBy":{"deviceId":"\u0002","name":"',
    '{"alg":"ES256","typ":"seal+jws","jwk":{"kty":"EC","crv":"P-256","x":"\u0003","y":"\u0003"}}\n{"aliases":[],"browser":"Chromium 156","capturedAt":"2026-11-","extensionVersion":"0.1.0","fields":{"audience":"\u0001 ","authorHandle":"\u0001 ","authorId":"\u0001 ","authorLink":"\u0001 ","authorName":"\u0001 ","context":"\u0001 ","counts":"\u0001 ","language":"\u0001 ","links":"\u0001 ","media":"\u0001 ","permalink":"\u0001 ","promoted":"\u0001 ","publishedAt":"\u0001 ","publishedRaw":"\u0001 ","text":"\u0001 ","timecodeSeconds":"\u0001 ","title":"\u0001 ","truncated":"\u0001 ","unavailable":"\u0001 "},"format":"lapor-kominfo/manifest/1","id":"\u0002","kind":"post","missing":[],"page":"\u0001 ","picture":{"file":{"bytes":,"height":,"sha256":"\u0001 ","type":"image/webp","width":},"state":"taken"},"quality":[],"recipeVersion":1,"redactions":[],"site":"x","snapshot":{"file":{"bytes":,"sha256":"\u0001 ","type":"text/html"},"state":"taken"},"subject":"x:post:',
  ].join(""),
  "latin1",
);
/** Small buffers: making them takes longer than packing into them. */
const options = { dictionary, windowBits: 13, memLevel: 4, chunkSize: 4_096 };
/** More than any seal. Bytes that were changed in the database must not fill the memory. */
const maxUnpacked = 4_000_000;

/** Kinds of text that become bytes; each is marked by a control character, which no JSON text contains. */
const hexMark = "\u0001";
const uuidMark = "\u0002";
const keyMark = "\u0003";
const shortened =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|(?<=")[\w-]{43}(?=")/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of packed bytes are control characters
const lengthened = /\u0001([\u0000-\u00ff]{32})|\u0002([\u0000-\u00ff]{16})|\u0003([\u0000-\u00ff]{32})/g;
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
  const texts = [header, payload].map((part) => part.toString("latin1"));
  if (texts.some((text) => controls.test(text))) return undefined;
  const text = texts.join("\n").replace(shortened, shorten);
  if (text.length > maxUnpacked) return undefined;
  return Buffer.concat([Buffer.of(packed), signature, deflateRawSync(Buffer.from(text, "latin1"), options)]);
}

/** Undefined unless the bytes encode to the same characters. */
function decode(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, "base64url");
  return bytes.toString("base64url") === part ? bytes : undefined;
}

function shorten(found: string): string {
  if (found.length === 64) return hexMark + Buffer.from(found, "hex").toString("latin1");
  if (found.length === 36) return uuidMark + Buffer.from(found.replaceAll("-", ""), "hex").toString("latin1");
  const bytes = decode(found);
  return bytes ? keyMark + bytes.toString("latin1") : found;
}

/** Bytes that were changed in the database give a text that no signature fits. */
export function unpackJws(stored: Uint8Array): string {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  if (bytes.length === 0) return "";
  if (bytes[0] === asText) return bytes.toString("utf8", 1);
  try {
    if (bytes[0] === packed) return unpackParts(bytes.subarray(1));
  } catch {
    // Not what was packed.
  }
  return bytes.toString("base64url");
}

function unpackParts(bytes: Buffer): string {
  const body = inflateRawSync(bytes.subarray(signatureBytes), { ...options, maxOutputLength: maxUnpacked });
  const text = body.toString("latin1").replace(lengthened, lengthen);
  const parts = text.split("\n").map((part) => Buffer.from(part, "latin1"));
  return [...parts, bytes.subarray(0, signatureBytes)].map((part) => part.toString("base64url")).join(".");
}

function lengthen(_: string, hex?: string, uuid?: string, key?: string): string {
  if (hex !== undefined) return Buffer.from(hex, "latin1").toString("hex");
  if (key !== undefined) return Buffer.from(key, "latin1").toString("base64url");
  const digits = Buffer.from(uuid ?? "", "latin1").toString("hex");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
