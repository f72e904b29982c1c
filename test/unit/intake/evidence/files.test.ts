/** File uploads, plain or encrypted: each file is stored once and for good, regardless of its sender and of repetitions. */

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createApp } from "../../../../intake/app.ts";
import { openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { openApi } from "../../../../intake/http/openapi.ts";
import { createIntake } from "../../../../intake/intake.ts";
import {
  type IntakeKit,
  origin,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { publicKey } from "../../../../utils/shared/contract/enrolment.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { wrapFile, wrappedType } from "../../../../utils/shared/seal/wrap-file.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const wrapped = { "Content-Type": wrappedType };
const plain = { "Content-Type": "image/png" };

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let second: TestDevice;
  let counter = 0;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer");
    second = await kit.enrolled("officer", "Budi");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  /** Sends a report that lists a picture which is not uploaded yet. */
  async function waiting(device = officer, content = `picture ${++counter}`) {
    const { bytes, file, picture } = await samplePicture(content);
    const report = sampleReport({ evidence: { picture } });
    await device.call("POST", "/v1/reports", { body: report });
    const path = `/v1/reports/${report.id}/files/${file.sha256}`;
    return { path, bytes, file, report, body: { sha256: file.sha256, bytes: bytes.length } };
  }
  /** Counts the file entries in the log of the subject's case. */
  async function arrivals(wanted: string): Promise<number> {
    const supervisor = await kit.enrolled("supervisor");
    const { cases } = (await supervisor.call("GET", "/v1/cases?limit=100")).body;
    const row = cases.find(({ subject }: { subject: string }) => subject === wanted);
    const { log } = (await supervisor.call("GET", `/v1/cases/${row.id}`)).body;
    return log.filter(({ act }: { act: string }) => act === "file-received").length;
  }
  const wanted = async (report: object) =>
    (await officer.call("POST", "/v1/reports", { body: report })).body.filesWanted;
  const wrap = (bytes: Uint8Array<ArrayBuffer>) => wrapFile(bytes, kit.intake.filesKey.publicKey);

  test("stores an encrypted file under the plain file's digest, with the same answer", async () => {
    const { path, bytes, file, report, body } = await waiting();
    const sent = await officer.call("PUT", path, { bytes: await wrap(bytes), headers: wrapped });
    expect(sent).toMatchObject({ status: 200, body });
    expect((await kit.intake.files.get(file.sha256))?.bytes).toEqual(bytes);
    expect(await wanted(report)).toEqual([]);
    const again = await officer.call("PUT", path, { bytes, headers: plain });
    expect(again.body).toEqual(sent.body);
  });

  test("refuses and discards a file encrypted for another key, or changed on the way", async () => {
    const { path, bytes, file, report } = await waiting();
    const { publicKey: half } = await generateKeyPair("ECDH-ES", { extractable: true });
    const { kty, crv, x, y } = await exportJWK(half);
    const ours = await wrap(bytes);
    const changed = ours.slice();
    changed[changed.length - 30] = changed.at(-30) === 65 ? 66 : 65;
    const wrong = [
      await wrapFile(bytes, publicKey.parse({ kty, crv, x, y })),
      changed,
      ours.slice(0, -5),
      bytes,
      new Uint8Array([0xff, 0xfe]),
    ];
    for (const one of wrong) {
      const sent = await officer.call("PUT", path, { bytes: one, headers: wrapped });
      expect(sent).toMatchObject({ status: 422, problem: "file-unreadable", body: { retry: "never" } });
    }
    // The decrypted content must match the digest in the address.
    const other = await wrap((await samplePicture("something else")).bytes);
    const sent = await officer.call("PUT", path, { bytes: other, headers: wrapped });
    expect(sent).toMatchObject({ status: 422, problem: "digest-mismatch" });
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
    expect(await wanted(report)).toEqual([file.sha256]);
  });

  test("limits each form separately", async () => {
    const { path } = await waiting();
    const put = (size: number, headers: Record<string, string>) =>
      officer.call("PUT", path, { bytes: new Uint8Array(size).fill(65), headers });
    expect(await put(limits.fileBytes + 1, plain)).toMatchObject({ status: 413, problem: "too-large" });
    expect(await put(limits.fileBytes + 1, wrapped)).toMatchObject({ status: 422 });
    expect(await put(limits.wrappedFileBytes + 1, wrapped)).toMatchObject({ status: 413 });
    // Below the limit while encrypted, above it when decrypted.
    const large = await wrap(new Uint8Array(limits.fileBytes + 1));
    expect(large.length).toBeLessThan(limits.wrappedFileBytes);
    const sent = await officer.call("PUT", path, { bytes: large, headers: wrapped });
    expect(sent).toMatchObject({ status: 413, problem: "too-large" });
  });

  test("the same file of two reports, sent at once and again, is stored once", async () => {
    const content = `shared ${engine}`;
    const [one, two] = [await waiting(officer, content), await waiting(second, content)];
    const calls = [
      officer.call("PUT", one.path, { bytes: await wrap(one.bytes), headers: wrapped }),
      second.call("PUT", two.path, { bytes: two.bytes, headers: plain }),
    ];
    for (const sent of await Promise.all(calls)) expect(sent).toMatchObject({ status: 200, body: one.body });
    const again = await officer.call("PUT", one.path, { bytes: one.bytes, headers: plain });
    expect(again).toMatchObject({ status: 200, body: one.body });
    expect((await kit.intake.files.get(one.file.sha256))?.bytes).toEqual(one.bytes);
    // One entry in each report's log, however often it was sent.
    for (const report of [one.report, two.report]) expect(await arrivals(report.evidence.subject)).toBe(1);
  });

  test.runIf(engine === "postgres")("two replicas give the same answer at the same time", async () => {
    const { files, now } = kit.intake;
    const store = await stores.openReplica();
    const replica = createApp(
      await createIntake({ store, files, organisation: "Kominfo", publicOrigin: origin, now }),
    );
    const { path, bytes, body, report } = await waiting();
    // The key is one for all replicas: what was encrypted to one opens at the other.
    const jwe = await wrap(bytes);
    const calls = [kit.app, replica, kit.app, replica].map((app) =>
      officer.call("PUT", path, { bytes: jwe, headers: wrapped, app }),
    );
    for (const sent of await Promise.all(calls)) expect(sent).toMatchObject({ status: 200, body });
    expect(await wanted(report)).toEqual([]);
    expect(await arrivals(report.evidence.subject)).toBe(1);
  });

  test("an interrupted upload leaves no file", async () => {
    const { path, bytes, file, report } = await waiting();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.slice(0, 8));
        controller.error(new Error("the connection is gone"));
      },
    });
    // The first try makes the proof of exactly these bytes, for an address that is not there.
    const nonce = (await officer.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
    await officer.call("PUT", "/v1/not-here", { bytes, sign: { nonce, address: origin + path } });
    const headers = { ...plain, DPoP: officer.lastProof() };
    const init = { method: "PUT", headers, body, duplex: "half" } as RequestInit;
    const cut = await kit.app.request(new Request(origin + path, init));
    expect(cut.status).toBe(400);
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
    expect(await wanted(report)).toEqual([file.sha256]);
    expect(await officer.call("PUT", path, { bytes, headers: plain })).toMatchObject({ status: 200 });
  });
});

