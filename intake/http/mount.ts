/** Serves the contract's routes: everything common to all routes happens here. */

import { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import type { z } from "zod";
import { limits } from "../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Reach, Route } from "../../utils/shared/contract/route.ts";
import { type RouteName, routes } from "../../utils/shared/contract/routes.ts";
import { type Caller, checkCaller, type Person, type ProofUse } from "../core/caller.ts";
import { checkAddress, checkRate, countGuess } from "../core/check-rate.ts";
import { clientAddress } from "../core/client-address.ts";
import { sha256Of } from "../core/digest.ts";
import type { FileAnswer, Handler, HandlerResult, Handlers, Input } from "../core/handler.ts";
import type { Share } from "../core/limit-body-memory.ts";
import { logLine } from "../core/log.ts";
import { type HttpProblem, problemResponse } from "../core/problems.ts";
import {
  type Body,
  checkLength,
  discard,
  findUnstorable,
  type ReadResult,
  readBytes,
  readJson,
  readShape,
} from "../core/read-input.ts";
import { scopeOf } from "../core/scope.ts";
import { fileLimit, fileTypes, mediaType, openUpload } from "../evidence/open-upload.ts";
import type { Intake } from "../intake.ts";
import { callerBehind } from "../people/rules/device-caller.ts";
import { isFromNewerRelease } from "../reports/rules/check-report.ts";
import { apiHeaders, headersFor } from "./headers.ts";
import { identify, identifyKey } from "./identify.ts";

declare module "hono" {
  interface ContextVariableMap {
    /** Unset on pages. */
    route: RouteName | undefined;
  }
}

/** Counts the answers of everything mounted after it, including answers to errors that handlers throw. */
export function countAnswers(app: Hono, { metrics }: Pick<Intake, "metrics">): void {
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    metrics.countRequest(c.get("route") ?? "page", c.res.status, (performance.now() - started) / 1000);
  });
}

export function mountRoutes(app: Hono, intake: Intake, handlers: Handlers): void {
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    app.on(route.method, route.path, (c) => {
      c.set("route", name);
      return respond(c, intake, route, handlers[name] as Handler<RouteName>);
    });
  }
  for (const path of new Set(Object.values(routes).map((route) => route.path))) {
    const allowed = Object.values(routes).filter((route) => route.path === path);
    app.all(path, (c) =>
      problemResponse(
        { code: "method-not-allowed", retry: "never" },
        { ...headersFor(intake, c), Allow: allowed.map(({ method }) => method).join(", ") },
      ),
    );
  }
}

async function respond(
  c: Context,
  intake: Intake,
  route: Route,
  handler: Handler<RouteName>,
): Promise<Response> {
  const result = await handleCall(c, intake, route, handler);
  const headers = apiHeaders(intake, c);
  if (!result.ok) {
    intake.metrics.countRefusal(result.problem.code);
    return problemResponse(result.problem, headers);
  }
  if (route.answer === "file") {
    const file = result.value as FileAnswer;
    const isHead = c.req.method === "HEAD";
    // Hono drops the body of a HEAD answer, but an unread stream would keep its file open.
    if (isHead && file.bytes instanceof ReadableStream) await file.bytes.cancel();
    const cachedTag = c.req.header("if-none-match");
    return fileResponse(isHead ? { ...file, bytes: new Uint8Array() } : file, cachedTag, headers);
  }
  // Parsed on output too, so that nothing outside the contract is sent.
  const body = JSON.stringify(route.answer.parse(result.value));
  return new Response(body, { headers: { ...headers, "Content-Type": "application/json" } });
}

/** Time for which a refused sender may go on sending, so that it can read the answer. */
const closeDelayMs = 100;

/**
 * Reads a request's body directly from its socket, because the fetch API's streams copy every chunk and
 * dominate the cost. Without a socket, as in tests, returns the request's own body.
 */
function incomingBody(c: Context): Body {
  const incoming = incomingOf(c);
  if (!incoming) return c.req.raw.body ?? [];
  // Stopping early must not close the socket, because the answer has to be sent first.
  return incoming.iterator({ destroyOnReturn: false });
}

/** Closes the connection soon after the answer, even if the sender is still sending. */
function closeSoon(c: Context): void {
  const incoming = incomingOf(c);
  if (!incoming || incoming.readableEnded) return;
  setTimeout(() => {
    if (!incoming.readableEnded) incoming.destroy();
  }, closeDelayMs).unref();
}

function incomingOf(c: Context): IncomingMessage | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return incoming instanceof IncomingMessage ? incoming : undefined;
}

