/** Reads requests: bytes up to a limit, storable JSON, and the contract's shapes. */

import type { z } from "zod";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { decodeUtf8 } from "../../utils/shared/seal/canonical-encoding.ts";
import type { Share } from "./limit-body-memory.ts";
import type { HttpProblem, WrongField } from "./problems.ts";

export type ReadResult<T> = { ok: true; value: T } | { ok: false; problem: HttpProblem };

/** Deeper than anything in the contract, but safe for every parser. */
const maxDepth = 32;
/** The largest valid body, a batch of 500 recipe counts, has 11,500. */
const maxValues = 20_000;
const maxFieldsNamed = 20;

function refuseInput(
  code: Problem["code"],
  detail?: string,
  fields?: WrongField[],
): { ok: false; problem: HttpProblem } {
  return {
    ok: false,
    problem: { code, retry: "never", ...(detail ? { detail } : {}), ...(fields ? { fields } : {}) },
  };
}

export type Body = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Checks the declared length, before anything is read. */
export function checkLength(request: Request, maxBytes: number): HttpProblem | undefined {
  return Number(request.headers.get("content-length") ?? 0) > maxBytes ? tooLarge(maxBytes) : undefined;
}

function tooLarge(maxBytes: number): HttpProblem {
  return { code: "too-large", retry: "never", detail: `at most ${maxBytes} bytes` };
}

/** Stops at the limit, whatever the declared length, and when `share` has no room. */
export async function readBytes(
  request: Request,
  maxBytes: number,
  { share, body = request.body ?? [] }: { share?: Share; body?: Body } = {},
): Promise<ReadResult<Uint8Array<ArrayBuffer>>> {
  const wrong = checkLength(request, maxBytes);
  if (wrong) return { ok: false, problem: wrong };
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.length;
      const full = size > maxBytes ? tooLarge(maxBytes) : share?.add(part.length);
      if (full) return { ok: false, problem: full };
      parts.push(part);
    }
  } catch {
    return refuseInput("invalid-input", "the body ended early", [{ path: "", message: "ended early" }]);
  }
  const { buffer, byteOffset } = Buffer.concat(parts, size);
  return { ok: true, value: new Uint8Array(buffer, byteOffset, size) };
}

/**
 * Reads and drops a body, because a browser reads the answer only after sending everything. Stops beyond
 * `maxBytes`.
 */
export async function discard(body: Body, maxBytes: number): Promise<void> {
  let size = 0;
  try {
    for await (const part of body) {
      size += part.length;
      if (size > maxBytes) return;
    }
  } catch {
    // The connection is closed, so no answer can be sent.
  }
}

const quote = '"'.charCodeAt(0);
const backslash = "\\".charCodeAt(0);
const colon = ":".charCodeAt(0);
const comma = ",".charCodeAt(0);
const openList = "[".charCodeAt(0);
const closeList = "]".charCodeAt(0);
const openObject = "{".charCodeAt(0);
const closeObject = "}".charCodeAt(0);

interface JsonLimits {
  /** An empty list counts as two. */
  maxValues: number;
  /** Nesting depth of lists and objects. */
  maxDepth: number;
}

/**
 * Returns the number of member names, to detect duplicate keys by comparison with the parsed value, or the
 * exceeded limit. Accepts any text; the number is exact only for valid JSON.
 */
function measureJson(json: string, { maxValues, maxDepth }: JsonLimits): number | keyof JsonLimits {
  let [names, values, depth] = [0, 1, 0];
  for (let index = 0; index < json.length; index++) {
    switch (json.charCodeAt(index)) {
      case quote:
        index = endOfString(json, index);
        break;
      case colon:
        names++;
        break;
      case comma:
        values++;
        break;
      case openList:
      case openObject:
        values++;
        depth++;
        break;
      case closeList:
      case closeObject:
        depth--;
        break;
    }
    if (values > maxValues) return "maxValues";
    if (depth > maxDepth) return "maxDepth";
  }
  return names;
}

/** Position of the next quote preceded by an even number of backslashes. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end > 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json.charCodeAt(before) === backslash) before--;
  return (at - before) % 2 === 0;
}

export function readJson(bytes: Uint8Array): ReadResult<unknown> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return wrongBody("is not JSON in UTF-8");
  // Measured before parsing, because a parser copies what it reads.
  const names = measureJson(text, { maxValues, maxDepth });
  if (names === "maxDepth") return wrongBody(`nests deeper than ${maxDepth} levels`);
  if (names === "maxValues") return wrongBody(`holds more than ${maxValues} values`);
  const value = parse(text);
  if (value === undefined) return wrongBody("is not JSON in UTF-8");
  const seen = inspectValues(value);
  if (seen.wrong) return refuseInput("invalid-input", undefined, [seen.wrong]);
  // JSON.parse keeps the last of two members with one name, so signed JSON would be ambiguous.
  return seen.names === names ? { ok: true, value } : wrongBody("names a member twice");
}

function wrongBody(message: string): { ok: false; problem: HttpProblem } {
  return refuseInput("invalid-input", undefined, [{ path: "", message }]);
}

/** Returns undefined if the text is no JSON; JSON has no `undefined`. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** PostgreSQL can store neither NUL nor lone surrogates, in strings or keys. */
export function findUnstorable(value: unknown): WrongField | undefined {
  return inspectValues(value).wrong;
}

/** A value with its position; the path is built only for errors. */
interface JsonNode {
  value: unknown;
  key: string;
  parent: JsonNode | undefined;
}

/** `names` is the number of members of all objects. */
function inspectValues(value: unknown): { wrong?: WrongField; names: number } {
  let names = 0;
  const stack: JsonNode[] = [{ value, key: "", parent: undefined }];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const { value: child } = node;
    if (typeof child === "string" && isUnstorable(child))
      return { wrong: { path: pathOf(node), message: "holds a character that cannot be stored" }, names };
    if (typeof child !== "object" || child === null) continue;
    const isObject = !Array.isArray(child);
    for (const [key, inner] of Object.entries(child)) {
      if (isObject) names++;
      if (isUnstorable(key))
        return { wrong: { path: pathOf(node), message: "has a name that cannot be stored" }, names };
      stack.push({ value: inner, key, parent: node });
    }
  }
  return { names };
}

function pathOf(place: JsonNode): string {
  const keys: string[] = [];
  for (let node = place; node.parent; node = node.parent) keys.unshift(node.key);
  return keys.join(".");
}

function isUnstorable(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed();
}

/** Problem: `invalid-input`, with each wrong field. */
export function readShape<T>(shape: z.ZodType<T>, value: unknown): ReadResult<T> {
  const result = shape.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const fields = result.error.issues.flatMap((issue): WrongField[] => {
    const path = issue.path.map(String);
    const names = issue.code === "unrecognized_keys" ? issue.keys : undefined;
    if (names)
      return names.map((name) => ({
        path: [...path, name].join(".").slice(0, 300),
        message: "is unknown",
      }));
    return [{ path: path.join(".").slice(0, 300), message: issue.message.slice(0, 300) }];
  });
  return refuseInput("invalid-input", undefined, fields.slice(0, maxFieldsNamed));
}
