/** A case as JSON: canonical to the byte, with its files inside, checkable by itself. */

import { expect, test } from "vitest";
import { openTempFile } from "../../../../intake/documents/temp-file.ts";
import { writeJson } from "../../../../intake/exports/export-formats.ts";
import { caseExport } from "../../../../utils/shared/contract/export.ts";
import { canonicalJson, digestHex } from "../../../../utils/shared/seal/digest.ts";
import { exportDigest, openExport } from "../../../../utils/shared/seal/signed-kinds.ts";
import { type SampleCase, sampleCase } from "../../../support/case-contents.ts";

async function write({ contents }: SampleCase): Promise<string> {
  const spool = await openTempFile();
  await writeJson(contents, spool);
  const { stream, ...written } = spool.finish();
  const text = await new Response(stream()).text();
  expect(written.sha256).toBe(await digestHex(text));
  expect(written.bytes).toBe(new TextEncoder().encode(text).length);
  return text;
}

test("is the canonical form of the contract's export, signed without its files", async () => {
  const made = await sampleCase();
  const text = await write(made);
  const read = caseExport.parse(JSON.parse(text));
  expect(text).toBe(canonicalJson(read));
  const opened = await openExport(read.jws, made.intakeKey);
  expect(opened).toEqual({ ok: true, value: { digest: await exportDigest(read) } });
});

test("holds every file under its digest, with its type", async () => {
  const made = await sampleCase();
  const { files = {} } = caseExport.parse(JSON.parse(await write(made)));
  expect(Object.keys(files)).toEqual([...made.files.keys()].sort());
  for (const [sha256, { base64 }] of Object.entries(files)) {
    expect(await digestHex(new Uint8Array(Buffer.from(base64, "base64")))).toBe(sha256);
  }
  expect(
    Object.values(files)
      .map(({ type }) => type)
      .sort(),
  ).toEqual(["image/png", "image/png", "text/html"]);
});

test("omits a missing file, without further changes", async () => {
  const made = await sampleCase();
  made.files.clear();
  expect(JSON.parse(await write(made)).files).toEqual({});
});
