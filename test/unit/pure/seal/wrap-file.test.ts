/** Files at rest on a device: only the intake's key opens them, and no byte of them changes unseen. */

import { base64url, CompactEncrypt, exportJWK, generateKeyPair, importJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import {
  type FilesPrivateKey,
  filesPrivateKey,
  unwrapFile,
  wrapFile,
} from "../../../../utils/shared/seal/wrap-file.ts";

let key: FilesPrivateKey;
let other: FilesPrivateKey;
const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 10, 13]);
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (wrapped: Uint8Array) => new TextDecoder().decode(wrapped);

async function newKey(): Promise<FilesPrivateKey> {
  const { privateKey } = await generateKeyPair("ECDH-ES", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return filesPrivateKey.parse({ kty, crv, x, y, d });
}

const publicHalf = ({ d: _, ...half }: FilesPrivateKey) => half;

/** Encrypted to our key by a program that follows other rules. */
async function wrapAs(header: Record<string, string>, plain = bytes): Promise<Uint8Array> {
  const protectedHeader = { alg: "ECDH-ES", enc: "A256GCM", typ: "file+jwe", ...header };
  const target = await importJWK(publicHalf(key), "ECDH-ES");
  return encode(await new CompactEncrypt(plain).setProtectedHeader(protectedHeader).encrypt(target));
}

beforeAll(async () => {
  [key, other] = [await newKey(), await newKey()];
});

test("the intake's key gives the same bytes back, and the device's half is not enough", async () => {
  const wrapped = await wrapFile(bytes, publicHalf(key));
  expect(await unwrapFile(wrapped, key)).toEqual(bytes);
  expect(await unwrapFile(wrapped, other)).toBeUndefined();
  expect(await unwrapFile(wrapped, publicHalf(key) as FilesPrivateKey)).toBeUndefined();
  // The ciphertext reveals no content, and two encryptions share only the name in their header.
  expect(decode(wrapped)).not.toContain(base64url.encode(bytes));
  expect(await wrapFile(bytes, publicHalf(key))).not.toEqual(wrapped);
});

test("the largest file fits under the limit that it travels by", async () => {
  const largest = new Uint8Array(limits.fileBytes).fill(7);
  const wrapped = await wrapFile(largest, publicHalf(key));
  expect(wrapped.length).toBeLessThanOrEqual(limits.wrappedFileBytes);
  // Comparing five million numbers one by one takes long.
  expect(Buffer.from((await unwrapFile(wrapped, key)) ?? []).equals(largest)).toBe(true);
});

test("any changed byte prevents decryption", async () => {
  const wrapped = await wrapFile(bytes, publicHalf(key));
  for (let at = 0; at < wrapped.length; at++) {
    const changed = wrapped.slice();
    changed[at] = changed[at] === 0x41 ? 0x42 : 0x41;
    const opened = await unwrapFile(changed, key);
    // Base64's last bits may mean nothing: then the file is the same one.
    if (opened) expect(opened, `byte ${at}`).toEqual(bytes);
    else expect(opened).toBeUndefined();
  }
  expect(await unwrapFile(wrapped.slice(0, -1), key)).toBeUndefined();
});

describe("refused", () => {
  test("a file that is no JWE, not UTF-8, or empty", async () => {
    for (const wrong of [encode(""), encode("a.b.c.d.e"), bytes, new Uint8Array([0xff, 0xfe, 0x2e])])
      expect(await unwrapFile(wrong, key)).toBeUndefined();
  });

  test("other algorithms and other kinds of content", async () => {
    expect(await unwrapFile(await wrapAs({}), key)).toEqual(bytes);
    for (const header of [{ enc: "A128GCM" }, { alg: "ECDH-ES+A256KW" }, { typ: "JWE" }])
      expect(await unwrapFile(await wrapAs(header), key), JSON.stringify(header)).toBeUndefined();
  });

  test("a file declared as compressed, without unpacking it", async () => {
    expect(await unwrapFile(await wrapAs({ zip: "DEF" }), key)).toBeUndefined();
    // A thousand times smaller on the way than unpacked.
    const bomb = await wrapAs({ zip: "DEF" }, new Uint8Array(200_000));
    expect(bomb.length).toBeLessThan(2_000);
    expect(await unwrapFile(bomb, key)).toBeUndefined();
  });
});
