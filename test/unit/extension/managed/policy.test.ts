/** Managed policy: parsed value by value, and enforced wherever the extension acts, not only on the settings page. */

import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { z } from "zod";
import { callRouteAs } from "../../../../utils/extension/api/call-former.ts";
import { callRoute } from "../../../../utils/extension/api/call-route.ts";
import { readOrMakeKey } from "../../../../utils/extension/api/device-keys.ts";
import { enrol } from "../../../../utils/extension/api/enrolment.ts";
import {
  isRefusedByPolicy,
  readLanguage,
  readPolicy,
} from "../../../../utils/extension/api/managed-policy.ts";
import { pictureRight, pictureTab } from "../../../../utils/extension/browser/pictures.ts";
import { connection, formerConnections, language } from "../../../../utils/extension/browser/storage.ts";
import type { Identity } from "../../../../utils/shared/contract/enrolment.ts";
import { managed } from "../../../../utils/shared/contract/managed-policy.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import { offeredCategories } from "../../../../utils/shared/policy/offered-categories.ts";

const right = "https://pusat.example.go.id";
const other = "https://lain.example";

let asked: string[];
let captures: number;

beforeEach(() => {
  fakeBrowser.reset();
  asked = [];
  captures = 0;
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ version: "0.1.0" }) });
  Object.assign(fakeBrowser.tabs, {
    captureVisibleTab: async () => {
      captures++;
      return "data:image/png;base64,AAAA";
    },
    get: async () => ({ active: true }),
  });
  Object.assign(fakeBrowser, { permissions: { contains: async () => true } });
  vi.stubGlobal("fetch", async (address: URL) => {
    asked.push(address.origin);
    throw new TypeError("no network in this test");
  });
});

const setPolicy = (values: Record<string, unknown>) => fakeBrowser.storage.managed.set(values);

const identity = (deviceId: string): Identity => ({
  deviceId,
  personId: "3f1c2d80-1111-4111-8111-111111111111",
  name: "Petugas Contoh",
  role: "officer",
  organisation: "Kominfo",
  enrolledAt: "2026-11-20T01:00:00.000Z",
});

async function enrolledAt(intake: string, deviceId = "3f1c2d80-2222-4222-8222-222222222222") {
  await readOrMakeKey("key");
  await connection.setValue({ intake, keyName: "key", identity: identity(deviceId) });
}

describe("reading", () => {
  test("applies valid values; invalid and unknown ones are named", async () => {
    await setPolicy({
      intake: `${right}/laporan?x=1`,
      language: "fr",
      categories: ["JUDI", "BUKAN_KATEGORI"],
      pictures: "never",
      signOn: "off",
      intakes: "typed wrong",
    });
    const policy = await readPolicy();
    expect(policy.set).toEqual({ intake: right, pictures: "never", signOn: "off" });
    expect(policy.wrong.sort()).toEqual(["categories", "intakes", "language"]);
  });

  test.each([
    "http://pusat.example.go.id",
    "ftp://pusat.example.go.id",
    "pusat.example.go.id",
    "javascript:alert(1)",
    7,
  ])("an intake that reports would not be safe on their way to is none: %s", async (intake) => {
    await setPolicy({ intake, language: "en" });
    expect(await readPolicy()).toEqual({ set: { language: "en" }, wrong: ["intake"] });
  });

  test("treats a browser without a policy, which in Firefox rejects, as unset", async () => {
    vi.spyOn(fakeBrowser.storage.managed, "get").mockRejectedValue(
      new Error("Managed storage manifest not found"),
    );
    expect(await readPolicy()).toEqual({ set: {}, wrong: [] });
    expect(await pictureRight()).toBe("allowed");
    vi.restoreAllMocks();
  });

  test("ignores names that every object has", async () => {
    vi.spyOn(fakeBrowser.storage.managed, "get").mockResolvedValue(
      JSON.parse('{"__proto__": {"pictures": "never"}, "constructor": 1}') as never,
    );
    const { set, wrong } = await readPolicy();
    expect(set).toEqual({});
    expect(wrong.sort()).toEqual(["__proto__", "constructor"]);
    vi.restoreAllMocks();
  });

  test("policy's language takes precedence over the person's", async () => {
    await language.setValue("id");
    await setPolicy({ language: "en" });
    expect(await readLanguage()).toBe("en");
    await setPolicy({ language: "klingon" });
    expect(await readLanguage()).toBe("id");
  });
});

