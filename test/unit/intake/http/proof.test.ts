/** Proofs: what is signed cannot change, and nothing else is believed. */

import { CompactSign, exportJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { checkProof, type ProofQuestion } from "../../../../intake/http/identify.ts";
import type { PublicKey } from "../../../../utils/shared/contract/enrolment.ts";
import { digestHex, thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { makeProof } from "../../../../utils/shared/seal/request-proof.ts";

const address = "https://intake.example/v1/cases?state=open&limit=2";
const question: Omit<ProofQuestion, "proof"> = { method: "GET", address };
let bodySha256 = "";
let key: CryptoKeyPair;
let publicKey: PublicKey;

beforeAll(async () => {
  key = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const { x = "", y = "" } = await exportJWK(key.publicKey);
  publicKey = { kty: "EC", crv: "P-256", x, y };
  bodySha256 = await digestHex("");
});

const proof = (change = {}) =>
  makeProof({
    key: key.privateKey,
    publicKey,
    method: "GET",
    address,
    bodySha256,
    nonce: "n1",
    ...change,
  });

/** Signs any header and payload with the device's key. */
function forge(payload: object, header: object = {}): Promise<string> {
  return signed(new TextEncoder().encode(JSON.stringify(payload)), header);
}

function signed(payload: Uint8Array, { crit, ...header }: { crit?: string[] } = {}): Promise<string> {
  return new CompactSign(payload)
    .setProtectedHeader({
      alg: "ES256",
      typ: "dpop+jwt",
      jwk: publicKey,
      ...header,
      ...(crit ? { crit } : {}),
    })
    .sign(key.privateKey, crit ? { crit: { exp: true } } : {});
}
const claims = () => ({
  jti: crypto.randomUUID(),
  htm: "GET",
  htu: "https://intake.example/v1/cases",
  htq: "state=open&limit=2",
  body_sha256: bodySha256,
});

test("a proof contains its key, a unique id and its nonce", async () => {
  const [one, other] = [await proof(), await proof()];
  const checked = await checkProof({ ...question, proof: one });
  expect(checked).toEqual({
    ok: true,
    value: {
      ...{ publicKey, thumbprint: await thumbprintOf(publicKey), jti: expect.any(String), nonce: "n1" },
      bodySha256,
    },
  });
  const again = await checkProof({ ...question, proof: other });
  expect(again.ok && checked.ok && again.value.jti !== checked.value.jti).toBe(true);
  expect(await checkProof({ ...question, proof: await proof({ nonce: undefined }) })).toMatchObject({
    value: { nonce: undefined },
  });
});

test("an address without a query has none in its proof, with a question mark or a fragment", async () => {
  const plain = "https://intake.example/v1/cases";
  for (const spelled of [plain, `${plain}?`, `${plain}#a?b`])
    for (const asked of [plain, `${plain}?`]) {
      const made = await proof({ address: spelled });
      expect((await checkProof({ method: "GET", address: asked, proof: made })).ok).toBe(true);
    }
  const short = await proof({ address: `${plain}?a` });
  expect((await checkProof({ method: "GET", address: plain, proof: short })).ok).toBe(false);
  expect((await checkProof({ method: "GET", address: `${plain}?a`, proof: short })).ok).toBe(true);
});

test("a proof carries no time of the device", async () => {
  const [, payload = ""] = (await proof()).split(".");
  expect(Object.keys(JSON.parse(Buffer.from(payload, "base64url").toString())).sort()).toEqual([
    "body_sha256",
    "htm",
    "htq",
    "htu",
    "jti",
    "nonce",
  ]);
});

test("a body that is not ASCII has the digest of its UTF-8 bytes", async () => {
  expect(await digestHex("é🎰")).toBe(await digestHex(new Uint8Array([0xc3, 0xa9, 0xf0, 0x9f, 0x8e, 0xb0])));
  expect(await digestHex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

describe("refuses", () => {
  test.each([
    ["another method", { method: "POST" }, "claim htm"],
    ["another path", { address: "https://intake.example/v1/case?state=open&limit=2" }, "claim htu"],
    ["another host", { address: "https://intake.exampel/v1/cases?state=open&limit=2" }, "claim htu"],
    ["another scheme", { address: "http://intake.example/v1/cases?state=open&limit=2" }, "claim htu"],
    ["another query", { address: "https://intake.example/v1/cases?state=open&limit=3" }, "claim htq"],
    ["no query", { address: "https://intake.example/v1/cases" }, "claim htq"],
  ])("%s", async (_, change, detail) => {
    expect(await checkProof({ ...question, proof: await proof(), ...change })).toMatchObject({
      ok: false,
      problem: { code: "proof-invalid", detail },
    });
  });

  test.each<[string, () => Promise<string>, string?]>([
    [
      "another key's signature",
      async () => {
        const other = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
          "sign",
        ]);
        return proof({ key: other.privateKey });
      },
    ],
    [
      "a changed payload",
      async () => {
        const [head, , signature] = (await proof()).split(".");
        return `${head}.${Buffer.from(JSON.stringify(claims())).toString("base64url")}.${signature}`;
      },
    ],
    ["no signature", async () => `${(await proof()).split(".").slice(0, 2).join(".")}.`],
    ["another type", () => forge(claims(), { typ: "jwt" }), "header"],
    ["a key that is not on the curve", () => forge(claims(), { jwk: { ...publicKey, y: publicKey.x } })],
    ["a key with a private part", () => forge(claims(), { jwk: { ...publicKey, d: publicKey.x } }), "header"],
    ["no key", () => forge(claims(), { jwk: undefined }), "header"],
    ["no jti", () => forge({ ...claims(), jti: undefined }), "claim jti"],
    ["a jti that is no UUID", () => forge({ ...claims(), jti: "1" }), "claim jti"],
    ["a body's digest that is none", () => forge({ ...claims(), body_sha256: "1" }), "claim body_sha256"],
    ["a query claimed as null", () => forge({ ...claims(), htq: null }), "claim htq"],
    ["text", async () => "text", "header"],
    ["nothing", async () => "", "header"],
    [
      "more in its header than it may have to mean",
      () => forge(claims(), { crit: ["exp"], exp: 1 }),
      "header",
    ],
    ["a nonce that is too long", () => forge({ ...claims(), nonce: "n".repeat(201) }), "claim nonce"],
    ["a payload that is no JSON", () => signed(Buffer.from("x")), "claim "],
    [
      "a payload that is not UTF-8",
      () => {
        const text = JSON.stringify({ ...claims(), more: "?" });
        return signed(Buffer.from(text.replace("?", "\xff"), "latin1"));
      },
      "claim ",
    ],
  ])("%s", async (_, make, detail = "signature") => {
    expect(await checkProof({ ...question, proof: await make() })).toMatchObject({
      ok: false,
      problem: { code: "proof-invalid", detail },
    });
  });

  test("a proof a second time, however its number is spelled", async () => {
    const jti = crypto.randomUUID();
    for (const spelled of [jti, jti.toUpperCase()])
      expect(
        await checkProof({ ...question, proof: await forge({ ...claims(), jti: spelled }) }),
      ).toMatchObject({
        value: { jti },
      });
  });

  test("the algorithm none", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${part({ alg: "none", typ: "dpop+jwt", jwk: publicKey })}.${part(claims())}.`;
    expect(await checkProof({ ...question, proof: unsigned })).toMatchObject({ ok: false });
    expect(await checkProof({ ...question, proof: await forge(claims()) })).toMatchObject({ ok: true });
  });
});