interface Admitted {
  /** Undefined on public routes. */
  caller: Caller | undefined;
  reach: Reach;
  /** Not used yet; undefined if it is. */
  proof: ProofUse | undefined;
  /** Digest of the body from the proof, compared once the body is read. Undefined without a proof. */
  bodySha256: string | undefined;
}

/** A body sent together with its head arrives within this time. */
const promptMs = 100;

/** Reads a caller again after a slow body: device or key may have been revoked since, or the person's role or unit changed. */
async function recheckCaller(
  intake: Intake,
  { callers }: Route,
  { caller, reach }: Pick<Admitted, "caller" | "reach">,
  { request, parts, waitedMs }: { request: Request; parts: number; waitedMs: number },
): Promise<Result<Pick<Admitted, "caller" | "reach">>> {
  const isPrompt = parts <= 1 && waitedMs < promptMs;
  if (!caller || caller.kind === "new-device" || isPrompt) return ok({ caller, reach });
  const now =
    caller.kind === "key" ? await identifyKey(intake, request) : await readPersonAgain(intake, caller);
  if (!now.ok) return now;
  const reached = checkCaller(callers, now.value);
  return reached.ok ? ok({ caller: now.value, reach: reached.value }) : reached;
}

async function readPersonAgain(intake: Intake, { thumbprint, publicKey }: Person): Promise<Result<Caller>> {
  const known = await intake.devices.add(thumbprint);
  return callerBehind({ thumbprint, publicKey }, known, { signOn: intake.signOn, at: intake.now() });
}

const sendReportRoute: Route = routes.sendReport;

/** Uses the proof and checks the device in its own transaction. */
const admitsItself: ReadonlySet<Route> = new Set<Route>([sendReportRoute]);

/** People and devices change at the home server only, where their log is. */
const homeOnly: ReadonlySet<Route> = new Set<Route>([
  routes.askAdminAct,
  routes.answerAdminAct,
  routes.inviteVlogger,
  routes.revokeInvitation,
]);

/** Marks the proof as used, so that no second body is read with it, unless the handler does. */
async function admit(
  intake: Intake,
  route: Route,
  request: Request,
  address: string | undefined,
): Promise<Result<Admitted> | { ok: false; problem: HttpProblem }> {
  if (route.callers.anyone !== undefined)
    return ok({ caller: undefined, reach: "any", proof: undefined, bodySha256: undefined });
  const suffices = (caller: Caller) => checkCaller(route.callers, caller).ok;
  const identified = await identify(intake, request, admitsItself.has(route) ? suffices : undefined);
  if (!identified.ok) return identified;
  const { caller, bodySha256, proof } = identified.value;
  const reach = checkCaller(route.callers, caller);
  if (!reach.ok) return reach;
  const tooSoon = checkRate(intake, route, caller, address);
  if (tooSoon) return { ok: false, problem: tooSoon };
  if (admitsItself.has(route)) return ok({ caller, reach: reach.value, proof, bodySha256 });
  if (proof && !(await intake.proofs.add(proof))) return fail("proof-replayed", undefined, "now");
  if (intake.home !== intake.store && homeOnly.has(route)) return fail("home-only");
  if (caller.kind === "person") await intake.copyCaller(caller.deviceId);
  return ok({ caller, reach: reach.value, proof: undefined, bodySha256 });
}

async function handleCall(
  c: Context,
  intake: Intake,
  route: Route,
  handler: Handler<RouteName>,
): Promise<HandlerResult<unknown>> {
  const request = c.req.raw;
  const address = clientAddress(c, intake.isProxy);
  const refused = checkAddress(intake, address) ?? checkHead(route, request);
  if (refused) return refuse(refused);
  const admitted = await admit(intake, route, request, address);
  if (!admitted.ok) {
    if (admitted.problem.retry === "never") closeSoon(c);
    else await discard(incomingBody(c), maxBytes(route, request));
    return admitted;
  }
  const answer = await handleAdmitted(c, { intake, route, handler, address }, admitted.value);
  // A refused request must not come again with its proof.
  if (!answer.ok && admitted.value.proof) await intake.proofs.add(admitted.value.proof);
  return answer;
}

interface Admission {
  intake: Intake;
  route: Route;
  handler: Handler<RouteName>;
  address: string | undefined;
}

