/** Every kind of value that is signed: its own signature opens it, no other kind's does, and its problem has its own code. */

import { beforeAll, describe, expect, test } from "vitest";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import type { PublicKey } from "../../../../utils/shared/contract/enrolment.ts";
import { letterFormat } from "../../../../utils/shared/contract/letter.ts";
import type { Result } from "../../../../utils/shared/contract/result.ts";
import { digestHex, newSalt } from "../../../../utils/shared/seal/digest.ts";
import { openFilterFile, writeFilterFile } from "../../../../utils/shared/seal/filter-file.ts";
import { checkBatch, decodeBatch, noBatch, signBatch } from "../../../../utils/shared/seal/log-batch.ts";
import { checkReceipt, signReceipt } from "../../../../utils/shared/seal/receipt.ts";
import { idEndOf, receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import { openPack, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import type { SealingKey } from "../../../../utils/shared/seal/seal.ts";
import {
  decodeCertificate,
  exportDigest,
  openCertificate,
  openEvidenceLink,
  openExport,
  openLetter,
  openOutcomeProof,
  sealOutcomeProof,
  signCertificate,
  signEvidenceLink,
  signExport,
  signLetter,
} from "../../../../utils/shared/seal/signed-kinds.ts";

const id = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";
const at = "2026-11-25T01:02:03.000Z";
const digest = "a".repeat(64);
const batch = { no: 1, at, size: 1, root: digest, previous: noBatch };
const certificate = {
  ...({ type: "vlogger-exam", personId: id, examId: id, issuedAt: at } as const),
  ...{ policyVersion: 1, lessons: { uang: 1 } },
};
const handed = { request: id, item: id, until: at };
const receipt = {
  ...{ reportId: id, number: "LK-00000-00000", caseId: id, receivedAt: at, reportDigest: digest },
  ...{ manifestDigest: digest, sealKey: "kunci", log: { seq: 1, hash: digest } },
  handedInBy: { deviceId: id, name: "Siti" },
};
const letter = {
  ...({ format: letterFormat, id, number: "00012/LK-KOMINFO/XI/2026", kind: "order" } as const),
  ...({ organisation: "Kominfo", site: "x", category: "JUDI", action: "BATAS_WILAYAH" } as const),
  ...{ urgent: false, basis: [], madeAt: at, origin: "https://intake.example" },
  items: [
    {
      ...{ place: 1, id, caseId: id, decisionId: id, subject: "x:post:1", aliases: [] },
      ...{ address: "https://x.com/a/status/1", picture: { sha256: digest }, analysis: "Judi." },
      ...{ elements: [], reference: "0".repeat(26) },
    },
  ],
};
const check = {
  ...({ format: "lapor-kominfo/check/1", itemId: id, subject: "x:post:1", site: "x" } as const),
  ...({ address: "https://x.com/a/status/1", shownAddress: "https://x.com/a/status/1" } as const),
  ...({ seen: "removed", source: "page", checkedAt: at, recipeVersion: 1 } as const),
  ...{ extensionVersion: "1", browser: "b", clock: { intakeAt: at, heardAt: at, offsetMs: 0 } },
};
const exported = { format: "lapor-kominfo/case/1", case: { id } };

type Kind = {
  code: string;
  sign(key: SealingKey): Promise<string>;
  open(jws: string, key: PublicKey): Promise<Result<unknown>>;
  value: unknown;
};
const kinds: Record<string, Kind> = {
  batch: { code: "custody-invalid", sign: (key) => signBatch(batch, key), open: checkBatch, value: batch },
  certificate: {
    ...{ code: "certificate-broken", open: openCertificate, value: certificate },
    sign: (key) => signCertificate(certificate, key),
  },
  handed: {
    code: "not-found",
    sign: (key) => signEvidenceLink(handed, key),
    open: openEvidenceLink,
    value: handed,
  },
  receipt: {
    ...{ code: "receipt-invalid", open: checkReceipt, value: receipt },
    sign: (key) => signReceipt(receipt, key),
  },
  check: {
    code: "seal-invalid",
    sign: (key) => sealOutcomeProof(check, key),
    open: openOutcomeProof,
    value: check,
  },
  letter: {
    code: "custody-invalid",
    sign: (key) => signLetter(letter, key),
    open: openLetter,
    value: letter,
  },
};
const names = Object.keys(kinds);

let key: SealingKey;
let other: SealingKey;
let bytes: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  [key, other] = [await newKey(), await newKey()];
  bytes = new Uint8Array([10, 0, 255, 10, 7]);
});