test("the document lists the accepted forms of a file, and the name of the encrypted one", () => {
  const document = openApi();
  const put = document.paths["/v1/reports/{id}/files/{sha256}"]?.put;
  expect(JSON.stringify(put?.requestBody)).toContain('"application/jose"');
  expect(JSON.stringify(document.components)).toContain("file-unreadable (422)");
});

describe("in a folder", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-folder-"));
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("a file is on the disk before it has its name, and its name before it is acknowledged", async () => {
    const files = await openEvidence(`file:${folder}`);
    const bytes = new TextEncoder().encode("isi");
    const sha256 = await digestHex(bytes);
    const path = join(folder, "sha256", sha256.slice(0, 2), sha256);
    const handle = await open(folder, "r");
    const prototype = Object.getPrototypeOf(handle);
    await handle.close();
    const sync = prototype.sync;
    const seen: { named: boolean; drafts: string[] }[] = [];
    vi.spyOn(prototype, "sync").mockImplementation(async function (this: unknown) {
      const names = await readdir(join(folder, "arriving")).catch(() => []);
      const drafts = await Promise.all(names.map((name) => readFile(join(folder, "arriving", name), "utf8")));
      seen.push({ named: existsSync(path), drafts });
      return sync.call(this);
    });
    await files.put(sha256, bytes);
    const whole = seen.findIndex(({ named, drafts }) => !named && drafts.includes("isi"));
    expect(whole).toBeGreaterThanOrEqual(0);
    expect(seen.at(-1)).toEqual({ named: true, drafts: [] });
    expect(await readFile(path, "utf8")).toBe("isi");
  });

  test("reports a failed write and leaves no file", async () => {
    const files = await openEvidence(`file:${folder}`);
    const handle = await open(folder, "r");
    const prototype = Object.getPrototypeOf(handle);
    await handle.close();
    const sync = prototype.sync;
    // Only while the file itself is written.
    vi.spyOn(prototype, "sync").mockImplementation(async function (this: unknown) {
      const drafts = await readdir(join(folder, "arriving"));
      if (drafts.length > 0) throw Object.assign(new Error("full"), { code: "ENOSPC" });
      return sync.call(this);
    });
    await expect(files.put("ef".repeat(32), new Uint8Array(9))).rejects.toThrow("full");
    expect(await files.has("ef".repeat(32))).toBe(false);
    expect(await readdir(join(folder, "arriving"))).toEqual([]);
  });

  test("removes files half written by a crash, but not those being written", async () => {
    const arriving = join(folder, "arriving");
    await mkdir(arriving, { recursive: true });
    for (const name of ["old", "young"]) await writeFile(join(arriving, name), "half a fi");
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(arriving, "old"), longAgo, longAgo);
    await openEvidence(`file:${folder}`);
    expect(await readdir(arriving)).toEqual(["young"]);
  });
});
