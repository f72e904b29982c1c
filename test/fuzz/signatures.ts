/**
 * Properties of the intake's signatures by node:crypto: the same answers as those of browser and verifier, for intact
 * and damaged packets.
 */

import { isDeepStrictEqual } from "node:util";
import fc, { type Arbitrary, type IAsyncProperty } from "fast-check";
import { CompactSign, calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { createJwsReader } from "../../intake/core/es256.ts";
import { checkSeal } from "../../intake/evidence/check-seal.ts";
import { newKey } from "../../scripts/dev/kits/evidence.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { type Evidence, evidence } from "../../utils/shared/contract/evidence.ts";
import { type Manifest, sealHeader } from "../../utils/shared/contract/evidence-manifest.ts";
import { fail, ok } from "../../utils/shared/contract/result.ts";
import { differences } from "../../utils/shared/seal/check-seal.ts";
import { canonicalJson, thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../utils/shared/seal/evidence-manifest.ts";
import { openSeal, type SealingKey } from "../../utils/shared/seal/seal.ts";
import { type Edit, edit, editedText, readText } from "./mutate.ts";
import { lawfulReport } from "./report-values.ts";
import { ensure } from "./routes.ts";

interface Packet extends Damage {
  evidence: Evidence;
  /** Other copies of the packet, because signing takes longer than checking. */
  copies: Damage[];
  /** Edits of the manifest before it is signed. */
  manifestEdits: Edit[];
  payload: (typeof payloads)[number];
  header: (typeof headers)[number];
}

/** The damage done to the packet after it was sealed. */
interface Damage {
  /** Edits of the evidence. */
  edits: Edit[];
  /** In the seal. */
  cuts: Cut[];
}

/** Beside the packet itself. */
const copiesACase = 9;

/** Replaces part of the JWS. */
interface Cut {
  /** Negative: from the end. */
  at: number;
  length: number;
  by: string;
}

const payloads = ["canonical", "spaced", "not-utf8", "empty"] as const;
const headers = ["plain", "no-key", "other-key", "off-curve", "other-type", "one-more"] as const;
const digits = "ABCXYZabcxyz0189-_";
const strange = ["", ".", "=", "+", "/", " ", "\n", "é", "..", "A".repeat(40)];

const cut: Arbitrary<Cut> = fc.record({
  at: fc.oneof(fc.nat(5_000), fc.integer({ min: -2, max: -1 })),
  length: fc.nat(3),
  by: fc.oneof(fc.constantFrom(...digits), fc.constantFrom(...strange)),
});

const edits = fc.array(edit, { minLength: 1, maxLength: 2 });
const cuts = fc.array(cut, { minLength: 1, maxLength: 2 });
const damage: Arbitrary<Damage> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ edits: fc.constant<Edit[]>([]), cuts }) },
  { weight: 1, arbitrary: fc.record({ edits, cuts: fc.constant<Cut[]>([]) }) },
);

const packet: Arbitrary<Packet> = fc.record({
  evidence: lawfulReport.map((report) => report.evidence as Evidence),
  edits: rarely(edits),
  cuts: rarely(cuts),
  copies: fc.array(damage, { minLength: copiesACase, maxLength: copiesACase }),
  manifestEdits: rarely(fc.array(edit, { minLength: 1, maxLength: 1 })),
  payload: fc.oneof({ weight: 4, arbitrary: fc.constant("canonical") }, fc.constantFrom(...payloads)),
  header: fc.oneof({ weight: 4, arbitrary: fc.constant("plain") }, fc.constantFrom(...headers)),
}) as Arbitrary<Packet>;

function rarely<T>(list: Arbitrary<T[]>): Arbitrary<T[]> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant([] as T[]) }, list);
}

export function signaturesProperty(): IAsyncProperty<[Packet]> {
  const readJws = createJwsReader(sealHeader);
  return fc.asyncProperty(packet, async (sample) => {
    const signed = await sign(sample);
    const jws = cutText(signed, sample.cuts);
    compareReaders(jws, await readJws(jws), await readByJose(jws));
    const original = editedEvidence(sample.evidence, []);
    for (const { edits, cuts } of [sample, ...sample.copies]) {
      const seal = cutText(signed, cuts);
      const sealed = edits.length === 0 ? original : editedEvidence(sample.evidence, edits);
      if (sealed) await compareVerdicts({ seal, evidence: sealed });
    }
  });
}

