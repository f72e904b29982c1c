/** A round-robin load balancer for TCP connections to several intakes, and a proxy that makes a server distant. */

import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";

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

/** Forwards to a port of this machine, and holds everything back in both directions. */
export async function startDistance(port: number, delayMs: number): Promise<{ port: number; close(): void }> {
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.pipe(holdBack(delayMs)).pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => open.delete(one) && other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Passes parts on in their order, each after the delay, without holding back the next. */
function holdBack(delayMs: number): Transform {
  return new Transform({
    transform(part, _encoding, done) {
      setTimeout(() => this.push(part), delayMs);
      done();
    },
  });
}
