/**
 * SHA-256 of bytes, of values by their canonical JSON (RFC 8785), and of public keys (RFC 7638), so that independent
 * programs agree.
 */

import canonicalize from "canonicalize";
import { calculateJwkThumbprint } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";

const encoder = new TextEncoder();

/** 64 lower-case hex digits. Text is encoded as UTF-8. */
export async function digestHex(data: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const bytes = typeof data === "string" ? encoder.encode(data) : data;
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Sorted keys, no white space, `undefined` members omitted. Throws on lone surrogates and non-finite numbers. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("the value has no canonical JSON");
  return text;
}

export function digestJson(value: unknown): Promise<string> {
  return digestHex(canonicalJson(value));
}

/** The thumbprint of the key's canonical members, base64url, 43 characters. */
export function thumbprintOf(key: PublicKey): Promise<string> {
  return calculateJwkThumbprint(key, "sha256");
}

/** Lower-case hex, two digits per byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Random salt that prevents guessing a short field from its digest: 128 bits as 32 lower-case hex digits. */
export function newSalt(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}
