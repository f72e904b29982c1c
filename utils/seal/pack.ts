/** Signs a pack of recipes and checks the signature: only what lies under the pinned key's signature is looked at. */

import { CompactSign, compactVerify, importJWK } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { thumbprintOf } from "./thumbprint.ts";

const typ = "recipes+jws";
const alg = "ES256";

/** The publisher's half; it never leaves the machine that publishes. */
export interface PackKey {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

/** A compact JWS over the pack's JSON. */
export async function signPack(pack: unknown, { privateKey, publicKey }: PackKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(pack)))
    .setProtectedHeader({ alg, typ, kid: await thumbprintOf(publicKey) })
    .sign(privateKey);
}

/** What was signed, as JSON; `recipes-signature` when it is not this key's, or not a signature over a pack at all. */
export async function openPack(jws: string, key: PublicKey): Promise<Result<unknown>> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key, alg), {
      algorithms: [alg],
    });
    if (protectedHeader.typ !== typ) return fail("recipes-signature", "signed for another use");
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)));
  } catch (error) {
    return fail("recipes-signature", error instanceof Error ? error.message.slice(0, 200) : undefined);
  }
}
