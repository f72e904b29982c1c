/** Identifies a request's caller by its proof or API key. */

import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Caller } from "../core/caller.ts";
import { sha256Of } from "../core/digest.ts";
import type { Intake } from "../intake.ts";
import { readApiKey } from "../people/store/callers.ts";
import { type CheckedProof, checkProof } from "./check-proof.ts";

export interface Identified {
  caller: Caller;
  /** Marks the proof as used; returns false if it was used before. */
  useOnce(): Promise<boolean>;
  /** Digest of the body in the proof; undefined with an API key. */
  bodySha256: string | undefined;
}

/** Reads the head only. */
export async function identify(intake: Intake, request: Request): Promise<Result<Identified>> {
  const proof = request.headers.get("dpop");
  if (proof !== null) return identifyDevice(intake, request, proof);
  const key = /^Bearer (lk_[\w-]{20,100})$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (key === undefined) return fail(request.headers.has("authorization") ? "key-invalid" : "proof-missing");
  const known = await readApiKey(intake.store.db, sha256Of(key), intake.now());
  if (!known) return fail("key-invalid");
  const { id: keyId, scope, channel } = known;
  return ok({
    caller: { kind: "key", keyId, scope, ...(channel ? { channel } : {}) },
    useOnce: async () => true,
    bodySha256: undefined,
  });
}

async function identifyDevice(intake: Intake, request: Request, proof: string): Promise<Result<Identified>> {
  const checked = await checkOrigins(intake, request, proof);
  if (!checked.ok) return checked;
  const { thumbprint, publicKey, jti, nonce, bodySha256 } = checked.value;
  const expiresAt = nonce === undefined ? undefined : intake.nonces.acceptedUntil(nonce, intake.now());
  if (!expiresAt) return fail("nonce-needed", undefined, "now");
  const known = await intake.devices.add(thumbprint);
  if (known?.revokedAt || known?.suspendedAt) return fail("device-revoked");
  const key = { thumbprint, publicKey };
  const useOnce = () => intake.proofs.add({ jti, expiresAt });
  const signOnAgain = known !== undefined && intake.signOn.isExpired(known.signedOnAt, intake.now());
  if (!known || signOnAgain)
    return ok({ caller: { kind: "new-device", ...key, signOnAgain }, useOnce, bodySha256 });
  const { personId, deviceId, name, role, unit, enrolledAt } = known;
  const caller: Caller = { kind: "person", ...key, personId, deviceId, name, role, unit, enrolledAt };
  return ok({ caller, useOnce, bodySha256 });
}

/** Tries the intake's own origin first: only a proof for another one is verified again. */
async function checkOrigins(
  { publicOrigin }: Intake,
  { method, url }: Request,
  proof: string,
): Promise<Result<CheckedProof>> {
  const { pathname, search } = new URL(url);
  const check = (origin: string) => checkProof({ proof, method, address: origin + pathname + search });
  let checked = await check(publicOrigin);
  for (const origin of loopbackOrigins(publicOrigin)) {
    if (checked.ok || checked.problem.detail !== "claim htu") return checked;
    checked = await check(origin);
  }
  return checked;
}

const loopbackNames = ["127.0.0.1", "[::1]", "localhost"];

/**
 * Other names of an intake that is reached on this machine alone, with its port. Elsewhere there are none: the origin
 * comes from the settings, because any client can write the Host header.
 */
function loopbackOrigins(publicOrigin: string): string[] {
  const { protocol, hostname, port } = new URL(publicOrigin);
  if (!loopbackNames.includes(hostname)) return [];
  const others = loopbackNames.filter((name) => name !== hostname);
  return others.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}
