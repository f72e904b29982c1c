/** The practice network: the four sites' host names, answered by the pages of this folder, and nothing else. */

import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { addressesOf, practiceSites, type SitePages } from "./pages.ts";
import { type PracticeRequest, servePages } from "./serve.ts";

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
