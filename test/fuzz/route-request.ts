/** Turns a generated case into a request: address, bytes and faults. */

import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { origin, type TestRequest as Sent, type UnsealedReport } from "../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Route } from "../../utils/shared/contract/route.ts";
import { routes } from "../../utils/shared/contract/routes.ts";
import { editedText, readText } from "./mutate.ts";
import type { RouteCase } from "./route-case.ts";
import type { CallerName, World } from "./world.ts";

export interface PreparedRequest {
  method: string;
  path: string;
  bytes?: Uint8Array<ArrayBuffer> | undefined;
  headers: Record<string, string>;
  sign?: Sent["sign"];
  /** Sent in place of a fresh proof. */
  proof?: string;
  params: Record<string, string>;
  /** The parsed body; undefined if it is not JSON or a file. */
  document?: { value: unknown } | undefined;
}

export async function prepare(world: World, one: RouteCase): Promise<PreparedRequest> {
  const route: Route = routes[one.name];
  const params = paramsOf(world, one);
  const path = addressOf(route, params, one);
  const headers: Record<string, string> = {};
  const { text, bytes: plain } = await bodyOf(world, route, one, params.id ?? "");
  if (plain)
    headers["Content-Type"] = route.body === "file" ? "application/octet-stream" : "application/json";
  const bytes = plain && encodeBody(one.way, plain, headers);
  const { sign, proof } = signing(world, one);
  return {
    method: route.method,
    path,
    bytes,
    headers,
    params,
    ...(sign ? { sign } : {}),
    ...(proof === undefined ? {} : { proof }),
    document: text === undefined ? undefined : readText(text),
  };
}

function paramsOf({ known, pictures }: World, { name, ids }: RouteCase): Record<string, string> {
  const pick = (from: string[]) => from[ids % from.length] ?? "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";
  const { path } = routes[name];
  const id = path.includes("/reports/")
    ? pick(known.reports)
    : path.includes("/decisions/")
      ? pick(known.decisions)
      : path.includes("/exams/")
        ? pick(known.exams)
        : path.includes("/requests/")
          ? pick(known.requests)
          : path.includes("/objections/")
            ? pick(known.objections)
            : path.includes("/items/")
              ? pick(known.items)
              : pick(known.cases);
  const first = ids % pictures.length;
  const withFile = path.includes("/files/");
  return {
    id: withFile ? ((path.includes("/reports/") ? known.reports : known.cases)[first] ?? id) : id,
    sha256: pictures[first]?.sha256 ?? "",
    format: ["json", "html", "json", "wacz", "pdf"][ids % 5] ?? "json",
  };
}

function addressOf(route: Route, params: Record<string, string>, one: RouteCase): string {
  let isFirst = true;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const odd = isFirst && one.odd !== undefined;
    isFirst = false;
    return odd ? (one.odd ?? "") : (params[name] ?? "");
  });
  // A generated cursor is almost never valid, so it is omitted half of the time.
  const { after, ...rest } = one.query;
  const asked = after !== undefined && one.ids % 2 === 0 ? { ...rest, after } : rest;
  const query = one.oddQuery ?? new URLSearchParams(asked as Record<string, string>).toString();
  // Normalised as by `fetch`, so that the signed address equals the sent one.
  const { pathname, search } = new URL(origin + path + (query ? `?${query}` : ""));
  return pathname + search;
}

async function bodyOf(world: World, route: Route, one: RouteCase, id: string) {
  if (route.body === undefined) return {};
  if (route.body === "file") {
    const right = world.pictures[one.ids % world.pictures.length]?.bytes ?? new Uint8Array();
    return { bytes: one.ids % 4 > 0 ? right : new TextEncoder().encode(String(one.body)) };
  }
  const device = world.devices[deviceOf(one.caller)];
  // A new id: a shrunk case must not collide with the one before.
  const body = { ...(one.body as object), ...(isMade(one.body) ? { id: randomUUID() } : {}) };
  const document =
    one.name === "sendReport"
      ? await device.sealed(body as UnsealedReport)
      : one.name === "decide" && one.ids % 3 > 0
        ? { ...rejection, caseVersion: await versionOf(world, id), id: randomUUID() }
        : one.name === "decideBulk" && one.ids % 3 > 0
          ? await bulkOf(world, one)
          : body;
  const text = editedText(document, one.edits);
  return { text, bytes: new TextEncoder().encode(text) };
}

const rejection = { act: "reject", why: "other", reason: "tidak melanggar" };

/** The same decision on some of the cases in their current versions. */
async function bulkOf(world: World, { ids }: RouteCase) {
  const cases = [];
  for (const caseId of world.known.cases.slice(ids % 5, (ids % 5) + 1 + (ids % 3)))
    cases.push({ caseId, decisionId: randomUUID(), caseVersion: await versionOf(world, caseId) });
  return { id: randomUUID(), verdict: rejection, cases };
}

async function versionOf({ kit }: World, caseId: string): Promise<number> {
  const { rows } = await kit.store.db.execute<{ version: number }>(
    sql`select version from cases where id = ${caseId}`,
  );
  return rows[0]?.version ?? 1;
}

const isMade = (body: unknown) => typeof body === "object" && body !== null && "id" in body;

export function deviceOf(caller: RouteCase["caller"]): CallerName {
  return caller === "key" || caller === "nobody" ? "stranger" : caller;
}

const bomb = gzipSync(new Uint8Array(40 * limits.bodyBytes));

function encodeBody(
  way: RouteCase["way"],
  plain: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  const joined = (...parts: ArrayLike<number>[]) =>
    Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  const half = plain.length >> 1;
  if (way === "gzip" || way === "gzip-bomb") {
    headers["Content-Encoding"] = "gzip";
    return new Uint8Array(way === "gzip" ? gzipSync(plain) : bomb);
  }
  if (way === "deflate-header") headers["Content-Encoding"] = "deflate, identity";
  if (way === "no-type") headers["Content-Type"] = "";
  if (way === "wrong-type") headers["Content-Type"] = "text/plain; charset=utf-8; x=application/json";
  if (way === "wrong-length") headers["Content-Length"] = "-5";
  if (way === "cut-short" || way === "breaks-off") return plain.slice(0, half);
  if (way === "bad-utf8") return joined(plain.slice(0, half), [0xff, 0xc0, 0x80], plain.slice(half));
  if (way === "byte-order-mark") return joined([0xef, 0xbb, 0xbf], plain);
  if (way === "utf-16") return new Uint8Array(Buffer.from(Buffer.from(plain).toString(), "utf16le"));
  if (way === "trailing") return joined(plain, Buffer.from("\n{}"));
  if (way === "empty") return new Uint8Array();
  if (way === "too-large") return new Uint8Array(Buffer.concat([plain, Buffer.alloc(limits.fileBytes, 32)]));
  return plain;
}

function signing({ devices }: World, { way, caller }: RouteCase): { sign?: Sent["sign"]; proof?: string } {
  if (way === "other-body-signed") return { sign: { body: "another" } };
  if (way === "other-address-signed") return { sign: { address: `${origin}/v1/me?x` } };
  if (way === "other-method-signed") return { sign: { method: "DELETE" } };
  if (way === "old-nonce") return { sign: { nonce: "0.aaaaaaaaaaaaaaaaaaaaaa" } };
  if (way === "proof-garbage") return { proof: "e30.e30.🎰".replace(/[^\x20-\x7e]/g, "ÿ") };
  if (way === "no-proof") return { proof: "" };
  if (way === "replayed") return { proof: devices[deviceOf(caller)].lastProof() };
  return {};
}
