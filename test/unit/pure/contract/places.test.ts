import { expect, test } from "vitest";
import {
  linkTo,
  type Place,
  parsePlace,
  pathOf,
  placeOfLink,
} from "../../../../utils/shared/contract/screen-addresses.ts";

const id = "3f1c2d80-1111-4111-8111-111111111111";
const intake = "https://lapor.example.go.id";

test.each<[string, Place]>([
  ["/cases", { head: "cases" }],
  [`/cases/${id}`, { head: "cases", id }],
  ["/cases/LK-5Y5TB-0A1B2", { head: "cases", id: "LK-5Y5TB-0A1B2" }],
  [`/cases/${id}/letter`, { head: "cases", id, making: true }],
  ["/self-review", { head: "self-review" }],
])("reads and writes the address %s", (path, place) => {
  expect(parsePlace(path)).toEqual(place);
  expect(pathOf(place)).toBe(path);
});

test.each([
  "",
  "/",
  "cases",
  "/kasus",
  "/toString",
  `/cases/${id}/letter/more`,
  `/cases/${id}/delete`,
  "/cases/../options",
  "/cases/<script>",
  `/cases/${"a".repeat(65)}`,
])("reads no place from %s", (path) => {
  expect(parsePlace(path)).toBeUndefined();
});

test("a link to a case leads to it at the own intake only", () => {
  const link = linkTo(intake, { head: "cases", id });
  expect(link).toBe(`${intake}/buka#/cases/${id}`);
  expect(placeOfLink(intake, link)).toEqual({ head: "cases", id });
  for (const other of [
    `https://lapor.example.com/buka#/cases/${id}`,
    `${intake}.example.com/buka#/cases/${id}`,
    `${intake}/lain#/cases/${id}`,
    `${intake}/buka?x=#/kasus/${id}`,
    `${intake}/buka`,
    "bukan alamat",
  ])
    expect(placeOfLink(intake, other), other).toBeUndefined();
});
