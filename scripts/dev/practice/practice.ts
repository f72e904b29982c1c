/** The practice network: the four sites' host names, answered by the pages of this folder, and nothing else. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createHttpsServer, type Server } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { extname } from "node:path";
import { Integer, Utf8String } from "asn1js";
import * as pkijs from "pkijs";
import { addressesOf, fileFor, hostsOf, practiceSites, removedFor, type SitePages } from "./pages.ts";

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

/** Pages that frame others of the practice network. */
const framing = /(?:live|post-page|news)\.html$/;

const contentSecurityPolicy = (path: string) =>
  [
    "default-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    framing.test(path) ? "frame-src 'self' https://t.me" : "frame-src 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");

/** Hostile pages below this path are served without security headers. */
const pagesWithoutPolicy = "/bebas";

interface PracticeServer {
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

const dayMs = 86_400_000;
const subjectAlternativeName = "2.5.29.17";
const [commonName, dnsName] = ["2.5.4.3", 2] as const;

/**
 * Makes a self-signed P-256 certificate for the practice hosts, valid from yesterday for a month, so that the
 * repository contains no key.
 */
async function makeCertificate(hosts: readonly string[]): Promise<Certificate> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  const made = new pkijs.Certificate({
    version: 2,
    serialNumber: new Integer({ value: Date.now() % 2 ** 31 }),
  });
  const name = { type: commonName, value: new Utf8String({ value: "practice" }) };
  for (const part of [made.issuer, made.subject])
    part.typesAndValues.push(new pkijs.AttributeTypeAndValue(name));
  made.notBefore.value = new Date(Date.now() - dayMs);
  made.notAfter.value = new Date(Date.now() + 30 * dayMs);
  const names = hosts.map((value) => new pkijs.GeneralName({ type: dnsName, value }));
  const extnValue = new pkijs.GeneralNames({ names }).toSchema().toBER();
  made.extensions = [new pkijs.Extension({ extnID: subjectAlternativeName, extnValue })];
  await made.subjectPublicKeyInfo.importKey(publicKey);
  await made.sign(privateKey, "SHA-256");
  return {
    key: toPem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", privateKey)),
    cert: toPem("CERTIFICATE", made.toSchema(true).toBER()),
  };
}

function toPem(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** Starts on a free port. A request for an unknown host gets 421. */
async function servePages(sites: readonly SitePages[]): Promise<PracticeServer> {
  const hosts = hostsOf(sites);
  const requests: PracticeRequest[] = [];
  const takenDown = new Map<string, string>();
  const server = createHttpsServer(await makeCertificate(hosts), (request, response) => {
    const address = new URL(request.url ?? "/", `https://${request.headers.host}`);
    requests.push({ method: request.method ?? "GET", address: address.href });
    if (!hosts.includes(address.hostname)) {
      response.writeHead(421).end();
      return;
    }
    const path = takenDown.get(address.href) ?? fileFor(sites, address);
    response.writeHead(path ? 200 : 404, {
      "content-type": types[extname(path ?? ".html")] ?? "application/octet-stream",
      ...(address.pathname.startsWith(pagesWithoutPolicy)
        ? {}
        : { "content-security-policy": contentSecurityPolicy(path ?? "") }),
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

export interface Practice {
  /** Proxy port on 127.0.0.1 for the browser. */
  proxyPort: number;
  /** Pages that can be opened, a few per site. */
  addresses: readonly string[];
  /** Requests to the practice hosts, oldest first. */
  requests: readonly PracticeRequest[];
  /** `host:port` of other connection attempts. */
  refused: readonly string[];
  /** Removes the content, as a site does on request. */
  takeDown(address: string): void;
  /** Undoes `takeDown` and empties `requests` and `refused`. */
  reset(): void;
  stop(): Promise<void>;
}

interface Proxy {
  port: number;
  /** `host:port` of each refused tunnel. */
  refused: readonly string[];
  reset(): void;
  stop(): Promise<void>;
}

/** Tunnels `hosts` (port 443) to a local port; others get 403. */
async function startProxy(hosts: readonly string[], targetPort: number): Promise<Proxy> {
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(403).end());
  server.on("connection", (socket) => keep(sockets, socket));
  server.on("connect", (request, client: Socket, head: Buffer) => {
    client.on("error", () => client.destroy());
    const [host, port] = (request.url ?? "").split(":");
    if (!host || port !== "443" || !hosts.includes(host)) {
      refused.push(request.url ?? "");
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const target = connect(targetPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.write(head);
      target.pipe(client).pipe(target);
    });
    keep(sockets, target);
    target.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const reset = () => {
    refused.length = 0;
  };
  return { port: (server.address() as AddressInfo).port, refused, reset, stop };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
}

/** Starts server and proxy on free ports. */
export async function startPractice(sites: readonly SitePages[] = practiceSites): Promise<Practice> {
  const server = await servePages(sites);
  const proxy = await startProxy(server.hosts, server.port);
  const stop = async () => {
    await proxy.stop();
    await server.stop();
  };
  return {
    proxyPort: proxy.port,
    addresses: addressesOf(sites),
    requests: server.requests,
    refused: proxy.refused,
    takeDown: server.takeDown,
    reset: () => {
      server.reset();
      proxy.reset();
    },
    stop,
  };
}
