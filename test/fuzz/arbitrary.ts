/** Derives generators from the contract's schemas, so that they follow it automatically. */

import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";
import { isPostSelector, isProposableSelector } from "../../utils/shared/contract/proposal-selector.ts";
import { partSelector, postSelector } from "../../utils/shared/contract/recipe-proposal.ts";

// biome-ignore lint/suspicious/noExplicitAny: a schema's definition differs with its type
type Def = any;

/** Generators for schemas with rules that random values would hardly ever satisfy. */
export type Overrides = ReadonlyMap<z.core.$ZodType, Arbitrary<unknown>>;

const word = fc.stringMatching(/^[A-Za-z]{1,8}(?:[-_]{1,2}[A-Za-z]{1,8}){0,2}$/);
const lowerWord = fc.stringMatching(/^[a-z]{1,8}(?:-[a-z]{1,8}){0,2}$/);
const comparedAttribute = fc.oneof(
  fc.constantFrom("role", "type", "dir", "itemprop", "slot", "part"),
  fc.stringMatching(
    /^data-(?:[a-z]{1,6}-)?(?:role|test|testid|test-id|qa|cy|component|widget)(?:-[a-z]{1,6})?$/,
  ),
);
const condition = fc.oneof(
  fc.tuple(comparedAttribute, word).map(([name, value]) => `[${name}="${value}"]`),
  lowerWord.map((name) => `[${name}]`),
  fc.tuple(fc.constantFrom(".", "#"), word).map((parts) => parts.join("")),
);
const compound = fc
  .tuple(fc.option(lowerWord, { nil: "" }), fc.array(condition, { maxLength: 2 }))
  .map(([tag, conditions]) => tag + conditions.join(""));
const selector = fc
  .array(fc.tuple(compound, fc.constantFrom(" ", " > ")), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([text, separator], at) => (at === 0 ? text : separator + text)).join(""));

/** A selector of a proposal by chance would take thousands of random strings. */
const selectors: Overrides = new Map<z.core.$ZodType, Arbitrary<unknown>>([
  [partSelector, selector.filter((text) => text.length <= 160 && isProposableSelector(text))],
  [postSelector, selector.filter((text) => text.length <= 160 && isPostSelector(text))],
]);

const made = new WeakMap<z.core.$ZodType, Arbitrary<unknown>>();

/** Every value passes the schema. Most are small, some reach the schema's bounds. */
export function arbitraryOf(schema: z.core.$ZodType, overrides?: Overrides): Arbitrary<unknown> {
  const given = overrides?.get(schema) ?? selectors.get(schema) ?? made.get(schema);
  if (given) return given;
  const def: Def = schema._zod.def;
  const inner = (part: z.core.$ZodType) => arbitraryOf(part, overrides);
  const { pattern } = schema._zod;
  const plain = def.type === "template_literal" && pattern ? matching([pattern], 1_000) : fromDef(def, inner);
  // A pipe may change the value before it checks it, as one that trims a text does.
  const hasOwnRules =
    def.type === "pipe" || (def.checks ?? []).some((check: Def) => check._zod.def.check === "custom");
  const checked = hasOwnRules ? plain.filter((value) => accepts(schema, value)) : plain;
  made.set(schema, checked);
  return checked;
}

export function accepts(schema: z.core.$ZodType, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success;
}

type Inner = (schema: z.core.$ZodType) => Arbitrary<unknown>;

function fromDef(def: Def, inner: Inner): Arbitrary<unknown> {
  switch (def.type) {
    case "string":
      return stringOf(def);
    case "number":
      return numberOf(def);
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "literal":
      return fc.constantFrom(...def.values);
    case "array":
      return fc.array(inner(def.element), lengths(def, 4));
    case "tuple":
      return fc.tuple(...def.items.map(inner));
    case "object":
      return objectOf(def.shape, inner);
    case "record":
      return fc.dictionary(inner(def.keyType) as Arbitrary<string>, inner(def.valueType), { maxKeys: 4 });
    case "union":
      return fc.oneof(...def.options.map(inner));
    case "nullable":
      return fc.option(inner(def.innerType), { nil: null });
    case "optional":
    case "default":
    case "readonly":
      return inner(def.innerType);
    case "pipe":
      return inner(def.out);
    case "unknown":
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`no generator for ${def.type}`);
  }
}

