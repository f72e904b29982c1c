/** Forwards one request unchanged to a replica. */

import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Returns undefined if the replica did not answer. Keeps the host header, because the device's proof names it. */
export async function forward(replica: string, asked: Asked): Promise<Answer | undefined> {
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
export async function forwardHalf(replica: string, { method, path, headers, body }: Asked): Promise<void> {
  const { hostname, port } = new URL(replica);
  await new Promise<void>((resolve) => {
    const sent = request({ hostname, port, method, path, headers, agent: false });
    sent.on("error", () => resolve());
    sent.on("close", () => resolve());
    sent.write(body.subarray(0, Math.floor(body.length / 2)), () => sent.destroy());
  });
}
