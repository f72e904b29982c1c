/** Identifies a request's caller by its proof or API key. */

import { z } from "zod";
import { type PublicKey, publicKey } from "../../utils/shared/contract/enrolment.ts";
import { id, sha256 } from "../../utils/shared/contract/ids.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { requestClaims } from "../../utils/shared/seal/request-claims.ts";
import type { Caller, ProofUse } from "../core/caller.ts";
import { sha256Of } from "../core/digest.ts";
import { createJwsReader } from "../core/es256.ts";
import type { Intake } from "../intake.ts";
import { callerBehind } from "../people/rules/device-caller.ts";
import { type KnownDevice, readApiKey } from "../people/store/callers.ts";

export interface Identified {
  caller: Caller;
  /** Undefined with an API key. */
  proof: ProofUse | undefined;
  /** Digest of the body in the proof; undefined with an API key. */
  bodySha256: string | undefined;
}

/**
 * Reads the head only. `suffices` is for a handler that checks the device again in its own transaction: a reading of the
 * last minute is used if it passes. Otherwise the device is read again, because it may have been allowed since.
 */
export async function identify(
  intake: Intake,
  request: Request,
  suffices?: (caller: Caller) => boolean,
): Promise<Result<Identified>> {
  const proof = request.headers.get("dpop");
  if (proof !== null) return identifyDevice(intake, request, { proof, suffices });
  const caller = await identifyKey(intake, request);
  return caller.ok ? ok({ caller: caller.value, proof: undefined, bodySha256: undefined }) : caller;
}

export async function identifyKey(intake: Intake, { headers }: Request): Promise<Result<Caller>> {
  const key = /^Bearer (lk_[\w-]{20,100})$/.exec(headers.get("authorization") ?? "")?.[1];
  if (key === undefined) return fail(headers.has("authorization") ? "key-invalid" : "proof-missing");
  const apiKey = await readApiKey(intake.store.db, sha256Of(key), intake.now());
  if (!apiKey) return fail("key-invalid");
  const { id: keyId, scope, channel } = apiKey;
  return ok({ kind: "key", keyId, scope, ...(channel ? { channel } : {}) });
}

async function identifyDevice(
  intake: Intake,
  request: Request,
  { proof, suffices }: { proof: string; suffices: ((caller: Caller) => boolean) | undefined },
): Promise<Result<Identified>> {
  const checked = await checkOrigins(intake, request, proof);
  if (!checked.ok) return checked;
  const { thumbprint, publicKey, jti, nonce, bodySha256 } = checked.value;
  const expiresAt = nonce === undefined ? undefined : intake.nonces.acceptedUntil(nonce, intake.now());
  if (!expiresAt) return fail("nonce-needed", undefined, "now");
  const callerOf = (known: KnownDevice | undefined) =>
    callerBehind({ thumbprint, publicKey }, known, { signOn: intake.signOn, at: intake.now() });
  const recent = suffices ? callerOf(await intake.devices.recent(thumbprint)) : undefined;
  const isEnough = recent?.ok && suffices?.(recent.value);
  const caller = isEnough ? recent : callerOf(await intake.devices.add(thumbprint));
  return caller.ok ? ok({ caller: caller.value, proof: { jti, expiresAt }, bodySha256 }) : caller;
}

const header = z.object({
  typ: z.literal("dpop+jwt"),
  alg: z.literal("ES256"),
  jwk: publicKey,
  crit: z.undefined().optional(),
});

const claims = z.object({
  jti: id,
  htm: z.string(),
  htu: z.string(),
  htq: z.string().optional(),
  nonce: z.string().max(200).optional(),
  body_sha256: sha256,
});

interface CheckedProof {
  publicKey: PublicKey;
  thumbprint: string;
  /** Lower case. The caller rejects repeated ones. */
  jti: string;
  /** The caller checks its freshness. */
  nonce: string | undefined;
  /** Digest of the signed body. The caller compares it, because the proof is checked before the body is read. */
  bodySha256: string;
}

export interface ProofQuestion {
  proof: string;
  method: string;
  address: string;
}

const openProof = createJwsReader(header);

/**
 * Verifies a proof and returns its signer, or why it does not belong to this request. `proof-invalid` with
 * the part that failed. No content is used before its signature is verified.
 */
export async function checkProof({ proof, method, address }: ProofQuestion): Promise<Result<CheckedProof>> {
  const opened = await openProof(proof);
  if (typeof opened === "string") return fail("proof-invalid", opened);
  const { publicKey, thumbprint, payload } = opened;
  const read = claims.safeParse(parseJson(payload));
  if (!read.success) return fail("proof-invalid", `claim ${read.error.issues[0]?.path.join(".") ?? ""}`);
  const wanted = requestClaims(method, address, read.data.body_sha256);
  for (const name of ["htm", "htu", "htq"] as const) {
    if (read.data[name] !== wanted[name]) return fail("proof-invalid", `claim ${name}`);
  }
  const { jti, nonce, body_sha256: bodySha256 } = read.data;
  return ok({ publicKey, thumbprint, jti: jti.toLowerCase(), nonce, bodySha256 });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
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
