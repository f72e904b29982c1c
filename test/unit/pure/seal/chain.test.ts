/** Chains, canonical digests and receipt numbers. */

import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../../utils/shared/contract/case.ts";
import { receiptNumber } from "../../../../utils/shared/contract/ids.ts";
import { canonicalJson, digestJson } from "../../../../utils/shared/seal/digest.ts";
import { firstBreak, linkEntry } from "../../../../utils/shared/seal/log-chain.ts";
import { receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";

const caseId = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";

async function chainOf(length: number): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const draft = {
      seq,
      at: "2026-11-25T01:02:03.000Z",
      by: "Siti",
      act: "report-received",
      detail: { report: seq },
    };
    log.push(await linkEntry(draft, log.at(-1)?.hash ?? caseId));
  }
  return log;
}

describe("a chain", () => {
  test("is valid as created, with its members in any order", async () => {
    const log = await chainOf(4);
    expect(await firstBreak(caseId, log)).toBeUndefined();
    const turned = log.map(
      (entry) => Object.fromEntries(Object.entries(entry).reverse()) as unknown as LogEntry,
    );
    expect(await firstBreak(caseId, turned)).toBeUndefined();
    expect(await firstBreak(caseId, [])).toBeUndefined();
  });

  test.each<[string, (log: LogEntry[]) => LogEntry[], number]>([
    [
      "an altered detail",
      (log) => log.map((entry) => (entry.seq === 2 ? { ...entry, detail: {} } : entry)),
      2,
    ],
    ["another name", (log) => log.map((entry) => (entry.seq === 3 ? { ...entry, by: "Budi" } : entry)), 3],
    [
      "another time",
      (log) => log.map((entry) => (entry.seq === 1 ? { ...entry, at: "2026-11-25T01:02:04.000Z" } : entry)),
      1,
    ],
    [
      "another name for the entry before",
      (log) => log.map((entry) => (entry.seq === 2 ? { ...entry, previous: caseId } : entry)),
      2,
    ],
    ["a missing entry", (log) => log.filter(({ seq }) => seq !== 2), 2],
    ["two entries in another order", (log) => [log[1], log[0], log[2]] as LogEntry[], 1],
  ])("breaks at %s", async (_, alter, at) => {
    expect(await firstBreak(caseId, alter(await chainOf(3)))).toBe(at);
  });

  test("is invalid if its author left out a number", async () => {
    const [first] = await chainOf(1);
    if (!first) throw new Error("no entry");
    const { previous: _previous, hash, ...draft } = first;
    expect(await firstBreak(caseId, [first, await linkEntry({ ...draft, seq: 3 }, hash)])).toBe(2);
    expect(await firstBreak(caseId, [first, await linkEntry({ ...draft, seq: 2 }, hash)])).toBeUndefined();
  });

  test("is invalid under another case's id", async () => {
    expect(await firstBreak(caseId.replace("0", "1"), await chainOf(2))).toBe(1);
  });
});

test("canonical JSON sorts, drops absent values and refuses values outside JSON", async () => {
  expect(canonicalJson({ b: [1, { d: undefined, c: "é" }], a: null })).toBe('{"a":null,"b":[1,{"c":"é"}]}');
  expect(await digestJson({ a: 1, b: 2 })).toBe(await digestJson({ b: 2, a: 1 }));
  expect(() => canonicalJson({ a: Number.POSITIVE_INFINITY })).toThrow();
  expect(() => canonicalJson("\ud83c")).toThrow();
  expect(() => canonicalJson(undefined)).toThrow("the value has no canonical JSON");
});

test("a receipt number is fifty bits of the id, in the contract's spelling", () => {
  expect(receiptNumberOf("00000000-0000-4000-8000-000000000000")).toBe("LK-00000-00000");
  expect(receiptNumberOf("ffffffff-ffff-4fff-bfff-ffffffffffff")).toBe("LK-ZZZZZ-ZZZZZ");
  expect(receiptNumberOf("00000000-0000-4000-8000-000000000021")).toBe("LK-00000-00011");
  const numbers = Array.from({ length: 500 }, () => receiptNumberOf(crypto.randomUUID()));
  for (const number of numbers) expect(receiptNumber.safeParse(number).success).toBe(true);
  expect(new Set(numbers).size).toBe(500);
  expect(receiptNumberOf("0B7E1F0A-4C1D-4E3A-9F43-5D2F6A1C0E11")).toBe(receiptNumberOf(caseId));
});
