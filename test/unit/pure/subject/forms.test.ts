import { expect, test } from "vitest";
import { readForm } from "../../../../utils/shared/subject/grammar.ts";
import { allForms, fullGrammar, parseAddress } from "../../../../utils/shared/subject/parse-address.ts";
import { destinationOf, readAddress } from "../../../../utils/shared/subject/read-address.ts";
import { examples } from "../../../support/cases/all.ts";

const forms = Object.entries(allForms).flatMap(([site, ofSite]) =>
  Object.entries(ofSite).map(([name, form]) => ({ site, name, form })),
);

const rows = Object.entries(examples).flatMap(([site, ofSite]) =>
  Object.entries(ofSite).flatMap(([name, list]) => list.map(([address]) => ({ site, name, address }))),
);

test.each(rows)("$address is read by $site/$name, and by no other form alone", ({ site, name, address }) => {
  const leads = destinationOf(address, undefined, fullGrammar);
  const takers = forms.filter(
    ({ site: own, form }) => leads && own === leads.site && readForm(form, leads.path, leads.query),
  );
  expect(takers.map((form) => `${form.site}/${form.name}`)).toEqual([`${site}/${name}`]);
});

/** Deterministic, so that a failure can be seen again. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) yield state;
}

test("20,000 damaged addresses are read or refused, never thrown at", () => {
  const random = numbers(42);
  const next = (below: number) => (random.next().value ?? 0) % below;
  const bits = [
    "%",
    "%00",
    "%2F",
    "%ff",
    "\0",
    "\ud800",
    "..",
    "//",
    "#",
    "?",
    "&",
    "=",
    ":",
    "@",
    "\u202e",
    "😀",
    " ",
  ];
  for (let round = 0; round < 20_000; round++) {
    const address = rows[next(rows.length)]?.address ?? "";
    const [from, length] = [next(address.length), next(4)];
    const damaged = address.slice(0, from) + bits[next(bits.length)] + address.slice(from + length);
    for (const read of [parseAddress(damaged), readAddress(damaged), parseAddress(damaged, "tg://x")]) {
      if (!read.ok) expect(["address-unknown", "not-public"]).toContain(read.problem.code);
    }
  }
});

test("addresses of 100 kB take linear time", () => {
  const long = 100_000;
  const hostile = [
    "a".repeat(long),
    `https://www.facebook.com/${"a/".repeat(long / 2)}`,
    `https://www.facebook.com/${"a-".repeat(long / 2)}1`,
    `https://www.facebook.com/l.php?u=${"https%3A%2F%2F".repeat(long / 14)}`,
    `https://www.facebook.com/?${"fbclid=&".repeat(long / 8)}`,
    `https://www.facebook.com/1?comment_id=${"A".repeat(long)}`,
    `https://www.youtube.com/@${"%D0%9A".repeat(long / 6)}`,
    `https://youtu.be/CoNtOh12-_3?t=${"1".repeat(long)}`,
    `https://t.me/${"s/".repeat(long / 2)}`,
    `https://web.telegram.org/k/#${"@".repeat(long)}`,
    `tg://resolve?domain=${"a".repeat(long)}`,
    " ".repeat(long),
  ];
  const start = performance.now();
  for (const address of hostile) {
    for (let times = 0; times < 10; times++) expect(parseAddress(address).ok).toBe(false);
  }
  // A quadratic pattern takes minutes for these.
  expect(performance.now() - start).toBeLessThan(3_000);
});
