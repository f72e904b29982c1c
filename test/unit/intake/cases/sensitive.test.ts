/** Veiled pictures: the preview, access to the original, and the log entry. */

import { randomUUID } from "node:crypto";
import { decode, encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockCase, saveWithLog } from "../../../../intake/cases/store/case-writes.ts";
import { devices } from "../../../../intake/db/schema/index.ts";
import { createDecodedPictures } from "../../../../intake/evidence/decoded-pictures.ts";
import { imageSize } from "../../../../intake/evidence/image-size.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  confirmAliases,
  facebookPost,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { deskOf, proposeLane } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

/** 40 × 20, red on the left and white on the right: lossy and lossless. */
const webp = {
  "VP8 ":
    "UklGRnAAAABXRUJQVlA4IGQAAACQAwCdASooABQAPpE6l0eloyIhMAgAsBIJQBa5UrZX+BLhRr+gAP7wm0P43rZN3Z//rgP/lof/LQ/hIf7K0//nRh/+eD/856Q1aL9+zNXx//1oidSYuh/1oidQOIEcQWVzEAAA",
  VP8L: "UklGRioAAABXRUJQVlA4TB0AAAAvJ8AEAA+w/0/+3//5jwcIBAgH/msNCIjof5SwBwA=",
};

/** Red on the left, white on the right. */
function halves(width: number, height: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) if (at % width < width / 2) data.set([200, 0, 0, 255], at * 4);
  return new Uint8Array(encode({ width, height, data, channels: 4, depth: 8 }));
}

async function listed(bytes: Uint8Array<ArrayBuffer>) {
  const size = { bytes: bytes.length, width: 40, height: 20 };
  const file = { sha256: await digestHex(bytes), type: "image/png", ...size } as const;
  return { bytes, file, picture: { state: "taken", file } as const };
}

