/** The intake's signed values: one spelling per value, one use per signature, and every changed character is detected. */

import { base64url, CompactSign } from "jose";
import { beforeAll, expect, test } from "vitest";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import type { ReceiptClaims } from "../../../../utils/shared/contract/audit-log.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { checkBatch, noBatch, signBatch } from "../../../../utils/shared/seal/log-batch.ts";
import { checkReceipt, decodeReceipt, signReceipt } from "../../../../utils/shared/seal/receipt.ts";
import type { SealingKey } from "../../../../utils/shared/seal/seal.ts";

const id = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";
const digest = "a".repeat(64);
const claims: ReceiptClaims = {
  ...{ reportId: id, number: "LK-00000-00000", caseId: id, receivedAt: "2026-11-25T01:02:03.000Z" },
  ...{ reportDigest: digest, manifestDigest: digest, sealKey: "kunci" },
  handedInBy: { deviceId: id, name: "Siti" },
  log: { seq: 1, hash: digest },
};
let key: SealingKey;
let jws: string;

/** Signed by the same key, not made by our code. */
async function sign(payload: string, header: Record<string, string> = {}): Promise<string> {
  const kid = await thumbprintOf(key.publicKey);
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: "ES256", typ: "receipt+jws", kid, ...header })
    .sign(key.privateKey);
}

const wrongPart = async (signed: string) => {
  const checked = await checkReceipt(signed, key.publicKey);
  return checked.ok ? "nothing" : `${checked.problem.code} ${checked.problem.detail}`;
};

beforeAll(async () => {
  key = await newKey();
  jws = await signReceipt(claims, key);
});

test("reads a signed value, with or without verification", async () => {
  expect(await checkReceipt(jws, key.publicKey)).toEqual({ ok: true, value: claims });
  expect(decodeReceipt(jws)).toEqual(claims);
});

test("finds each changed character", async () => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
  for (const place of jws.split("").keys()) {
    const other = letters.charAt((letters.indexOf(jws.charAt(place)) + 1 + (place % 60)) % letters.length);
    expect([place, await wrongPart(jws.slice(0, place) + other + jws.slice(place + 1))]).not.toEqual([
      place,
      "nothing",
    ]);
  }
  // The last digit of a signature has bits that base64url ignores.
  for (const letter of letters.replace(jws.slice(-1), "")) {
    expect(await wrongPart(jws.slice(0, -1) + letter)).not.toBe("nothing");
  }
});

test.each<[string, () => Promise<string>, string]>([
  ["by another key", async () => signReceipt(claims, await newKey()), "signature"],
  ["for another use", () => sign(canonical(), { typ: "batch+jws" }), "header"],
  ["with more in its header", () => sign(canonical(), { cty: "json" }), "header"],
  ["with another key's name", () => sign(canonical(), { kid: "x" }), "header"],
  ["with spaces", () => sign(JSON.stringify(JSON.parse(canonical()), null, 1)), "payload"],
  ["in another order", () => sign(JSON.stringify(claims)), "payload"],
  ["with a member too many", () => sign(canonical().replace("{", '{"a":1,')), "payload"],
  ["with a member twice", () => sign(canonical().replace("{", `{"caseId":"${id}",`)), "payload"],
  ["of no JSON", () => sign("receipt"), "payload"],
  ["with its payload apart", async () => jws.replace(/\..*\./, ".."), "form"],
])("one %s is refused", async (_, make, part) => {
  expect(await wrongPart(await make())).toBe(`receipt-invalid ${part}`);
});

const canonical = () => new TextDecoder().decode(base64url.decode(jws.split(".")[1] ?? ""));

test("refuses a receipt as a batch", async () => {
  expect(await checkBatch(jws, key.publicKey)).toMatchObject({
    problem: { code: "custody-invalid", detail: "header" },
  });
  const batch = await signBatch(
    { no: 1, at: claims.receivedAt, size: 1, root: digest, previous: noBatch },
    key,
  );
  expect(await wrongPart(batch)).toBe("receipt-invalid header");
});
