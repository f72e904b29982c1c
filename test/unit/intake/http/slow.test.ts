/** Slow, endless and oversized requests over a real socket: the connection ends, others are served, nothing is kept. */

import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../../../intake/config.ts";
import { createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { type RunningIntake, startIntake } from "../../../../intake/serve.ts";
import { type HttpDevice, newHttpDevice } from "../../../support/http-device.ts";

let folder: string;
let intake: RunningIntake;
let officer: HttpDevice;
const requestMs = 2_000;
/** The server looks once a second, and this machine may be busy. */
const patienceMs = requestMs + 20_000;
const slow = { timeout: 90_000 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-slow-"));
  intake = await startIntake(readConfig({ DATA_DIR: folder, PORT: "0", REQUEST_SECONDS: "2" }));
  officer = await newHttpDevice(intake.address);
  await officer.enrol((await createEnrolment(intake.store, { role: "officer", name: "Petugas" })).code);
}, 180_000);

afterAll(async () => {
  await intake?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  /** Status of the first answer; 0 if the connection ended without one. */
  status: number;
  afterMs: number;
}

/** Sends the head, and then what `drip` gives every 20 ms, until the other side ends the connection. */
function talk(head: string, drip?: () => string | Uint8Array): Promise<Ended> {
  const started = performance.now();
  const { port, hostname } = new URL(intake.address);
  const socket: Socket = connect(Number(port), hostname);
  let answer = "";
  return new Promise((resolve, reject) => {
    const late = globalThis.setTimeout(() => {
      socket.destroy();
      reject(new Error(`still open; heard: ${answer.slice(0, 200)}`));
    }, patienceMs);
    socket.on("data", (part) => {
      answer += part;
    });
    socket.on("error", () => undefined);
    const dripping = drip && setInterval(() => socket.writable && socket.write(drip()), 20);
    socket.once("close", () => {
      clearTimeout(late);
      clearInterval(dripping);
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0),
        afterMs: performance.now() - started,
      });
    });
    // A server that ends its half is done with us.
    socket.once("end", () => socket.destroy());
    socket.write(head);
  });
}

const chunked = "Transfer-Encoding: chunked";
const hostOf = () => new URL(intake.address).host;
const head = (line: string, ...headers: string[]) =>
  [line, `Host: ${hostOf()}`, ...headers, "", ""].join("\r\n");
const postWith = (proof: string, ...headers: string[]) =>
  head("POST /v1/reports HTTP/1.1", `DPoP: ${proof}`, "Content-Type: application/json", ...headers);

/** With a good proof, of a body that never comes. */
async function talkSigned(headers: readonly string[], drip?: () => string | Uint8Array): Promise<Ended> {
  return talk(postWith(await officer.proof("POST", "/v1/reports"), ...headers), drip);
}

async function servesOthers(): Promise<void> {
  const started = performance.now();
  expect((await fetch(`${intake.address}/v1/keys`)).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(requestMs + 3_000);
}

async function storesNothing(): Promise<void> {
  const rows = await intake.store.db.execute(sql`select count(*)::int as n from reports`);
  expect(rows).toMatchObject({ rows: [{ n: 0 }] });
}

test.each<[string, () => Promise<Ended>, number[]]>([
  ["headers that never end", () => talk("GET /v1/keys HTTP/1.1\r\nHost: intake\r\n", () => "a"), [408]],
  ["only a connection", () => talk("", () => ""), [408]],
  ["a body that is declared and drips", () => talkSigned(["Content-Length: 900000"], () => "x"), [408]],
  [
    "a body that drips with a false proof",
    () => talk(postWith("a.b.c", "Content-Length: 900000"), () => "x"),
    [401],
  ],
  ["chunks for ever", () => talkSigned([chunked], () => "1\r\nx\r\n"), [408]],
  [
    "chunks for ever, and fast",
    () => talkSigned([chunked], () => `4000\r\n${"x".repeat(0x4000)}\r\n`),
    [413],
  ],
  ["a chunk that is none", () => talkSigned([chunked], () => "zz\r\n"), [400]],
  ["two lengths", () => talkSigned(["Content-Length: 5", "Content-Length: 6"]), [400]],
  [
    "a length and chunks: two meanings of where the request ends",
    () => talkSigned(["Content-Length: 5", chunked]),
    [400],
  ],
  ["headers of a megabyte", () => talk(head("GET /v1/keys HTTP/1.1", `X: ${"x".repeat(1_000_000)}`)), [431]],
  ["a huge address", () => talk(head(`GET /v1/cases/${"x".repeat(100_000)} HTTP/1.1`)), [431]],
  ["no HTTP", () => talk("hello\r\n\r\n"), [400]],
])("%s: the connection ends, others are served meanwhile", slow, async (_, run, statuses) => {
  const ended = run();
  await setTimeout(300);
  await servesOthers();
  const { status, afterMs } = await ended;
  expect(statuses).toContain(status);
  expect(afterMs).toBeLessThan(patienceMs);
  await storesNothing();
});

test("a hundred connections that drip cost no more than they sent", slow, async () => {
  await servesOthers();
  const before = process.memoryUsage().rss;
  const open = Array.from({ length: 100 }, () =>
    talkSigned(["Content-Length: 900000"], () => "x".repeat(10)),
  );
  await setTimeout(1_000);
  await servesOthers();
  // Each declared 900 kB: kept for them, that were 90 MB.
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  expect(new Set((await Promise.all(open)).map(({ status }) => status))).toEqual(new Set([408]));
  await storesNothing();
});

test("more headers than a browser ever sends are refused", slow, async () => {
  const many = Array.from({ length: 200 }, (_, at) => `X-${at}: 1`);
  const { status } = await talk(head("GET /v1/me HTTP/1.1", ...many, "DPoP: a.b.c", "Connection: close"));
  expect(status).toBe(431);
});

test("a compressed body is refused, regardless of its content", slow, async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, "a"));
  const before = process.memoryUsage().rss;
  for (const encoding of ["gzip", "deflate", "br", "gzip, identity"]) {
    const answer = await fetch(`${intake.address}/v1/reports`, {
      method: "POST",
      headers: { DPoP: "a.b.c", "Content-Type": "application/json", "Content-Encoding": encoding },
      body: bomb,
    });
    expect(answer.status).toBe(415);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
  await storesNothing();
});
