/** Pictures that look alike: their fingerprints, and the groups of cases that follow from them. */

import { eq } from "drizzle-orm";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashParts, pictureDistance } from "../../../../intake/cases/rules/picture-distance.ts";
import { removeUnneededFile } from "../../../../intake/cases/store/delete-evidence.ts";
import { pictures, reports } from "../../../../intake/db/schema/index.ts";
import { decodePicture } from "../../../../intake/evidence/decode-picture.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
  withoutText,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { mulberry32 } from "../../../../scripts/measure/chaos/random.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { proposeLane } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Grey = (x: number, y: number) => number;

/** A picture of any size from what is to be seen at each place from 0 to 1. */
function paint(width: number, height: number, grey: Grey): Bytes {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(grey(x / width, y / height))));
  return new Uint8Array(encode({ width, height, data, channels: 1, depth: 8 }));
}

/** Shapes and shades that differ from seed to seed. */
function scene(seed: number): Grey {
  const random = mulberry32(seed);
  const waves = Array.from({ length: 12 }, () => [
    random() * 9,
    random() * 9,
    random() * 7,
    4 + random() * 8,
  ]);
  return (x, y) =>
    waves.reduce(
      (sum, [across = 0, down = 0, shift = 0, weight = 0]) =>
        sum + weight * Math.sin(across * x * 3 + down * y * 3 + shift),
      128,
    );
}

/** Lines of words on a plain card, like a post that is only text. */
function card(seed: number): Grey {
  const random = mulberry32(seed);
  const lines = Array.from({ length: 8 }, () => Array.from({ length: 60 }, () => random() < 0.8));
  return (x, y) => {
    const line = lines[Math.floor(y * 8)];
    const isInk = (y * 8) % 1 < 0.4 && line?.[Math.floor(x * 60)] && (x * 240) % 1 < 0.5;
    return isInk ? 20 : 250;
  };
}

const hashOf = async (bytes: Bytes) => {
  const { hash } = await decodePicture(bytes);
  if (hash === undefined) throw new Error("no fingerprint");
  return hash;
};

