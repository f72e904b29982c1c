/** Pictures of outcome checks at the intake: which are stored, who sees them, and when they are deleted. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runVerifyCommand } from "../../../../intake/admin/verify.ts";
import { backUp } from "../../../../intake/backup/back-up.ts";
import { readArchive } from "../../../../intake/backup/read-archive.ts";
import { deleteDueEvidence } from "../../../../intake/cases/store/delete-evidence.ts";
import { destroyContent } from "../../../../intake/cases/store/destroy-content.ts";
import { caseParts, findDuePictures } from "../../../../intake/cases/store/due-evidence.ts";
import { placeHold, releaseHold } from "../../../../intake/cases/store/legal-holds.ts";
import { cases, checks, reports } from "../../../../intake/db/schema/index.ts";
import { readLookFacts } from "../../../../intake/decisions/store/evidence-openings.ts";
import type { EvidenceFiles } from "../../../../intake/evidence/evidence-files.ts";
import { verifyFiles } from "../../../../intake/verify/verify-files.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { OutcomeProof } from "../../../../utils/shared/contract/outcome-check.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { largePng, smallPng } from "../../../support/bombs.ts";
import { type Desk, deskOf } from "../../../support/desk-kit.ts";
import {
  checkBody,
  insertRequestedItem,
  pictured,
  proofOf,
  type RequestedItem,
  type RequestedItemInput,
  sendPicture,
} from "../../../support/outcome-check-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Sample = Awaited<ReturnType<typeof samplePicture>>;

const day = 86_400_000;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let one: TestDevice;
  let two: TestDevice;
  let admin: TestDevice;
  let isFull = false;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    const filling = (files: EvidenceFiles): EvidenceFiles => ({
      ...files,
      put: async (sha256, bytes) => {
        if (isFull) throw new Error("ENOSPC: no space left on device");
        await files.put(sha256, bytes);
      },
    });
    kit = await startKit(await stores.open(), filling);
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    admin = await kit.enrolled("admin", "Rudi");
    desk = deskOf(kit, { officer, reader: one });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const db = () => kit.store.db;
  const now = () => new Date(kit.clock.ms);
  const has = (sha256: string) => kit.intake.files.has(sha256);
  async function asked(input?: RequestedItemInput): Promise<RequestedItem> {
    return insertRequestedItem({ db: kit.store.db, at: kit.intake.now() }, await desk.open(), input);
  }
  async function fileOf(bytes: Bytes) {
    const { file } = await samplePicture();
    return { bytes, file: { ...file, sha256: await digestHex(bytes), bytes: bytes.length } };
  }
  const unique = () => samplePicture(crypto.randomUUID());
  /** Sends a check, and returns its id. */
  async function look(of: RequestedItem, change: Partial<OutcomeProof>, by = one): Promise<string> {
    const body = await checkBody(by, proofOf(of, now(), change));
    expect(await by.call("POST", `/v1/items/${of.item.id}/checks`, { body })).toMatchObject({ status: 200 });
    return body.id;
  }
  /** Sends a check and its picture. */
  async function proven(of: RequestedItem, { bytes, file }: Pick<Sample, "bytes" | "file">) {
    const id = await look(of, pictured({ file }));
    expect(await sendPicture(one, id, bytes)).toMatchObject({
      status: 200,
      body: { sha256: file.sha256, bytes: bytes.length },
    });
    return id;
  }
  const pictures = async (of: RequestedItem) =>
    (await one.call("GET", `/v1/requests/${of.request.id}`)).body.itemList[0].pictures;
  const rowOf = async (id: string) => (await db().select().from(checks).where(eq(checks.id, id)))[0];
  const acts = async (of: RequestedItem): Promise<{ act: string; detail: Record<string, unknown> }[]> =>
    (await desk.read(of.item.caseId)).body.log;
  /** The decisions of this test never went through the log. */
  const brokenLog = async (of: RequestedItem) =>
    (await desk.broken(of.item.caseId, one)).filter((finding) => !finding.startsWith("decision"));
  const retain = () => deleteDueEvidence(db(), kit.intake.files, { policy: retention, at: now() });

  test("each hour's run looks at the pictures of its part of all cases", async () => {
    const of = await asked();
    const sample = await fileOf(smallPng());
    const id = await proven(of, sample);
    const at = new Date(kit.clock.ms + 4_000 * 86_400_000);
    const counts: number[] = [];
    for (let part = 0; part < caseParts; part++)
      for await (const { check } of findDuePictures(db(), retention, at, { since: at, part }))
        if (check === id) counts.push(part);
    expect(counts).toEqual([
      Math.floor((Number.parseInt(of.item.caseId.slice(0, 8), 16) * caseParts) / 2 ** 32),
    ]);
  });

  test("stores the picture that a check's seal names once, and shows it veiled until a logged press", async () => {
    const of = await asked();
    const { bytes, file } = await fileOf(smallPng());
    const id = await look(of, { seen: "available", ...pictured({ file }) });
    expect(await pictures(of)).toMatchObject([
      { checkId: id, by: "Budi", seen: "available", bytes: "awaited", picture: { state: "taken", file } },
    ]);
    const sent = await Promise.all([1, 2, 3].map(() => sendPicture(one, id, bytes)));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await pictures(of)).toMatchObject([{ checkId: id, bytes: "here" }]);
    const received = (await acts(of)).filter(({ act }) => act === "outcome-picture-received");
    expect(received).toMatchObject([{ detail: { check: id, sha256: file.sha256 } }]);

    const path = `/v1/cases/${of.item.caseId}/files/${file.sha256}`;
    const veil = await two.call("GET", path);
    expect(veil.status).toBe(200);
    expect(veil.body).not.toEqual(bytes);
    expect((await two.call("POST", `${path}/reveals`)).body).toEqual(bytes);
    expect((await acts(of)).at(-1)).toMatchObject({
      act: "evidence-revealed",
      detail: { check: id, sha256: file.sha256, role: "supervisor" },
    });
    // A supervisor who saw it has not opened the evidence.
    const looks = await readLookFacts(db(), { id: of.item.caseId, withheld: false });
    expect(looks.openings).toEqual([]);
    expect(await brokenLog(of)).toEqual([]);
  });

  test("an officer's picture is for supervisors, not for the officer", async () => {
    const of = await asked();
    const rina = await kit.enrolled("officer", "Rina");
    const { bytes, file } = await unique();
    const id = await look(of, pictured({ file }), rina);
    expect((await sendPicture(rina, id, bytes)).status).toBe(200);
    const path = `/v1/cases/${of.item.caseId}/files/${file.sha256}`;
    expect((await rina.call("GET", path)).status).toBe(403);
    expect((await one.call("POST", `${path}/reveals`)).status).toBe(200);
  });

  test("adult pictures are revealed to supervisors only", async () => {
    const of = await asked({ request: { category: "PORNO" } });
    await db().update(reports).set({ category: "PORNO" }).where(eq(reports.caseId, of.item.caseId));
    const { bytes, file } = await unique();
    await proven(of, { bytes, file });
    const path = `/v1/cases/${of.item.caseId}/files/${file.sha256}/reveals`;
    expect(await admin.call("POST", path)).toMatchObject({ problem: "role-forbidden" });
    expect((await two.call("POST", path)).status).toBe(200);
  });

  test("keeps checks without a picture, with its reason, and those of earlier versions", async () => {
    const of = await asked();
    await look(of, {});
    expect(await pictures(of)).toBeUndefined();
    for (const reason of ["permission", "policy", "out-of-view", "failed"] as const) {
      const id = await look(of, { picture: { state: "none", reason } });
      const [newest] = await pictures(of);
      expect(newest).toMatchObject({ checkId: id, picture: { state: "none", reason } });
      expect(newest).not.toHaveProperty("bytes");
      expect(await sendPicture(one, id, smallPng())).toMatchObject({ status: 404 });
    }
    expect(await brokenLog(of)).toEqual([]);
  });

  test("refuses bytes that the seal does not name, and pictures without a check of one's own", async () => {
    const of = await asked();
    const { bytes, file } = await unique();
    const id = await look(of, pictured({ file }));
    const other = await unique();
    expect(await sendPicture(one, id, other.bytes)).toMatchObject({ problem: "digest-mismatch" });
    expect(await sendPicture(two, id, bytes)).toMatchObject({ status: 404 });
    expect(await sendPicture(one, crypto.randomUUID(), bytes)).toMatchObject({ status: 404 });
    const short = await look(of, pictured({ file: { ...file, bytes: bytes.length - 1 } }));
    expect(await sendPicture(one, short, bytes)).toMatchObject({ problem: "invalid-input" });
    const webp = await look(
      of,
      pictured({ file: { ...file, type: "image/webp" } as unknown as typeof file }),
    );
    expect(await sendPicture(one, webp, bytes)).toMatchObject({ problem: "invalid-input" });
    const page = await fileOf(new TextEncoder().encode("<script>alert(1)</script>"));
    const script = await look(of, pictured(page));
    expect(await sendPicture(one, script, page.bytes)).toMatchObject({ problem: "invalid-input" });
    const large = await fileOf(new Uint8Array(5_000_001));
    const body = await checkBody(one, proofOf(of, now(), pictured(large)));
    expect(await one.call("POST", `/v1/items/${of.item.id}/checks`, { body })).toMatchObject({
      problem: "seal-invalid",
    });
    expect(await sendPicture(one, id, large.bytes)).toMatchObject({ problem: "too-large" });
    for (const made of [file, other.file, page.file, large.file]) expect(await has(made.sha256)).toBe(false);
    expect(await rowOf(id)).toMatchObject({ pictureAt: null, pictureFile: null });
  });

  test("a decompression bomb is stored as bytes, and shown as a plain veil", async () => {
    const of = await asked();
    const made = await fileOf(largePng(20_000, 20_000));
    await proven(of, made);
    const started = performance.now();
    const veil = await one.call("GET", `/v1/cases/${of.item.caseId}/files/${made.file.sha256}`);
    expect(veil.status).toBe(200);
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 60_000);

  test("a full disk loses nothing: the same check and picture are sent again", async () => {
    const of = await asked();
    const { bytes, file } = await unique();
    const body = await checkBody(one, proofOf(of, now(), pictured({ file })));
    const send = () => one.call("POST", `/v1/items/${of.item.id}/checks`, { body });
    expect((await send()).status).toBe(200);
    isFull = true;
    expect((await sendPicture(one, body.id, bytes)).status).toBeGreaterThanOrEqual(500);
    expect(await rowOf(body.id)).toMatchObject({ pictureAt: null, pictureFile: null });
    isFull = false;
    expect((await send()).status).toBe(200);
    expect((await sendPicture(one, body.id, bytes)).status).toBe(200);
    expect(await db().select().from(checks).where(eq(checks.itemId, of.item.id))).toHaveLength(1);
    expect(await pictures(of)).toMatchObject([{ bytes: "here" }]);
  });

  describe("in the no-pixels lane", () => {
    const lane = { request: { category: "PORNO_ANAK" } } as const;

    test("a check may give the reason, but no picture, whatever the client sends", async () => {
      const of = await asked(lane);
      const { bytes, file } = await unique();
      const body = await checkBody(one, proofOf(of, now(), pictured({ file })));
      expect(await one.call("POST", `/v1/items/${of.item.id}/checks`, { body })).toMatchObject({
        problem: "pixels-not-allowed",
      });
      const id = await look(of, { picture: { state: "none", reason: "category" } });
      expect(await sendPicture(one, id, bytes)).toMatchObject({ status: 404 });
      expect(await has(file.sha256)).toBe(false);
      expect(await pictures(of)).toBeUndefined();
    });

    test.each([
      ["proposed", { proposedCategory: "PORNO_ANAK", withheld: true }],
      ["reported, and nothing is decided", { forbidsPixels: true, decidedCategory: null }],
    ] as const)("refuses the picture of a check made before: %s", async (_, change) => {
      const of = await asked();
      const { bytes, file } = await unique();
      const id = await look(of, pictured({ file }));
      await db().update(cases).set(change).where(eq(cases.id, of.item.caseId));
      expect(await sendPicture(one, id, bytes)).toMatchObject({ problem: "pixels-not-allowed" });
      expect(await has(file.sha256)).toBe(false);
      expect(await pictures(of)).toBeUndefined();
    });

    test("the decision destroys the picture, its digest in the row, and its bytes", async () => {
      const of = await asked();
      const { bytes, file } = await unique();
      const id = await proven(of, { bytes, file });
      await db().transaction((tx) => destroyContent(tx, of.item.caseId, now()));
      expect(await sendPicture(one, id, bytes)).toMatchObject({ status: 404 });
      await retain();
      expect(await has(file.sha256)).toBe(false);
      const row = await rowOf(id);
      expect(row).toMatchObject({ pictureFile: null, seal: null });
      expect(JSON.stringify(row)).not.toContain(file.sha256);
    });
  });

  test("deletes the picture at the end of retention, unless the case is held, and keeps check and seal", async () => {
    const of = await asked();
    kit.clock.ms += day;
    const { bytes, file } = await unique();
    const id = await proven(of, { bytes, file });
    const hold = await placeHold(db(), { caseId: of.item.caseId, reason: "Perkara 12.", by: "root" }, now());
    kit.clock.ms += 1_824 * day;
    await retain();
    kit.clock.ms += 2 * day;
    await retain();
    expect(await has(file.sha256)).toBe(true);
    const release = { caseId: of.item.caseId, hold: hold.id, reason: "Selesai.", by: "root" };
    await releaseHold(db(), release, now());
    expect((await retain()).pictures).toMatchObject([{ check: id, rule: "JUDI/approved/1825" }]);
    expect(await has(file.sha256)).toBe(false);
    expect(await pictures(of)).toMatchObject([{ checkId: id, bytes: "deleted" }]);
    expect((await rowOf(id))?.seal).not.toBeNull();
    const path = `/v1/cases/${of.item.caseId}/files/${file.sha256}`;
    expect(await one.call("GET", path)).toMatchObject({ problem: "evidence-deleted" });
    expect(await sendPicture(one, id, bytes)).toMatchObject({ problem: "evidence-deleted" });
    expect(await brokenLog(of)).toEqual([]);
    const exported = await one.call("GET", `/v1/cases/${of.item.caseId}/exports/json`);
    const verdict = await checkBytes(new TextEncoder().encode(JSON.stringify(exported.body)));
    expect(verdict.findings.find(({ path: of }) => of.startsWith(`check ${id} `))).toMatchObject({
      code: "file",
      holds: "unknown",
      values: { why: "deleted" },
    });
  });

  test("bytes that evidence and a check share stay until neither needs them", async () => {
    const { bytes, file, picture } = await unique();
    const report = sampleReport({ evidence: { picture } });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const headers = { "Content-Type": "image/png" };
    await officer.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, { bytes, headers });
    const of = await insertRequestedItem({ db: kit.store.db, at: kit.intake.now() }, caseId);
    kit.clock.ms += 10 * day;
    const id = await proven(of, { bytes, file });
    kit.clock.ms += 1_820 * day;
    await retain();
    const [row] = await db().select().from(reports).where(eq(reports.id, report.id));
    expect(row?.evidenceDeletedAt).not.toBeNull();
    expect(await has(file.sha256)).toBe(true);
    kit.clock.ms += 10 * day;
    expect((await retain()).pictures).toMatchObject([{ check: id }]);
    expect(await has(file.sha256)).toBe(false);
  });

  test("is in backups, and verify finds altered and missing bytes", async () => {
    const of = await asked();
    const made = await unique();
    await proven(of, made);
    const { sha256 } = made.file;
    const folder = await mkdtemp(join(tmpdir(), "lapor-picture-"));
    try {
      const source = { store: kit.store, files: kit.intake.files, organisation: "Kominfo" };
      await backUp(source, join(folder, "b.tar"), () => undefined);
      const names: string[] = [];
      for await (const { name } of readArchive(join(folder, "b.tar"))) names.push(name);
      expect(names.filter((name) => name.endsWith(sha256))).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const brokenWith = async (get: EvidenceFiles["get"]) =>
      (await verifyFiles(db(), { ...kit.intake.files, get })).broken;
    expect(await brokenWith(kit.intake.files.get)).toEqual([]);
    const said: string[] = [];
    const { files } = await runVerifyCommand(kit.store, kit.intake.files, (line) => said.push(line));
    expect(said.at(-1)).toBe(`evidence: ${files} of ${files} files`);
    const wrong = { bytes: new Uint8Array([1]), type: "image/png" };
    const altered: EvidenceFiles["get"] = async (address) =>
      address === sha256 ? wrong : kit.intake.files.get(address);
    expect(await brokenWith(altered)).toEqual([`file ${sha256}: is not what arrived`]);
    const missing: EvidenceFiles["get"] = async (address) =>
      address === sha256 ? undefined : kit.intake.files.get(address);
    expect(await brokenWith(missing)).toEqual([`file ${sha256}: is gone from the evidence store`]);
  });

  test("the stored state of a picture is part of the log's proof", async () => {
    const of = await asked();
    const made = await unique();
    const id = await proven(of, made);
    const [entry] = (await acts(of)).filter(({ act }) => act === "outcome-picture-received");
    const state = (entry?.detail.rows as Record<string, object> | undefined)?.[`checks/${id}`];
    expect(state).toMatchObject({ pictureAt: expect.any(String), pictureDeletedAt: null });
    expect(state).not.toHaveProperty("pictureFile");
  });
});
