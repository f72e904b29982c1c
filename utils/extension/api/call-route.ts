/** Signed requests to the intake: one call per route of the contract, with a new proof for each attempt. */

import type { z } from "zod";
import type { PublicKey } from "../../shared/contract/enrolment.ts";
import { limits } from "../../shared/contract/limits.ts";
import { type Problem, problemCode, problemDocument } from "../../shared/contract/problem.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import type { Route } from "../../shared/contract/route.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { makeProof } from "../../shared/seal/request-proof.ts";
import { type Connection, connection, nonce } from "../browser/storage.ts";
import { readKey } from "./device-keys.ts";
import { recordServerTime } from "./intake-clock.ts";
import { isRefusedByPolicy } from "./managed-policy.ts";

type Input<S> = S extends z.ZodType ? z.input<S> : never;

export interface CallInput<R extends Route> {
  params?: R extends { params: infer P } ? Input<P> : undefined;
  query?: R extends { query: infer Q } ? Input<Q> : undefined;
  /** A value for a JSON body, its exact JSON text, or a file's bytes. */
  body?: unknown;
  /** For files that are not plain bytes. */
  contentType?: string;
  /** ETag of the local copy. If it is still current, the answer is an empty Blob. */
  etag?: string;
  /** Defaults to a limit of 30 seconds, or of four minutes for files. */
  signal?: AbortSignal;
}

/** Without a limit, an intake that accepts a request and never answers would keep a page busy for ever. */
const answerMs = 30_000;
const fileMs = 240_000;

export type CallAnswer<R extends Route> = R["answer"] extends infer A
  ? A extends z.ZodType
    ? z.output<A>
    : Blob
  : never;

interface Signer {
  intake: string;
  /** Absent for anonymous requests to public routes. */
  key?: { privateKey: CryptoKey; publicKey: PublicKey };
}

/** Calls a route as the enrolled device. `not-enrolled` before enrolment. */
export async function callRoute<R extends Route>(
  route: R,
  input: CallInput<R> = {},
): Promise<Result<CallAnswer<R>>> {
  const connected = await connection.getValue();
  return connected ? callRouteWith(connected, route, input) : fail("not-enrolled");
}

/** Calls a route as the device of a connection. */
export async function callRouteWith<R extends Route>(
  { intake, keyName }: Connection,
  route: R,
  input: CallInput<R>,
): Promise<Result<CallAnswer<R>>> {
  const key = await readKey(keyName);
  return key ? callSigned(route, input, { intake, key }) : fail("not-enrolled");
}

/** Calls a route before a connection is stored. For enrolment only. */
export async function callSigned<R extends Route>(
  route: R,
  input: CallInput<R>,
  signer: Signer,
): Promise<Result<CallAnswer<R>>> {
  const refused = await isRefusedByPolicy(signer.intake);
  if (refused) return refused;
  const address = routeAddress(signer.intake, route, input);
  const signal = input.signal ?? AbortSignal.timeout(limitOf(route));
  const request: Request = { ...input, route, address, body: toBytes(input.body), key: signer.key, signal };
  const first = await send(request);
  // A stale or missing nonce is refused; the refusal contains a fresh one.
  const final = !first.ok && first.problem.code === "nonce-needed" ? await send(request) : first;
  if (!final.ok) return final;
  return readAnswer(route, final.value) as Promise<Result<CallAnswer<R>>>;
}

function limitOf({ body, answer }: Route): number {
  return body === "file" || answer === "file" ? fileMs : answerMs;
}

function routeAddress<R extends Route>(intake: string, route: Route, input: CallInput<R>): URL {
  const params: Record<string, string> = input.params ?? {};
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const address = new URL(path, intake);
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address;
}