async function handleAdmitted(
  c: Context,
  { intake, route, handler, address }: Admission,
  admitted: Admitted,
): Promise<HandlerResult<unknown>> {
  const { proof, bodySha256 } = admitted;
  const request = c.req.raw;
  const params = readPart(route.params, c.req.param());
  if (!params.ok) return params;
  const query = readPart(route.query, c.req.query());
  if (!query.ok) return query;
  const share = intake.inFlight.open(address);
  try {
    const incoming = { body: incomingBody(c), bodySha256, share };
    const started = performance.now();
    const body = await readBody(intake, route, request, incoming);
    if (!body.ok) return body;
    const waited = { request, parts: share.parts, waitedMs: performance.now() - started };
    const still = admitsItself.has(route)
      ? ok(admitted)
      : await recheckCaller(intake, route, admitted, waited);
    if (!still.ok) return still;
    const { caller, reach } = still.value;
    const input = {
      caller,
      scope: scopeOf(reach, caller?.kind === "person" ? caller : undefined),
      params: params.value,
      query: query.value,
      body: body.value,
      at: intake.now(),
      proof,
      origin: intake.publicOrigin,
    };
    // The table types each handler by its own route; here they share one type.
    const result = await handler(intake, input as Input<RouteName>);
    if (caller && !result.ok) countGuess(intake, route, caller, { address, code: result.problem.code });
    return result;
  } finally {
    share.free();
  }
}

/** Refuses by the head, before any signature is verified. */
function checkHead(route: Route, request: Request): HttpProblem | undefined {
  const hasCredentials = request.headers.has("dpop") || request.headers.has("authorization");
  if (route.callers.anyone === undefined && !hasCredentials) return { code: "proof-missing", retry: "never" };
  const encoding = request.headers.get("content-encoding");
  // Compressed bodies are not accepted, because their size is unknown until unpacked.
  if (encoding && encoding !== "identity") return wrongType(route);
  return checkLength(request, maxBytes(route, request));
}

function maxBytes({ body, maxBytes: own }: Route, request: Request): number {
  if (!body) return 0;
  return own ?? (body === "file" ? fileLimit(request) : limits.bodyBytes);
}

function refuse(problem: HttpProblem): { ok: false; problem: HttpProblem } {
  return { ok: false, problem };
}

function readPart(shape: z.ZodType | undefined, value: Record<string, string>) {
  if (!shape) return { ok: true, value: undefined } as const;
  const wrong = findUnstorable(value);
  if (wrong) return refuse({ code: "invalid-input", retry: "never", fields: [wrong] });
  // PostgreSQL returns UUIDs in lower case, so they are lower-cased everywhere.
  return readShape(shape, "id" in value ? { ...value, id: value.id?.toLowerCase() } : value);
}

async function readBody(
  { filesKey }: Intake,
  route: Route,
  request: Request,
  { body, bodySha256, share }: { body: Body; bodySha256: string | undefined; share: Share },
): Promise<ReadResult<unknown>> {
  const type = mediaType(request);
  if (route.body && !typesOf(route).includes(type)) return refuse(wrongType(route));
  const read = await readBytes(request, maxBytes(route, request), { share, body });
  if (!read.ok) return read;
  const bytes = read.value;
  if (bodySha256 !== undefined && sha256Of(bytes) !== bodySha256)
    return refuse({ code: "proof-invalid", retry: "never", detail: "claim body_sha256" });
  if (!route.body) return { ok: true, value: undefined };
  if (route.body === "file") return openUpload(type, bytes, filesKey);
  const json = readJson(bytes);
  if (!json.ok) return json;
  const shaped = readShape(route.body, json.value);
  if (shaped.ok || route !== sendReportRoute || !isFromNewerRelease(json.value)) return shaped;
  logLine("extension-newer", { detail: olderThanSender.problem.detail ?? "" });
  return olderThanSender;
}

/** A refusal would end the report, although the intake will know its parts after an upgrade. */
const olderThanSender = refuse({
  code: "intake-unavailable",
  retry: "later",
  retryAfterSeconds: 3_600,
  detail: "this intake is older than the extension: upgrade it",
});

function typesOf({ body }: Route): readonly string[] {
  return body === "file" ? fileTypes : ["application/json"];
}

function wrongType(route: Route): HttpProblem {
  const detail = `send ${typesOf(route).join(" or ")}, not compressed`;
  return { code: "wrong-content-type", retry: "never", detail };
}

function fileResponse(
  { bytes, type, name, etag }: FileAnswer,
  known: string | undefined,
  common: Record<string, string>,
): Response {
  const named = etag === undefined ? {} : { ETag: `"${etag}"` };
  if (known !== undefined && named.ETag === known)
    return new Response(null, { status: 304, headers: { ...common, ...named } });
  const headers = {
    ...common,
    ...named,
    "Content-Type": type,
    "Content-Disposition": name === undefined ? "attachment" : `attachment; filename="${name}"`,
    // A file that a browser shows gets an opaque origin.
    "Content-Security-Policy": "default-src 'none'; sandbox",
  };
  return new Response(bytes, { headers });
}
