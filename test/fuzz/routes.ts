/** Properties of all answers of the intake to any request, tested with generated calls of every route. */

import fc, { type IAsyncProperty } from "fast-check";
import { statusOf } from "../../intake/core/problems.ts";
import { origin, type TestAnswer } from "../../scripts/dev/kits/intake-kit.ts";
import { problemDocument } from "../../utils/shared/contract/problem.ts";
import { report } from "../../utils/shared/contract/report.ts";
import type { Route } from "../../utils/shared/contract/route.ts";
import { routes } from "../../utils/shared/contract/routes.ts";
import { accepts } from "./arbitrary.ts";
import { type RouteCase, routeCase } from "./route-case.ts";
import { deviceOf, type PreparedRequest, prepare } from "./route-request.ts";
import { callUnsigned, type World } from "./world.ts";

/** Tables written even by refused requests: used proofs and failed codes are recorded. */
const maybeWritten = ["used_proofs"];
/** Acts that are refused when repeated. */
const once: readonly string[] = ["answerDecision", "tryAlert"];
const idempotent: readonly string[] = [
  "sendReport",
  "sendFile",
  "enrol",
  "sendReview",
  "decide",
  "decideBulk",
  "vote",
  "withdrawReport",
  "noteLessons",
  "beginExam",
  "answerExam",
  "answerRequest",
  "markSent",
  "changeChannel",
  "hearObjection",
  "addCheck",
  "sendReprimand",
];

export function routesProperty(world: World): IAsyncProperty<[RouteCase]> {
  return fc.asyncProperty(routeCase, (request) => holds(world, request));
}

async function holds(world: World, one: RouteCase): Promise<void> {
  const prepared = await prepare(world, one);
  const first = await call(world, one, prepared);
  fits(one, first);
  const written = await world.takeWritten();
  const isRefused = first.status >= 400;
  if (isRefused) {
    const lost = written.filter((name) => !maybeWritten.includes(name));
    ensure(lost.length === 0, `refused with ${first.problem}, and wrote to ${lost}`);
  }
  remember(world, one, prepared, first);
  judge(one, prepared, first);
  if (one.way === "replayed") return;
  const again = await call(world, one, prepared);
  fits(one, again);
  const same = isRefused ? again.problem === first.problem : again.status === first.status;
  ensure(same || (!isRefused && once.includes(one.name)), `first ${told(first)}, then ${told(again)}`);
  if (!isRefused && idempotent.includes(one.name))
    ensure(JSON.stringify(again.body) === JSON.stringify(first.body), "the second answer differs");
  await world.takeWritten();
  if (!isRefused && one.name === "sendReport") await otherBytesConflict(world, one, prepared);
}

function call(world: World, one: RouteCase, prepared: PreparedRequest): Promise<TestAnswer> {
  const { method, path, bytes, headers, sign, proof } = prepared;
  if (one.caller === "key" || one.caller === "nobody") {
    const key = one.caller === "key" ? { Authorization: `Bearer ${world.apiKey}` } : {};
    return callUnsigned(world, origin + path, {
      method,
      headers: { ...headers, ...key },
      ...(bytes ? { body: one.way === "breaks-off" ? breaking(bytes) : bytes, duplex: "half" } : {}),
    } as RequestInit);
  }
  return world.devices[deviceOf(one.caller)].call(method, path, {
    ...(bytes ? { bytes } : {}),
    headers,
    ...(sign ? { sign } : {}),
    ...(proof === undefined ? {} : { proof }),
  });
}

function breaking(bytes: Uint8Array): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.error(new Error("the other side went away"));
    },
  });
}

/** The answer must match the contract, or be a problem that the contract lists. */
function fits(one: RouteCase, answered: TestAnswer): void {
  ensure(answered.status < 500, `answered ${told(answered)}`);
  if (answered.status >= 400) {
    const document = problemDocument.safeParse(answered.body);
    ensure(document.success && answered.problem !== undefined, `no problem document: ${told(answered)}`);
    ensure(document.data?.status === answered.status, "two statuses");
    ensure(statusOf(document.data.code) === answered.status, `${document.data.code} as ${answered.status}`);
    return;
  }
  const route: Route = routes[one.name];
  if (route.answer !== "file") ensure(accepts(route.answer, answered.body), "not what the contract answers");
}

/** Input that the contract rejects must never be accepted, and valid input always must. */
function judge(one: RouteCase, { document, bytes }: PreparedRequest, answered: TestAnswer): void {
  const route: Route = routes[one.name];
  const isTaken = answered.status < 400;
  if (route.body !== undefined && route.body !== "file" && isTaken)
    ensure(document !== undefined && accepts(route.body, document.value), "took what the contract refuses");
  const untouched = one.edits.length === 0 && one.way === "plain" && one.odd === undefined && !one.oddQuery;
  const isAllowed = one.caller in route.callers;
  const always = [
    "sendReport",
    "sendSelfReview",
    "sendCanaries",
    "whoAmI",
    "getKeys",
    "listOwnReports",
    "getCourse",
  ];
  if (untouched && isAllowed && always.includes(one.name) && !("after" in one.query))
    ensure(isTaken, `refused ${told(answered)}, ${bytes?.length ?? 0} bytes`);
}

async function otherBytesConflict(
  world: World,
  one: RouteCase,
  { document }: PreparedRequest,
): Promise<void> {
  const parsed = report.parse(document?.value);
  const other = { ...parsed, urgent: !parsed.urgent };
  const answered = await world.devices[deviceOf(one.caller)].call("POST", "/v1/reports", { body: other });
  ensure(answered.problem === "conflict", `the same id with other bytes: ${told(answered)}`);
  const written = (await world.takeWritten()).filter((name) => !maybeWritten.includes(name));
  ensure(written.length === 0, `a conflict wrote to ${written}`);
}

/** Remembers a few ids, so that later acts meet on the same records. */
function remember(
  { known }: World,
  one: RouteCase,
  { params }: PreparedRequest,
  { status, body }: TestAnswer,
): void {
  if (status !== 200) return;
  const add = (to: string[], id: string) => {
    if (!to.includes(id)) to.push(id);
    if (to.length > 40) to.splice(3, 1);
  };
  if (one.name === "sendReport") {
    add(known.cases, body.caseId);
    add(known.reports, body.reportId);
  }
  if (one.name === "decide") add(known.decisions, body.id);
  if (one.name === "decideBulk") for (const { decisionId } of body.outcomes) add(known.decisions, decisionId);
  if (one.name === "getCase" && body.state !== "open" && known.cases.length > 10)
    known.cases.splice(Math.max(3, known.cases.indexOf(params.id ?? "")), 1);
}

function told({ status, problem, body }: TestAnswer): string {
  return `${status} ${problem ?? ""} ${JSON.stringify(body.fields ?? body.detail ?? "")}`.slice(0, 400);
}

export function ensure(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
