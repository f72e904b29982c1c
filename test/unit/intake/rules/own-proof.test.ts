/** Proof by the ministry's own checks that a request was carried out. */

import { describe, expect, test } from "vitest";
import { deriveProof, type ProvingCheck } from "../../../../intake/requests/own-proof.ts";
import { contentState } from "../../../../utils/shared/contract/request-state.ts";
import { isAsRequested, mayState } from "../../../../utils/shared/policy/request-effect.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const hour = 3_600_000;
const sentAt = new Date("2026-11-02T00:00:00.000Z");
const hoursLater = (hours: number) => new Date(sentAt.getTime() + hours * hour);
const removal = { kind: "order", action: "HAPUS_KEBIJAKAN", sentAt } as const;

function look(hours: number, seen: ProvingCheck["seen"], more: Partial<ProvingCheck> = {}): ProvingCheck {
  return {
    id: `look-${hours}`,
    at: hoursLater(hours),
    lookedAt: hoursLater(hours),
    seen,
    seenFrom: "indonesia",
    ...more,
  };
}

describe("checks prove a request carried out", () => {
  const none = { provenAt: null, provenCheck: null };
  const firstAt = (hours: number) => ({ provenAt: hoursLater(hours), provenCheck: `look-${hours}` });

  test.each<[string, Parameters<typeof deriveProof>[0], ProvingCheck[], object]>([
    [
      "the first one that found it gone counts",
      removal,
      [look(2, "removed"), look(9, "removed")],
      firstAt(2),
    ],
    ["in any order of arrival", removal, [look(9, "removed"), look(2, "removed")], firstAt(2)],
    ["one that cannot tell changes nothing", removal, [look(2, "removed"), look(3, "unknown")], firstAt(2)],
    ["a later one that finds it again cancels it", removal, [look(2, "removed"), look(3, "available")], none],
    ["withheld is less than removed", removal, [look(2, "withheld")], none],
    ["what its owner hid can come back", removal, [look(2, "removed"), look(3, "private")], none],
    [
      "gone, back and gone again counts from the last time",
      removal,
      [look(2, "removed"), look(3, "available"), look(8, "removed")],
      firstAt(8),
    ],
    ["never sent", { ...removal, sentAt: null }, [look(2, "removed")], none],
    ["gone before it was sent", removal, [look(-1, "removed")], none],
    [
      "seen before it was sent, saved after it",
      removal,
      [look(1, "removed", { lookedAt: hoursLater(-0.1) })],
      none,
    ],
    [
      "dated after sending by a wrong clock",
      removal,
      [look(-1, "removed", { lookedAt: hoursLater(1) })],
      none,
    ],
    ["from abroad", removal, [look(2, "removed", { seenFrom: "abroad" })], none],
    ["without a seal", removal, [look(2, "removed", { lookedAt: null })], none],
    ["restricted as asked", { ...removal, action: "BATAS_WILAYAH" }, [look(2, "withheld")], firstAt(2)],
    [
      "removed where restriction was asked",
      { ...removal, action: "BATAS_WILAYAH" },
      [look(2, "removed")],
      firstAt(2),
    ],
    [
      "made private where restriction was asked",
      { ...removal, action: "BATAS_WILAYAH" },
      [look(2, "private")],
      none,
    ],
    [
      "two at the same time, of which the one with the greater id counts as later",
      removal,
      [look(2, "removed", { id: "b" }), look(2, "available", { id: "a" })],
      { provenAt: hoursLater(2), provenCheck: "b" },
    ],
    [
      "two at the same time, the later one found it again",
      removal,
      [look(2, "available", { id: "b" }), look(2, "removed", { id: "a" })],
      none,
    ],
    [
      "the same in the other order of arrival",
      removal,
      [look(2, "removed", { id: "a" }), look(2, "available", { id: "b" })],
      none,
    ],
    ["put back as asked", { ...removal, kind: "restore" }, [look(2, "available")], firstAt(2)],
  ])("%s", (_, request, made, expected) => {
    expect(deriveProof(request, made)).toEqual(expected);
  });

  test("a proof is always a check that found it as asked, with no contradiction since", () => {
    const made = fc.array(
      fc.record({
        hours: fc.integer({ min: -3, max: 30 }),
        seen: fc.constantFrom(...contentState.options),
        seenFrom: fc.constantFrom("indonesia" as const, "abroad" as const),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        made,
        fc.constantFrom("HAPUS_KEBIJAKAN" as const, "BATAS_WILAYAH" as const),
        (all, action) => {
          const request = { kind: "order", action, sentAt } as const;
          const looks = all.map(({ hours, seen, seenFrom }, at) =>
            look(hours, seen, { id: String(at).padStart(2, "0"), seenFrom }),
          );
          const { provenAt, provenCheck } = deriveProof(request, looks);
          const proving = looks.find(({ id }) => id === provenCheck);
          if (!proving || !provenAt) return provenCheck === null;
          const since = looks.filter(
            ({ at, seenFrom, id }) =>
              seenFrom === "indonesia" &&
              (at > provenAt || (at.getTime() === provenAt.getTime() && id >= proving.id)),
          );
          return (
            proving.at >= sentAt &&
            isAsRequested(request, proving.seen) &&
            since.every(({ seen }) => seen === "unknown" || isAsRequested(request, seen))
          );
        },
      ),
    );
  });
});

test("a person states what they saw only where the page names its post and leaves it open", () => {
  expect(mayState({ seen: "unknown", names: ["x:post:45"] })).toBe(true);
  expect(mayState({ seen: "unknown", names: [] })).toBe(false);
  expect(mayState({ seen: "removed", names: ["x:post:45"] })).toBe(false);
});