function toBytes(body: unknown): Uint8Array<ArrayBuffer> {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

interface Request extends Pick<CallInput<Route>, "etag" | "contentType"> {
  signal: AbortSignal;
  route: Route;
  address: URL;
  body: Uint8Array<ArrayBuffer>;
  key: Signer["key"];
  /** From the answer to this request. The newest may be another intake's. */
  freshNonce?: string;
}

/** Kept here too, because the browser's memory may be full, which must not fail a request. */
let newestNonce: string | undefined;

async function headersOf(request: Request) {
  const { route, address, body, key, etag, contentType } = request;
  const headers: Record<string, string> = {};
  if (key) {
    const lastNonce = request.freshNonce ?? newestNonce ?? (await nonce.getValue());
    headers.DPoP = await makeProof({
      key: key.privateKey,
      publicKey: key.publicKey,
      method: route.method,
      address: address.href,
      bodySha256: await digestHex(body),
      ...(lastNonce ? { nonce: lastNonce } : {}),
    });
  }
  const fileType = contentType ?? "application/octet-stream";
  if (route.body) headers["Content-Type"] = route.body === "file" ? fileType : "application/json";
  if (etag !== undefined) headers["If-None-Match"] = `"${etag}"`;
  return headers;
}

async function send(request: Request): Promise<Result<Response>> {
  const { route, address, body, signal, etag } = request;
  const headers = await headersOf(request);
  let response: Response;
  const sentMs = Date.now();
  try {
    response = await fetch(address, {
      method: route.method,
      headers,
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
      ...(route.body ? { body } : {}),
      signal,
    });
  } catch (error) {
    return unreachable(error);
  }
  const fresh = response.headers.get("DPoP-Nonce");
  // An answer without a nonce may come from a captive portal, whose clock is not the intake's.
  if (fresh) {
    // The disk may be full, which must not fail a request either.
    await recordServerTime(response.headers.get("Date"), sentMs, Date.now()).catch(() => undefined);
    request.freshNonce = newestNonce = fresh;
    await nonce.setValue(fresh).catch(() => undefined);
  }
  const unchanged = etag !== undefined && response.status === 304;
  return response.ok || unchanged ? ok(response) : readProblem(response);
}

export function unreachable(error?: unknown): Result<never> {
  const code = navigator.onLine ? "intake-unreachable" : "offline";
  return fail(code, error instanceof Error ? error.message : undefined, "later");
}

/**
 * Parses `Retry-After` (RFC 9110, §10.2.3). Milliseconds, capped at `limits.retryAfterMs`. Undefined if
 * the header is absent or invalid. A date is compared with the answer's own `Date`, because the device's
 * clock may be wrong.
 */
export function readRetryAfter({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const value = headers.get("Retry-After")?.trim() ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - serverNowMs(headers);
  return Number.isNaN(ms) ? undefined : Math.min(limits.retryAfterMs, Math.max(0, Math.round(ms)));
}

function serverNowMs(headers: Headers): number {
  const date = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}

/** A newer intake may have other codes; its `retry` still counts. */
const intakeProblem = problemDocument.extend({ code: problemCode.catch("internal") });

/** Accepts only the intake's problem documents, because proxies and captive portals answer with their own pages. */
async function readProblem(response: Response): Promise<Result<never>> {
  const document = intakeProblem.safeParse(await response.json().catch(() => undefined));
  const retryAfterMs = readRetryAfter(response);
  const { code, retry, detail, fields } = document.success ? document.data : unreadableAnswer(response);
  const failure = fail(code, fields ? fields.map((field) => field.path).join(", ") : detail, retry);
  return retryAfterMs === undefined ? failure : { ok: false, problem: { ...failure.problem, retryAfterMs } };
}

function unreadableAnswer({ status }: Response): Problem & { fields?: { path: string }[] } {
  return { code: "intake-unreachable", retry: "later", detail: `HTTP ${status}` };
}

async function readAnswer(route: Route, response: Response): Promise<Result<unknown>> {
  // The connection can end within a file, too.
  if (route.answer === "file") return response.blob().then(ok, unreachable);
  const answer = route.answer.safeParse(await response.json().catch(() => undefined));
  return answer.success
    ? ok(answer.data)
    : fail("intake-unreachable", "the answer does not match the contract", "later");
}