describe("a fingerprint", () => {
  test("changes little when the picture is scaled or brightened, and differs between pictures", async () => {
    const seeds = [1, 2, 3, 4];
    const whole = await Promise.all(seeds.map((seed) => hashOf(paint(240, 180, scene(seed)))));
    for (const [at, seed] of seeds.entries()) {
      const small = await hashOf(paint(120, 90, scene(seed)));
      const pale = await hashOf(paint(240, 180, (x, y) => 40 + 0.7 * scene(seed)(x, y)));
      for (const same of [small, pale]) expect(pictureDistance(whole[at] ?? "", same)).toBeLessThan(31 / 256);
      for (const [other, hash] of whole.entries())
        if (other !== at) expect(pictureDistance(whole[at] ?? "", hash)).toBeGreaterThan(60 / 256);
    }
  });

  test("is not computed for text on a card, for plain or tiny pictures, or for invalid ones", async () => {
    const none = [
      paint(600, 400, card(1)),
      paint(600, 400, () => 90),
      paint(60, 60, scene(1)),
      new TextEncoder().encode("<p>"),
      new Uint8Array(paint(600, 400, scene(1)).slice(0, 900)),
    ];
    for (const bytes of none) expect((await decodePicture(bytes)).hash).toBeUndefined();
  });

  test("two that differ in 15 bits share a part at least", () => {
    const hash = "0".repeat(64);
    // One bit in each part but the last.
    const other = `${"0001".repeat(15)}0000`;
    expect(pictureDistance(hash, other)).toBe(15 / 256);
    expect(hashParts(hash).filter((part) => hashParts(other).includes(part))).toHaveLength(1);
    expect(new Set(hashParts(hash)).size).toBe(16);
  });
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
  });

  afterAll(async () => {
    await kit?.intake.pictures.idle();
    await kit?.close();
    await stores?.close();
  });

  const read = async (id: string) => (await supervisor.call("GET", `/v1/cases/${id}`)).body;
  const kept = async (sha256: string) =>
    kit.store.db.select().from(pictures).where(eq(pictures.sha256, sha256));

  /** A report whose picture arrives, and is looked at. */
  async function send(bytes: Bytes, change: Partial<Evidence> = {}) {
    const sha256 = await digestHex(bytes);
    const file = { sha256, type: "image/png", bytes: bytes.length, width: 10, height: 10 } as const;
    const report = withoutText(sampleReport({ evidence: { picture: { state: "taken", file }, ...change } }));
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const put = () =>
      officer.call("PUT", `/v1/reports/${report.id}/files/${sha256}`, {
        bytes,
        headers: { "Content-Type": "image/png" },
      });
    expect((await put()).status).toBe(200);
    await kit.intake.pictures.idle();
    return { caseId: caseId as string, sha256, report, subject: report.evidence.subject };
  }

  test("groups cases with the same picture, with the reason and the distance", async () => {
    const first = await send(paint(240, 180, scene(11)));
    expect((await read(first.caseId)).group).toBeUndefined();
    const small = await send(paint(120, 90, scene(11)));
    const other = await send(paint(240, 180, scene(12)));
    const { group, similar, log } = await read(small.caseId);
    expect(group).toMatchObject({ cases: 2, why: "picture" });
    expect(group.distance).toBeLessThan(32 / 256);
    expect(similar).toMatchObject([{ caseId: first.caseId, why: "picture", distance: group.distance }]);
    expect((await read(first.caseId)).group).toMatchObject({ id: group.id, distance: 0 });
    expect((await read(other.caseId)).group).toBeUndefined();
    // Similarity is not a logged act, so a decision on the version that a person saw stays valid.
    expect(log.map(({ act }: { act: string }) => act)).toEqual(["report-received", "file-received"]);
    const third = await send(paint(160, 120, scene(11)));
    expect((await read(third.caseId)).group).toMatchObject({ id: group.id, cases: 3 });
  });

  test("the very same file in two cases is enough, texts on cards are not", async () => {
    const bytes = paint(200, 150, scene(21));
    const [one, other] = [await send(bytes), await send(bytes)];
    expect((await read(other.caseId)).similar).toMatchObject([{ caseId: one.caseId, distance: 0 }]);
    const cards = [await send(paint(600, 400, card(1))), await send(paint(600, 400, card(1)))];
    for (const { caseId, sha256 } of cards) {
      expect((await read(caseId)).group).toBeUndefined();
      expect(await kept(sha256)).toEqual([]);
    }
  });

  test("does not group a case again that a person removed", async () => {
    const first = await send(paint(200, 150, scene(31)));
    const other = await send(paint(100, 75, scene(31)));
    const body = { act: "leave", reason: "Hanya mirip." };
    await supervisor.call("POST", `/v1/cases/${other.caseId}/likeness`, { body });
    await send(paint(160, 120, scene(31)), { subject: other.subject });
    expect((await read(other.caseId)).group).toBeUndefined();
    expect((await read(first.caseId)).similar).toEqual([]);
  });

  test("stores no picture hash if the case is in the no-pixels lane when its picture is processed", async () => {
    const bytes = paint(200, 150, scene(41));
    const { caseId, subject } = await send(paint(200, 150, scene(42)));
    const sha256 = await digestHex(bytes);
    const file = { sha256, type: "image/png", bytes: bytes.length, width: 10, height: 10 } as const;
    const late = sampleReport({ evidence: { subject, picture: { state: "taken", file } } });
    await officer.call("POST", "/v1/reports", { body: late });
    const { idle } = kit.intake.pictures;
    await officer.call("PUT", `/v1/reports/${late.id}/files/${sha256}`, {
      bytes,
      headers: { "Content-Type": "image/png" },
    });
    await idle();
    expect(await kept(sha256)).toHaveLength(1);
    await kit.store.db.delete(pictures).where(eq(pictures.sha256, sha256));
    await proposeLane(supervisor, caseId);
    kit.intake.pictures.add({ reportId: late.id, sha256 });
    await idle();
    expect(await kept(sha256)).toEqual([]);
    expect(await read(caseId)).toMatchObject({ similar: [] });
  });

  test("deletes the fingerprint with the file's bytes", async () => {
    const { sha256, report } = await send(paint(200, 150, scene(51)));
    const { db } = kit.store;
    await removeUnneededFile(db, kit.intake.files, sha256);
    expect(await kept(sha256)).toHaveLength(1);
    await db.update(reports).set({ evidenceDeletedAt: new Date() }).where(eq(reports.id, report.id));
    await removeUnneededFile(db, kit.intake.files, sha256);
    expect(await kept(sha256)).toEqual([]);
  });
});
