/** The intake believes a report only under a seal over the very evidence that came with it. */

import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reports } from "../../../../intake/db/schema/index.ts";
import { revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { digestHex, digestJson, thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../../../utils/shared/seal/evidence-manifest.ts";
import { sealEvidence } from "../../../../utils/shared/seal/seal.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = (report: unknown, device = officer) => device.call("POST", "/v1/reports", { body: report });

  /** A whole packet: every part that evidence can have, sealed by the officer's device. */
  async function packet(more: Partial<Evidence> = {}) {
    const { channelId: _, ...rest } = fullEvidence;
    const { evidence, ...report } = sampleReport({ evidence: { ...rest, ...more } });
    const own = {
      ...evidence,
      id: crypto.randomUUID(),
      subject: `x:post:8${Math.floor(Math.random() * 1e12)}`,
    };
    const overridden = own.quality;
    return { ...report, overridden, evidence: own, seal: await sealEvidence(own, officer.key) };
  }

  async function logged(id: string): Promise<Record<string, unknown> | undefined> {
    const { rows } = await kit.store.db.execute<{ detail: Record<string, unknown> }>(
      sql`select detail from log where act = 'report-received' and detail->>'report' = ${id}`,
    );
    return rows[0]?.detail;
  }

  test("a sealed report is received, and the log names manifest, key and device", async () => {
    const report = await packet();
    expect(await send(report)).toMatchObject({ status: 200 });
    expect(await logged(report.id)).toMatchObject({
      digest: await digestJson(report),
      manifest: await digestJson(await manifestOf(report.evidence)),
      sealKey: await thumbprintOf(officer.publicKey),
      sealedBy: (await officer.call("GET", "/v1/me")).body.deviceId,
    });
    const { seal, overridden } = reports;
    const rows = await kit.store.db
      .select({ seal, overridden })
      .from(reports)
      .where(eq(reports.id, report.id));
    expect(rows).toEqual([{ seal: report.seal, overridden: report.overridden }]);
  });

  test("the same bytes again get the same receipt; another seal over the same is another report", async () => {
    const report = await packet();
    const first = await send(report);
    expect((await send(report)).body).toEqual(first.body);
    const again = { ...report, seal: await sealEvidence(report.evidence, officer.key) };
    expect(await send(again)).toMatchObject({ status: 409, problem: "conflict" });
  });

  const field = { value: "lain", source: "text p" };
  const changes: [string, (evidence: Evidence) => Partial<Evidence>][] = [
    ["id", () => ({ id: crypto.randomUUID() })],
    ["subject", () => ({ subject: "x:post:7" })],
    ["aliases", () => ({ aliases: [] })],
    ["page", (now) => ({ page: now.page && { ...now.page, title: "Lain" } })],
    ["fields.text", (now) => ({ fields: { ...now.fields, text: field } })],
    ["fields.authorId", ({ fields: { authorId: _, ...fields } }) => ({ fields })],
    ["missing", () => ({ missing: [] })],
    ["picture.file.sha256", () => ({ picture: withDigest("d") })],
    ["frame.file.sha256", () => ({ frame: withDigest("d") })],
    ["snapshot.file.bytes", () => ({ snapshot: { state: "taken", file: { ...html, bytes: 81 } } })],
    ["redactions", () => ({ redactions: [] })],
    ["capturedAt", () => ({ capturedAt: "2026-11-25T01:02:04.000Z" })],
    ["clock.offsetMs", (now) => ({ clock: now.clock && { ...now.clock, offsetMs: 0 } })],
    ["recipeVersion", () => ({ recipeVersion: 2 })],
    ["extensionVersion", () => ({ extensionVersion: "0.1.1" })],
    ["browser", () => ({ browser: "Firefox 153" })],
  ];
  const html = { sha256: "c".repeat(64), type: "text/html", bytes: 80 } as const;
  const withDigest = (digit: string): Evidence["picture"] => ({
    state: "taken",
    file: { sha256: digit.repeat(64), type: "image/webp", bytes: 9, width: 30, height: 20 },
  });

  test.each(changes)(
    "refuses a report whose %s differs from the sealed one, and names it",
    async (name, change) => {
      const report = await packet();
      const evidence = { ...report.evidence, ...change(report.evidence) };
      const sent = await send({ ...report, evidence });
      expect(sent).toMatchObject({ status: 422, problem: "seal-invalid" });
      expect(sent.body.detail.split(", ")).toContain(name);
      expect(await logged(report.id)).toBeUndefined();
    },
  );

  test.each([
    ["header", 0],
    ["payload", 1],
    ["signature", 2],
  ])("a changed character in the seal's %s is found", async (_, part) => {
    const report = await packet();
    const parts = report.seal.split(".");
    const text = parts[part] ?? "";
    const middle = text.length >> 1;
    parts[part] = text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
    expect(await send({ ...report, seal: parts.join(".") })).toMatchObject({
      status: 422,
      problem: "seal-invalid",
    });
    expect(await logged(report.id)).toBeUndefined();
  });

  test("a report without a seal, or with another packet's, is refused", async () => {
    const [one, other] = [await packet(), await packet()];
    expect(await send({ ...one, seal: "" })).toMatchObject({ status: 400, fields: ["seal"] });
    expect(await send({ ...one, seal: other.seal })).toMatchObject({ status: 422, problem: "seal-invalid" });
  });

  test("requires an override for exactly the warnings that the evidence contains", async () => {
    const report = await packet();
    const { overridden: _, ...silent } = report;
    for (const wrong of [
      silent,
      { ...report, overridden: ["clock-off"] },
      { ...report, overridden: [...report.overridden, "no-permalink"] },
    ]) {
      expect(await send(wrong)).toMatchObject({ status: 400, fields: ["overridden"] });
    }
  });

  test("assigns a seal by a revoked device to that device, and a seal by a foreign key to no device", async () => {
    const gone = await kit.enrolled("officer", "Gina");
    const { deviceId } = (await gone.call("GET", "/v1/me")).body;
    await revokeDevice(kit.store, deviceId);
    const stranger = await kit.newDevice();
    for (const [device, sealedBy] of [
      [gone, deviceId],
      [stranger, undefined],
    ] as const) {
      const report = await packet();
      const seal = await sealEvidence(report.evidence, device.key);
      expect(await send({ ...report, seal })).toMatchObject({ status: 200 });
      const entry = await logged(report.id);
      expect(entry?.sealedBy).toBe(sealedBy);
      expect(entry?.sealKey).toBe(await thumbprintOf(device.publicKey));
    }
  });

  test("requests every file of the evidence; refuses and discards one with other bytes", async () => {
    const [picture, frame] = [await samplePicture("gambar"), await samplePicture("bingkai")];
    const { snapshot: _, ...report } = sampleReport().evidence;
    const sent = sampleReport({ evidence: { ...report, picture: picture.picture, frame: frame.picture } });
    const receipt = await send(sent);
    expect(receipt.body.filesWanted).toEqual([picture.file.sha256, frame.file.sha256]);
    const put = (sha256: string, bytes: Uint8Array<ArrayBuffer>) =>
      officer.call("PUT", `/v1/reports/${sent.id}/files/${sha256}`, {
        bytes,
        headers: { "Content-Type": "application/octet-stream" },
      });
    expect(await put(frame.file.sha256, picture.bytes)).toMatchObject({ problem: "digest-mismatch" });
    expect(await kit.intake.files.get(frame.file.sha256)).toBeUndefined();
    expect(await kit.intake.files.get(picture.file.sha256)).toBeUndefined();
    for (const { file, bytes } of [picture, frame]) {
      expect(await put(file.sha256, bytes)).toMatchObject({ status: 200 });
      expect(await digestHex((await kit.intake.files.get(file.sha256))?.bytes ?? "")).toBe(file.sha256);
    }
  });

  test("each answer contains the intake's time", async () => {
    kit.clock.ms = Date.parse("2026-11-25T04:05:06.700Z");
    const { headers } = await officer.call("GET", "/v1/me");
    expect(headers.get("date")).toBe("Wed, 25 Nov 2026 04:05:06 GMT");
  });

  test("npm run verify finds and names a changed seal or changed evidence", async () => {
    const { db } = kit.store;
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true });
    const [report, other] = [await packet(), await packet()];
    await send(report);
    await send(other);
    const set = (change: Partial<typeof reports.$inferInsert>) =>
      db.update(reports).set(change).where(eq(reports.id, report.id));
    const { evidence, seal } = report;
    const received = `report ${report.id}: is not what was received`;
    for (const [change, said] of [
      [{ seal: other.seal }, "its seal is not the one that the log names"],
      [{ seal: seal.slice(0, -3) }, "its seal does not hold (signature)"],
      [{ evidence: { ...evidence, browser: "lain" } }, "browser differ from the seal"],
    ] as const) {
      await set(change);
      const { broken } = await verifyStore(kit.store);
      expect(broken).toContain(received);
      expect(broken).toContainEqual(expect.stringContaining(`report ${report.id}: ${said}`));
      await set({ evidence, seal });
    }
    await db.execute(
      sql`update reports set seal = set_byte(seal, length(seal) - 30, get_byte(seal, length(seal) - 30) # 1) where id = ${report.id}`,
    );
    expect((await verifyStore(kit.store)).broken).toContain(received);
    await set({ seal: null });
    expect((await verifyStore(kit.store)).broken).toContain(
      `report ${report.id}: its seal does not hold (header)`,
    );
    await set({ seal });
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true });
  });
});
