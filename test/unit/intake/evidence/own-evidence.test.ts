/** An evidence store and its database belong together; nothing is written or removed beside another store. */

import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { examine } from "../../../../intake/admin/doctor.ts";
import { restore } from "../../../../intake/admin/restore.ts";
import { backUp } from "../../../../intake/backup/back-up.ts";
import { deleteDueEvidence } from "../../../../intake/cases/store/delete-evidence.ts";
import { readConfig } from "../../../../intake/config.ts";
import { openPostgres } from "../../../../intake/db/open.ts";
import { files as fileRows } from "../../../../intake/db/schema/index.ts";
import { deleteSetting } from "../../../../intake/db/shared-settings.ts";
import { EvidenceUnavailable } from "../../../../intake/evidence/evidence-files.ts";
import { openOwnEvidence, WrongEvidenceStore } from "../../../../intake/evidence/store/own-evidence.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";
import { emptyTarget } from "../../../support/backup-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const dayMs = 86_400_000;
const silent = () => undefined;

describe.each(engines)("on %s", { timeout: 60_000 }, (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let folder: string;
  let address: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-own-"));
    address = `file:${join(folder, "evidence")}`;
    stores = await openTestStores(engine);
    const store = await stores.open();
    const files = await openOwnEvidence(store.db, address);
    kit = await startKit(store, () => files);
    officer = await kit.enrolled("officer");
  });

  afterEach(async () => {
    await kit?.close();
    await stores?.close();
    await rm(folder, { recursive: true, force: true });
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  async function report(content: string) {
    const { bytes, file, picture } = await samplePicture(content);
    const body = sampleReport({ evidence: { picture } });
    expect(await officer.call("POST", "/v1/reports", { body })).toMatchObject({ status: 200 });
    const headers = { "Content-Type": "image/png" };
    const send = () => officer.call("PUT", `/v1/reports/${body.id}/files/${file.sha256}`, { bytes, headers });
    return { id: body.id, sha256: file.sha256, send };
  }

  const [mounted, away] = [() => join(folder, "evidence"), () => join(folder, "away")];

  async function unmount(): Promise<void> {
    await rename(mounted(), away());
    await mkdir(mounted(), { mode: 0o700 });
  }

  async function mount(): Promise<void> {
    await rm(mounted(), { recursive: true });
    await rename(away(), mounted());
  }

  test("while the disk is not mounted, no picture is acknowledged and no row is deleted", async () => {
    const { db } = kit.store;
    const sent = await report("lama");
    expect(await sent.send()).toMatchObject({ status: 200 });
    await officer.call("POST", `/v1/reports/${sent.id}/withdrawal`, { body: { reason: "Salah lihat." } });
    kit.clock.ms += 31 * dayMs;
    await unmount();
    const run = () =>
      deleteDueEvidence(db, kit.intake.files, { policy: retention, at: new Date(kit.clock.ms) });
    await expect(run()).rejects.toThrow(WrongEvidenceStore);
    expect(await db.select().from(fileRows)).toHaveLength(1);
    const later = await report("baru");
    expect(await later.send()).toMatchObject({ status: 503, body: { retry: "later" } });
    await expect(kit.intake.files.checkWritable()).rejects.toThrow("Check that the disk is mounted");
    await mount();
    expect(await later.send()).toMatchObject({ status: 200 });
    expect(await run()).toMatchObject({ files: 1 });
    expect(await kit.intake.files.has(sent.sha256)).toBe(false);
    expect(await db.select().from(fileRows)).toMatchObject([{ sha256: later.sha256 }]);
  });

  test("an intake does not start with an empty folder in place of its store", async () => {
    await (await report("satu")).send();
    await unmount();
    await expect(openOwnEvidence(kit.store.db, address)).rejects.toThrow("its file store-id is missing");
    await mount();
    await openOwnEvidence(kit.store.db, address);
  });

  test("before the first file the place can still be changed, and later only with the store's id", async () => {
    const { db } = kit.store;
    const other = `file:${join(folder, "other")}`;
    const moved = await openOwnEvidence(db, other);
    await moved.checkWritable();
    await (await report("satu")).send();
    await expect(openOwnEvidence(db, `file:${join(folder, "third")}`)).rejects.toThrow("copy store-id too");
  });

  test("another database is refused, and stays free for its own store", async () => {
    const other = await stores.open();
    await expect(openOwnEvidence(other.db, address)).rejects.toThrow("has the evidence of another database");
    await openOwnEvidence(other.db, `file:${join(folder, "other")}`);
  });

  test("a database of an earlier version is tied only to a store that has its newest file", async () => {
    const { db } = kit.store;
    const { send } = await report("satu");
    await send();
    for (const name of ["evidence/store-id", "evidence/tied"]) await deleteSetting(db, name);
    await rm(join(mounted(), "store-id"));
    await unmount();
    await expect(openOwnEvidence(db, address)).rejects.toThrow(WrongEvidenceStore);
    await mount();
    await openOwnEvidence(db, address);
    await unmount();
    await expect(openOwnEvidence(db, address)).rejects.toThrow(WrongEvidenceStore);
  });

  test("a start that ended before the store had its id is completed by the next", async () => {
    const other = await stores.open();
    const place = `file:${join(folder, "other")}`;
    await openOwnEvidence(other.db, place);
    await deleteSetting(other.db, "evidence/tied");
    await rm(join(folder, "other", "store-id"));
    const both = await Promise.all([openOwnEvidence(other.db, place), openOwnEvidence(other.db, place)]);
    for (const files of both) await files.checkWritable();
  });

  test("a backup is not restored beside a store in use, and the restored database refuses that store", async () => {
    const path = join(folder, "one.backup");
    await (await report("satu")).send();
    const damaged = await report("dua");
    await damaged.send();
    await kit.intake.files.remove(damaged.sha256);
    await backUp({ store: kit.store, files: kit.intake.files, organisation: "Kominfo" }, path, silent);
    const target = await emptyTarget(engine, stores);
    const used = { ...target.config, evidenceUrl: address };
    await expect(restore(used, path, silent)).rejects.toThrow("belongs to a database already");
    await restore(target.config, path, silent);
    const store = await target.open();
    try {
      await expect(openOwnEvidence(store.db, address)).rejects.toThrow(WrongEvidenceStore);
      await expect(restore(target.config, path, silent)).rejects.toThrow("The database is not empty");
      const own = await openOwnEvidence(store.db, target.config.evidenceUrl);
      await own.checkWritable();
    } finally {
      await store.close();
      await target.remove();
    }
  });

  test("the doctor names a store that is not mounted, and makes no folder", async () => {
    const databaseUrl = await stores.createDatabase();
    const store = await openPostgres(databaseUrl);
    await openOwnEvidence(store.db, address.replace("evidence", "own"));
    await store.close();
    const env = { DATABASE_URL: databaseUrl, DATA_DIR: folder, EVIDENCE_URL: `file:${join(folder, "gone")}` };
    const found = await examine(readConfig(env));
    expect(found.find(({ name }) => name === "Evidence store")).toMatchObject({
      ok: false,
      found: expect.stringContaining("its file store-id is missing"),
    });
    expect(await readdir(folder)).not.toContain("gone");
  });

  test("a bucket that gives no answer at the start is checked at the next write", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    vi.stubEnv("AWS_ACCESS_KEY_ID", "a");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "b");
    const { db } = await stores.open();
    const files = await openOwnEvidence(db, "s3://bukti?region=us-east-1&endpoint=http://127.0.0.1:9");
    const put = files.put("ab".repeat(32), new Uint8Array(9));
    await expect(put).rejects.toThrow(EvidenceUnavailable);
    await expect(put).rejects.not.toThrow(WrongEvidenceStore);
  });
});
