/** Proxy in front of the replicas: balances requests round-robin and injects faults. */

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
import type { FaultKind, Faults } from "./faults.ts";

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

interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Returns undefined if the replica did not answer. Keeps the host header, because the device's proof names it. */
async function forward(replica: string, asked: Asked): Promise<Answer | undefined> {
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
async function forwardHalf(replica: string, { method, path, headers, body }: Asked): Promise<void> {
  const { hostname, port } = new URL(replica);
  await new Promise<void>((resolve) => {
    const sent = request({ hostname, port, method, path, headers, agent: false });
    sent.on("error", () => resolve());
    sent.on("close", () => resolve());
    sent.write(body.subarray(0, Math.floor(body.length / 2)), () => sent.destroy());
  });
}

/** `port` defaults to a free one. */
export async function startFaultProxy(
  replicas: readonly string[],
  faults: Faults,
  port = 0,
): Promise<FaultProxy> {
  const counts = { requests: 0, unanswered: 0 };
  const reports = new Map<string, string>();
  /** The last good answer of each route. */
  const lastAnswers = new Map<string, Answer>();
  let turn = 0;

  /** Like a load balancer: if a replica is down, asks the next. */
  const pass = async (asked: Asked): Promise<Answer> => {
    const first = turn++;
    for (let tries = 0; tries < replicas.length; tries++) {
      const answer = await forward(replicas[(first + tries) % replicas.length] ?? "", asked);
      if (!answer) continue;
      if (answer.status < 300) lastAnswers.set(routeOf(asked), answer);
      return answer;
    }
    counts.unanswered++;
    return { status: 502, headers: html, body: Buffer.from("<h1>502 Bad Gateway</h1>") };
  };

  const spoil: Record<FaultKind, (asked: Asked, out: ServerResponse, delayMs: number) => Promise<unknown>> = {
    "drop-before": async (_, out) => out.destroy(),
    "drop-after": async (asked, out) => {
      await pass(asked);
      out.destroy();
    },
    "half-request": async (asked, out) => {
      await forwardHalf(replicas[turn++ % replicas.length] ?? "", asked);
      out.destroy();
    },
    "half-answer": async (asked, out) => {
      const { status, headers, body } = await pass(asked);
      out.writeHead(status, { ...whole(headers), "content-length": body.length });
      out.write(body.subarray(0, Math.floor(body.length / 2)), () => out.destroy());
    },
    "delay-before": async (asked, out, delayMs) => {
      await wait(delayMs);
      write(out, await pass(asked));
    },
    "delay-after": async (asked, out, delayMs) => {
      const answer = await pass(asked);
      await wait(delayMs);
      write(out, answer);
    },
    twice: async (asked, out) =>
      write(out, await Promise.all([pass(asked), pass(asked)]).then(([one]) => one)),
    "twice-second": async (asked, out) => {
      await pass(asked);
      write(out, await pass(asked));
    },
    replay: async (asked, out, delayMs) => {
      write(out, await pass(asked));
      await wait(delayMs);
      await pass(asked);
    },
    "stale-answer": async (asked, out) => {
      const earlier = lastAnswers.get(routeOf(asked));
      write(out, earlier ?? (await pass(asked)));
    },
    "status-503": async (_, out) => out.writeHead(503, { ...html, "retry-after": "1" }).end(page),
    "status-429": async (_, out) => out.writeHead(429, { ...html, "retry-after": "1" }).end(page),
    "captive-page": async (_, out) => out.writeHead(200, html).end(page),
  };

  const server = createServer(async (incoming, out) => {
    counts.requests++;
    const asked = await read(incoming).catch(() => undefined);
    if (!asked) return void out.destroy();
    if (asked.method === "POST" && asked.path === "/v1/reports")
      reports.set(createHash("sha256").update(asked.body).digest("hex"), asked.body.toString());
    const fault = faults.next();
    const done = fault
      ? spoil[fault.kind](asked, out, fault.delayMs)
      : pass(asked).then((answer) => write(out, answer));
    await done.catch(() => out.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts, reports, stop };
}

async function read(incoming: IncomingMessage): Promise<Asked> {
  const { method = "GET", url: path = "/", headers } = incoming;
  return { method, path, headers, body: await buffer(incoming) };
}

/** Ids and digests are not part of a route. */
function routeOf({ method, path }: Asked): string {
  return `${method} ${path.split("?")[0]?.replace(/[0-9a-f-]{32,}/g, ":id")}`;
}

function write(out: ServerResponse, { status, headers, body }: Answer): void {
  out.writeHead(status, { ...whole(headers), "content-length": body.length }).end(body);
}

/** The body is sent in one piece, so headers about chunks do not apply. */
function whole(headers: Answer["headers"]): Answer["headers"] {
  const { "transfer-encoding": _, connection: __, ...rest } = headers;
  return rest;
}
