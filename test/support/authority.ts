/** A local timestamping authority: `openssl ts` behind a small HTTP server, honest or not. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export interface Authority {
  url: string;
  /** PEM file of the trusted root. */
  caFile: string;
  /** Replaces its answers from now on; without an argument it answers correctly again. */
  respondWith(answer?: (request: Buffer) => Promise<{ status?: number; body: Buffer }>): void;
  /** A correct answer to a request (DER). */
  reply(request: Buffer): Promise<Buffer>;
  /** A request for a digest, with or without a nonce (DER). */
  query(digest: string): Buffer;
  close(): Promise<void>;
}

const config = (folder: string) => `
[ tsa ]
default_tsa = authority
[ authority ]
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
certs = ${folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ tsa_ext ]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ ca_ext ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
`;

export async function startAuthority(keyType: "rsa" | "ec" = "rsa"): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-authority-"));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
  await writeFile(at("tsa.cnf"), config(folder));
  await writeFile(at("serial"), "01\n");
  const newKey = keyType === "rsa" ? ["rsa:2048"] : ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
  const request = ["req", "-new", "-newkey", ...newKey, "-nodes", "-sha256"];
  openssl(
    ...request,
    "-x509",
    "-days",
    "30",
    "-subj",
    "/CN=Uji CA",
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.pem"),
    "-extensions",
    "ca_ext",
    "-config",
    at("tsa.cnf"),
    "-batch",
  );
  openssl(
    ...request,
    "-subj",
    "/CN=Uji TSA",
    "-keyout",
    at("tsa.key"),
    "-out",
    at("tsa.csr"),
    "-config",
    at("tsa.cnf"),
  );
  openssl(
    "x509",
    "-req",
    "-in",
    at("tsa.csr"),
    "-CA",
    at("ca.pem"),
    "-CAkey",
    at("ca.key"),
    "-CAcreateserial",
    "-days",
    "30",
    "-sha256",
    "-extfile",
    at("tsa.cnf"),
    "-extensions",
    "tsa_ext",
    "-out",
    at("tsa.pem"),
  );
  const reply = async (query: Buffer) => {
    await writeFile(at("query.tsq"), query);
    openssl("ts", "-reply", "-config", at("tsa.cnf"), "-queryfile", at("query.tsq"), "-out", at("reply.tsr"));
    return readFile(at("reply.tsr"));
  };
  const honest = async (query: Buffer) => ({ body: await reply(query) });
  let answer: (query: Buffer) => Promise<{ status?: number; body: Buffer }> = honest;
  const server = createServer(async (asked, response) => {
    const { status = 200, body } = await answer(await buffer(asked));
    response.writeHead(status, { "Content-Type": "application/timestamp-reply" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    caFile: at("ca.pem"),
    respondWith(other = honest) {
      answer = other;
    },
    reply,
    query: (digest) => openssl("ts", "-query", "-digest", digest, "-sha256", "-cert"),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
