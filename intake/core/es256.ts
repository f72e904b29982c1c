/**
 * Verifies compact JWS (ES256) with node:crypto, which needs a fraction of Web Crypto's time. Browser and verifier use
 * Web Crypto; a test holds both to the same answers.
 */

import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { promisify } from "node:util";
import type { z } from "zod";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";

const sha256 = "sha256";
/** A JWS holds the two numbers of a signature side by side, not in DER. */
const dsaEncoding = "ieee-p1363";
const signatureBytes = 64;
/** About 3 kB each. Beyond that, the key that was not used for longest is read again. */
const maxKeys = 5_000;

const verifyLater = promisify(verify);

export interface OpenedJws {
  /** The sender's key, from the header. */
  publicKey: PublicKey;
  /** RFC 7638. */
  thumbprint: string;
  payload: Buffer;
}

type HeaderKey = Omit<OpenedJws, "payload"> & { key: KeyObject };

/**
 * Opens JWS whose header holds the sender's key and has the given shape. Returns the part that failed instead:
 * `header`, or `signature` also for a key that is not a point on the curve.
 */
export function createJwsReader(
  shape: z.ZodType<{ jwk: PublicKey }>,
): (jws: string) => Promise<OpenedJws | "header" | "signature"> {
  const keys = new Map<string, HeaderKey>();
  return async (jws) => {
    const [header = "", payload = "", signature = "", ...more] = jws.split(".");
    const parsedHeader = keys.get(header) ?? readHeaderKey(header, shape);
    if (typeof parsedHeader === "string") return parsedHeader;
    if (more.length > 0 || !isBase64url(payload) || !isBase64url(signature)) return "signature";
    const bytes = Buffer.from(signature, "base64url");
    if (bytes.length !== signatureBytes) return "signature";
    const { key, ...sender } = parsedHeader;
    const signed = Buffer.from(`${header}.${payload}`, "latin1");
    if (!(await verifyLater(sha256, signed, { key, dsaEncoding }, bytes))) return "signature";
    keep(keys, header, parsedHeader);
    return { ...sender, payload: Buffer.from(payload, "base64url") };
  };
}

/** Keeps only keys that have signed something. */
function keep(keys: Map<string, HeaderKey>, header: string, used: HeaderKey): void {
  keys.delete(header);
  keys.set(header, used);
  const [oldest = ""] = keys.keys();
  if (keys.size > maxKeys) keys.delete(oldest);
}

function readHeaderKey(
  header: string,
  shape: z.ZodType<{ jwk: PublicKey }>,
): HeaderKey | "header" | "signature" {
  const publicKey = isBase64url(header) ? shape.safeParse(parse(header)).data?.jwk : undefined;
  if (!publicKey) return "header";
  try {
    const key = createPublicKey({ key: { ...publicKey }, format: "jwk" });
    return { publicKey, thumbprint: thumbprintOf(publicKey), key };
  } catch {
    return "signature";
  }
}

/** One digit more than a multiple of four is no whole byte. */
function isBase64url(text: string): boolean {
  return /^[\w-]+$/.test(text) && text.length % 4 !== 1;
}

function parse(header: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(header, "base64url")));
  } catch {
    return undefined;
  }
}

function thumbprintOf({ crv, kty, x, y }: PublicKey): string {
  return hash(sha256, canonicalJson({ crv, kty, x, y }), "base64url");
}
