/** Attacks with JSON: parsing time is linear in its size, and strangers can send only a little. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { readJson } from "../../../../intake/core/read-input.ts";
import { enrolment, type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const [engine] = engines;
let stores: TestStores;
let kit: IntakeKit;

beforeAll(async () => {
  stores = await openTestStores(engine);
  kit = await startKit(await stores.open());
});

afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

const megabyte = 1_000_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** An array of a megabyte whose elements are 31 levels deep. */
function nested(): string {
  const element = "0,";
  const around = 31;
  const many = Math.floor((megabyte - 2 * around) / element.length) - 1;
  return `${"[".repeat(around)}${element.repeat(many)}0${"]".repeat(around)}`;
}

function millisecondsOf(act: () => unknown): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}

test("refuses a megabyte of nested JSON without reading its elements one by one", () => {
  const bytes = bytesOf(nested());
  readJson(bytes);
  // The fastest of five, because other processes may have the processor meanwhile.
  const took = Array.from({ length: 5 }, () => millisecondsOf(() => readJson(bytes)));
  expect(readJson(bytes)).toMatchObject({
    ok: false,
    problem: { fields: [{ message: "holds more than 20000 values" }] },
  });
  expect(Math.min(...took)).toBeLessThan(100);
});

test.each([
  ["brackets that never close", "[".repeat(megabyte)],
  ["brackets inside a string, after escaped quotes", `"${'\\"['.repeat(megabyte / 3)}"`],
  ["backslashes and quotes", `"${"\\\\".repeat(megabyte / 2 - 1)}"`],
  ["objects in objects", '{"a":'.repeat(megabyte / 5)],
])("takes linear time for a megabyte of %s", (_, text) => {
  const [whole, half] = [bytesOf(text), bytesOf(text.slice(0, text.length / 2))];
  readJson(half);
  const least = (bytes: Uint8Array) =>
    Math.min(...[1, 2, 3].map(() => millisecondsOf(() => readJson(bytes))));
  expect(least(whole)).toBeLessThan(Math.max(50, 8 * least(half)));
});

test("accepts as many values as the largest valid body has, and counts no bracket in a string", () => {
  const list = (many: number) => bytesOf(JSON.stringify(Array(many).fill("[{,:")));
  expect(readJson(list(19_999)).ok).toBe(true);
  expect(readJson(list(20_000)).ok).toBe(false);
});

test("accepts at most 4 kB from an unknown device", async () => {
  const device = await kit.newDevice();
  const sent = await device.call("POST", "/v1/enrolments", { bytes: bytesOf(nested()) });
  expect(sent).toMatchObject({ status: 413, problem: "too-large", body: { detail: "at most 4096 bytes" } });
  expect(await device.call("POST", "/v1/enrolments", { body: enrolment("A".repeat(26)) })).toMatchObject({
    problem: "code-invalid",
  });
});

test("uses up a proof with its first request, even if that is refused", async () => {
  const device = await kit.newDevice();
  const request = { bytes: bytesOf("[]") };
  expect(await device.call("POST", "/v1/enrolments", request)).toMatchObject({ problem: "invalid-input" });
  const proof = device.lastProof();
  expect(await device.call("POST", "/v1/enrolments", { ...request, proof })).toMatchObject({
    problem: "proof-replayed",
  });
});
