/** Makes a self-signed certificate for the practice hosts, so that the repository contains no key (RFC 5280, DER). */

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  /** PEM, PKCS#8. */
  key: string;
  /** PEM. */
  cert: string;
}

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

/** A P-256 certificate for these host names, valid from yesterday for a month. */
export function makeCertificate(hosts: readonly string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(node(0x31, sequence(objectId("550403"), node(0x0c, Buffer.from("practice")))));
  const dayMs = 86_400_000;
  const alternativeNames = sequence(...hosts.map((host) => node(0x82, Buffer.from(host))));
  const toSign = sequence(
    node(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(Date.now() - dayMs), time(Date.now() + 30 * dayMs)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    node(0xa3, sequence(sequence(objectId("551d11"), node(0x04, alternativeNames)))),
  );
  const signature = sign("sha256", toSign, privateKey);
  const der = sequence(toSign, ecdsaWithSha256, node(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** DER requires the shortest form of a length. */
function node(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return node(0x30, Buffer.concat(parts));
}

function integer(bytes: Buffer): Buffer {
  return node(0x02, bytes);
}

function objectId(hex: string): Buffer {
  return node(0x06, Buffer.from(hex, "hex"));
}

/** UTCTime, which is valid until 2049. */
function time(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replace(/[-:T]|\.\d+/g, "");
  return node(0x17, Buffer.from(digits.slice(2)));
}
