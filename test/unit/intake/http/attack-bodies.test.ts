/** Attacks with bodies: without a good proof none is read, and what is read has room in all and per address. */

import { EventEmitter, once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { getRequestListener } from "@hono/node-server";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { trustProxies } from "../../../../intake/core/client-address.ts";
import { createInFlight } from "../../../../intake/core/limit-body-memory.ts";
import { limitConnections } from "../../../../intake/http/limit-connections.ts";
import { createApiKey, revokeApiKey } from "../../../../intake/people/store/api-keys.ts";
import { listPeople } from "../../../../intake/people/store/devices-and-codes.ts";
import { assignUnit, changeRole, saveUnit } from "../../../../intake/people/store/people.ts";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { type HttpDevice, newHttpDevice } from "../../../support/http-device.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const [engine] = engines;
let stores: TestStores;
let kit: IntakeKit;
let server: Server;
let address: string;
let officer: HttpDevice;
const sockets: Socket[] = [];
const file = `/v1/reports/${crypto.randomUUID()}/files/${"0".repeat(64)}`;

beforeAll(async () => {
  stores = await openTestStores(engine);
  let listen: ReturnType<typeof getRequestListener>;
  server = createServer((request, response) => listen(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  kit = await startKit(await stores.open(), undefined, { proxies: ["127.0.0.1"], publicOrigin: address });
  listen = getRequestListener(kit.app.fetch);
  officer = await newHttpDevice(address);
  await officer.enrol((await kit.code({ role: "officer", name: "Petugas" })).code);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await expect.poll(() => kit.intake.inFlight.bytes).toBe(0);
});

afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await kit?.close();
  await stores?.close();
});

interface Slow {
  /** Status of the answer; 0 until there is one. */
  status(): number;
  text(): string;
  isOver(): boolean;
  write(bytes: Uint8Array): void;
}

/** Declares a file of the largest size, sends `sent` bytes of it and then waits. */
function sendSlowly(proof: string, sent: number, from: string, path = file): Slow {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  sockets.push(socket);
  let [text, isOver] = ["", false];
  socket.on("data", (part) => {
    text += part;
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    isOver = true;
  });
  const headers = [
    `PUT ${path} HTTP/1.1`,
    `Host: ${new URL(address).host}`,
    `DPoP: ${proof}`,
    `X-Forwarded-For: ${from}`,
    "Content-Type: application/octet-stream",
    `Content-Length: ${limits.fileBytes}`,
  ];
  socket.write(`${headers.join("\r\n")}\r\n\r\n`);
  socket.write(new Uint8Array(sent));
  return {
    status: () => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0),
    text: () => text,
    isOver: () => isOver,
    write: (bytes) => socket.write(bytes),
  };
}

/** A file of zeros, as long as `sendSlowly` declares. */
const proofOfZeros = () => officer.proof("PUT", file, new Uint8Array(limits.fileBytes));

test("40 slow bodies with a false proof are refused at once, and none of them is held", async () => {
  const slow = Array.from({ length: 40 }, () => sendSlowly("x", 4_000_000, "203.0.113.1"));
  await expect
    .poll(() => slow.filter((connection) => connection.status() === 401).length, { timeout: 10_000 })
    .toBe(40);
  expect(kit.intake.inFlight.bytes).toBe(0);
  await expect
    .poll(() => slow.filter((connection) => connection.isOver()).length, { timeout: 10_000 })
    .toBe(40);
});

test("reads no body of a request with a proof by an unknown key", async () => {
  const stranger = await newHttpDevice(address);
  const slow = sendSlowly(await stranger.proof("PUT", file), 1_000_000, "203.0.113.1");
  await expect.poll(slow.status).toBe(401);
  expect(slow.text()).toContain("device-unknown");
  expect(kit.intake.inFlight.bytes).toBe(0);
});

test("40 slow bodies with good proofs fill their address's share, and others are served", async () => {
  const proofs = await Promise.all(Array.from({ length: 40 }, proofOfZeros));
  const slow = proofs.map((proof) => sendSlowly(proof, 4_000_000, "203.0.113.2"));
  await expect
    .poll(() => slow.filter((connection) => connection.status() === 429).length, { timeout: 20_000 })
    .toBeGreaterThan(30);
  expect(kit.intake.inFlight.bytes).toBeLessThanOrEqual(32_000_000);
  expect(slow.find((connection) => connection.status() === 429)?.text()).toMatch(/retry-after: 5\r\n/i);
  const other = await officer.send("POST", "/v1/reports", "{}", { "X-Forwarded-For": "203.0.113.3" });
  expect(other.status).toBe(400);
});

test("answers a device with an old nonce in the middle of a long upload", async () => {
  const body = new Uint8Array(limits.fileBytes);
  const proof = await officer.proof("PUT", file, body);
  kit.clock.ms += 3_600_000;
  const slow = sendSlowly(proof, 1_000_000, "203.0.113.4");
  for (let sent = 1_000_000; sent < body.length; sent += 500_000) {
    await setTimeout(150);
    expect(slow.isOver()).toBe(false);
    slow.write(new Uint8Array(500_000));
  }
  await expect.poll(slow.status).toBe(401);
  expect(slow.text()).toContain("nonce-needed");
});