describe("the intake", () => {
  test("a code for another intake is not sent", async () => {
    await setPolicy({ intake: right });
    expect(await enrol(other, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")).toMatchObject({
      ok: false,
      problem: { code: "intake-managed" },
    });
    expect(asked).toEqual([]);
  });

  test("an enrolment elsewhere from before the policy sends nothing, and its reports wait", async () => {
    await enrolledAt(other);
    await setPolicy({ intake: right });
    const sent = await callRoute(routes.sendReport, { body: "{}" });
    expect(sent).toMatchObject({ ok: false, problem: { code: "intake-managed", retry: "later" } });
    expect(asked).toEqual([]);
  });

  test("a report of an earlier enrolment elsewhere goes to the configured intake, as the current device", async () => {
    const former = "3f1c2d80-3333-4333-8333-333333333333";
    await enrolledAt(right);
    await formerConnections.setValue([{ intake: other, keyName: "key", identity: identity(former) }]);
    await setPolicy({ intake: right });
    await callRouteAs(former, routes.sendReport, { body: "{}", limitMs: 1_000 });
    expect([...new Set(asked)]).toEqual([right]);
  });

  test("the configured intake receives requests", async () => {
    await enrolledAt(right);
    await setPolicy({ intake: `${right}/` });
    await callRoute(routes.sendReport, { body: "{}" });
    expect(asked).toContain(right);
  });
});

describe("enrolment under a policy", () => {
  test("refuses codes if sign-on is the only way", async () => {
    await setPolicy({ signOn: "only" });
    expect(await enrol(right, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")).toMatchObject({
      problem: { code: "code-managed" },
    });
    expect(asked).toEqual([]);
    expect(await isRefusedByPolicy(right, "sign-on")).toBeUndefined();
  });

  test("refuses sign-on if it is off, but not codes", async () => {
    await setPolicy({ signOn: "off" });
    expect(await isRefusedByPolicy(right, "sign-on")).toMatchObject({ problem: { code: "sign-on-managed" } });
    expect(await isRefusedByPolicy(right, "code")).toBeUndefined();
  });
});

test("captures no tab where policy forbids pictures, even if the browser would allow it", async () => {
  const tab = { tabId: 1, windowId: 1 };
  expect(await pictureTab(tab)).toContain("data:");
  await setPolicy({ pictures: "never" });
  expect(await pictureTab(tab)).toBeNull();
  expect(await pictureRight()).toBe("policy");
  expect(captures).toBe(1);
});

test("sorts the categories in use as in the grid, and always includes the no-pixels lane", () => {
  expect(offeredCategories(["SPAM", "JUDI"])).toEqual(["PORNO_ANAK", "JUDI", "SPAM"]);
  expect(offeredCategories(undefined)).toHaveLength(14);
});

test("the policy schema for Chrome and Edge matches the contract, in keywords that they support", () => {
  interface Schema {
    type?: string;
    enum?: string[];
    items?: Schema;
    description?: string;
    properties?: Record<string, Schema>;
  }
  const inChromesWords = ({ type, enum: words, items, properties }: Schema): Schema => ({
    ...(type ? { type } : {}),
    ...(words ? { enum: words } : {}),
    ...(items ? { items: inChromesWords(items) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, inChromesWords(property)]),
          ),
        }
      : {}),
  });
  const schema = JSON.parse(readFileSync("public/managed-schema.json", "utf8")) as Schema;
  const { description: _, ...bare } = schema;
  expect(inChromesWords(bare)).toEqual(inChromesWords(z.toJSONSchema(managed) as Schema));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    expect(Object.keys(property).sort(), name).toEqual(
      Object.keys({ description: 1, ...inChromesWords(property) }).sort(),
    );
  }
});
