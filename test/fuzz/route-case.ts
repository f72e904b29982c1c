/** A generated call of a route: caller, address, body, and faults in transit. */

import fc, { type Arbitrary } from "fast-check";
import type { Route } from "../../utils/shared/contract/route.ts";
import { type RouteName, routes } from "../../utils/shared/contract/routes.ts";
import { arbitraryOf } from "./arbitrary.ts";
import { type Edit, edit, oneIn } from "./mutate.ts";
import { overrides } from "./report-values.ts";
import { callers } from "./world.ts";

export const ways = [
  "plain",
  "cut-short",
  "bad-utf8",
  "byte-order-mark",
  "utf-16",
  "trailing",
  "empty",
  "too-large",
  "no-type",
  "wrong-type",
  "gzip",
  "gzip-bomb",
  "deflate-header",
  "wrong-length",
  "breaks-off",
  "other-body-signed",
  "other-address-signed",
  "other-method-signed",
  "proof-garbage",
  "no-proof",
  "replayed",
  "old-nonce",
] as const;
export type Way = (typeof ways)[number];

export interface RouteCase {
  name: RouteName;
  caller: (typeof callers)[number];
  /** Selects the known ids in the address. `odd` replaces one by this text. */
  ids: number;
  odd?: string | undefined;
  query: Record<string, unknown>;
  oddQuery?: string | undefined;
  body: unknown;
  edits: Edit[];
  way: Way;
}

const oddIds = [
  "%00",
  "%E0%A4%A",
  "..%2f..%2fetc",
  "00000000-0000-0000-0000-000000000000",
  "'",
  "%",
  "own",
  "🎰",
  "__proto__",
  "0B7E1F0A-4C1D-4E3A-9F43-5D2F6A1C0E11",
  "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11%0a",
  "a".repeat(64),
  "a".repeat(9_000),
  "f".repeat(63),
  "null",
  "1e9",
];
const oddQueries = [
  "limit=0",
  "limit=1e9",
  "limit=-1",
  "limit=1&limit=2",
  "limit=0x10",
  "limit=NaN",
  "limit= 5",
  "limit=1.5",
  "after=",
  "after=%00",
  "after=%ff%fe",
  "after=x|y",
  "after=2026-11-25T01:02:03.000Z|zzz",
  "site=__proto__",
  "after=9999999-01-01T00:00:00.000Z|0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11",
  "language=xx",
  "state=null",
  "after=%2B275760-09-13T00%3A00%3A00.000Z%7C0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11",
  "__proto__=1",
  "=",
  "%",
  "after=99999999999999999999",
  "after=9007199254740993",
  "after=2147483648",
  `after=${"1".repeat(400)}`,
  "site=x&__proto__[a]=1",
  "after=%F0%9F%8E%B0",
  `q=${"%41".repeat(5_000)}`,
];

const names = Object.keys(routes) as RouteName[];
/** Calls that are costly to answer are rarer, calls that write are more frequent. */
const weights: Partial<Record<RouteName, number>> = {
  exportCase: 1,
  sendReport: 30,
  sendFile: 8,
  decide: 8,
  answerDecision: 12,
  decideBulk: 4,
  vote: 8,
  sendReview: 6,
  setGolden: 6,
  addCheck: 6,
  answerRequest: 8,
  markSent: 4,
  changeChannel: 4,
  answerExam: 6,
  withdrawReport: 6,
  sendSelfReview: 8,
  sendCanaries: 8,
  enrol: 6,
};

export const routeCase: Arbitrary<RouteCase> = fc
  .oneof(...names.map((name) => ({ weight: weights[name] ?? 3, arbitrary: fc.constant(name) })))
  .chain(caseOf);

function caseOf(name: RouteName): Arbitrary<RouteCase> {
  const route: Route = routes[name];
  const body =
    route.body === undefined
      ? fc.constant(undefined)
      : route.body === "file"
        ? fc.string({ unit: "binary", maxLength: 40 })
        : arbitraryOf(route.body, overrides);
  const isAllowed = (caller: string) =>
    (caller === "second" ? "supervisor" : caller) in route.callers ||
    (caller === "key" && "key:read" in route.callers) ||
    (caller === "stranger" && "new-device" in route.callers);
  const allowed = callers.filter(isAllowed);
  const fitting = allowed.length > 0 ? fc.constantFrom(...allowed) : fc.constantFrom(...callers);
  return fc.record({
    name: fc.constant(name),
    caller: fc.oneof(
      { weight: 9, arbitrary: fitting },
      { weight: 1, arbitrary: fc.constantFrom(...callers) },
    ) as Arbitrary<RouteCase["caller"]>,
    ids: fc.nat(60),
    odd: oneIn(8, fc.constantFrom(...oddIds)),
    query: (route.query ? arbitraryOf(route.query) : fc.constant({})) as Arbitrary<Record<string, unknown>>,
    oddQuery: oneIn(6, fc.oneof(fc.constantFrom(...oddQueries), fc.webQueryParameters())),
    body,
    edits: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: route.body ? 2 : 0, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2 }) },
    ),
    way: fc.oneof(
      { weight: 6, arbitrary: fc.constant("plain" as const) },
      { weight: 1, arbitrary: fc.constantFrom(...ways) },
    ),
  }) as Arbitrary<RouteCase>;
}