function objectOf(shape: Record<string, z.core.$ZodType>, inner: Inner): Arbitrary<unknown> {
  const names = Object.keys(shape);
  const needed = names.filter((name) => !["optional", "default"].includes(shape[name]?._zod.def.type ?? ""));
  const members = Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, inner(schema)]));
  return fc.record(members, { requiredKeys: needed, noNullPrototype: true });
}

function checksOf(def: Def): Def[] {
  const checks = (def.checks ?? []).map((check: Def) => check._zod.def);
  // A string format (`z.uuid()`) is schema and check in one.
  return def.check ? [def, ...checks] : checks;
}

function lengths(def: Def, usualMost: number) {
  const checks = checksOf(def);
  const minLength = Math.max(0, ...checks.map((check) => check.minimum ?? 0));
  const most = Math.min(...checks.map((check) => check.maximum ?? Number.POSITIVE_INFINITY));
  return { minLength, maxLength: Math.max(minLength, Math.min(most, usualMost)), most };
}

const ordinary = String(/^[^\0]*$/);

function stringOf(def: Def): Arbitrary<string> {
  const checks = checksOf(def);
  const format = checks.find((check) => check.format && check.format !== "regex")?.format;
  if (format === "uuid") return fc.uuid();
  if (format === "datetime") return fc.date(years).map((date) => date.toISOString());
  if (format === "date") return fc.date(years).map((date) => date.toISOString().slice(0, 10));
  if (format === "url") return fc.webUrl({ validSchemes: ["https"] });
  if (format === "starts_with") return fc.string().map((rest) => checks.at(-1).prefix + rest);
  const { minLength, maxLength, most } = lengths(def, 12);
  const patterns: RegExp[] = checks.flatMap((check) => (check.pattern ? [check.pattern] : []));
  const narrow = patterns.filter((pattern) => String(pattern) !== ordinary);
  if (narrow.length > 0) return matching(narrow, most);
  const words = fc.string({ unit: "binary", minLength, maxLength }).filter(isOrdinary);
  if (!Number.isFinite(most) || most > 100_000) return words;
  // Occasionally the maximum length.
  return fc.oneof({ weight: 60, arbitrary: words }, { weight: 1, arbitrary: fc.constant("w".repeat(most)) });
}

const years = { noInvalidDate: true, min: new Date("1990-01-01"), max: new Date("2099-01-01") };

/** `binary` units are whole code points, so lone surrogates never occur. Length counts UTF-16, like the contract. */
const isOrdinary = (text: string) => !text.includes("\0") && text.length > 0;

function matching(patterns: RegExp[], most: number): Arbitrary<string> {
  const last = patterns.at(-1) as RegExp;
  return fc
    .stringMatching(last, { size: "small" })
    .filter((text) => text.length <= most && text.isWellFormed() && !text.includes("\0"))
    .filter((text) => patterns.every((pattern) => pattern.test(text)));
}

function numberOf(def: Def): Arbitrary<number> {
  const checks = checksOf(def);
  const bound = (kind: string) =>
    checks.filter(({ check }) => check === kind).map(({ value }) => Number(value));
  const min = Math.max(Number.MIN_SAFE_INTEGER, ...bound("greater_than"));
  const max = Math.min(Number.MAX_SAFE_INTEGER, ...bound("less_than"));
  if (checks.some(({ format }) => format === "safeint")) return fc.integer({ min, max });
  return fc.double({ min, max, noNaN: true });
}
