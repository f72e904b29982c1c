/** Proxy in front of the replicas: balances requests round-robin and injects faults, at a frequency and in kinds fixed by the seed. */

import { createHash } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { randomOf } from "./random.ts";

export const faultKinds = [
  /** The connection ends before the request reaches the intake. */
  "drop-before",
  /** The intake handles the request, but its answer is lost. */
  "drop-after",
  /** The intake receives the first half of the request. */
  "half-request",
  /** The device receives the first half of the answer. */
  "half-answer",
  "delay-before",
  "delay-after",
  /** Sends the request twice concurrently; the device gets the first answer. */
  "twice",
  /** Sends the request twice concurrently; the device gets the second answer. */
  "twice-second",
  /** Repeats the request some time after its answer. */
  "replay",
  /** Returns the answer to an earlier request of the same route. */
  "stale-answer",
  "status-503",
  "status-429",
  /** A captive portal's log-in page with status 200 instead of the answer. */
  "captive-page",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Faults {
  /** The fault of the next request; undefined for none. */
  next(): { kind: FaultKind; delayMs: number } | undefined;
  counts: Record<FaultKind, number>;
  stop(): void;
  start(): void;
}

const longestDelayMs = 1_500;

/** `share` of all requests, 0 to 1. Each kind occurs once before any occurs twice. */
export function faultsOf(seed: number, share: number): Faults {
  const random = randomOf(seed, "faults");
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  let on = false;
  let deck: FaultKind[] = [];
  return {
    counts,
    next() {
      if (!on || random.next() >= share) return undefined;
      if (deck.length === 0) deck = random.shuffle(faultKinds);
      const kind = deck.pop() ?? "drop-before";
      counts[kind]++;
      return { kind, delayMs: random.between(100, longestDelayMs) };
    },
    stop: () => {
      on = false;
    },
    start: () => {
      on = true;
    },
  };
}

export interface FaultProxy {
  /** The address at which devices enrol. */
  address: string;
  /** Number of all requests, and of those that no replica answered. */
  counts: { requests: number; unanswered: number };
  /** By SHA-256: the text of every report sent by a device, whether or not it arrived. */
  reports: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

const page = "<!doctype html><title>Wi-Fi</title><p>Masuk dulu.</p>";
const html = { "content-type": "text/html" };

interface ProxiedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface ProxiedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Returns undefined if the replica did not answer. Keeps the host header, because the device's proof names it. */
async function forward(replica: string, asked: ProxiedRequest): Promise<ProxiedAnswer | undefined> {
  const { hostname, port } = new URL(replica);
  const { method, path, headers, body } = asked;
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers, agent: false }, resolve);
      sent.on("error", reject);
      sent.end(body);
    });
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
  } catch {
    return undefined;
  }
}

/** Sends the first half of a request and closes the connection. */
async function forwardHalf(replica: string, { method, path, headers, body }: ProxiedRequest): Promise<void> {
  const { hostname, port } = new URL(replica);
  await new Promise<void>((resolve) => {
    const sent = request({ hostname, port, method, path, headers, agent: false });
    sent.on("error", () => resolve());
    sent.on("close", () => resolve());
    sent.write(body.subarray(0, Math.floor(body.length / 2)), () => sent.destroy());
  });
}

/** Passes requests on and keeps the last good answer of each route. */
class Balancer {
  readonly counts = { requests: 0, unanswered: 0 };
  readonly #replicas: readonly string[];
  readonly #lastAnswers = new Map<string, ProxiedAnswer>();
  #turn = 0;

  constructor(replicas: readonly string[]) {
    this.#replicas = replicas;
  }

