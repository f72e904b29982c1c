/** Encrypts files at rest on a device (JWE, RFC 7516). Only the intake can decrypt them. */

import { CompactEncrypt, compactDecrypt, importJWK } from "jose";
import { z } from "zod";
import { type PublicKey, publicKey } from "../contract/enrolment.ts";

/** The private half, as stored by the intake. */
export const filesPrivateKey = publicKey.extend({ d: z.string().regex(/^[\w-]{43}$/) });
export type FilesPrivateKey = z.infer<typeof filesPrivateKey>;

/** Media type of an encrypted file in transit (RFC 7516, §9). */
export const wrappedType = "application/jose";

const header = { alg: "ECDH-ES", enc: "A256GCM", typ: "file+jwe" } as const;

/** Returns a compact JWE as ASCII, about four thirds of the file's size. */
export async function wrapFile(
  bytes: Uint8Array<ArrayBuffer>,
  key: PublicKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const jwe = await new CompactEncrypt(bytes)
    .setProtectedHeader(header)
    .encrypt(await importJWK(key, header.alg));
  return new TextEncoder().encode(jwe);
}

/** Returns the file's bytes; undefined if the key does not match or the file was altered. */
export async function unwrapFile(
  wrapped: Uint8Array,
  key: FilesPrivateKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      new TextDecoder("utf-8", { fatal: true }).decode(wrapped),
      await importJWK(key, header.alg),
      {
        keyManagementAlgorithms: [header.alg],
        contentEncryptionAlgorithms: [header.enc],
        // A JWE may declare compression. Ours never do, and compressed ones are rejected.
        maxDecompressedLength: 0,
      },
    );
    return protectedHeader.typ === header.typ ? new Uint8Array(plaintext) : undefined;
  } catch {
    return undefined;
  }
}
