/** Mutates JSON: replaces, removes, duplicates or inflates one value of a document. */

import fc, { type Arbitrary } from "fast-check";

export interface Edit {
  /** Index of the value in document order, taken modulo the number of values. */
  index: number;
  act: Act;
}

type Act =
  /** Replaces the value's JSON text; the new text need not be JSON. */
  | { type: "replace"; text: string }
  | { type: "drop" }
  /** Adds a member; an existing name becomes a duplicate. */
  | { type: "add"; name: string; text: string }
  | { type: "double-member" }
  | { type: "repeat"; times: number };

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

/** JSON texts, some invalid. */
const hostileTexts = [
  "null",
  "true",
  "{}",
  "[]",
  '""',
  "[[]]",
  '[""]',
  '"0"',
  '{"length":1}',
  "0",
  "-0",
  "-1",
  "0.5",
  "1e308",
  "-1e999",
  "1e-400",
  "2147483648",
  "9007199254740991",
  "9007199254740993",
  "123456789012345678901234567890",
  "NaN",
  "Infinity",
  "01",
  "+1",
  "0x10",
  "1n",
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\u0000"',
  '"\u202e"',
  '"\\u00',
  "'single'",
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"javascript:alert(1)"',
  '"<img src=x onerror=alert(1)>"',
  `"'; drop table reports; --"`,
  '"%00"',
  '"../../etc/passwd"',
  '"0000-00-00T00:00:00Z"',
  '"9999-12-31T23:59:59.999Z"',
  '"0000-01-01T00:00:00.000Z"',
  '"00000000-0000-0000-0000-000000000000"',
  deep(31),
  deep(33),
  deep(20_000),
  `"${"a".repeat(3_000)}"`,
  `"${"é".repeat(120_000)}"`,
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"ok":true}}}',
  '{"toJSON":1}',
];

const hostileNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "toJSON",
  "then",
  "length",
  "",
  "\u0000",
  "\ud800",
  "id",
  "role",
  "callers",
  "0",
  "-1",
  "a".repeat(5_000),
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.double().map(String) },
);

export const edit: Arbitrary<Edit> = fc.record({
  index: fc.nat(500),
  act: fc.oneof<Arbitrary<Act>[]>(
    fc.record({ type: fc.constant("replace" as const), text }),
    fc.record({ type: fc.constant("drop" as const) }),
    fc.record({ type: fc.constant("add" as const), name: fc.constantFrom(...hostileNames), text }),
    fc.record({ type: fc.constant("double-member" as const) }),
    fc.record({ type: fc.constant("repeat" as const), times: fc.constantFrom(2, 30, 3_000) }),
  ),
});

/** Defined once in `times` values on average. */
export function oneIn<T>(times: number, arbitrary: Arbitrary<T>): Arbitrary<T | undefined> {
  const rest = { weight: times - 1, arbitrary: fc.constant(undefined) };
  return fc.oneof(rest, { weight: 1, arbitrary });
}

/** The document as JSON text with the edits applied. */
export function editedText(document: unknown, edits: readonly Edit[]): string {
  const places = countValues(document);
  const byPlace = new Map(edits.map(({ index, act }) => [index % places, act]));
  let at = 0;
  const write = (value: unknown): string => {
    const act = byPlace.get(at++);
    const plain = Array.isArray(value)
      ? `[${value.map(write).filter(Boolean).join(",")}]`
      : typeof value === "object" && value !== null
        ? `{${membersOf(value).join(",")}}`
        : JSON.stringify(value);
    return act ? applied(act, plain) : plain;
  };
  const membersOf = (value: object) =>
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .flatMap(([name, inner]) => {
        const doubled = byPlace.get(at)?.type === "double-member";
        const written = write(inner);
        const member = `${JSON.stringify(name)}:${written}`;
        return written === "" ? [] : doubled ? [`${JSON.stringify(name)}:null`, member] : [member];
      });
  return write(document);
}

function applied(act: Act, plain: string): string {
  if (act.type === "replace") return act.text;
  if (act.type === "drop") return "";
  if (act.type === "repeat") return `[${Array(act.times).fill(plain.slice(0, 500)).join(",")}]`;
  if (act.type === "double-member" || !/^[{[]/.test(plain)) return plain;
  const more = plain.startsWith("{") ? `${JSON.stringify(act.name)}:${act.text}` : act.text;
  return plain.slice(0, -1) + (plain.length > 2 ? "," : "") + more + plain.slice(-1);
}

function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>(
    (sum, inner) => sum + (inner === undefined ? 0 : countValues(inner)),
    1,
  );
}

/** Parses the text; undefined if it is not JSON. Of duplicate names the last counts. */
export function readText(edited: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(edited) };
  } catch {
    return undefined;
  }
}
