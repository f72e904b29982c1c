/** Headers of everything that can be asked: which origins may read it, and that no browser shows content as a page. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../../../intake/config.ts";
import {
  type IntakeKit,
  origin,
  startKit,
  type TestAnswer,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { Route } from "../../../../utils/shared/contract/route.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import { insertObjection } from "../../../support/inserted-requests-kit.ts";
import { type FiledRecords, fileRecords, walks } from "../../../support/reach-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const pages = [
  ...["/docs", "/docs/style.css", "/openapi.json", "/verify", "/healthz", "/readyz", "/metrics"],
  "/.well-known/security.txt",
  ...["/uninstalled?n=3", "/uninstalled/style.css"],
  ...["/angka", "/angka/2026-11", "/angka/2026-11.csv", "/angka/skema.json", "/angka/gaya.css"],
  ...["/panduan", "/panduan/petugas", "/panduan/gaya.css", "/panduan/gambar/x-form.png", "/privasi"],
  ...["/daftar", "/daftar/style.css"],
  ...["/sanggah", "/sanggah/style.css", "/sanggah/A", "/sanggah/tiket/A"],
];
const extension = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

let stores: TestStores;
let kit: IntakeKit;
let officer: TestDevice;
let chief: TestDevice;
let vlogger: TestDevice;
let refuser: TestDevice;
let callers: TestDevice[];

beforeAll(async () => {
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open());
  [officer, chief, vlogger] = [
    await kit.enrolled("officer", "Petugas"),
    await kit.enrolled("supervisor", "Ketua"),
    await kit.enrolled("vlogger", "Vlogger"),
  ];
  await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, vlogger);
  refuser = await kit.enrolled("supervisor", "Kedua");
  const panel: TestDevice[] = [];
  for (const name of ["A", "B", "C"]) panel.push(await kit.enrolled("panelist", name));
  callers = [officer, chief, vlogger, await kit.enrolled("admin"), refuser, ...panel];
});

afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

function expectSafe({ headers }: { headers: Headers }, path: string) {
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy, path).toContain("default-src 'none'");
  expect(policy).toMatch(/frame-ancestors 'none'|sandbox/);
  expect(policy).not.toMatch(/unsafe-eval|\*|https?:/);
  expect(headers.get("x-content-type-options"), path).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.has("set-cookie")).toBe(false);
}

test("the address without a path leads to the public pages", async () => {
  const answer = await kit.app.request(`${origin}/`);
  expect(answer.status).toBe(200);
  const links = [...(await answer.text()).matchAll(/<a href="([^"]+)"/g)].map(([, path = ""]) => path);
  expect(links).toContain("/sanggah");
  for (const path of links) expect((await kit.app.request(origin + path)).status, path).toBe(200);
});

test.each([...pages, "/", "/style.css", "/v1/nothing", "/v1/%00", "/../etc/passwd"])("%s", async (path) => {
  for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
    const answer = await kit.app.request(origin + path, { method, headers: { Origin: "https://x.com" } });
    expectSafe(answer, `${method} ${path}`);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(answer.status).toBeLessThan(500);
  }
});

/** A decision waits on the case, a letter names it, and the vlogger has passed: nothing of these is done any more. */
const over: readonly string[] = [
  ...["decide", "askReporter", "askReviewers", "regroupCase", "setGolden"],
  ...["beginExam", "answerExam", "previewRequest", "makeRequest", "sendReprimand"],
  // By a platform's key alone.
  "objectAsPlatform",
];

const asked = Object.entries(walks) as [keyof typeof walks, (typeof walks)[keyof typeof walks]][];