describe("a veil", () => {
  const pictures = createDecodedPictures();
  const veilOf = async (bytes: Uint8Array<ArrayBuffer>) =>
    decode((await pictures.get(await digestHex(bytes), bytes)).veil);

  test("is a few grey spots of the picture's shape", async () => {
    const { width, height, channels, data } = await veilOf(halves(480, 240));
    expect({ width, height, channels }).toEqual({ width: 24, height: 12, channels: 1 });
    expect([data[0], data[23]]).toEqual([43, 255]);
  });

  test.each(Object.entries(webp))("can be made from WebP (%s)", async (kind, base64) => {
    const bytes = new Uint8Array(Buffer.from(base64, "base64"));
    expect(Buffer.from(bytes).toString("latin1", 12, 16)).toBe(kind);
    expect(imageSize(bytes)).toEqual({ width: 40, height: 20 });
    const { width, height, data } = await veilOf(bytes);
    expect({ width, height }).toEqual({ width: 24, height: 12 });
    expect(data[0]).toBeLessThan(60);
    expect(data[23]).toBeGreaterThan(240);
  });

  test("is plain grey if the picture is unreadable or needs too much memory", async () => {
    const bomb = halves(40, 20);
    new DataView(bomb.buffer).setUint32(16, 20_000);
    new DataView(bomb.buffer).setUint32(20, 20_000);
    for (const bytes of [bomb, halves(40, 20).slice(0, 60), new TextEncoder().encode("no picture")]) {
      expect(new Set((await veilOf(bytes)).data)).toEqual(new Set([128]));
    }
  });

  test("stays small for a very tall picture", async () => {
    expect((await veilOf(halves(40, 4_000))).height).toBe(240);
  });

  test("is cached, and evicted by later ones", async () => {
    const few = createDecodedPictures(1);
    const first = few.get("a", halves(40, 20));
    expect(few.get("a", halves(40, 20))).toBe(first);
    await few.get("b", halves(40, 20));
    expect(few.get("a", halves(40, 20))).not.toBe(first);
  });
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let admin: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    admin = await kit.enrolled("admin", "Rudi");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const bytes = halves(40, 20);
  const send = async (report: UnsealedReport) =>
    (await officer.call("POST", "/v1/reports", { body: report })).body.caseId as string;
  const put = (report: UnsealedReport, sha256: string) =>
    officer.call("PUT", `/v1/reports/${report.id}/files/${sha256}`, {
      bytes,
      headers: { "Content-Type": "image/png" },
    });
  const filed = async (change: Parameters<typeof sampleReport>[0] = {}) => {
    const { file, picture } = await listed(bytes);
    const report = sampleReport({ ...change, evidence: { ...change.evidence, picture } });
    const caseId = await send(report);
    expect(await put(report, file.sha256)).toMatchObject({ status: 200 });
    const path = `/v1/cases/${caseId}/files/${file.sha256}`;
    return { report, caseId, file, path, reveal: (who: TestDevice) => who.call("POST", `${path}/reveals`) };
  };
  const logOf = async (caseId: string, act: string) =>
    (await supervisor.call("GET", `/v1/cases/${caseId}`)).body.log.filter(
      (entry: { act: string }) => entry.act === act,
    );

  test("sends a picture veiled; the sealed bytes need an act that is logged", async () => {
    const { report, caseId, file, path, reveal } = await filed();
    const veiled = await supervisor.call("GET", path);
    expect(veiled).toMatchObject({ status: 200 });
    expect(veiled.headers.get("content-type")).toBe("image/png");
    expect(decode(veiled.body).width).toBe(24);
    expect(await logOf(caseId, "evidence-revealed")).toEqual([]);

    const before = (await supervisor.call("GET", `/v1/cases/${caseId}`)).body.version;
    const shown = await reveal(supervisor);
    expect(shown).toMatchObject({ status: 200 });
    expect(shown.body).toEqual(bytes);
    expect(await digestHex(shown.body)).toBe(report.evidence.picture.state === "taken" ? file.sha256 : "");
    expect((await supervisor.call("GET", `/v1/cases/${caseId}`)).body.version).toBe(before);
    const [entry, ...others] = await logOf(caseId, "evidence-revealed");
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      by: "Budi",
      detail: { report: report.id, sha256: file.sha256, role: "supervisor", device: expect.any(String) },
    });
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true });
  });

  test.each(["altered", "gone"])("%s bytes are not shown, and are no look", async (what) => {
    const { caseId, file, path, reveal } = await filed();
    await kit.intake.files.remove(file.sha256);
    if (what === "altered") await kit.intake.files.put(file.sha256, halves(20, 10));
    kit.intake.decodedPictures.clear();
    for (const shown of [await supervisor.call("GET", path), await reveal(supervisor)])
      expect(shown).toMatchObject({ status: 422, problem: "file-unreadable" });
    expect(await logOf(caseId, "evidence-revealed")).toEqual([]);
    await kit.intake.files.put(file.sha256, bytes);
    expect((await reveal(supervisor)).body).toEqual(bytes);
  });

  test("logs a look once an hour for each person", async () => {
    const { caseId, reveal } = await filed();
    await reveal(supervisor);
    await reveal(supervisor);
    expect(await logOf(caseId, "evidence-revealed")).toHaveLength(1);
    expect(await reveal(admin)).toMatchObject({ status: 200 });
    expect(await logOf(caseId, "evidence-revealed")).toHaveLength(2);
    kit.clock.ms += 3_600_000;
    await reveal(supervisor);
    expect(await logOf(caseId, "evidence-revealed")).toHaveLength(3);
  });

  test("logs ten simultaneous looks once", async () => {
    const { caseId, reveal } = await filed();
    await reveal(supervisor);
    kit.clock.ms += 3_600_000;
    await Promise.all(Array.from({ length: 10 }, () => reveal(supervisor)));
    expect(await logOf(caseId, "evidence-revealed")).toHaveLength(2);
  });

  test("limits adult material to supervisors, even after the report that named it was withdrawn", async () => {
    const first = await filed();
    const named = sampleReport({
      ...{ category: "PORNO", basis: ["kuhp-407"], action: "HAPUS_KEBIJAKAN" },
      evidence: { subject: first.report.evidence.subject },
    });
    expect(await send(named)).toBe(first.caseId);
    const withdrawn = { body: { reason: "Salah kategori." } };
    await officer.call("POST", `/v1/reports/${named.id}/withdrawal`, withdrawn);
    expect(await first.reveal(admin)).toMatchObject({ status: 403, problem: "role-forbidden" });
    expect(await admin.call("GET", first.path)).toMatchObject({ status: 200 });
    expect(await first.reveal(supervisor)).toMatchObject({ status: 200 });
    expect(await logOf(first.caseId, "evidence-revealed")).toHaveLength(1);
    const exported = (who: TestDevice, format: string) =>
      who.call("GET", `/v1/cases/${first.caseId}/exports/${format}`);
    for (const format of ["json", "wacz", "html", "pdf"])
      expect(await exported(admin, format)).toMatchObject({ status: 403, problem: "role-forbidden" });
    expect(await exported(supervisor, "json")).toMatchObject({ status: 200 });
    expect(await logOf(first.caseId, "evidence-exported")).toHaveLength(1);
  });

  test("shows a panelist the adult picture that they vote on, with a logged reason, until they have voted", async () => {
    const { caseId, path } = await filed({
      ...{ category: "PORNO", basis: ["kuhp-407"], action: "HAPUS_KEBIJAKAN" },
    });
    const [proposer, refuser] = [
      await kit.enrolled("supervisor", "Satu"),
      await kit.enrolled("supervisor", "Dua"),
    ];
    const desk = deskOf(kit, { officer, reader: supervisor });
    const panelist = await kit.enrolled("panelist", "Ratna");
    // Fewer people are no panel.
    for (const name of ["Joko", "Made"]) await kit.enrolled("panelist", name);
    const approval = {
      ...{ act: "approve", category: "PORNO", action: "HAPUS_KEBIJAKAN", basis: ["kuhp-407"] },
      ...{ reason: "Unsur terpenuhi.", ...groundsOf("PORNO") },
      unseenReason: "Gambarnya sudah dikenal.",
    };
    const decided = await desk.decide(proposer, caseId, approval);
    const look = (who: TestDevice, reason?: string) =>
      who.call("POST", `${path}/reveals${reason ? `?reason=${reason}` : ""}`);
    // Not the panel's before a dispute.
    expect((await look(panelist, "elements")).status).toBe(404);
    await desk.answer(refuser, decided.body.id, "refuse", "Bukan pornografi.");
    expect(await panelist.call("GET", path)).toMatchObject({ status: 200 });
    expect(await look(panelist)).toMatchObject({ status: 422, problem: "reason-needed" });
    expect((await look(panelist, "curious")).status).toBe(400);
    expect(await logOf(caseId, "evidence-revealed")).toEqual([]);
    expect((await look(panelist, "elements")).body).toEqual(bytes);
    await look(panelist, "elements");
    expect(await look(panelist, "exceptions")).toMatchObject({ status: 200 });
    expect(await logOf(caseId, "evidence-revealed")).toMatchObject([
      { by: "Ratna", detail: { role: "panelist", reason: "elements" } },
      { by: "Ratna", detail: { role: "panelist", reason: "exceptions" } },
    ]);
    expect(await look(admin, "elements")).toMatchObject({ problem: "role-forbidden" });
    await desk.vote(panelist, decided.body.id, "uphold");
    expect(await look(panelist, "elements")).toMatchObject({ problem: "role-forbidden" });
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true });
  });

  test("reveals no picture of a withheld case, and no picture to people without access", async () => {
    const { caseId, file, path, reveal } = await filed({ category: "JUDI" });
    const vlogger = await kit.enrolled("vlogger", "Wati");
    for (const who of [officer, vlogger]) {
      expect(await who.call("GET", path)).toMatchObject({ status: 403, problem: "role-forbidden" });
      expect(await reveal(who)).toMatchObject({ status: 403, problem: "role-forbidden" });
    }
    const other = await filed();
    const elsewhere = `/v1/cases/${other.caseId}/files/${"0".repeat(64)}/reveals`;
    expect(await supervisor.call("POST", elsewhere)).toMatchObject({ status: 404 });
    expect(
      await supervisor.call("POST", `/v1/cases/${randomUUID()}/files/${file.sha256}/reveals`),
    ).toMatchObject({ status: 404 });
    await proposeLane(supervisor, caseId);
    expect(await supervisor.call("GET", path)).toMatchObject({ problem: "evidence-withheld" });
    expect(await reveal(supervisor)).toMatchObject({ problem: "evidence-withheld" });
    expect(await logOf(caseId, "evidence-revealed")).toEqual([]);
  });

  test("names the device that sealed a report, also after a merge", async () => {
    const post = facebookPost();
    const older = await filed({ evidence: post.byPfbid });
    const younger = await filed({ evidence: post.byNumber });
    await kit.store.db.transaction(async (tx) => {
      const row = await lockCase(tx, younger.caseId);
      const [device] = await tx.select({ id: devices.id }).from(devices).orderBy(devices.enrolledAt);
      if (!row || !device) throw new Error("nothing is there");
      const detail = { report: younger.report.id, sealKey: "key", sealedBy: device.id };
      await saveWithLog(tx, row, { at: new Date(kit.clock.ms), by: "Siti", act: "report-received", detail });
    });
    const sealOf = async (caseId: string) =>
      (await supervisor.call("GET", `/v1/cases/${caseId}`)).body.reportList.find(
        ({ id }: { id: string }) => id === younger.report.id,
      ).sealed;
    expect(await sealOf(younger.caseId)).toEqual({ by: "Siti", at: expect.any(String) });
    expect(await confirmAliases(kit, post)).toBe(younger.caseId);
    expect(await sealOf(older.caseId)).toEqual({ by: "Siti", at: expect.any(String) });
  });
});
