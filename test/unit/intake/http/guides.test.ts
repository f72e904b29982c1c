/** Guides and the privacy policy as the intake serves them: everything they link to is there, and nothing else. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { type IntakeKit, origin, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { guideNames } from "../../../../utils/shared/contract/guides.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const pages = [
  "/panduan",
  ...guideNames.map((name) => `/panduan/${name}`),
  "/privasi",
  "/privasi?language=en",
];

let stores: TestStores;
let kit: IntakeKit;

beforeAll(async () => {
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open());
});

afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

const ask = (path: string, headers = {}) => kit.app.request(origin + path, { headers });

test.each(pages)("%s: links, pictures and style exist", async (path) => {
  const answer = await ask(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/html");
  const text = await answer.text();
  expect(text).toMatch(/<html lang="(id|en)">/);
  expect(text).toMatch(/<h1>[^<]{5,}<\/h1>/);
  const targets = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target = ""]) => target);
  for (const target of targets) {
    expect(target).toMatch(/^\//);
    expect((await ask(target)).status, target).toBe(200);
  }
});

test.each(pages)("%s: no script, no form, nothing from elsewhere", async (path) => {
  const answer = await ask(path);
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("sandbox allow-same-origin");
  expect(policy).not.toMatch(/allow-scripts|allow-forms|script-src|https?:/);
  expect(await answer.text()).not.toMatch(/<script|<form|style=|\son\w+=/);
});

test.each(guideNames)("/panduan/%s: shows the screen that it is about", async (name) => {
  const pictures = (await (await ask(`/panduan/${name}`)).text()).match(/<img [^>]*alt="[^"]{10,}"/g) ?? [];
  expect(pictures.length).toBeGreaterThanOrEqual(2);
});

test("the guides link to each other", async () => {
  const text = await (await ask("/panduan")).text();
  for (const name of guideNames) expect(text).toContain(`href="/panduan/${name}"`);
});

test.each([
  ...["/panduan/rahasia", "/panduan/README", "/panduan/../package.json", "/panduan/..%2fdecisions"],
  ...[
    "/panduan/gambar/none.png",
    "/panduan/gambar/..%2f..%2fpackage.json",
    "/panduan/gambar/..%2ficon%2f16.png",
  ],
])("%s: nothing", async (path) => {
  expect((await ask(path)).status).toBe(404);
});

test("an unchanged page is not sent again", async () => {
  const etag = (await ask("/panduan/petugas")).headers.get("etag") ?? "";
  expect((await ask("/panduan/petugas", { "If-None-Match": etag })).status).toBe(304);
});
