/** A round-robin load balancer for TCP connections to several intakes. */

import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Spread {
  address: string;
  add(address: string): void;
  /** Uses only the first `count` targets from now on; closes open connections. */
  use(count: number): void;
  close(): void;
}

export async function startSpread(): Promise<Spread> {
  const ports: number[] = [];
  const open = new Set<Socket>();
  let used = Number.POSITIVE_INFINITY;
  let next = 0;
  const server = createServer((from) => {
    const to = connect(ports[next++ % Math.min(used, ports.length)] ?? 0, "127.0.0.1");
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => open.delete(one) && other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const closeAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (address) => void ports.push(Number(new URL(address).port)),
    use(count) {
      used = count;
      closeAll();
    },
    close() {
      server.close();
      closeAll();
    },
  };
}