test.each(names)("a %s is verified by its own key and by no other kind", async (name) => {
  const { sign, open, value, code } = kinds[name] as Kind;
  const jws = await sign(key);
  expect(await open(jws, key.publicKey)).toEqual({ ok: true, value });
  const refused = (detail: string) => ({ ok: false, problem: { code, detail } });
  expect(await open(await sign(other), key.publicKey)).toMatchObject(refused("signature"));
  for (const [another, kind] of Object.entries(kinds))
    if (another !== name)
      expect(await open(await kind.sign(key), key.publicKey), another).toMatchObject(refused("header"));
});

test("reads the intake's own records unchecked, and only as their own kind", async () => {
  const [signed, certified] = [await signBatch(batch, key), await signCertificate(certificate, key)];
  expect(decodeBatch(signed)).toEqual(batch);
  expect(decodeCertificate(certified)).toEqual(certificate);
  expect(() => decodeBatch(certified)).toThrow();
  expect(() => decodeCertificate(signed)).toThrow();
  expect(() => decodeBatch("")).toThrow();
});

test("an export's signature covers its content, even if files are added", async () => {
  const digestOf = (change: object) => exportDigest({ ...exported, ...change });
  const said = await digestOf({});
  expect(await digestOf({ files: { a: "b" }, jws: "c" })).toBe(said);
  expect(await digestOf({ case: { id: "another" } })).not.toBe(said);
  const jws = await signExport(exported as unknown as Parameters<typeof signExport>[0], key);
  expect(await openExport(jws, key.publicKey)).toEqual({ ok: true, value: { digest: said } });
  expect(await openExport(await signBatch(batch, key), key.publicKey)).toMatchObject({
    problem: { code: "custody-invalid", detail: "header" },
  });
});

describe("a filter file", () => {
  const known = { at, count: 3, prefixChars: 1, short: ["a"] };
  const write = () => writeFilterFile(bytes, known, key);

  test("returns its claims and bytes, including line ends", async () => {
    const { claims, file } = await write();
    expect(claims).toEqual({ ...known, sha256: await digestHex(bytes) });
    expect(await openFilterFile(file, key.publicKey)).toEqual({ ok: true, value: { claims, bytes } });
  });

  test.each<[string, (file: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>, string]>([
    ["with a changed byte", (file) => file.with(-1, 8), "sha256"],
    ["with a byte less", (file) => file.slice(0, -1), "sha256"],
    ["with a byte more", (file) => new Uint8Array([...file, 0]), "sha256"],
    ["without its line's end", (file) => file.filter((byte) => byte !== 10), "form"],
    ["with something before it", (file) => new Uint8Array([32, ...file]), "form"],
    ["that is empty", () => new Uint8Array(), "form"],
  ])("%s is refused", async (_what, change, detail) => {
    const { file } = await write();
    expect(await openFilterFile(change(file), key.publicKey)).toMatchObject({
      problem: { code: "filter-invalid", detail },
    });
  });

  test("is refused if another intake signed it", async () => {
    const { file } = await write();
    expect(await openFilterFile(file, other.publicKey)).toMatchObject({
      problem: { code: "filter-invalid", detail: "signature" },
    });
  });
});

test("a recipe pack is verified by its publisher's key, as a pack only", async () => {
  const pack = { version: 7, sites: ["é"] };
  expect(await openPack(await signPack(pack, key), key.publicKey)).toEqual({ ok: true, value: pack });
  for (const [jws, from] of [
    [await signPack(pack, other), key],
    [await signBatch(batch, key), key],
    ["x", key],
  ] as const)
    expect(await openPack(jws, from.publicKey)).toMatchObject({ problem: { code: "recipes-signature" } });
});

describe("a receipt number", () => {
  test.each(["", "LK-00000-0000", "LK-00000-000000", "LX-00000-00000", "LK-0000I-00000", "lk-00000-00000"])(
    "rejects %j",
    (number) => {
      expect(idEndOf(number)).toBeUndefined();
    },
  );

  test("gives the id's end, with and without hyphens", () => {
    const number = receiptNumberOf(id);
    for (const typed of [number, number.replaceAll("-", "")]) {
      const end = idEndOf(typed) ?? "";
      expect(end).toHaveLength(12);
      expect(receiptNumberOf(`00000000-0000-4000-8000-${end}`).slice(-9)).toBe(number.slice(-9));
    }
    expect(idEndOf(`x${number}`)).toBeUndefined();
    expect(idEndOf(`${number}x`)).toBeUndefined();
  });
});

test("a salt is 128 random bits in hex digits", () => {
  const salts = Array.from({ length: 300 }, newSalt);
  for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(salts).size).toBe(300);
});
