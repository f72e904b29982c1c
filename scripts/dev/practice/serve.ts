/** Serves the practice hosts over HTTPS, with the same security headers as the real ones. */

import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { makeCertificate } from "./certificate.ts";
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
