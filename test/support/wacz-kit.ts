/** A minimal WACZ around an export of `export-kit.ts`. */

import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { canonicalJson, digestHex } from "../../utils/shared/seal/digest.ts";
import { type ExportKit, signed } from "./export-kit.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** `vouch`: the key that the export names, if it differs from the one that signs the list. */
export async function makeWacz(kit: ExportKit, { vouch }: { vouch?: string } = {}): Promise<Bytes> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, true, [
    "sign",
    "verify",
  ]);
  const publicKey = base64(new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)));
  const { unsigned } = kit;
  const exported = await signed({
    ...kit,
    unsigned: { ...unsigned, keys: { ...unsigned.keys, wacz: vouch ?? publicKey } },
  });
  const { warc, index } = writeWarc(kit);
  const contents: Record<string, Bytes> = {
    "archive/data.warc.gz": warc,
    "indexes/index.cdx": utf8(index),
    "pages/pages.jsonl": utf8('{"format":"json-pages-1.0","id":"pages","title":"Halaman"}\n'),
    "custody/case.json": utf8(canonicalJson(exported)),
  };
  const whole = utf8(canonicalJson(await listOf(contents, exported.exportedAt)));
  const hash = `sha256:${await digestHex(whole)}`;
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = base64(new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, utf8(hash))));
  const said = { created: exported.exportedAt, software };
  const signedData = { hash, ...said, version: "0.1.0", signature, publicKey };
  const digest = utf8(canonicalJson({ path: "datapackage.json", hash, signedData }));
  const mtime = new Date(1980, 0, 1);
  const entries = { "datapackage.json": whole, "datapackage-digest.json": digest, ...contents };
  return zipSync(entries, { level: 0, mtime }) as Bytes;
}

const software = "lapor-kominfo 0.1.0";

async function listOf(contents: Record<string, Bytes>, created: string) {
  const resources = await Promise.all(
    Object.entries(contents).map(async ([path, bytes]) => ({
      name: path.split("/").at(-1),
      path,
      bytes: bytes.length,
      hash: `sha256:${await digestHex(bytes)}`,
    })),
  );
  return { profile: "data-package", wacz_version: "1.2.0", created, modified: created, software, resources };
}

function writeWarc({ files }: ExportKit): { warc: Bytes; index: string } {
  const members: Bytes[] = [];
  const lines: string[] = [];
  let offset = 0;
  for (const [sha256, { bytes, type }] of files) {
    const url = `urn:view:https://x.com/${sha256.slice(0, 4)}`;
    const headers = [
      "WARC/1.1",
      "WARC-Type: resource",
      `WARC-Target-URI: ${url}`,
      "WARC-Date: 2026-11-25T01:02:03Z",
      `WARC-Record-ID: <urn:uuid:0b7e1f0a-4c1d-4e3a-9f43-${sha256.slice(0, 12)}>`,
      `Content-Type: ${type}`,
      `WARC-Payload-Digest: sha256:${sha256}`,
      `WARC-Block-Digest: sha256:${sha256}`,
      `Content-Length: ${bytes.length}`,
    ];
    const record = Buffer.concat([utf8(`${headers.join("\r\n")}\r\n\r\n`), bytes, utf8("\r\n\r\n")]);
    const member = new Uint8Array(gzipSync(record));
    const place = { offset: String(offset), length: String(member.length), filename: "data.warc.gz" };
    lines.push(
      `${url} 20261125010203 ${JSON.stringify({ url, mime: type, digest: `sha256:${sha256}`, ...place })}\n`,
    );
    members.push(member);
    offset += member.length;
  }
  return { warc: new Uint8Array(Buffer.concat(members)), index: lines.sort().join("") };
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
