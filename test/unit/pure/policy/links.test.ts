/** Tests of links, of what a platform receives, and of how long its evidence may be opened. */

import { describe, expect, test } from "vitest";
import { actionCode } from "../../../../utils/shared/contract/category.ts";
import type { AgencyCode } from "../../../../utils/shared/contract/decision-grounds.ts";
import { partnerCode } from "../../../../utils/shared/contract/referral-state.ts";
import { agencyOf } from "../../../../utils/shared/policy/agencies.ts";
import {
  allPartners,
  destinationOf,
  isPlatformRequest,
  outcomesOf,
  partnerLabel,
} from "../../../../utils/shared/policy/decision-destinations.ts";
import { evidenceOpenUntil } from "../../../../utils/shared/policy/evidence-link-expiry.ts";
import { hostOf, hostsOf } from "../../../../utils/shared/policy/link-host.ts";
import { isActionPublic, registerRules } from "../../../../utils/shared/policy/public-register.ts";
import { isShorter, retention, withChanges } from "../../../../utils/shared/policy/retention.ts";

describe("a link's host", () => {
  test.each<[string, string | undefined, string | undefined]>([
    ["https://www.slot.example/daftar", undefined, "slot.example"],
    ["https://www.slot.example/daftar", "bank.example", "slot.example"],
    ["https://wwww.example/", undefined, "wwww.example"],
    ["https://a.www.example/", undefined, "a.www.example"],
    ["https://t.co/x", "slot.example/daftar…", "slot.example"],
    ["https://t.co/x", "HTTPS://www.slot.example/", "slot.example"],
    ["https://t.co/x", "http://slot.example", "slot.example"],
    ["https://t.co/x", "klik", "t.co"],
    ["https://t.co/x", undefined, "t.co"],
    ["https://t.co/x", "bukan alamat", "t.co"],
    ["https://t.co.example/x", "slot.example", "t.co.example"],
    ["bukan alamat", undefined, undefined],
    ["mailto:a@b.example", undefined, undefined],
  ])("of %s shown as %s is %s", (address, shown, host) => {
    expect(hostOf({ address, ...(shown === undefined ? {} : { shown }) })).toBe(host);
  });

  test("is listed once, in the order of the links", () => {
    const addresses = ["https://b.example/1", "x", "https://a.example/", "https://www.b.example/2"];
    expect(hostsOf(addresses.map((address) => ({ address })))).toEqual(["b.example", "a.example"]);
  });
});

test("a platform is asked to act by these, and by no other action", () => {
  expect(actionCode.options.filter(isPlatformRequest).sort()).toEqual([
    ...["BATAS_WILAYAH", "HAPUS_KEBIJAKAN", "LAPOR_PLATFORM", "TURUNKAN_JANGKAUAN", "TUTUP_KANAL"],
  ]);
});

test("an approval leads where its action does, an escalation to its agency, and a rejection nowhere", () => {
  expect(destinationOf({ act: "approve", action: "HAPUS_KEBIJAKAN" })).toEqual({ to: "platform" });
  expect(destinationOf({ act: "approve", action: "PANTAU" })).toEqual({ to: "watch" });
  expect(destinationOf({ act: "escalate", agency: "BNN" })).toEqual({ to: "partner", partner: "BNN" });
  const nowhere = [
    { act: "reject", action: "HAPUS_KEBIJAKAN", agency: "BNN" },
    { act: "approve", agency: "BNN" },
    { act: "escalate", action: "HAPUS_KEBIJAKAN" },
  ] as const;
  for (const decided of nowhere) expect(destinationOf(decided)).toEqual({ to: "nowhere" });
});

test("each partner is listed once, with a name and answers of its own", () => {
  expect(allPartners().toSorted()).toEqual(partnerCode.options.toSorted());
  expect(new Set(allPartners().map((partner) => partnerLabel(partner).id)).size).toBe(allPartners().length);
  expect(partnerLabel("PEMERIKSA_FAKTA").en).toBe("Fact checkers");
  expect(outcomesOf("PEMERIKSA_FAKTA")).toEqual(["false", "true", "undetermined", "declined"]);
  expect(outcomesOf("BNN")).toEqual(["handled", "declined", "not-ours"]);
  expect(() => agencyOf("none" as AgencyCode)).toThrow("unknown agency none");
});

test("a retention period is shorter with fewer days, and unlimited is the longest", () => {
  expect([isShorter(29, 30), isShorter(30, 30), isShorter(31, 30)]).toEqual([true, false, false]);
  expect([isShorter(30, null), isShorter(null, 30), isShorter(null, null)]).toEqual([true, false, false]);
});

test("an organisation changes single retention periods, and the others stay", () => {
  const changed = withChanges(retention, { JUDI: { rejected: 7 } });
  expect(changed).toEqual({ ...retention, JUDI: { ...retention.JUDI, rejected: 7 } });
});

test("the public register has what a platform was asked for, and no child sexual abuse material", () => {
  expect(actionCode.options.filter(isActionPublic)).toEqual(actionCode.options.filter(isPlatformRequest));
  const unpublished = Object.entries(registerRules).filter(([, rule]) => rule === null);
  expect(unpublished.map(([category]) => category)).toEqual(["PORNO_ANAK"]);
});

describe("a letter's evidence", () => {
  const madeAt = "2026-11-25T01:02:03.000Z";
  const capturedAt = "2026-11-25T01:00:00.000Z";
  const open = (kind: "order" | "restore", picture: Parameters<typeof evidenceOpenUntil>[1]["picture"]) =>
    evidenceOpenUntil({ kind, madeAt }, { picture, capturedAt });

  test("may be opened for sixty days, with a picture or without", () => {
    const until = "2027-01-24T01:02:03.000Z";
    expect(open("order", { sha256: "a".repeat(64) })).toBe(until);
    expect(open("order", { none: "not-in-view" })).toBe(until);
  });

  test("is never opened about child sexual abuse material or a restoration", () => {
    expect(open("order", { none: "statutory" })).toBeUndefined();
    expect(open("restore", { sha256: "a".repeat(64) })).toBeUndefined();
  });

  test("is never opened if there is no report", () => {
    expect(
      evidenceOpenUntil({ kind: "order", madeAt }, { picture: { none: "not-in-view" } }),
    ).toBeUndefined();
  });
});
