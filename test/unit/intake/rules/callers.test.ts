/** The rules that decide which callers may use a route, and which caller a device's key identifies. */

import { describe, expect, test } from "vitest";
import { type ApiKeyCaller, checkCaller, type Person } from "../../../../intake/core/caller.ts";
import { anyScope, scopeOf } from "../../../../intake/core/scope.ts";
import { callerBehind } from "../../../../intake/people/rules/device-caller.ts";
import type { KnownDevice } from "../../../../intake/people/store/callers.ts";

const at = new Date("2026-11-20T03:00:00.000Z");
const key = { thumbprint: "t", publicKey: { kty: "EC", crv: "P-256", x: "x", y: "y" } as const };
const known: KnownDevice = {
  ...{ deviceId: "d", personId: "p", name: "Siti", role: "officer", affiliation: null, unit: null },
  ...{ enrolledAt: at, revokedAt: null, suspendedAt: null, signedOnAt: at, lastSeenAt: null },
};
const officer: Person = {
  ...{ ...key, kind: "person", personId: "p", deviceId: "d", name: "Siti", role: "officer" },
  ...{ affiliation: null, unit: null, enrolledAt: at },
};
const reader: ApiKeyCaller = { kind: "key", keyId: "k", scope: "read" };
const unknown = { ...key, kind: "new-device", signOnAgain: false } as const;
const codeOf = (checked: ReturnType<typeof checkCaller>) =>
  checked.ok ? checked.value : checked.problem.code;

describe("a route", () => {
  test("admits the callers that it names, each with its own reach", () => {
    const callers = { officer: "own", supervisor: "unit", "key:read": "any" } as const;
    expect(codeOf(checkCaller(callers, officer))).toBe("own");
    expect(codeOf(checkCaller(callers, { ...officer, role: "supervisor" }))).toBe("unit");
    expect(codeOf(checkCaller(callers, reader))).toBe("any");
  });

  test("names the caller that it refuses", () => {
    const callers = { admin: "any" } as const;
    expect(checkCaller(callers, officer)).toMatchObject({
      problem: { code: "role-forbidden", detail: "officer may not call this" },
    });
    expect(checkCaller(callers, { ...reader, scope: "platform" })).toMatchObject({
      problem: { code: "role-forbidden", detail: "key:platform may not call this" },
    });
  });

  test("for new devices admits an enrolled one again, but no key", () => {
    const callers = { "new-device": "any" } as const;
    expect(codeOf(checkCaller(callers, unknown))).toBe("any");
    expect(codeOf(checkCaller(callers, officer))).toBe("any");
    expect(codeOf(checkCaller(callers, reader))).toBe("role-forbidden");
  });

  test("asks an unknown device to enrol, and a known one to sign on again", () => {
    expect(codeOf(checkCaller({ officer: "own" }, unknown))).toBe("device-unknown");
    expect(codeOf(checkCaller({ officer: "own" }, { ...unknown, signOnAgain: true }))).toBe("sign-on-again");
  });
});

describe("a device's key", () => {
  const asked: (Date | null)[] = [];
  const behind = (device: KnownDevice | undefined, isExpired = false) =>
    callerBehind(key, device, {
      at,
      signOn: {
        isExpired: (signedOnAt, now) => {
          asked.push(signedOnAt, now);
          return isExpired;
        },
      },
    });

  test("is its person", () => {
    expect(behind(known)).toEqual({ ok: true, value: officer });
    expect(asked.splice(0)).toEqual([known.signedOnAt, at]);
  });

  test("is a new device if it is unknown, or its last sign-on is too old", () => {
    expect(behind(undefined, true)).toEqual({ ok: true, value: unknown });
    expect(behind(known, true)).toEqual({ ok: true, value: { ...unknown, signOnAgain: true } });
  });

  test.each(["revokedAt", "suspendedAt"] as const)("is refused with %s, whatever the sign-on", (column) => {
    for (const isExpired of [false, true])
      expect(behind({ ...known, [column]: at }, isExpired)).toMatchObject({
        problem: { code: "device-revoked" },
      });
  });
});

describe("a scope", () => {
  const unit = { name: "Judi", sites: null, categories: ["JUDI" as const], languages: null };
  const asker = { personId: "p", unit };

  test("has the unit of its person only where the route reaches a unit", () => {
    expect(scopeOf("unit", asker)).toEqual({ reach: "unit", personId: "p", unit });
    expect(scopeOf("own", asker)).toEqual({ reach: "own", personId: "p" });
    expect(scopeOf("panel", asker)).toEqual({ reach: "panel", personId: "p" });
    expect(scopeOf("any", asker)).toBe(anyScope);
  });

  test("without a person is everything or an error", () => {
    expect(scopeOf("any", undefined)).toEqual({ reach: "any" });
    for (const reach of ["own", "unit", "panel"] as const)
      expect(() => scopeOf(reach, undefined)).toThrow(`scope "${reach}" needs a person`);
  });
});
