/** A platform's webhook in this process: records requests and answers as configured. */

import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedWebhook {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface HookServer {
  url: string;
  status: number;
  headers: Record<string, string>;
  /** Receives and does not answer. */
  isSilent: boolean;
  received: ReceivedWebhook[];
  /** The expected signature for the time that the request names. */
  signatureOf(got: ReceivedWebhook, secret: string): string;
  close(): Promise<void>;
}

export async function startHookServer(): Promise<HookServer> {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      if (hooks.isSilent) return void request.socket.destroy();
      response.writeHead(hooks.status, hooks.headers);
      response.end("ok");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const hooks: HookServer = {
    status: 200,
    headers: {},
    isSilent: false,
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kotak`,
    signatureOf({ headers, body }, secret) {
      const [, t = ""] = /^t=(\d+),/.exec(String(headers["lapor-signature"])) ?? [];
      return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return hooks;
}
