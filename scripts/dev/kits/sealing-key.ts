import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";

export async function newKey(): Promise<SealingKey> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: PublicKey = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, publicKey };
}
