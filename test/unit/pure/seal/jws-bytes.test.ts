/** Seals and receipts as the database keeps them: smaller, and the same characters when read. */

import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { packJws, unpackJws } from "../../../../intake/db/jws-bytes.ts";
import { fullEvidence, newKey } from "../../../../scripts/dev/kits/evidence.ts";
import { signReceipt } from "../../../../utils/shared/seal/receipt.ts";
import { sealEvidence } from "../../../../utils/shared/seal/seal.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const again = (jws: string) => unpackJws(packJws(jws));
const part = (text: string) => Buffer.from(text).toString("base64url");
const signature = Buffer.alloc(64, 7).toString("base64url");
const id = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";
const sha256 = "0123456789abcdef".repeat(4);
const key = Buffer.alloc(32, 250).toString("base64url");

test("a seal and a receipt take a third of their characters", async () => {
  const sealingKey = await newKey();
  const seal = await sealEvidence(fullEvidence, sealingKey);
  const by = { deviceId: id, name: "Siti Aminah" };
  const receipt = await signReceipt(
    {
      reportId: id,
      number: "LK-1234-5678-9012",
      caseId: id,
      receivedAt: "2026-11-25T01:02:03.000Z",
      reportDigest: sha256,
      manifestDigest: sha256,
      sealKey: key,
      sealedBy: by,
      handedInBy: by,
      log: { seq: 1, hash: sha256 },
    },
    sealingKey,
  );
  for (const jws of [seal, receipt]) {
    expect(packJws(jws).length).toBeLessThan(jws.length / 2.5);
    expect(again(jws)).toBe(jws);
  }
});

test("any text comes back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(again(text)).toBe(text);
    }),
  );
});

test("any signed text comes back", () => {
  const words = fc.constantFrom(
    id,
    sha256,
    key,
    `"${key}"`,
    `"${key.slice(1)}_"`,
    sha256 + sha256,
    id.toUpperCase(),
  );
  const text = fc
    .array(fc.oneof(words, fc.string({ unit: "binary" })), { maxLength: 12 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, (header, payload) => {
      const jws = `${part(header)}.${part(payload)}.${signature}`;
      expect(again(jws)).toBe(jws);
    }),
  );
});

test.each([
  ["another length of the signature", `${part("{}")}.${part("{}")}.${part("short")}`],
  ["more parts", `${part("{}")}.${part("{}")}.${signature}.${part("{}")}`],
  ["an empty part", `.${part("{}")}.${signature}`],
  ["base64 with a last character of its own", `${part("{}")}.e31.${signature.slice(0, -1)}x`],
  ["padding", `${part("{}")}.e30=.${signature}`],
  ["the mark of bytes in its text", `${part("{}")}.${part(`"\u0001${"x".repeat(32)}"`)}.${signature}`],
  ["two lines", `${part("{\n}")}.${part("{}")}.${signature}`],
  ["a key that is no base64 of bytes", `${part("{}")}.${part(`"${"A".repeat(42)}B"`)}.${signature}`],
])("%s: comes back", (_, jws) => {
  expect(again(jws)).toBe(jws);
});

test("reads values that earlier versions stored", () => {
  const jws = `${part('{"alg":"ES256","typ":"seal+jws"}')}.${part(`{"id":"${id}","page":"${sha256}","x":"${key}"}`)}.${signature}`;
  expect(
    unpackJws(
      Buffer.from(
        "010707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070723908940790212a0dc75f25c3eb27e56f39d63f5b364f8049510a1c8a8ec9adeb9faec7b5c342cabfd2200946a01",
        "hex",
      ),
    ),
  ).toBe(jws);
  expect(
    unpackJws(
      Buffer.from(
        "020707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070707070700500b7e1f0a4c1d4e3a9f435d2f6a1c0e110123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeffafafafafafafafafafafafafafafafafafafafafafafafafafafafafafafafa23905d40a91f1e9a484106c924b500",
        "hex",
      ),
    ),
  ).toBe(jws);
  expect(unpackJws(Buffer.from(`00${Buffer.from("a.b.c").toString("hex")}`, "hex"))).toBe("a.b.c");
});

test("changed bytes give another text, and no error", async () => {
  const jws = await sealEvidence(fullEvidence, await newKey());
  const stored = packJws(jws);
  for (let at = 0; at < stored.length; at++) {
    const changed = Buffer.from(stored);
    changed[at] = (stored[at] ?? 0) ^ 0x55;
    expect(unpackJws(changed)).not.toBe(jws);
    expect(unpackJws(stored.subarray(0, at))).not.toBe(jws);
  }
});

test("bytes that unpack to more than any seal give a text that no signature fits", () => {
  const bomb = deflateRawSync(Buffer.alloc(5_000_000, 97));
  const stored = Buffer.concat([Buffer.of(1), Buffer.alloc(64, 7), bomb]);
  expect(unpackJws(stored)).toBe(stored.toString("base64url"));
});

test("more digests than the number before them can count come back", () => {
  const jws = `${part("{}")}.${part(JSON.stringify(Array.from({ length: 2_050 }, () => sha256)))}.${signature}`;
  expect(again(jws)).toBe(jws);
});

test("a signed text of more than four megabytes comes back", () => {
  const jws = `${part("{}")}.${part("a".repeat(4_000_001))}.${signature}`;
  expect(again(jws)).toBe(jws);
});
