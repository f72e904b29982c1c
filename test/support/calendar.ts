/** A local OpenTimestamps calendar, honest or not. */

import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface Calendar {
  url: string;
  /** Block heights by commitment, hex. A commitment without a height is still pending. */
  blocks: Map<string, number>;
  /** Commitments in the order of submission, hex. */
  commitments: string[];
  /** Replaces its answers from now on; without an argument it answers correctly again. */
  behave(
    answer?: (path: string) => { status?: number; headers?: Record<string, string>; body?: Buffer },
  ): void;
  close(): Promise<void>;
}

const hex = (text: string) => Buffer.from(text, "hex");
const append = (bytes: Buffer) => Buffer.concat([hex("f0"), Buffer.from([bytes.length]), bytes]);
const sized = (bytes: Buffer) => Buffer.concat([Buffer.from([bytes.length]), bytes]);

export const bitcoinAt = (height: number) =>
  Buffer.concat([hex("000588960d73d71901"), sized(Buffer.from([height]))]);

export const pendingAt = (url: string) =>
  Buffer.concat([hex("0083dfe30d2ef90c8e"), sized(sized(Buffer.from(url)))]);

export async function startCalendar(): Promise<Calendar> {
  const blocks = new Map<string, number>();
  const commitments: string[] = [];
  let answer: Parameters<Calendar["behave"]>[0];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const path = request.url ?? "";
    const replaced = answer?.(path);
    if (replaced) {
      response.writeHead(replaced.status ?? 200, replaced.headers).end(replaced.body);
    } else if (path === "/digest") {
      const nonce = randomBytes(8);
      commitments.push(createHash("sha256").update(body).update(nonce).digest("hex"));
      response.end(Buffer.concat([append(nonce), hex("08"), pendingAt(calendar.url)]));
    } else {
      const height = blocks.get(path.replace("/timestamp/", ""));
      if (height === undefined) response.writeHead(404).end("Pending confirmation in Bitcoin blockchain");
      else response.end(Buffer.concat([append(hex("aa")), hex("08"), bitcoinAt(height)]));
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const calendar: Calendar = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    blocks,
    commitments,
    behave: (next) => {
      answer = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return calendar;
}