async function compareVerdicts(packet: { seal: string; evidence: Evidence }): Promise<void> {
  const result = await checkSeal(packet, async () => undefined);
  ensure(isDeepStrictEqual(result, await checkByJose(packet)), "two verdicts on one seal");
}

/** Undefined if no intake would check its seal. */
function editedEvidence(original: Evidence, edits: readonly Edit[]): Evidence | undefined {
  const { data } = evidence.safeParse(readText(editedText(original, edits))?.value);
  return data && isSealable(data) ? data : undefined;
}

/** The intake refuses lone surrogates before it checks a seal. */
function isSealable(value: Evidence): boolean {
  try {
    return canonicalJson(value) !== "";
  } catch {
    return false;
  }
}

async function sign(one: Packet): Promise<string> {
  const key = await keyOf("sealing");
  const manifest = readText(editedText(await manifestOf(one.evidence), one.manifestEdits))?.value;
  const payload = payloadOf(manifest as Manifest, one.payload);
  return new CompactSign(payload).setProtectedHeader(await headerOf(one.header, key)).sign(key.privateKey);
}

function payloadOf(manifest: Manifest, kind: Packet["payload"]): Uint8Array {
  if (kind === "not-utf8") return Buffer.from(`{"format":"\xff"}`, "latin1");
  if (kind === "empty") return new Uint8Array();
  try {
    if (kind === "spaced") return Buffer.from(JSON.stringify(manifest ?? null, null, 1));
    return Buffer.from(canonicalJson(manifest));
  } catch {
    // The packet is nested too deeply, or has half a surrogate pair.
    return Buffer.from("null");
  }
}

async function headerOf(kind: Packet["header"], { publicKey }: SealingKey) {
  const plain = { alg: "ES256", typ: "seal+jws", jwk: publicKey };
  if (kind === "no-key") return { alg: "ES256", typ: "seal+jws" };
  if (kind === "other-key") return { ...plain, jwk: (await keyOf("other")).publicKey };
  if (kind === "off-curve") return { ...plain, jwk: { ...publicKey, y: publicKey.x } };
  if (kind === "other-type") return { ...plain, typ: "dpop+jwt" };
  return kind === "one-more" ? { ...plain, kid: "1" } : plain;
}

const keys = new Map<string, Promise<SealingKey>>();

function keyOf(name: "sealing" | "other"): Promise<SealingKey> {
  const known = keys.get(name) ?? newKey();
  keys.set(name, known);
  return known;
}

function cutText(jws: string, cuts: readonly Cut[]): string {
  return cuts.reduce((text, { at, length, by }) => {
    const from = at < 0 ? Math.max(0, text.length + at) : at % (text.length + 1);
    return text.slice(0, from) + by + text.slice(from + length);
  }, jws);
}

type Read = Awaited<ReturnType<ReturnType<typeof createJwsReader>>>;

/** Ours accepts base64url digits only; jose also takes white space, padding and the digits of base64. */
function compareReaders(jws: string, ours: Read, theirs: Read): void {
  const plain = (read: Read) => (typeof read === "string" ? read : { ...read, payload: [...read.payload] });
  const stricter = !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws) && typeof ours === "string";
  ensure(stricter || isDeepStrictEqual(plain(ours), plain(theirs)), "two readings of one JWS");
}

async function readByJose(jws: string): Promise<Read> {
  let publicKey: PublicKey | undefined;
  try {
    publicKey = sealHeader.safeParse(decodeProtectedHeader(jws)).data?.jwk;
  } catch {
    return "header";
  }
  if (!publicKey) return "header";
  try {
    const key = await importJWK(publicKey, "ES256");
    const { payload } = await compactVerify(jws, key, { algorithms: ["ES256"] });
    return { publicKey, thumbprint: await calculateJwkThumbprint(publicKey), payload: Buffer.from(payload) };
  } catch {
    return "signature";
  }
}

async function checkByJose({ seal, evidence }: { seal: string; evidence: Evidence }) {
  const opened = await openSeal(seal);
  if (!opened.ok) return opened;
  const { manifest, manifestDigest, publicKey } = opened.value;
  const differ = await differences(evidence, manifest);
  if (differ.length > 0) return fail("seal-invalid", differ.join(", ").slice(0, 900));
  return ok({ manifestDigest, key: await thumbprintOf(publicKey) });
}
