/** A file at rest on a device: readable by the intake only, not even by the device that keeps it (JWE, RFC 7516). */

import { CompactEncrypt, compactDecrypt, importJWK } from "jose";
import { z } from "zod";
import { type PublicKey, publicKey } from "../contract/enrolment.ts";

/** The private half, as the intake keeps it. */
export const filesPrivateKey = publicKey.extend({ d: z.string().regex(/^[\w-]{43}$/) });
export type FilesPrivateKey = z.infer<typeof filesPrivateKey>;

/** Media type under which a wrapped file travels (RFC 7516, §9). */
export const wrappedType = "application/jose";

const header = { alg: "ECDH-ES", enc: "A256GCM", typ: "file+jwe" } as const;

/** A compact JWE as ASCII: about four thirds of the file's size. */
export async function wrapFile(
  bytes: Uint8Array<ArrayBuffer>,
  key: PublicKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const jwe = await new CompactEncrypt(bytes)
    .setProtectedHeader(header)
    .encrypt(await importJWK(key, header.alg));
  return new TextEncoder().encode(jwe);
}

/** The file's bytes; undefined when this key does not open it, or a byte of it changed. */
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
        // A JWE may say that it is compressed; ours never are, and nothing is ever unpacked here.
        maxDecompressedLength: 0,
      },
    );
    return protectedHeader.typ === header.typ ? new Uint8Array(plaintext) : undefined;
  } catch {
    return undefined;
  }
}
