/** Each fault of the proxy does what its name states, as seen by the device and by the intake. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type FaultKind,
  type FaultProxy,
  type Faults,
  faultKinds,
  faultsOf,
  startFaultProxy,
} from "../../../../scripts/measure/chaos/proxy.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";

const whole = "x".repeat(2_000);
let intake: Server;
let address: string;
let arrived: string[];
let proxy: FaultProxy;
let fault: FaultKind | undefined;

beforeEach(async () => {
  arrived = [];
  fault = undefined;
  intake = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => undefined);
    if (body?.length === Number(incoming.headers["content-length"]))
      arrived.push(body.toString().slice(0, 20));
    outgoing.end(`${arrived.length} ${whole}`);
  });
  await new Promise<void>((resolve) => intake.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(intake.address() as AddressInfo).port}`;
  const faults: Faults = {
    next: () => (fault ? { kind: fault, delayMs: 150 } : undefined),
    ...{ counts: faultsOf(1, 0).counts, start: () => undefined, stop: () => undefined },
  };
  proxy = await startFaultProxy([address, "http://127.0.0.1:1"], faults);
});

afterEach(async () => {
  await proxy.stop();
  await new Promise<void>((resolve) => intake.close(() => resolve()));
});

/** The device's result: status and the answer's first word, or no answer. */
async function ask(name: string): Promise<string> {
  const body = name.padEnd(2_000, ".");
  try {
    const answer = await fetch(`${proxy.address}/v1/reports`, { method: "POST", body });
    return `${answer.status} ${(await answer.text()).slice(0, 8).split(" ")[0]}`;
  } catch {
    return "nothing";
  }
}

const expected: Record<FaultKind, { device: string; arrivals: number; afterMs?: number }> = {
  "drop-before": { device: "nothing", arrivals: 0 },
  "drop-after": { device: "nothing", arrivals: 1 },
  "half-request": { device: "nothing", arrivals: 0 },
  "half-answer": { device: "nothing", arrivals: 1 },
  "delay-before": { device: "200 2", arrivals: 1, afterMs: 140 },
  "delay-after": { device: "200 2", arrivals: 1, afterMs: 140 },
  twice: { device: "200 2", arrivals: 2 },
  "twice-second": { device: "200 3", arrivals: 2 },
  replay: { device: "200 2", arrivals: 2 },
  "stale-answer": { device: "200 1", arrivals: 0 },
  "status-503": { device: "503 <!doctyp", arrivals: 0 },
  "status-429": { device: "429 <!doctyp", arrivals: 0 },
  "captive-page": { device: "200 <!doctyp", arrivals: 0 },
};

test.each(faultKinds)("%s", async (kind) => {
  expect(await ask("before")).toBe("200 1");
  fault = kind;
  const startMs = performance.now();
  const device = await ask("request");
  const tookMs = performance.now() - startMs;
  // Either of two simultaneous requests may arrive first.
  const seen = kind === "twice" ? device.replace("3", "2") : device;
  const { arrivals, afterMs = 0, ...wanted } = expected[kind];
  await vi.waitFor(() => expect(arrived.length - 1).toBeGreaterThanOrEqual(arrivals), { timeout: 20_000 });
  // Time for one that must not arrive.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect({ device: seen, arrivals: arrived.length - 1 }).toEqual({ ...wanted, arrivals });
  expect(tookMs).toBeGreaterThanOrEqual(afterMs);
  // The proxy keeps the sent body by its digest after any fault.
  const sent = "request".padEnd(2_000, ".");
  expect(proxy.reports.get(await digestHex(sent))).toBe(sent);
});

test("skips an unavailable replica, and answers the device in HTML if there is none", async () => {
  for (let times = 1; times <= 4; times++) expect(await ask(`number ${times}`)).toBe(`200 ${times}`);
  await new Promise<void>((resolve) => {
    intake.close(() => resolve());
    intake.closeAllConnections();
  });
  expect(await ask("nobody")).toBe("502 <h1>502");
  expect(proxy.counts.unanswered).toBe(1);
});

test("faults come from the seed, as often as asked, each kind before any comes again, and only while they are on", () => {
  const run = (seed: number) => {
    const faults = faultsOf(seed, 0.2);
    expect(faults.next()).toBeUndefined();
    faults.start();
    return Array.from({ length: 2_000 }, () => faults.next()?.kind);
  };
  const kinds = run(5).filter((kind) => kind !== undefined);
  expect(run(5)).toEqual(run(5));
  expect(run(6)).not.toEqual(run(5));
  expect(kinds.length).toBeGreaterThan(300);
  expect(kinds.length).toBeLessThan(500);
  expect(new Set(kinds.slice(0, faultKinds.length)).size).toBe(faultKinds.length);
});
