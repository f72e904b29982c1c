/** Incomplete backups and non-empty targets: each is refused with an explanation and without changes. */

import { mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { restore } from "../../../../intake/admin/restore.ts";
import { runVerifyCommand } from "../../../../intake/admin/verify.ts";
import { head, headName, type Manifest, manifestName } from "../../../../intake/backup/archive-contents.ts";
import { addManifest, backUp } from "../../../../intake/backup/back-up.ts";
import { checkArchive } from "../../../../intake/backup/check-archive.ts";
import { readLastBackup } from "../../../../intake/backup/last-backup.ts";
import { readArchive } from "../../../../intake/backup/read-archive.ts";
import { writeArchive } from "../../../../intake/backup/write-archive.ts";
import { sha256Of } from "../../../../intake/core/digest.ts";
import { knownMigrations } from "../../../../intake/db/migrations.ts";
import { EvidenceUnavailable, openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import { emptyTarget, type FilledStore, fillStore, type Target } from "../../../support/backup-kit.ts";
import { bothEngines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const slow = { timeout: 120_000 };
const silent = () => undefined;
let folder: string;
let path: string;
let bytes: Buffer;
let kit: IntakeKit;
let filled: FilledStore;
let stores: TestStores;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-restore-"));
  path = join(folder, "whole.backup");
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open());
  filled = await fillStore(kit);
  await backUp({ store: kit.store, files: kit.intake.files, organisation: "Kominfo" }, path, silent);
  bytes = await readFile(path);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await kit?.close();
  await stores?.close();
  await rm(folder, { recursive: true, force: true });
});

let made = 0;
async function fileOf(content: Uint8Array | string): Promise<string> {
  const file = join(folder, `${++made}.backup`);
  await writeFile(file, content);
  return file;
}

type Change = (name: string, bytes: Uint8Array) => Uint8Array | undefined;

/** The same backup, written again with honest digests after a change. */
async function rewritten(change: Change, manifestOf: (manifest: Manifest) => Manifest): Promise<string> {
  const file = join(folder, `${++made}.backup`);
  const archive = await writeArchive(file);
  const digests = new Map<string, string>();
  for await (const entry of readArchive(path)) {
    if (entry.name === manifestName) {
      const old: Manifest = JSON.parse(Buffer.from(entry.bytes).toString());
      const fresh = [...digests].flatMap(([name, sha256]) =>
        old.parts.filter((part) => part.name === name).map((part) => ({ ...part, sha256 })),
      );
      const manifest = manifestOf({ ...old, parts: fresh, sha256: archive.digest() });
      await addManifest(archive, manifest);
      break;
    }
    const content = change(entry.name, entry.bytes);
    if (!content) continue;
    digests.set(entry.name, sha256Of(content));
    await archive.add(entry.name, content);
  }
  await archive.finish();
  return file;
}

const withHead = (change: object) => (name: string, content: Uint8Array) =>
  name === headName
    ? Buffer.from(canonicalJson({ ...JSON.parse(Buffer.from(content).toString()), ...change }))
    : content;

describe("a file that is not whole", () => {
  test("whole, it holds", async () => {
    const { head, manifest } = await checkArchive(path);
    expect(head.migrations).toEqual(await knownMigrations());
    expect(manifest).toMatchObject({ files: 2, missing: [] });
  });

  test("any changed byte is noticed", slow, async () => {
    const step = 61;
    for (let at = 0; at < bytes.length; at += step) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const wrong = await fileOf(changed);
      await expect(checkArchive(wrong), `byte ${at}`).rejects.toThrow(
        /was changed|is not a backup|ends early|newer version/,
      );
      await rm(wrong);
    }
  });

  test.each([0, 100, 512, 5_000])("cut off after %i bytes", async (size) => {
    await expect(checkArchive(await fileOf(bytes.subarray(0, size)))).rejects.toThrow(
      `ends early, at byte ${size}`,
    );
  });

  test("cut off before its last bytes, or with something behind them", async () => {
    await expect(checkArchive(await fileOf(bytes.subarray(0, -1)))).rejects.toThrow("ends early");
    const longer = await fileOf(Buffer.concat([bytes, Buffer.alloc(512)]));
    await expect(checkArchive(longer)).rejects.toThrow("after its end");
  });

  test("another kind of file, and an absent one", async () => {
    await expect(checkArchive(await fileOf("PK".padEnd(2_000, "x")))).rejects.toThrow("is not a backup");
    await expect(checkArchive(join(folder, "none"))).rejects.toThrow("cannot be read");
  });

  test("with parts or files left out, although the rest is authentic", async () => {
    const without = (gone: string) =>
      rewritten(
        (name, content) => (name.startsWith(gone) ? undefined : content),
        (m) => m,
      );
    await expect(checkArchive(await without("evidence/"))).rejects.toThrow(
      "its contents do not match its manifest",
    );
    await expect(restoreInto(await without("tables/log/"))).rejects.toThrow(
      "log does not have the listed number of rows",
    );
  });

  test("from before the first release", async () => {
    const early = await rewritten(withHead({ migrations: ["0000_tables"] }), (manifest) => manifest);
    await expect(checkArchive(early)).rejects.toThrow("was made by a version before the first release");
  });

  test("from a newer version", async () => {
    const known = await knownMigrations();
    const newer = await rewritten(withHead({ migrations: [...known, "0099_future"] }), (m) => m);
    await expect(checkArchive(newer)).rejects.toThrow(
      "made by a newer version of the intake (its database has had 0099_future)",
    );
    const other = await rewritten(withHead({ version: 2 }), (m) => m);
    await expect(checkArchive(other)).rejects.toThrow("made by a newer version");
    expect(head.safeParse({}).success).toBe(false);
  });
});

