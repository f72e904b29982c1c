/** A laptop's disk shows no picture and no copy of a page from reports that wait in the outbox. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { openEvidence } from "../../intake/evidence/evidence-files.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { readOutbox, tryNow } from "../../scripts/measure/chaos/device.ts";
import { filesOf } from "../../utils/shared/contract/files.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";

const subject = "x:post:1993210000000000102";
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface OnDisk {
  /** Each file's bytes in Base64, by table of the outbox. */
  files: Record<string, { sha256: string; base64: string }[]>;
  /** Everything else as JSON: reports, settings, session storage. */
  rest: string;
}

/** Runs in a page of the extension. */
async function readDisk(): Promise<OnDisk> {
  type Api = { storage: Record<"local" | "session", { get(keys: null): Promise<object> }> };
  const scope = globalThis as unknown as { browser?: Api; chrome: Api };
  const { local, session } = (scope.browser ?? scope.chrome).storage;
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await settled(indexedDB.open("outbox"));
  const disk: OnDisk = { files: {}, rest: "" };
  for (const table of db.objectStoreNames) {
    const rows: { sha256: string; bytes?: Uint8Array<ArrayBuffer> }[] = await settled(
      db.transaction(table).objectStore(table).getAll(),
    );
    if (table === "reports" || table === "bodies") disk.rest += JSON.stringify(rows);
    else
      disk.files[table] = rows.map((row) => ({
        sha256: row.sha256,
        base64: btoa(Array.from(row.bytes ?? [], (byte) => String.fromCharCode(byte)).join("")),
      }));
  }
  db.close();
  disk.rest += JSON.stringify([await local.get(null), await session.get(null)]);
  return disk;
}

/** First bytes of pictures and pages, plain and in Base64. */
const signs =
  /\x89PNG|RIFF....WEBP|\xff\xd8\xff|<!doctype|<html|<article|iVBORw0KGgo|UklGR|\/9j\/4|PCFkb2N0eXBl|PGh0bWw/i;

test("encrypts waiting pictures and copies on the disk, and the intake receives them readable", {
  tag: "@firefox-outbox",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  await officer.grantAllUrls();
  await stage.intake.stop();
  const page = await officer.open("https://x.com/home");
  await page.waitForState(subject, "idle");
  const receipt = await fileReport(page, subject, "JUDI");
  await page.close();
  const rowNow = async () => (await readOutbox(officer)).find(({ number }) => number === receipt);
  const row = await pollFor("the report to wait", async () => {
    const one = await rowNow();
    return one?.state === "waiting" && one.problem ? one : undefined;
  });

  const { evidence } = JSON.parse(row.body ?? "") as Report;
  expect(evidence.picture).toMatchObject({ state: "taken" });
  expect(evidence.snapshot).toMatchObject({ state: "taken" });
  const digests = filesOf(evidence).map((file) => file.sha256);
  const own = await officer.extensionPage("options.html");
  const disk = await own.evaluate(readDisk);
  expect(Object.keys(disk.files).sort()).toEqual(["files", "wrapped"]);
  expect(disk.files.files).toEqual([]);
  const wrapped = disk.files.wrapped ?? [];
  expect(wrapped.map((file) => file.sha256).sort()).toEqual(digests.toSorted());
  for (const file of wrapped) {
    const bytes = Buffer.from(file.base64, "base64");
    expect(sha256(bytes)).not.toBe(file.sha256);
    const [header, ...parts] = bytes.toString("latin1").split(".");
    expect(parts).toHaveLength(4);
    const protection = JSON.parse(Buffer.from(header ?? "", "base64url").toString());
    expect(protection).toMatchObject({ alg: "ECDH-ES", enc: "A256GCM" });
    expect(bytes.toString("latin1")).not.toMatch(signs);
  }
  expect(disk.rest).not.toMatch(signs);

  await stage.intake.start();
  await tryNow(officer);
  await expect
    .poll(async () => (await rowNow())?.state, { message: "state of the report", timeout: 40_000 })
    .toBe("sent");
  const kept = await openEvidence(`file:${join(stage.dataDir, "evidence")}`);
  for (const digest of digests) {
    const { bytes = new Uint8Array() } = (await kept.get(digest)) ?? {};
    expect(sha256(bytes)).toBe(digest);
    expect(Buffer.from(bytes).toString("latin1")).toMatch(signs);
  }
  expect((await own.evaluate(readDisk)).files).toEqual({ files: [], wrapped: [] });
});
