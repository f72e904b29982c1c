/** Stands before the intake and keeps what devices send it, as it travels. */

import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Sent {
  /** `POST /v1/canaries` */
  call: string;
  body: string;
}

export interface Recorder {
  /** For devices to enrol at. */
  address: string;
  /** Oldest first. */
  sent: readonly Sent[];
  stop(): Promise<void>;
}

export async function recordBefore(intake: string): Promise<Recorder> {
  const sent: Sent[] = [];
  const { hostname, port } = new URL(intake);
  const server = createServer(async (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const body = await buffer(incoming);
    sent.push({ call: `${method} ${path}`, body: body.toString() });
    // The host stays as the device called it: that is what its proof names.
    const passed = request({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, stop };
}
