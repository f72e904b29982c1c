/** Names of a build: exchanged as whole words, and refused if they could end a string or a tag. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseNames, readNames, storeListing, withNames } from "../../../../scripts/release/names.ts";

const komdigi = { product: "Lapor Komdigi", organisation: "Komdigi" };

test.each([
  ['"form.title": "Laporkan ke Kominfo",', '"form.title": "Laporkan ke Komdigi",'],
  ["<title>Lapor Kominfo</title>", "<title>Lapor Komdigi</title>"],
  ["globalThis.laporKominfo = watch", "globalThis.laporKominfo = watch"],
  ["<lapor-kominfo>LK-KOMINFO", "<lapor-kominfo>LK-KOMINFO"],
])("%s", (text, wanted) => {
  expect(withNames(text, komdigi)).toBe(wanted);
});

test("the default names change nothing, and a product may contain the default organisation", () => {
  const text = "Lapor Kominfo, Kominfo";
  expect(withNames(text, readNames({}))).toBe(text);
  expect(withNames(text, { product: "Kominfo Pro", organisation: "X" })).toBe("Kominfo Pro, X");
});

test.each(['Lapor "X"', "a</title>", "`x`", "O'Neil", "", "a\\nb"])("refuses the name %j", (product) => {
  const names = { ...readNames({}), product };
  expect(() => parseNames(names, "names.json")).toThrow("names.json: product may have letters");
});

test("refuses a wrong add-on id by its name", () => {
  expect(() => parseNames({ ...readNames({}), addOnId: "x" }, "n.json")).toThrow("n.json: addOnId must be");
});

test.each(["id", "en"])("the listing in %s follows the names and counts its short text", (language) => {
  const root = join(import.meta.dirname, "../../../..");
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const [listing, messages] = [
    read(`docs/store/listing-${language}.md`),
    read(`public/_locales/${language}/messages.json`),
  ];
  const defaults = readNames({});
  expect(storeListing(listing, messages, defaults)).toBe(listing);
  const named = storeListing(listing, messages, { ...defaults, ...komdigi });
  expect(named).not.toContain("Kominfo");
  const [, count, , short = ""] = /\((\d+) (karakter|characters)\):\*\* (.+)/.exec(named) ?? [];
  expect(short).toContain("Komdigi");
  expect(short.length).toBe(Number(count));
});

test("refuses names with which the short text is too long for stores", () => {
  const messages = JSON.stringify({ description: { message: `${"x".repeat(80)} Kominfo` } });
  const names = { ...readNames({}), organisation: "K".repeat(60) };
  expect(() => storeListing("", messages, names)).toThrow(
    "141 characters with these names; stores accept 132",
  );
});
