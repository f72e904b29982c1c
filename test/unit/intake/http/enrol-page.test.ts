/** The enrolment page: its policy and its script, which is the only one of the intake's own pages. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { type IntakeKit, origin, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

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

const ask = (path: string) => kit.app.request(origin + path);

test("may run its own scripts, and neither send nor load anything elsewhere", async () => {
  const answer = await ask("/daftar");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self'");
  expect(policy).toContain("form-action 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|connect-src|img-src/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const text = await answer.text();
  expect([...text.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
    '<script type="module" src="/daftar/qr.js">',
  ]);
  expect(text).not.toMatch(/\son\w+=|<form/);
});

test("its script and the encoder are served as JavaScript", async () => {
  for (const path of ["/daftar/qr.js", "/daftar/uqr.js"]) {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/javascript");
    expect(await answer.text()).not.toMatch(/fetch\(|XMLHttpRequest|sendBeacon|document\.cookie/);
  }
});

test("its script shows the hint about a second part only without a whole code", async () => {
  const script = await (await ask("/daftar/qr.js")).text();
  const run = new Function(
    "encode",
    "document",
    "location",
    "addEventListener",
    script.replace(/^import .*$/m, ""),
  );
  const isShown = (hash: string) => {
    const hint = { hidden: false };
    const place = { querySelector: () => null, dataset: {}, append: () => undefined };
    const element = () => ({ setAttribute: () => undefined, append: () => undefined });
    const document = {
      getElementById: () => place,
      querySelectorAll: () => [hint],
      createElementNS: element,
    };
    run(
      () => ({ data: [], size: 0 }),
      document,
      { hash, href: `${origin}/daftar${hash}` },
      () => undefined,
    );
    return !hint.hidden;
  };
  expect([`#${"A".repeat(26)}`, `#${"A".repeat(13)}`, ""].map(isShown)).toEqual([false, true, true]);
});
