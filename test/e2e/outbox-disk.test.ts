/** What waits in the outbox, as whoever takes the laptop finds it on the disk: no picture, and nothing of the page. */

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openEvidence } from "../../intake/evidence/files.ts";
import { readOutbox, tryNow } from "../../scripts/chaos/device.ts";
import { filesOf } from "../../utils/contract/files.ts";
import type { Report } from "../../utils/contract/report.ts";
import { until } from "./drivers/driver.ts";
import { fileReport } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const dataDir = mkdtempSync(join(tmpdir(), "lapor-intake-"));
const stage = await stageForTest({ dataDir });
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const officer = await stage.person("officer", "Petugas Contoh");

const subject = "x:post:1993210000000000102";
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface OnDisk {
  /** Base64 of each file's bytes, by the table that it lies in. */
  files: Record<string, { sha256: string; base64: string }[]>;
  /** Everything else: reports, settings, what is in memory. */
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
  const found: OnDisk = { files: {}, rest: "" };
  for (const table of db.objectStoreNames) {
    const rows: { sha256: string; bytes?: Uint8Array<ArrayBuffer> }[] = await settled(
      db.transaction(table).objectStore(table).getAll(),
    );
    if (table === "reports" || table === "bodies") found.rest += JSON.stringify(rows);
    else
      found.files[table] = rows.map((row) => ({
        sha256: row.sha256,
        base64: btoa(Array.from(row.bytes ?? [], (byte) => String.fromCharCode(byte)).join("")),
      }));
  }
  db.close();
  found.rest += JSON.stringify([await local.get(null), await session.get(null)]);
  return found;
}

/** How a picture or a page begins, as bytes and as Base64 in a text. */
const signs =
  /\x89PNG|RIFF....WEBP|\xff\xd8\xff|<!doctype|<html|<article|iVBORw0KGgo|UklGR|\/9j\/4|PCFkb2N0eXBl|PGh0bWw/i;

test("pictures and copies that wait lie encrypted on the disk, and arrive readable", async () => {
  await officer.grantAllUrls();
  await stage.intake.stop();
  const page = await officer.open("https://x.com/home");
  await page.waitForState(subject, "idle");
  const receipt = await fileReport(page, subject, "JUDI");
  await page.close();
  const rowNow = async () => (await readOutbox(officer)).find(({ number }) => number === receipt);
  const row = await until("the report to wait", async () => {
    const one = await rowNow();
    return one?.state === "waiting" && one.problem ? one : undefined;
  });

  const { evidence } = JSON.parse(row.body ?? "") as Report;
  expect({ picture: evidence.picture.state, snapshot: evidence.snapshot?.state }).toEqual({
    ...{ picture: "taken", snapshot: "taken" },
  });
  const own = await officer.extensionPage("options.html");
  const disk = await own.evaluate(readDisk);
  await own.close();
  expect(Object.keys(disk.files).sort()).toEqual(["files", "wrapped"]);
  expect(disk.files.files).toEqual([]);
  const wrapped = disk.files.wrapped ?? [];
  expect(wrapped.map((file) => file.sha256).sort()).toEqual(
    filesOf(evidence)
      .map((file) => file.sha256)
      .sort(),
  );
  for (const file of wrapped) {
    const bytes = Buffer.from(file.base64, "base64");
    expect(sha256(bytes)).not.toBe(file.sha256);
    const [header, ...parts] = bytes.toString("latin1").split(".");
    expect(parts).toHaveLength(4);
    expect(JSON.parse(Buffer.from(header ?? "", "base64url").toString())).toMatchObject({
      ...{ alg: "ECDH-ES", enc: "A256GCM" },
    });
    expect(bytes.toString("latin1")).not.toMatch(signs);
  }
  expect(disk.rest).not.toMatch(signs);

  await stage.intake.start();
  await tryNow(officer);
  await until("the report to be sent", async () => (await rowNow())?.state === "sent" || undefined, 40_000);
  const kept = await openEvidence(`file:${join(dataDir, "evidence")}`);
  for (const file of filesOf(evidence)) {
    const { bytes } = (await kept.get(file.sha256)) ?? {};
    expect(sha256(bytes ?? new Uint8Array())).toBe(file.sha256);
    expect(Buffer.from(bytes ?? []).toString("latin1")).toMatch(signs);
  }
  const after = await officer.extensionPage("options.html");
  expect((await after.evaluate(readDisk)).files).toEqual({ files: [], wrapped: [] });
  await after.close();
});