/** Into an empty PostgreSQL database, which is quicker to make than a folder. */
async function restoreInto(file: string) {
  const target = await emptyTarget("postgres", stores);
  try {
    return await restore(target.config, file, silent);
  } finally {
    await target.remove();
  }
}

describe.each(bothEngines)("on %s", slow, (engine) => {
  const targets: Target[] = [];
  const newTarget = async () => {
    const target = await emptyTarget(engine, stores);
    targets.push(target);
    return target;
  };
  afterAll(async () => {
    for (const target of targets) await target.remove();
  });

  test("refuses a target that contains data, and leaves it unchanged", async () => {
    const target = await newTarget();
    await restore(target.config, path, silent);
    await expect(restore(target.config, path, silent)).rejects.toThrow("is not empty (");
    const store = await target.open();
    expect(await verifyStore(store)).toMatchObject({ ok: true, reports: 4 });
    await store.close();
  });

  test("two restores at once: one is whole, with all its files, and the other says why it is not", async () => {
    const target = await newTarget();
    const both = [restore(target.config, path, silent), restore(target.config, path, silent)];
    const done = await Promise.allSettled(both);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [refused] = done.filter((one) => one.status === "rejected");
    expect(refused?.reason.message).toMatch(/Another restore|is not empty|^Process \d+ uses/);
    const store = await target.open();
    const files = await openEvidence(target.config.evidenceUrl);
    expect(await runVerifyCommand(store, files)).toMatchObject({ ok: true, files: 2 });
    await store.close();
  });

  test("a full disk leaves neither database nor files, and the restore can be repeated", async () => {
    const target = await newTarget();
    const handle = await open(folder, "r");
    const prototype = Object.getPrototypeOf(handle);
    await handle.close();
    let syncs = 0;
    const sync = prototype.sync;
    vi.spyOn(prototype, "sync").mockImplementation(async function (this: unknown) {
      if (++syncs > 6) throw Object.assign(new Error("full"), { code: "ENOSPC" });
      return sync.call(this);
    });
    await expect(restore(target.config, path, silent)).rejects.toThrow("no room for the evidence files");
    vi.restoreAllMocks();
    const kept = join(target.config.dataDir, "evidence", "sha256");
    const names = (await readdir(kept, { recursive: true }).catch(() => [])).filter(
      (name) => name.length > 60,
    );
    expect(names).toEqual([]);
    expect((await restore(target.config, path, silent)).verified.ok).toBe(true);
    expect(await readdir(target.config.dataDir)).not.toContain("db.restoring");
  });
});

test("a backup without enough disk space leaves no file and reports the error", async () => {
  const handle = await open(folder, "r");
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  let written = 0;
  const write = prototype.write;
  vi.spyOn(prototype, "write").mockImplementation(async function (this: unknown, ...input: unknown[]) {
    if (++written > 5) throw Object.assign(new Error("full"), { code: "ENOSPC" });
    return write.apply(this, input);
  });
  const out = join(folder, "full.backup");
  const source = { store: kit.store, files: kit.intake.files, organisation: "Kominfo" };
  await expect(backUp(source, out, silent)).rejects.toThrow(`There is no room for ${out}`);
  expect((await readdir(folder)).filter((name) => name.startsWith("full"))).toEqual([]);
  vi.restoreAllMocks();
  expect(await backUp(source, out, silent)).toMatchObject({ files: 2 });
});

test("names a missing or changed file in the store, and backs up the rest", async () => {
  const { files } = kit.intake;
  const changing = {
    ...files,
    get: async (address: string) => {
      const file = await files.get(address);
      return address === filled.sha256 && file ? { ...file, bytes: new Uint8Array([1, 2, 3]) } : file;
    },
  };
  const out = join(folder, "missing.backup");
  const source = { store: kit.store, files: changing, organisation: "Kominfo" };
  expect(await backUp(source, out, silent)).toMatchObject({ files: 1, missing: [filled.sha256] });
  expect(await readLastBackup(kit.store.db)).toMatchObject({ missing: 1 });
  expect(await restoreInto(out)).toMatchObject({ files: 1, missing: [filled.sha256] });
});

test("backs up the rest if a file cannot be read, and nothing if the store gives no answer", async () => {
  const { files } = kit.intake;
  const bad = (address: string) =>
    address === filled.sha256
      ? Promise.reject(Object.assign(new Error(), { code: "EIO" }))
      : files.get(address);
  const out = join(folder, "unreadable.backup");
  const source = { store: kit.store, files: { ...files, get: bad }, organisation: "Kominfo" };
  const said: string[] = [];
  const made = await backUp(source, out, (line) => said.push(line));
  expect(made).toMatchObject({ files: 1, missing: [filled.sha256] });
  expect(said).toContain(`file ${filled.sha256}: cannot be read: EIO`);
  const away = () => Promise.reject(new EvidenceUnavailable("no answer"));
  const none = { ...source, files: { ...files, get: away, has: away } };
  await expect(backUp(none, join(folder, "none.backup"), silent)).rejects.toThrow("no answer");
});
