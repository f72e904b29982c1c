/** The practice network: the four sites' host names, answered by the pages of this folder, and nothing else. */

import { addressesOf, readManifests } from "./manifests.ts";
import { startProxy } from "./proxy.ts";
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

/** Starts server and proxy on free ports. `root` contains one folder per site with its `pages.ts`. */
export async function startPractice(root: string = import.meta.dirname): Promise<Practice> {
  const sites = await readManifests(root);
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
