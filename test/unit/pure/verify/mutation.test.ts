/** A thousand files with one byte changed, and a thousand found: nothing in a packet or an export is covered by nothing. */

import { beforeAll, describe, expect, test } from "vitest";
import { mulberry32 } from "../../../../scripts/measure/chaos/random.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { jsonExport, makeExport, packetOf } from "../../../support/export-kit.ts";
import { makeWacz } from "../../../support/wacz-kit.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const shares = { packet: 300, case: 350, wacz: 350 } as const;
const made: Partial<Record<keyof typeof shares, Bytes>> = {};

beforeAll(async () => {
  const kit = await makeExport();
  made.packet = await packetOf(kit);
  made.case = await jsonExport(kit);
  made.wacz = await makeWacz(kit);
});

describe.each(Object.entries(shares) as [keyof typeof shares, number][])("%s", (kind, count) => {
  test("passes unchanged", async () => {
    const verdict = await checkBytes(get(kind));
    expect(verdict.findings.filter(({ holds }) => holds === false)).toEqual([]);
    expect(verdict).toMatchObject({ outcome: "holds", kind });
  });

  test(`${count} single changed bytes are found`, { timeout: 240_000 }, async () => {
    const honest = get(kind);
    const random = mulberry32(kind.length);
    const missed: string[] = [];
    for (let time = 0; time < count; time++) {
      const changed = honest.slice();
      const place = Math.floor(random() * changed.length);
      const flip = 1 + Math.floor(random() * 255);
      changed[place] = (changed[place] ?? 0) ^ flip;
      const { outcome, findings } = await checkBytes(changed);
      const named = findings.some(({ holds }) => holds === false);
      if (outcome === "holds" || !named) missed.push(`byte ${place} ^ ${flip}`);
    }
    expect(missed).toEqual([]);
  });
});

test("a thousand in all", () => {
  expect(Object.values(shares).reduce((sum, count) => sum + count, 0)).toBe(1000);
});

function get(kind: keyof typeof shares): Bytes {
  const bytes = made[kind];
  if (!bytes) throw new Error(`no ${kind}`);
  return bytes;
}
