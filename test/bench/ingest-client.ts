/** Sends presigned reports from its own process, as fast as possible or at a steady rate. */

import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { fullEvidence } from "../../scripts/dev/kits/evidence.ts";
import {
  enrolment,
  facebookPost,
  sampleReport,
  type UnsealedReport,
} from "../../scripts/dev/kits/intake-kit.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { makeProof } from "../../utils/shared/seal/request-proof.ts";
import { sealEvidence } from "../../utils/shared/seal/seal.ts";
import { promotion } from "../support/similar/comments.ts";
import { seeded } from "../support/similar/random.ts";
import { follow } from "./child.ts";
import { type HttpAnswer, type HttpPool, openHttpPool } from "./http-pool.ts";
import type { Order, OrderDone } from "./ingest-orders.ts";

const usualInFlight = 64;

interface Sender {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

const sender = await newSender();
const witness = await newSender();
let intake = "";
let pool: HttpPool | undefined;
/** Requests, each with head and body. */
let waiting: Uint8Array[] = [];
let posts: ReturnType<typeof facebookPost>[] = [];

async function newSender(): Promise<Sender> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: { kty: "EC", crv: "P-256", x, y } };
}

async function post(sent: Uint8Array): Promise<HttpAnswer> {
  if (!pool) throw new Error("not enrolled");
  return pool.send(sent);
}