  /** Like a load balancer: if a replica is down, asks the next. */
  async pass(asked: ProxiedRequest): Promise<ProxiedAnswer> {
    const first = this.#turn++;
    for (let tries = 0; tries < this.#replicas.length; tries++) {
      const answer = await forward(this.#replica(first + tries), asked);
      if (!answer) continue;
      if (answer.status < 300) this.#lastAnswers.set(routeOf(asked), answer);
      return answer;
    }
    this.counts.unanswered++;
    return { status: 502, headers: html, body: Buffer.from("<h1>502 Bad Gateway</h1>") };
  }

  /** Passes on a half of the request, which no replica can answer. */
  passHalf(asked: ProxiedRequest): Promise<void> {
    return forwardHalf(this.#replica(this.#turn++), asked);
  }

  #replica(turn: number): string {
    return this.#replicas[turn % this.#replicas.length] ?? "";
  }

  lastAnswer(asked: ProxiedRequest): ProxiedAnswer | undefined {
    return this.#lastAnswers.get(routeOf(asked));
  }
}

interface Exchange {
  asked: ProxiedRequest;
  out: ServerResponse;
  delayMs: number;
  balancer: Balancer;
}

const spoil: Record<FaultKind, (exchange: Exchange) => Promise<unknown>> = {
  "drop-before": async ({ out }) => out.destroy(),
  "drop-after": async ({ asked, out, balancer }) => {
    await balancer.pass(asked);
    out.destroy();
  },
  "half-request": async ({ asked, out, balancer }) => {
    await balancer.passHalf(asked);
    out.destroy();
  },
  "half-answer": async ({ asked, out, balancer }) => {
    const { status, headers, body } = await balancer.pass(asked);
    out.writeHead(status, { ...withoutHopHeaders(headers), "content-length": body.length });
    out.write(body.subarray(0, Math.floor(body.length / 2)), () => out.destroy());
  },
  "delay-before": async ({ asked, out, balancer, delayMs }) => {
    await wait(delayMs);
    write(out, await balancer.pass(asked));
  },
  "delay-after": async ({ asked, out, balancer, delayMs }) => {
    const answer = await balancer.pass(asked);
    await wait(delayMs);
    write(out, answer);
  },
  twice: async ({ asked, out, balancer }) => {
    const [first] = await Promise.all([balancer.pass(asked), balancer.pass(asked)]);
    write(out, first);
  },
  "twice-second": async ({ asked, out, balancer }) => {
    await balancer.pass(asked);
    write(out, await balancer.pass(asked));
  },
  replay: async ({ asked, out, balancer, delayMs }) => {
    write(out, await balancer.pass(asked));
    await wait(delayMs);
    await balancer.pass(asked);
  },
  "stale-answer": async ({ asked, out, balancer }) =>
    write(out, balancer.lastAnswer(asked) ?? (await balancer.pass(asked))),
  "status-503": async ({ out }) => out.writeHead(503, { ...html, "retry-after": "1" }).end(page),
  "status-429": async ({ out }) => out.writeHead(429, { ...html, "retry-after": "1" }).end(page),
  "captive-page": async ({ out }) => out.writeHead(200, html).end(page),
};

/** `port` defaults to a free one. */
export async function startFaultProxy(
  replicas: readonly string[],
  faults: Faults,
  port = 0,
): Promise<FaultProxy> {
  const balancer = new Balancer(replicas);
  const { counts } = balancer;
  const reports = new Map<string, string>();
  const server = createServer(async (incoming, out) => {
    counts.requests++;
    const asked = await read(incoming).catch(() => undefined);
    if (!asked) return void out.destroy();
    if (asked.method === "POST" && asked.path === "/v1/reports")
      reports.set(createHash("sha256").update(asked.body).digest("hex"), asked.body.toString());
    const fault = faults.next();
    const done = fault
      ? spoil[fault.kind]({ asked, out, balancer, delayMs: fault.delayMs })
      : balancer.pass(asked).then((answer) => write(out, answer));
    await done.catch(() => out.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts, reports, stop };
}

async function read(incoming: IncomingMessage): Promise<ProxiedRequest> {
  const { method = "GET", url: path = "/", headers } = incoming;
  return { method, path, headers, body: await buffer(incoming) };
}

/** Ids and digests are not part of a route. */
function routeOf({ method, path }: ProxiedRequest): string {
  return `${method} ${path.split("?")[0]?.replace(/[0-9a-f-]{32,}/g, ":id")}`;
}

function write(out: ServerResponse, { status, headers, body }: ProxiedAnswer): void {
  out.writeHead(status, { ...withoutHopHeaders(headers), "content-length": body.length }).end(body);
}

/** The body is sent in one piece, so headers about chunks do not apply. */
function withoutHopHeaders(headers: ProxiedAnswer["headers"]): ProxiedAnswer["headers"] {
  const { "transfer-encoding": _, connection: __, ...rest } = headers;
  return rest;
}
