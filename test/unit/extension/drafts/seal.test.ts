/** Drafts are sealed with the key of the current enrolment, together with the intake's clock. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence, fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import { callRoute } from "../../../../utils/extension/api/call-route.ts";
import { readServerClock } from "../../../../utils/extension/api/intake-clock.ts";
import {
  readDraft,
  type StoredPost,
  sealPost,
  sealPosts,
  writeDraft,
} from "../../../../utils/extension/drafts/drafts.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import { differences } from "../../../../utils/shared/seal/check-seal.ts";
import { openSeal } from "../../../../utils/shared/seal/seal.ts";
import { connectDevice, sealedPost } from "../../../support/device-kit.ts";

const startMs = Date.parse("2026-11-25T05:00:00.000Z");
/** How far the device is ahead of the intake, and how long each way of a call takes. */
const device = { aheadMs: 0, wayMs: 0, nonce: true };
const { clock: _, ...bare } = { ...fullEvidence, quality: [] };

beforeEach(async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(startMs);
  Object.assign(device, { aheadMs: 0, wayMs: 0, nonce: true });
  vi.stubGlobal("fetch", async () => {
    vi.setSystemTime(Date.now() + device.wayMs);
    const headers = new Headers({ Date: new Date(Date.now() - device.aheadMs).toUTCString() });
    if (device.nonce) headers.set("DPoP-Nonce", "abc");
    vi.setSystemTime(Date.now() + device.wayMs);
    return Response.json({}, { headers });
  });
  await connectDevice("today");
});

/** Reads the intake's clock, and captures after the given time. */
async function captured(afterMs: number): Promise<Evidence> {
  await callRoute(routes.whoAmI);
  vi.setSystemTime(Date.now() + afterMs);
  return { ...bare, capturedAt: new Date().toISOString() };
}

async function opens({ evidence, seal }: StoredPost): Promise<string[]> {
  const opened = await openSeal(seal);
  if (!opened.ok) throw new Error(opened.problem.detail);
  return differences(evidence, opened.value.manifest);
}

describe("the intake's clock", () => {
  test("is absent before the first answer of the intake, and ignores answers of other servers", async () => {
    expect((await sealedPost(bare)).evidence.clock).toBeUndefined();
    device.nonce = false;
    await callRoute(routes.whoAmI);
    expect(await readServerClock()).toBeUndefined();
  });

  test("is set to the answer's time plus half the round trip; rounding to seconds is evened out", async () => {
    Object.assign(device, { aheadMs: 90_000, wayMs: 2_000 });
    const { evidence } = await sealedPost(await captured(60_000));
    const heardAt = new Date(startMs + 4_000).toISOString();
    const intakeAt = new Date(startMs + 2_000 - 90_000).toISOString();
    expect(evidence.clock).toEqual({ intakeAt, heardAt, offsetMs: 90_000 - 500 });
    expect(evidence.quality).toEqual([]);
  });

  test.each([-3_600_000, -120_600, 121_600, 86_400_000])("reports an offset of %i ms", async (aheadMs) => {
    device.aheadMs = aheadMs;
    const { evidence } = await sealedPost(await captured(0));
    expect(evidence.quality).toEqual(["clock-off"]);
    expect(await opens(await sealedPost(evidence))).toEqual([]);
  });

  test.each([0, 119_000, -119_000])("accepts an offset of %i ms", async (aheadMs) => {
    device.aheadMs = aheadMs;
    expect((await sealedPost(await captured(0))).evidence.quality).toEqual([]);
  });

  test("reveals a jump of the device's clock after the last answer", async () => {
    for (const jumpMs of [-86_400_000, -180_000, 180_000, 86_400_000]) {
      vi.setSystemTime(startMs);
      const { evidence } = await sealedPost(await captured(1_000 + jumpMs));
      expect(evidence.clock).toMatchObject({ heardAt: new Date(startMs).toISOString() });
      const apart = Date.parse(evidence.capturedAt) - Date.parse(evidence.clock?.heardAt ?? "");
      expect(apart).toBe(1_000 + jumpMs);
      // A jump back is impossible; one forward may have been a long pause, until the receipt shows it.
      expect(evidence.quality).toEqual(jumpMs < 0 ? ["clock-off"] : []);
    }
  });

  test("keeps the clock of the capture when a draft is sealed again", async () => {
    const first = await sealedPost(await captured(0));
    device.aheadMs = 500_000;
    await callRoute(routes.whoAmI);
    const again = await sealedPost(first.evidence);
    expect(again.evidence).toEqual(first.evidence);
  });
});

describe("a seal", () => {
  test("is made by the key of the current enrolment, over exactly the draft's data", async () => {
    const key = await connectDevice("tomorrow");
    const posts = await sealPosts([
      { evidence, files: {} },
      { evidence: bare, files: { a: "data:," } },
    ]);
    if (!posts.ok) throw new Error(posts.problem.code);
    for (const post of posts.value) {
      expect(await opens(post)).toEqual([]);
      expect(await openSeal(post.seal)).toMatchObject({ value: { publicKey: key.publicKey } });
    }
    expect(posts.value[1]?.files).toEqual({ a: "data:," });
  });

  test("is renewed when the no-pixels lane strips the draft", async () => {
    const id = crypto.randomUUID();
    const post = await sealedPost(bare, { ["a".repeat(64)]: "data:image/webp;base64,bonus" });
    const origin = { tabId: 1, frameId: 0, windowId: 1 };
    await writeDraft({ id, origin, state: "captured", ...post });
    expect((await stripDraft(id)).ok).toBe(true);
    const left = await readDraft(id);
    if (!left.ok || left.value.state !== "captured") throw new Error("no draft");
    expect(left.value.seal).not.toBe(post.seal);
    expect(await opens(left.value)).toEqual([]);
    expect(JSON.stringify(left.value)).not.toMatch(/bonus|Beranda|Slot Ceria|a{64}/i);
    const opened = await openSeal(left.value.seal);
    expect(opened.ok && Object.keys(opened.value.manifest.fields).sort()).toEqual(
      ["authorId", "permalink", "publishedAt", "publishedRaw"].sort(),
    );
  });

  test("needs an enrolment", async () => {
    fakeBrowser.reset();
    expect(await sealPost({ evidence, files: {} })).toMatchObject({ problem: { code: "not-enrolled" } });
  });
});