async function sign(
  path: string,
  content: unknown,
  nonce: string | undefined,
  { privateKey, publicKey } = sender,
): Promise<Uint8Array> {
  const body = JSON.stringify(content);
  const proof = await makeProof({
    key: privateKey,
    publicKey,
    method: "POST",
    address: intake + path,
    bodySha256: await digestHex(body),
    ...(nonce === undefined ? {} : { nonce }),
  });
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(intake).host}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `DPoP: ${proof}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** The intake's current nonce, valid for at least five minutes. */
async function freshNonce(): Promise<string> {
  const { headers } = await post(await sign("/v1/reports", {}, undefined));
  return headers.get("dpop-nonce") ?? "";
}

async function enrol(code: string, by: Sender): Promise<void> {
  const answer = await post(await sign("/v1/enrolments", enrolment(code), await freshNonce(), by));
  if (answer.status !== 200) throw new Error(`enrolment: ${answer.body}`);
}

async function signReports({
  reports,
  subjects,
  twice = false,
  oneText = false,
}: Extract<Order, { act: "sign" }>): Promise<void> {
  const some =
    subjects === "each" ? [] : Array.from({ length: subjects }, () => sampleReport().evidence.subject);
  const contents = Array.from({ length: reports }, (_, index) => {
    const subject = some[index % some.length];
    return oneText ? hotReport() : fullReport(subject === undefined ? {} : { subject });
  });
  waiting = await sealed(contents, { twice });
}

async function signPosts(count: number): Promise<void> {
  posts = Array.from({ length: count }, facebookPost);
  const own = posts.flatMap(({ byPfbid, byNumber }) => [fullReport(byPfbid), fullReport(byNumber)]);
  const shown = posts.map(({ byBoth }) => fullReport(byBoth));
  waiting = [...(await sealed(own)), ...(await sealed(shown, { by: witness }))];
}

async function signAmong(reports: number, merge: boolean): Promise<void> {
  const every = Math.floor(reports / posts.length);
  const contents = posts.flatMap(({ byBoth, byNumber }) => [
    fullReport(merge ? byBoth : byNumber),
    ...Array.from({ length: every }, () => fullReport()),
  ]);
  waiting = await sealed(contents);
}

interface SealOptions {
  by?: Sender;
  /** Each report has two proofs. */
  twice?: boolean;
}

async function sealed(
  contents: readonly UnsealedReport[],
  { by = sender, twice = false }: SealOptions = {},
): Promise<Uint8Array[]> {
  const nonce = await freshNonce();
  const signed = await Promise.all(
    contents.map(async (content) => {
      const seal = await sealEvidence(content.evidence, by);
      const once = () => sign("/v1/reports", { ...content, seal }, nonce, by);
      return twice ? [await once(), await once()] : [await once()];
    }),
  );
  // Signing blocks this process for seconds, so it may not have noticed that the intake closed an idle connection.
  pool?.close();
  return signed.flat();
}

const random = seeded(Date.now());

/** A post with all fields and a text of its own, as the extension captures it: about 6 kB with its seal. */
function fullReport(evidence: Partial<Evidence> = {}): UnsealedReport {
  const plain = sampleReport({ evidence });
  const { title, truncated, authorLink, publishedRaw, context } = fullEvidence.fields;
  const words = Array.from({ length: 4 }, () => promotion(random)).join(" ");
  const fields = {
    ...plain.evidence.fields,
    ...{ title, truncated, authorLink, publishedRaw, context },
    text: { value: words, source: "text [data-testid=tweetText]" },
  };
  const { clock } = fullEvidence;
  return { ...plain, id: randomUUID(), evidence: { ...plain.evidence, fields, ...(clock ? { clock } : {}) } };
}

const hotText = Array.from({ length: 4 }, () => promotion(seeded(77))).join(" ");

/** A report of the hot text, by a new account. */
function hotReport(): UnsealedReport {
  const report = fullReport();
  const { fields } = report.evidence;
  const text = { value: hotText, source: "text [data-testid=tweetText]" };
  const authorId = { value: String(Number.parseInt(randomUUID().slice(0, 8), 16)), source: "attr:href a" };
  return { ...report, evidence: { ...report.evidence, fields: { ...fields, text, authorId } } };
}

async function send(one: Uint8Array, receipts: OrderDone["receipts"]): Promise<void> {
  const { status, body } = await post(one);
  if (status !== 200) throw new Error(`a report was refused: ${status} ${body}`);
  const { reportId, jws } = JSON.parse(body);
  receipts.push([reportId, jws]);
}

async function sendAll(inFlight = usualInFlight): Promise<Obeyed> {
  const all = waiting.splice(0);
  const receipts: OrderDone["receipts"] = [];
  let next = 0;
  const startMs = performance.now();
  const lane = async () => {
    for (let order = all[next++]; order; order = all[next++]) await send(order, receipts);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { ms: performance.now() - startMs, receipts };
}

/** Latency counts from the scheduled time, so that a stall affects all reports that had to wait for it. */
async function sendPaced(perSecond: number): Promise<Obeyed> {
  const all = waiting.splice(0);
  const receipts: OrderDone["receipts"] = [];
  const startMs = performance.now() + 20;
  const latenciesMs = await Promise.all(
    all.map(async (one, index) => {
      const dueMs = startMs + (index * 1000) / perSecond;
      await setTimeout(Math.max(0, dueMs - performance.now()));
      await send(one, receipts);
      return performance.now() - dueMs;
    }),
  );
  return { ms: performance.now() - startMs, latenciesMs, receipts };
}

follow(async (order: Order): Promise<OrderDone> => {
  const before = process.cpuUsage();
  const done = await obey(order);
  const { user, system } = process.cpuUsage(before);
  return { ...done, cpuMs: (user + system) / 1000 };
});

type Obeyed = Omit<OrderDone, "cpuMs">;

async function obey(order: Order): Promise<Obeyed> {
  const startMs = performance.now();
  if (order.act === "send") return sendAll(order.inFlight);
  if (order.act === "pace") return sendPaced(order.perSecond);
  if (order.act === "sign") await signReports(order);
  else if (order.act === "sign-posts") await signPosts(order.posts);
  else if (order.act === "sign-among") await signAmong(order.reports, order.merge);
  else {
    intake = order.address;
    const { hostname, port } = new URL(intake);
    pool ??= openHttpPool(hostname, Number(port));
    await enrol(order.code, order.witness ? witness : sender);
  }
  return { ms: performance.now() - startMs, receipts: [] };
}
