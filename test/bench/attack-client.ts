/** Attacks an intake as an outsider and as an enrolled person, in its own process. Stops by itself. */

import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { enrolment, type SampleReport, sampleReport } from "../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { sealEvidence } from "../../utils/shared/seal/seal.ts";
import { iccpBomb, idatBomb, largePng, webpBomb } from "../support/bombs.ts";
import { freshNonce, type HttpDevice, newHttpDevice } from "../support/http-device.ts";
import type { Answers, AttackOrder, Flood } from "./attack-orders.ts";
import { follow } from "./child.ts";

type Bytes = Uint8Array<ArrayBuffer>;

let intake = "";
let officer: HttpDevice;
let supervisor: HttpDevice;
/** Each function sends one request. */
let senders: (() => Promise<number>)[] = [];
let lanes = 1;

follow(async (order: AttackOrder): Promise<{ answers: Answers }> => {
  if (order.act === "enrol") await enrol(order);
  if (order.act === "prepare") await prepare[order.flood]();
  return { answers: order.act === "flood" ? await flood(order.seconds) : {} };
});

async function enrol({ address, ...codes }: Extract<AttackOrder, { act: "enrol" }>): Promise<void> {
  intake = address;
  officer = await newHttpDevice(intake);
  supervisor = await newHttpDevice(intake);
  await officer.enrol(codes.officer);
  await supervisor.enrol(codes.supervisor);
}

const part = new Uint8Array(62_500);
const dripMs = 100;
const slowMs = 9_000;

/** Cycles through the senders, with a fixed number in flight. */
async function flood(seconds: number): Promise<Answers> {
  const until = performance.now() + seconds * 1_000;
  const answers: Answers = {};
  let next = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const status = (await senders[next++ % senders.length]?.().catch(() => 0)) ?? 0;
      answers[status] = (answers[status] ?? 0) + 1;
      // Pauses even if refused at once, so that this process does not use up the machine's CPU.
      await setTimeout(5);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}

let place = 0;
/** A different client address per request. */
const forwarded = () => ({ "X-Forwarded-For": `203.0.${++place >> 8}.${place & 255}` });

const prepare: Record<Flood, () => Promise<void>> = {
  async json() {
    lanes = 24;
    const nested = (bytes: number) => `${"[".repeat(31)}${"0,".repeat((bytes - 64) / 2)}0${"]".repeat(31)}`;
    const [large, small] = [nested(1_000_000), nested(4_000)];
    const stranger = await newHttpDevice(intake);
    const nonce = await freshNonce(intake);
    const post = async (device: HttpDevice, path: string, body: string) => {
      const proof = await device.proof("POST", path, body, nonce);
      const headers = { "Content-Type": "application/json", DPoP: proof, ...forwarded() };
      return statusOf(await fetch(intake + path, { method: "POST", headers, body }));
    };
    senders = [
      () => post(stranger, "/v1/enrolments", large),
      () => post(stranger, "/v1/enrolments", small),
      () => post(stranger, "/v1/enrolments", JSON.stringify(enrolment("A".repeat(26)))),
      () => post(officer, "/v1/reports", large),
    ];
  },
  async bodies() {
    lanes = 80;
    const nonce = await freshNonce(intake);
    const path = `/v1/reports/${crypto.randomUUID()}/files/${"0".repeat(64)}`;
    senders = [
      () => sendSlowly(path, "x"),
      async () => sendSlowly(path, await officer.proof("PUT", path, "", nonce)),
    ];
  },
  async pictures() {
    lanes = 6;
    const [profile, data] = [iccpBomb(500), idatBomb(500)];
    const made = Array.from({ length: 6 }, (_, at): [Bytes, "image/png" | "image/webp"][] => [
      [another(profile, at), "image/png"],
      [another(data, at), "image/png"],
      [webpBomb(16_383, 16_000 + at), "image/webp"],
      [another(largePng(4_000, 5_000), at), "image/png"],
      [webpBomb(4_000, 2_990 + at), "image/webp"],
    ]).flat();
    senders = [];
    for (const [bytes, type] of made) {
      const sha256 = await digestHex(bytes);
      const file = { sha256, type, bytes: bytes.length, width: 40, height: 20 } as const;
      const sent = await report({ evidence: { picture: { state: "taken", file } } });
      const put = `/v1/reports/${sent.reportId}/files/${sha256}`;
      const veil = `/v1/cases/${sent.caseId}/files/${sha256}`;
      senders.push(async () => statusOf(await officer.send("PUT", put, bytes, { "Content-Type": type })));
      senders.push(async () => statusOf(await supervisor.send("GET", veil)));
    }
  },
  async documents() {
    lanes = 12;
    senders = [];
    const texts = ["博彩网站现在注册".repeat(limits.textChars / 8), "a".repeat(limits.textChars)];
    for (const value of texts) {
      const { fields } = sampleReport().evidence;
      const { caseId } = await report({ evidence: { fields: { ...fields, text: { value, source: "s" } } } });
      for (const format of ["pdf", "pdf", "html"]) {
        const path = `/v1/cases/${caseId}/exports/${format}`;
        senders.push(async () => statusOf(await supervisor.send("GET", path)));
      }
    }
  },
};

async function report(sample: SampleReport): Promise<{ reportId: string; caseId: string }> {
  const unsealed = sampleReport(sample);
  const body = { ...unsealed, seal: await sealEvidence(unsealed.evidence, officer.key) };
  const answer = await officer.send("POST", "/v1/reports", JSON.stringify(body));
  if (!answer.ok) throw new Error(`a report: ${await answer.text()}`);
  return (await answer.json()) as { reportId: string; caseId: string };
}

/** The same picture with different bytes: data after a PNG's end is ignored. */
function another(png: Bytes, number: number): Bytes {
  return new Uint8Array([...png, number]);
}

async function statusOf(response: Response): Promise<number> {
  await response.arrayBuffer();
  return response.status;
}

/** Sends 5 Mbit/s until a file is almost complete, then stalls. 80 of them fill a line of 400 Mbit/s. */
function sendSlowly(path: string, proof: string): Promise<number> {
  const { port, hostname, host } = new URL(intake);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("error", () => undefined);
    socket.once("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)));
    const headers = [
      `PUT ${path} HTTP/1.1`,
      `Host: ${host}`,
      `DPoP: ${proof}`,
      "Content-Type: application/octet-stream",
      `X-Forwarded-For: 203.0.113.${++place & 7}`,
      `Content-Length: ${limits.fileBytes}`,
    ];
    socket.write(`${headers.join("\r\n")}\r\n\r\n`);
    let left = limits.fileBytes - 1;
    const dripping = setInterval(() => {
      if (left <= 0 || socket.writableNeedDrain) return;
      socket.write(part.subarray(0, left));
      left -= part.length;
    }, dripMs);
    const over = globalThis.setTimeout(() => socket.destroy(), slowMs);
    socket.once("close", () => {
      clearInterval(dripping);
      clearTimeout(over);
    });
  });
}