describe("with content that people wrote", () => {
  const object = (decisionId: string) => insertObjection(kit.store.db, decisionId, kit.intake.now());
  const file = () =>
    fileRecords(officer, {
      db: kit.store.db,
      proposer: chief,
      vlogger,
      inUnit: true,
      inviter: chief,
      object,
    });
  let forReads: Promise<FiledRecords> | undefined;

  /** Reading changes nothing, so reads share the records. */
  const readable = () => {
    forReads ??= file();
    return forReads;
  };

  test.each(asked)("%s: JSON or a file to be saved, for extensions alone", async (name, walk) => {
    const route: Route = routes[name];
    const one =
      name === "vote"
        ? await fileRecords(officer, { db: kit.store.db, proposer: chief, refuser, vlogger, inUnit: true })
        : await (route.method === "GET" ? readable() : file());
    const { path, body, bytes } = walk.ask(one);
    let good = 0;
    for (const from of [extension, "https://x.com"]) {
      for (const caller of callers) {
        const type = { "Content-Type": bytes ? "image/png" : "application/json" };
        const content = bytes ? { bytes } : { body };
        const answered: TestAnswer = await caller.call(route.method, path, {
          ...content,
          headers: { ...type, Origin: from },
        });
        if (answered.status === 200) good++;
        expectSafe(answered, path);
        const kind = answered.headers.get("content-type") ?? "";
        const saved = answered.headers.get("content-disposition")?.startsWith("attachment") ?? false;
        expect({ kind, saved, isData: saved || /^application\/(problem\+)?json/.test(kind) }).toMatchObject({
          isData: true,
        });
        if (saved) expect(answered.headers.get("content-security-policy")).toContain("sandbox");
        expect(answered.headers.get("cache-control")).toBe("no-store");
        const { headers } = answered;
        expect(headers.get("access-control-allow-origin")).toBe(from === extension ? extension : null);
        expect(headers.get("access-control-allow-credentials")).toBeNull();
      }
    }
    // The test would prove nothing if every request were refused.
    if (!over.includes(name)) expect(good).toBeGreaterThan(0);
  });

  test("a dossier is a page that is saved, never shown", async () => {
    const { caseId } = await readable();
    const answered = await chief.call("GET", `/v1/cases/${caseId}/exports/html`);
    expect(answered.headers.get("content-type")).toContain("text/html");
    expect(answered.headers.get("content-disposition")).toMatch(
      /^attachment; filename="lapor-[\w-]+\.html"$/,
    );
    expect(answered.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });
});

test("with exact origins in the settings, other extensions may not read", async () => {
  const { extensionOrigins } = readConfig({ EXTENSION_ORIGINS: ` ${extension}, moz-extension://a-1 ` });
  const { store } = kit;
  const strict = await startKit(store, undefined, { extensionOrigins });
  const allowed = async (from: string) =>
    (await strict.app.request(`${origin}/v1/keys`, { headers: { Origin: from } })).headers.get(
      "access-control-allow-origin",
    );
  expect(await allowed(extension)).toBe(extension);
  expect(await allowed("moz-extension://a-1")).toBe("moz-extension://a-1");
  expect(await allowed("chrome-extension://another")).toBeNull();
  await strict.close();
});

test.each([
  [{ EXTENSION_ORIGINS: "https://x.com" }, "EXTENSION_ORIGINS"],
  [{ TRUST_PROXY: "10.0.0.0/99" }, "TRUST_PROXY"],
  [{ TRUST_PROXY: "proxy.local" }, "TRUST_PROXY"],
  [{ TRUST_PROXY: "127.0.0.1,0.0.0.0/0" }, "TRUST_PROXY: has more than a proxy's networks"],
  [{ TRUST_PROXY: "::/0" }, "TRUST_PROXY: has more than a proxy's networks"],
  [{ RATES: "device=0/10" }, "RATES"],
  [{ RATES: "people=1/10" }, "RATES"],
  [{ REQUEST_SECONDS: "0" }, "REQUEST_SECONDS"],
  [{ BLIND_CONFIRM: "yes" }, "BLIND_CONFIRM"],
])("a setting that cannot be meant: %o", async (setting, name) => {
  expect(() => readConfig(setting)).toThrow(name);
});

test("hides the proposer's name only where configured", () => {
  expect([{}, { BLIND_CONFIRM: "on" }].map((env) => readConfig(env).blindConfirm)).toEqual([false, true]);
});

test("rates can be set separately, or turned off", () => {
  expect(readConfig({ RATES: "off" }).rates).toBeUndefined();
  expect(readConfig({}).rates?.enrolment).toEqual({ perSecond: 0.2, burst: 30 });
  expect(readConfig({ RATES: "device=5/50, enrolment=0.1/3" }).rates).toEqual({
    address: { perSecond: 300, burst: 3_000 },
    device: { perSecond: 5, burst: 50 },
    enrolment: { perSecond: 0.1, burst: 3 },
    objection: { perSecond: 10 / 3_600, burst: 10 },
    network: { perSecond: 50 / 3_600, burst: 50 },
    crowded: { perSecond: 2 / (48 * 3_600), burst: 2 },
    post: { perSecond: 20 / (48 * 3_600), burst: 20 },
    item: { perSecond: 2 / (48 * 3_600), burst: 2 },
    handed: { perSecond: 1 / 30, burst: 20 },
    report: { perSecond: 20 / 3_600, burst: 20 },
  });
});
