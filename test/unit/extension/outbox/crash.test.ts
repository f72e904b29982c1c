/** Wherever the background or the whole browser dies between "saved" and "sent", each report arrives once, unchanged. */

import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import { writeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import type { Answers } from "../../../../utils/shared/contract/outbox.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import {
  type FilesPrivateKey,
  filesPrivateKey,
  unwrapFile,
} from "../../../../utils/shared/seal/wrap-file.ts";
import { installKillPoints, KillableRun, runKillable } from "../../../support/crash-injection.ts";
import { connectDevice, receiptResponse, sealedPost } from "../../../support/device-kit.ts";

const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };
const contents = ["gambar", "bingkai"];
let filesKey: FilesPrivateKey;

/** The edge of an intake: what it has acknowledged, and what came that it must never see. */
const edge = {
  reports: new Map<string, string>(),
  files: new Map<string, string>(),
  altered: 0,
};

async function answer(address: URL, init: RequestInit): Promise<Response> {
  const bytes = init.body as Uint8Array<ArrayBuffer>;
  if (init.method === "PUT") {
    const sha256 = address.pathname.split("/").pop() ?? "";
    const plain = await unwrapFile(bytes, filesKey);
    if (!plain || (await digestHex(plain)) !== sha256) edge.altered++;
    edge.files.set(sha256, new TextDecoder().decode(plain));
    return Response.json({ sha256, bytes: bytes.length });
  }
  const body = new TextDecoder().decode(bytes);
  const { id, evidence: sent } = JSON.parse(body);
  if ((edge.reports.get(id) ?? body) !== body) edge.altered++;
  edge.reports.set(id, body);
  const listed = [sent.picture.file.sha256, sent.frame.file.sha256];
  return receiptResponse(
    id,
    listed.filter((digest) => !edge.files.has(digest)),
  );
}

beforeAll(async () => {
  const pair = await generateKeyPair("ECDH-ES", { crv: "P-256", extractable: true });
  filesKey = filesPrivateKey.parse({ ...(await exportJWK(pair.privateKey)) });
  installKillPoints();
  Object.assign(fakeBrowser.action, { setBadgeText: async () => undefined });
  vi.stubGlobal("fetch", runKillable(answer));
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A device with only a draft of two files. */
async function newWorld(): Promise<string> {
  const { IDBFactory } = await import("fake-indexeddb");
  vi.stubGlobal("indexedDB", new IDBFactory());
  fakeBrowser.reset();
  edge.reports.clear();
  edge.files.clear();
  await connectDevice();
  const known = await connection.getValue();
  const { d: _, ...publicHalf } = filesKey;
  if (known) await connection.setValue({ ...known, filesKey: publicHalf });
  const files = await Promise.all(
    contents.map(async (content) => ({
      file: {
        ...{ sha256: await digestHex(content), type: "image/webp" as const },
        ...{ bytes: content.length, width: 1, height: 1 },
      },
      address: `data:image/webp;base64,${btoa(content)}`,
    })),
  );
  const [picture, frame] = files.map(({ file }) => ({ state: "taken" as const, file }));
  if (!picture || !frame) throw new Error("two files");
  const id = crypto.randomUUID();
  await writeDraft({
    id,
    origin: { tabId: 1, frameId: 0, windowId: 1 },
    state: "captured",
    ...(await sealedPost(
      { ...evidence, id: crypto.randomUUID(), picture, frame },
      Object.fromEntries(files.map(({ file, address }) => [file.sha256, address])),
    )),
  });
  return id;
}

async function startBackground() {
  vi.resetModules();
  const [drain, save, store] = await Promise.all([
    import("../../../../utils/extension/outbox/send-reports.ts"),
    import("../../../../utils/extension/outbox/save-report.ts"),
    import("../../../../utils/extension/outbox/store.ts"),
  ]);
  return { ...drain, ...save, ...store };
}

/** Runs from the press on "kirim" until everything is sent; returns whether the person saw that it was saved. */
async function saveAndSend(id: string, life: KillableRun): Promise<boolean> {
  const background = await startBackground();
  let told = false;
  await life.run(async () => {
    await background.startOutbox(() => undefined);
    told = (await background.saveReport(id, answers)).ok;
    vi.setSystemTime(Date.now() + 6_000);
    await background.drain();
  });
  life.die();
  return told;
}

type Background = Awaited<ReturnType<typeof startBackground>>;

async function expectArrived(id: string, { listAll, readBody, readFile }: Background): Promise<void> {
  const [row, ...others] = (await listAll()).rows;
  expect([row, ...others]).toMatchObject([{ reportId: id, state: "sent", filesLeft: [] }]);
  expect([...edge.reports.keys()]).toEqual([id]);
  expect(await digestHex(edge.reports.get(id) ?? "")).toBe(row?.bodySha256);
  expect(await readBody(id)).toBeUndefined();
  expect([...edge.files.values()].sort()).toEqual([...contents].sort());
  expect(edge.altered).toBe(0);
  const { identity } = (await connection.getValue()) ?? {};
  for (const content of contents)
    expect(await readFile(await digestHex(content), identity?.deviceId)).toBeUndefined();
  expect(await fakeBrowser.storage.session.get(`draft:${id}`)).toEqual({});
}

test("arrives without any crash", async () => {
  const id = await newWorld();
  expect(await saveAndSend(id, new KillableRun())).toBe(true);
  await expectArrived(id, await startBackground());
});

// The two differ in the draft only, which a browser's memory takes along: a sample is enough of the second.
test.each([
  ["background", "every step", 1],
  ["browser", "every fifth step", 5],
])(
  "when the %s dies at %s",
  async (what, _, stride) => {
    const whole = new KillableRun();
    await saveAndSend(await newWorld(), whole);
    expect(whole.steps).toBeGreaterThan(80);
    let [saved, all] = [0, 0];
    for (let step = 1; step <= whole.steps; step += stride) {
      all++;
      const id = await newWorld();
      const told = await saveAndSend(id, new KillableRun(step));
      if (what === "browser") await fakeBrowser.storage.session.clear();
      const again = new KillableRun();
      const background = await startBackground();
      await again.run(async () => {
        await background.startOutbox(() => undefined);
        const isKept = (await background.readRow(id)) !== undefined;
        // A person without an answer can press again while the form is open; an acknowledged report is stored.
        if (told) expect(isKept, `step ${step}`).toBe(true);
        else if (what === "background") expect((await background.saveReport(id, answers)).ok).toBe(true);
        vi.setSystemTime(Date.now() + 6_000);
        await background.drain();
      });
      again.die();
      if (what === "browser" && !(await background.readRow(id))) continue;
      saved++;
      await expectArrived(id, background).catch((error: Error) => {
        throw new Error(`died at step ${step}: ${error.message}`);
      });
    }
    expect(saved).toBeGreaterThan(what === "browser" ? all / 3 : all - 1);
  },
  300_000,
);
