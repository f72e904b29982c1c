/** A proxy before the intake: records requests as sent and can delay answers. */

import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { IntakeProcess } from "../../../scripts/dev/drivers/intake-process.ts";

interface RecordedCall {
  /** `POST /v1/canaries` */
  call: string;
  body: string;
  /** The intake's status, once it has answered. The device may not have received it yet. */
  status?: number;
}

export interface CallRecorder {
  /** The address at which devices enrol. */
  address: string;
  /** Oldest first. */
  sent: readonly RecordedCall[];
  /** Delays the intake's answers to matching calls. Returns a function that releases them. */
  holdAnswers(calls: RegExp): () => void;
  stop(): Promise<void>;
}

/** Restarts the intake with the recorder's address as its public one, until the recorder stops. */
export async function recordCalls(
  intake: Pick<IntakeProcess, "address" | "stop" | "start">,
): Promise<CallRecorder> {
  const sent: RecordedCall[] = [];
  const held = new Map<RegExp, Promise<void>>();
  const { hostname, port } = new URL(intake.address);
  const server = createServer(async (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const body = await buffer(incoming);
    const call = `${method} ${path}`;
    const recorded: RecordedCall = { call, body: body.toString() };
    sent.push(recorded);
    const waits = [...held].filter(([calls]) => calls.test(call)).map(([, letGo]) => letGo);
    const passed = request({ hostname, port, method, path, headers }, async (answer) => {
      recorded.status = answer.statusCode ?? 502;
      if (recorded.status < 300) await Promise.all(waits);
      outgoing.writeHead(recorded.status, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const holdAnswers = (calls: RegExp) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held.set(calls, promise);
    return () => {
      held.delete(calls);
      resolve();
    };
  };
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await restart({});
  };
  const restart = async (settings: Record<string, string>) => {
    await intake.stop();
    await intake.start(settings);
  };
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await restart({ PUBLIC_URL: address });
  return { address, sent, holdAnswers, stop };
}
