/** Reads what a request carries: bytes up to a limit, JSON that the database can hold, and the contract's shapes. */

import type { z } from "zod";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Share } from "./in-flight.ts";
import { measureJson } from "./measure-json.ts";
import type { HttpProblem, WrongField } from "./problems.ts";

export type Read<T> = { ok: true; value: T } | { ok: false; problem: HttpProblem };

/** Deeper than anything in the contract, and shallow enough for every parser on the way. */
const maxDepth = 32;
/** The largest lawful body, a batch of 500 recipe counts, has 11,500. */
const maxValues = 20_000;
const maxFieldsNamed = 20;

function refuse(
  code: Problem["code"],
  detail?: string,
  fields?: WrongField[],
): { ok: false; problem: HttpProblem } {
  return {
    ok: false,
    problem: { code, retry: "never", ...(detail ? { detail } : {}), ...(fields ? { fields } : {}) },
  };
}

/** A body's parts as they come in. */
export type Body = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** By its declared length, before anything is read. */
export function checkLength(request: Request, maxBytes: number): HttpProblem | undefined {
  return Number(request.headers.get("content-length") ?? 0) > maxBytes ? tooLarge(maxBytes) : undefined;
}

function tooLarge(maxBytes: number): HttpProblem {
  return { code: "too-large", retry: "never", detail: `at most ${maxBytes} bytes` };
}

/** Stops reading at the limit, whatever the declared length says, and where `share` has no room. */
export async function readBytes(
  request: Request,
  maxBytes: number,
  { share, body = request.body ?? [] }: { share?: Share; body?: Body } = {},
): Promise<Read<Uint8Array<ArrayBuffer>>> {
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
    return refuse("invalid-input", "the body ended early", [{ path: "", message: "ended early" }]);
  }
  const { buffer, byteOffset } = Buffer.concat(parts, size);
  return { ok: true, value: new Uint8Array(buffer, byteOffset, size) };
}

/**
 * Reads a body and keeps nothing of it. A browser in the middle of sending hears the answer only if it can send on;
 * a sender that goes on beyond `maxBytes` is cut off.
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

export function readJson(bytes: Uint8Array): Read<unknown> {
  const text = decode(bytes);
  if (text === undefined) return wrongBody("is not JSON in UTF-8");
  // Before anything is parsed: a parser copies what it reads.
  const names = measureJson(text, { maxValues, maxDepth });
  if (names === "maxDepth") return wrongBody(`nests deeper than ${maxDepth} levels`);
  if (names === "maxValues") return wrongBody(`holds more than ${maxValues} values`);
  const value = parse(text);
  if (value === undefined) return wrongBody("is not JSON in UTF-8");
  const seen = lookThrough(value);
  if (seen.wrong) return refuse("invalid-input", undefined, [seen.wrong]);
  // Of two members of one name JSON.parse keeps the last: what was signed would have two meanings.
  return seen.names === names ? { ok: true, value } : wrongBody("names a member twice");
}

function wrongBody(message: string): { ok: false; problem: HttpProblem } {
  return refuse("invalid-input", undefined, [{ path: "", message }]);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON has no `undefined`. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** PostgreSQL holds neither NUL nor half of a surrogate pair, in no string and no key. */
export function findUnstorable(value: unknown): WrongField | undefined {
  return lookThrough(value).wrong;
}

/** A value and where it lies; its path is written out only when something is wrong with it. */
interface Place {
  value: unknown;
  key: string;
  parent: Place | undefined;
}

/** `names`: how many members all objects have together. */
function lookThrough(value: unknown): { wrong?: WrongField; names: number } {
  let names = 0;
  const stack: Place[] = [{ value, key: "", parent: undefined }];
  for (let place = stack.pop(); place; place = stack.pop()) {
    const { value: one } = place;
    if (typeof one === "string" && isUnstorable(one))
      return { wrong: { path: pathOf(place), message: "holds a character that cannot be stored" }, names };
    if (typeof one !== "object" || one === null) continue;
    const isObject = !Array.isArray(one);
    for (const [key, inner] of Object.entries(one)) {
      if (isObject) names++;
      if (isUnstorable(key))
        return { wrong: { path: pathOf(place), message: "has a name that cannot be stored" }, names };
      stack.push({ value: inner, key, parent: place });
    }
  }
  return { names };
}

function pathOf(place: Place): string {
  const keys: string[] = [];
  for (let at = place; at.parent; at = at.parent) keys.unshift(at.key);
  return keys.join(".");
}

function isUnstorable(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed();
}

/** `invalid-input` names each wrong field. */
export function readShape<T>(shape: z.ZodType<T>, value: unknown): Read<T> {
  const result = shape.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const fields = result.error.issues.flatMap((issue): WrongField[] => {
    const path = issue.path.map(String);
    const names = issue.code === "unrecognized_keys" ? issue.keys : undefined;
    if (names)
      return names.map((name) => ({
        path: [...path, name].join(".").slice(0, 300),
        message: "is not known here",
      }));
    return [{ path: path.join(".").slice(0, 300), message: issue.message.slice(0, 300) }];
  });
  return refuse("invalid-input", undefined, fields.slice(0, maxFieldsNamed));
}
