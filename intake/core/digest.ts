import { createHash } from "node:crypto";

export function sha256Of(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** UUID version 8 (RFC 9562) from a text, for idempotency. */
export function uuidOf(text: string): string {
  const hex = sha256Of(text);
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}
