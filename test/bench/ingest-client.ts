/** Sends signed reports as fast as the intake takes them, in a process of its own; the signing is done beforehand. */

import { randomUUID } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { PublicKey } from "../../utils/contract/enrolment.ts";
import { digestHex } from "../../utils/seal/digest.ts";
import { makeProof } from "../../utils/seal/proof.ts";
import { sealEvidence } from "../../utils/seal/seal.ts";
import { enrolment, sampleReport } from "../intake-kit.ts";
import type { Done, Order } from "./ingest-orders.ts";

const inFlight = 64;
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });

interface Signed {
  path: string;
  body: string;
  proof: string;
}

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
  "sign",
  "verify",
]);
const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
const publicKey: PublicKey = { kty: "EC", crv: "P-256", x, y };
let intake = "";
let waiting: Signed[] = [];

function post({ path, body, proof }: Signed): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      DPoP: proof,
    };
    const sent = request(intake + path, { method: "POST", agent, headers }, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (part) => {
        answer += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer }),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

async function sign(path: string, content: unknown, nonce: string | undefined): Promise<Signed> {
  const body = JSON.stringify(content);
  const proof = await makeProof({
    ...{ key: pair.privateKey, publicKey, method: "POST", address: intake + path },
    bodySha256: await digestHex(body),
    ...(nonce === undefined ? {} : { nonce }),
  });
  return { path, body, proof };
}

/** The intake's current nonce: good for five minutes at least. */
async function freshNonce(): Promise<string> {
  const { headers } = await post(await sign("/v1/reports", {}, undefined));
  return String(headers["dpop-nonce"]);
}

async function enrol(code: string): Promise<void> {
  const answer = await post(await sign("/v1/enrolments", enrolment(code), await freshNonce()));
  if (answer.status !== 200) throw new Error(`enrolment: ${answer.body}`);
}

async function signReports(reports: number, subjects: number | "each"): Promise<void> {
  const nonce = await freshNonce();
  const some =
    subjects === "each" ? [] : Array.from({ length: subjects }, () => sampleReport().evidence.subject);
  const contents = Array.from({ length: reports }, (_, index) => {
    const subject = some[index % some.length];
    return sampleReport({ id: randomUUID(), evidence: subject ? { subject } : {} });
  });
  const key = { privateKey: pair.privateKey, publicKey };
  waiting = await Promise.all(
    contents.map(async (content) => {
      const seal = await sealEvidence(content.evidence, key);
      return sign("/v1/reports", { ...content, seal }, nonce);
    }),
  );
}

async function sendAll(): Promise<number> {
  const all = waiting;
  waiting = [];
  let next = 0;
  const startMs = performance.now();
  const lane = async () => {
    for (let one = all[next++]; one; one = all[next++]) {
      const answer = await post(one);
      if (answer.status !== 200) throw new Error(`a report was refused: ${answer.status} ${answer.body}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return performance.now() - startMs;
}

async function follow(order: Order): Promise<number> {
  if (order.act === "send") return sendAll();
  if (order.act === "sign") await signReports(order.reports, order.subjects);
  else {
    intake = order.address;
    await enrol(order.code);
  }
  return 0;
}

process.on("message", (order: Order) => {
  follow(order).then(
    (ms) => process.send?.({ ms } satisfies Done),
    (error: unknown) => process.send?.({ problem: String(error) } satisfies Done),
  );
});
