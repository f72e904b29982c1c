/** Reads what a request carries: bytes up to a limit, JSON that the database can hold, and the contract's shapes. */

import type { z } from "zod";
import type { Problem } from "../../utils/contract/problem.ts";
import { countNames } from "./count-names.ts";
import type { HttpProblem, WrongField } from "./problems.ts";

export type Read<T> = { ok: true; value: T } | { ok: false; problem: HttpProblem };

/** Deeper than anything in the contract, and shallow enough for every parser on the way. */
const maxDepth = 32;
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

/** Stops reading at the limit, whatever the declared length says. */
export async function readBytes(request: Request, maxBytes: number): Promise<Read<Uint8Array<ArrayBuffer>>> {
  const tooLarge = () => refuse("too-large", `at most ${maxBytes} bytes`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of request.body ?? []) {
      size += part.length;
      if (size > maxBytes) return tooLarge();
      parts.push(part);
    }
  } catch {
    return refuse("invalid-input", "the body ended early", [{ path: "", message: "ended early" }]);
  }
  return { ok: true, value: new Uint8Array(Buffer.concat(parts, size)) };
}

export function readJson(bytes: Uint8Array): Read<unknown> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return refuse("invalid-input", undefined, [{ path: "", message: "is not JSON in UTF-8" }]);
  }
  const { wrong, names } = lookThrough(value);
  if (wrong) return refuse("invalid-input", undefined, [wrong]);
  // Of two members of one name JSON.parse keeps the last: what was signed would have two meanings.
  if (countNames(text) !== names)
    return refuse("invalid-input", undefined, [{ path: "", message: "names a member twice" }]);
  return { ok: true, value };
}

/** PostgreSQL holds neither NUL nor half of a surrogate pair, in no string and no key. */
export function findUnstorable(value: unknown): WrongField | undefined {
  return lookThrough(value).wrong;
}

/** `names`: how many members all objects have together. */
function lookThrough(value: unknown): { wrong?: WrongField; names: number } {
  let names = 0;
  const stack: { value: unknown; path: string[] }[] = [{ value, path: [] }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { value: one, path } = top;
    const at = path.join(".");
    if (typeof one === "string" && isUnstorable(one))
      return { wrong: { path: at, message: "holds a character that cannot be stored" }, names };
    if (typeof one !== "object" || one === null) continue;
    if (path.length >= maxDepth)
      return { wrong: { path: at, message: `nests deeper than ${maxDepth} levels` }, names };
    const isObject = !Array.isArray(one);
    for (const [key, inner] of Object.entries(one)) {
      if (isObject) names++;
      if (isUnstorable(key))
        return { wrong: { path: at, message: "has a name that cannot be stored" }, names };
      stack.push({ value: inner, path: [...path, key] });
    }
  }
  return { names };
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
