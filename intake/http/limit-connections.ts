/**
 * Limits open connections per address, and in IPv6 per network. Trusted proxies are exempt, because they serve many
 * addresses.
 */

import type { Server } from "node:net";
import { type IsProxy, limitedAddress, normaliseAddress } from "../core/client-address.ts";

export function limitConnections(server: Server, perAddress: number, isProxy: IsProxy): void {
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    if (socket.remoteAddress === undefined) return;
    const peer = normaliseAddress(socket.remoteAddress);
    if (isProxy(peer)) return;
    const address = limitedAddress(peer);
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once("close", () => {
      const remaining = (open.get(address) ?? 1) - 1;
      if (remaining === 0) open.delete(address);
      else open.set(address, remaining);
    });
    if (count > perAddress) socket.destroy();
  });
}
