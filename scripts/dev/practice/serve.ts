/** Serves the practice hosts over HTTPS, with the same security headers as the real ones. */

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileFor, hostsOf, removedFor, type SitePages } from "./manifests.ts";

export interface PracticeRequest {
  method: string;
  address: string;
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".mp4": "video/mp4",
  ".webm": "video/webm",
};

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "frame-src 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Hostile pages below this path are served without security headers. */
const lawless = "/bebas";

export interface PracticeServer {
  port: number;
  hosts: readonly string[];
  requests: readonly PracticeRequest[];
  /** From now on the address shows the site's page for removed content. */
  takeDown(address: string): void;
  /** Undoes `takeDown` and empties `requests`. */
  reset(): void;
  stop(): Promise<void>;
}

interface Certificate {
  /** PEM, PKCS#8. */
  key: string;
  /** PEM. */
  cert: string;
}

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

/**
 * Makes a self-signed certificate for the practice hosts, so that the repository contains no key (RFC
 * 5280, DER). A P-256 certificate for these host names, valid from yesterday for a month.
 */
function makeCertificate(hosts: readonly string[]): Certificate {
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

/** Starts on a free port. A request for an unknown host gets 421. */
export async function servePages(sites: readonly SitePages[]): Promise<PracticeServer> {
  const hosts = hostsOf(sites);
  const requests: PracticeRequest[] = [];
  const takenDown = new Map<string, string>();
  const server = createServer(makeCertificate(hosts), (request, response) => {
    const address = new URL(request.url ?? "/", `https://${request.headers.host}`);
    requests.push({ method: request.method ?? "GET", address: address.href });
    if (!hosts.includes(address.hostname)) {
      response.writeHead(421).end();
      return;
    }
    const path = takenDown.get(address.href) ?? fileFor(sites, address);
    response.writeHead(path ? 200 : 404, {
      "content-type": types[extname(path ?? ".html")] ?? "application/octet-stream",
      ...(address.pathname.startsWith(lawless) ? {} : { "content-security-policy": contentSecurityPolicy }),
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    response.end(path ? readFileSync(path) : "<!doctype html><title>404</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    hosts,
    requests,
    port: (server.address() as AddressInfo).port,
    takeDown: (address) => takenDown.set(address, removedFor(sites, new URL(address))),
    reset: () => {
      takenDown.clear();
      requests.length = 0;
    },
    stop: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
