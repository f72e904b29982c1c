/** A private key in a file. The key that signs recipe packs belongs on the publisher's machine only. */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { exportJWK, generateKeyPair, importJWK } from "jose";
import { z } from "zod";
import { type PublicKey, publicKey } from "../../utils/shared/contract/enrolment.ts";
import type { PackKey } from "../../utils/shared/seal/recipe-pack.ts";

export const privateKey = publicKey.extend({ d: z.string().regex(/^[\w-]{43}$/) });

export type PrivateKey = z.infer<typeof privateKey>;

/** Returns undefined if there is no file. Throws if it contains no key. */
export async function readKeyFile(path: string): Promise<PackKey | undefined> {
  const jwk = await readPrivateKey(path);
  return jwk && signingKey(jwk);
}

/** Never overwrites an existing file. */
export async function makeKeyFile(path: string): Promise<PackKey> {
  return signingKey(await writePrivateKey(path));
}

export async function signingKey(jwk: PrivateKey): Promise<PackKey> {
  return { privateKey: (await importJWK(jwk, "ES256")) as CryptoKey, publicKey: publicHalf(jwk) };
}

export function publicHalf({ d: _, ...half }: PrivateKey): PublicKey {
  return half;
}

/** Like `readKeyFile`, for any purpose of the key. */
export async function readPrivateKey(path: string): Promise<PrivateKey | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { data: jwk } = privateKey.safeParse(parseJson(text));
  if (!jwk) throw new Error(`${path} is not a private key (JWK, EC, P-256).`);
  return jwk;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Like `makeKeyFile`, for any purpose of the key. */
export async function writePrivateKey(path: string): Promise<PrivateKey> {
  const jwk = await makePrivateKey();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, `${JSON.stringify(jwk)}\n`, { flag: "wx", mode: 0o600 });
  return jwk;
}

/** A P-256 key, usable for signatures or key agreement. */
export async function makePrivateKey(): Promise<PrivateKey> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  return privateKey.parse({ kty, crv, x, y, d });
}
