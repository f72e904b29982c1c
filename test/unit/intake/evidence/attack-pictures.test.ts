/** Attacks with pictures: a bomb costs neither much memory nor other people's time, also when its case is opened. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { decode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkQueue } from "../../../../intake/core/workers/work-queue.ts";
import { createDecodedPictures } from "../../../../intake/evidence/decoded-pictures.ts";
import { fileType } from "../../../../intake/evidence/file-type.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { iccpBomb, idatBomb, largePng, smallPng, twoHeaders, webpBomb } from "../../../support/bombs.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const megabyte = 1_000_000;
const grey = new Set([128]);
const spotsOf = (veil: Uint8Array) => new Set(decode(veil).data);

/** Gives the veil, this process's memory growth, and the longest block of its event loop. */
async function decodeWatched(bytes: Bytes) {
  const pictures = createDecodedPictures();
  const small = smallPng();
  await pictures.get(await digestHex(small), small);
  const before = process.memoryUsage.rss();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const { veil, hash } = await pictures.get(await digestHex(bytes), bytes);
  clearInterval(sampling);
  delay.disable();
  return { veil, hash, grownBytes: most - before, longestMs: delay.max / 1e6 };
}

describe("a picture bomb", () => {
  test.each<[string, () => Bytes, boolean]>([
    ["in a PNG's iCCP, 500 MB of colour profile", () => iccpBomb(500), false],
    ["in a PNG's IDAT, 500 MB for 40 x 20 pixels", () => idatBomb(500), true],
    ["with two headers", twoHeaders, true],
    ["of a WebP, 268 million pixels in twenty bytes", () => webpBomb(16_383, 16_383), true],
  ])("%s is not unpacked", async (_, make, isGrey) => {
    const bytes = make();
    const { veil, hash, grownBytes, longestMs } = await decodeWatched(bytes);
    expect(hash).toBeUndefined();
    expect(spotsOf(veil).size === 1 && spotsOf(veil).has(128)).toBe(isGrey);
    expect(grownBytes).toBeLessThan(100 * megabyte);
    expect(longestMs).toBeLessThan(1_000);
  });

  test.each<[string, () => Bytes]>([
    ["PNG", () => largePng(4_000, 5_000)],
    ["WebP", () => webpBomb(4_000, 3_000)],
  ])("decodes the largest picture allowed as %s, in a separate thread", async (_, make) => {
    const { veil, grownBytes, longestMs } = await decodeWatched(make());
    expect(spotsOf(veil)).not.toEqual(grey);
    expect(grownBytes).toBeLessThan(300 * megabyte);
    expect(longestMs).toBeLessThan(1_000);
  });

  test("is refused by the decoder in a WebP that needs too much memory", async () => {
    const { veil, grownBytes } = await decodeWatched(webpBomb(4_000, 5_000));
    expect(spotsOf(veil)).toEqual(grey);
    expect(grownBytes).toBeLessThan(300 * megabyte);
  });

  test("has the declared type: each of them reaches the decoder", () => {
    expect([iccpBomb(1), idatBomb(1), twoHeaders(), webpBomb(9, 9)].map(fileType)).toEqual([
      ...["image/png", "image/png", "image/png", "image/webp"],
    ]);
  });
});

test("uses a fresh decoder after each malformed picture, so the next one is decoded", async () => {
  const pictures = createDecodedPictures();
  const veilOf = async (bytes: Bytes) => (await pictures.get(await digestHex(bytes), bytes)).veil;
  const cut = new Uint8Array(webpBomb(300, 300).slice(0, 22));
  for (let round = 0; round < 3; round++) {
    expect(spotsOf(await veilOf(new Uint8Array([...cut, round])))).toEqual(grey);
    expect(spotsOf(await veilOf(webpBomb(300 + round, 300)))).not.toEqual(grey);
  }
});

describe("a work queue", () => {
  const script = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const answering = (act: string) =>
    script(
      `import { parentPort } from "node:worker_threads"; parentPort.on("message", (job) => { ${act} });`,
    );

  const waits = { maxWaiting: 9, maxHeapMegabytes: 64 };

  test("ends a job that exceeds the time or the heap, and continues with the next", async () => {
    const act = `
      if (job === "endless") for (;;);
      if (job === "heap") for (const all = [];;) all.push(Array(1e6).fill({}));
      parentPort.postMessage({ done: job });`;
    const queue = createWorkQueue<string, string>(answering(act), { ...waits, deadlineMs: 10_000 });
    const hasty = createWorkQueue<string, string>(answering(act), { ...waits, deadlineMs: 2_000 });
    const failed = { ok: false, problem: { code: "intake-unavailable", retry: "never" } };
    expect(await hasty.run("endless")).toMatchObject(failed);
    expect(await hasty.run("one")).toEqual({ ok: true, value: "one" });
    expect(await queue.run("heap")).toMatchObject(failed);
    expect(await queue.run("two")).toEqual({ ok: true, value: "two" });
  });

  test("refuses temporarily when its queue is full", async () => {
    const queue = createWorkQueue<number, number>(answering("parentPort.postMessage({ done: job })"), {
      ...{ deadlineMs: 10_000, maxWaiting: 2, maxHeapMegabytes: 64 },
    });
    const answers = await Promise.all([queue.run(1), queue.run(2), queue.run(3)]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: false, problem: { retry: "later" } }]);
    expect(await queue.run(4)).toEqual({ ok: true, value: 4 });
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

  test.each<[string, Bytes, "image/png" | "image/webp"]>([
    ["PNG iCCP", iccpBomb(300), "image/png"],
    ["PNG IDAT", idatBomb(300), "image/png"],
    ["WebP", webpBomb(16_383, 16_383), "image/webp"],
  ])(
    "a bomb that was reported (%s) is kept as evidence, and its case opens at once",
    async (_, bytes, type) => {
      const sha256 = await digestHex(bytes);
      const file = { sha256, type, bytes: bytes.length, width: 40, height: 20 } as const;
      const body = sampleReport({ evidence: { picture: { state: "taken", file } } });
      const { caseId } = (await officer.call("POST", "/v1/reports", { body })).body;
      const path = `/v1/reports/${body.id}/files/${sha256}`;
      const put = officer.call("PUT", path, { bytes, headers: { "Content-Type": type } });
      expect((await put).status).toBe(200);
      await kit.intake.pictures.idle();
      const started = performance.now();
      for (let look = 0; look < 5; look++) {
        const seen = await supervisor.call("GET", `/v1/cases/${caseId}/files/${sha256}`);
        expect([seen.status, decode(seen.body).width]).toEqual([200, 24]);
      }
      expect(performance.now() - started).toBeLessThan(2_000);
      await setTimeout(0);
      expect((await kit.app.request("http://intake.test/healthz")).status).toBe(200);
    },
  );
});