/** Sends a body in two parts, and between them does what the administrators meanwhile do. `by`: a device or an API key. */
async function postInTwo(
  by: HttpDevice | string,
  path: string,
  body: object,
  meanwhile: () => Promise<unknown>,
) {
  const text = JSON.stringify(body);
  const credentials =
    typeof by === "string" ? `Authorization: Bearer ${by}` : `DPoP: ${await by.proof("POST", path, text)}`;
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  sockets.push(socket);
  let answer = "";
  socket.on("data", (part) => {
    answer += part;
  });
  const headers = [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(address).host}`,
    credentials,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  socket.write(`${headers.join("\r\n")}\r\n\r\n${text.slice(0, 5)}`);
  await expect.poll(() => kit.intake.inFlight.bytes).toBe(5);
  await meanwhile();
  socket.write(text.slice(5));
  await expect.poll(() => /^HTTP\/1\.1 \d+.*\}/s.test(answer)).toBe(true);
  return answer;
}

test("a slow body is judged by the role and unit that its sender has at its end", async () => {
  const { db } = kit.store;
  const device = await newHttpDevice(address);
  const { code, personId } = await kit.code({ role: "supervisor", name: "Budi" });
  await device.enrol(code);
  const inviting = () => ({ id: crypto.randomUUID(), name: "Wati" });
  const unit = { name: "Judi", sites: null, categories: null, languages: null };
  const moved = await postInTwo(device, "/v1/programme/invitations", inviting(), async () => {
    await assignUnit(db, personId, (await saveUnit(db, unit, kit.intake.now())).id);
  });
  expect(moved).toContain("200 OK");
  const listed = async () => (await listPeople(db)).filter(({ name }) => name === "Wati");
  expect(await listed()).toMatchObject([{ unit: "Judi" }]);
  const demoted = await postInTwo(device, "/v1/programme/invitations", inviting(), () =>
    changeRole(db, personId, "officer", { at: kit.intake.now() }),
  );
  expect(demoted).toContain("role-forbidden");
  expect(await listed()).toHaveLength(1);
});

test("a slow body is refused if its API key was revoked meanwhile", async () => {
  const { db } = kit.store;
  const { id, key } = await createApiKey({ db }, { scope: "platform", channel: "x-legal" }, kit.intake.now());
  const answerBy = (meanwhile: () => Promise<unknown>) =>
    postInTwo(
      key,
      `/v1/requests/${crypto.randomUUID()}/answers`,
      { id: crypto.randomUUID(), kind: "acknowledged" },
      meanwhile,
    );
  expect(await answerBy(async () => undefined)).toContain("not-found");
  expect(await answerBy(() => revokeApiKey(db, id, kit.intake.now()))).toContain("key-invalid");
});

test("an address has a limited number of connections, and a proxy as many as it needs", async () => {
  const openWith = async (isProxy: (address: string) => boolean) => {
    const guarded = createTcpServer().listen(0, "127.0.0.1");
    limitConnections(guarded, 5, isProxy);
    await once(guarded, "listening");
    const { port } = guarded.address() as AddressInfo;
    const tried = Array.from({ length: 8 }, () => connect(port, "127.0.0.1"));
    sockets.push(...tried);
    for (const socket of tried) socket.on("error", () => undefined).resume();
    await expect.poll(() => tried.filter(({ connecting }) => !connecting).length).toBe(8);
    await setTimeout(300);
    const held = () => tried.filter(({ readyState }) => readyState === "open").length;
    const connections = promisify(guarded.getConnections.bind(guarded));
    await expect.poll(async () => (await connections()) - held()).toBe(0);
    const served = held();
    for (const socket of tried) socket.destroy();
    await expect.poll(() => connections()).toBe(0);
    const again = connect(port, "127.0.0.1");
    sockets.push(again);
    again.on("error", () => undefined).resume();
    await once(again, "connect");
    await setTimeout(300);
    guarded.close();
    return { held: served, again: again.readyState };
  };
  expect(await openWith(() => false)).toEqual({ held: 5, again: "open" });
  expect(await openWith((one) => one === "127.0.0.1")).toEqual({ held: 8, again: "open" });
});

test("all addresses of one IPv6 network have one number of connections", () => {
  const guarded = createTcpServer();
  limitConnections(guarded, 2, trustProxies([]));
  const isServed = (remoteAddress: string) => {
    let isOpen = true;
    const destroy = () => {
      isOpen = false;
    };
    guarded.emit("connection", Object.assign(new EventEmitter(), { remoteAddress, destroy }) as Socket);
    return isOpen;
  };
  const served = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"].map(isServed);
  expect(served).toEqual([true, true, false, true]);
  // An address of the own link names the interface.
  expect(["fe80::1%eth0.100", "fe80::2%br-lan", "fe80::3"].map(isServed)).toEqual([true, true, false]);
  expect(["::ffff:192.0.2.1", "::ffff:192.0.2.2", "192.0.2.1", "192.0.2.1"].map(isServed)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("refuses a body that differs from the signed one after reading it", async () => {
  const proof = await officer.proof("POST", "/v1/reports", "{}");
  const sent = await officer.send("POST", "/v1/reports", "[]", { DPoP: proof });
  expect([sent.status, await sent.json()]).toMatchObject([401, { code: "proof-invalid" }]);
});

test("all addresses share a limit, and finished requests leave it", () => {
  const inFlight = createInFlight({ totalBytes: 100, addressBytes: 60 });
  const [one, two] = [inFlight.open("a"), inFlight.open("b")];
  expect([one.add(60), one.add(1)]).toMatchObject([undefined, { code: "too-many-requests", retry: "later" }]);
  expect([two.add(40), two.add(1)]).toMatchObject([
    undefined,
    { code: "intake-unavailable", retry: "later" },
  ]);
  one.free();
  expect([two.add(20), inFlight.bytes]).toEqual([undefined, 60]);
  two.free();
  two.free();
  expect(inFlight.bytes).toBe(0);
});
