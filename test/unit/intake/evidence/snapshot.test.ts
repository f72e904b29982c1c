/** The inert copy of a post at the intake: accepted only if inert, and served so that no browser shows it as a page. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFile } from "../../../../intake/evidence/check-file.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { snapshotFile } from "../../../../utils/extension/drafts/open-draft.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { inertEnd, inertHead } from "../../../../utils/shared/policy/inert-html.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

let stores: TestStores;
let kit: IntakeKit;
let officer: TestDevice;
let supervisor: TestDevice;

beforeAll(async () => {
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open());
  officer = await kit.enrolled("officer", "Siti");
  supervisor = await kit.enrolled("supervisor", "Budi");
});

afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

/** A report with this copy, and what became of its file. */
async function sendCopy(markup: string) {
  const html = `${inertHead}<body style="color:rgb(0, 0, 0)">${markup}${inertEnd}`;
  const { evidence, files } = await snapshotFile(html);
  const [sha256 = ""] = Object.keys(files);
  const receipt = await officer.call("POST", "/v1/reports", { body: sampleReport({ evidence }) });
  const put = await officer.call("PUT", `/v1/reports/${receipt.body.reportId}/files/${sha256}`, {
    bytes: new TextEncoder().encode(html),
    headers: { "Content-Type": "application/octet-stream" },
  });
  return { html, sha256, receipt, put, path: `/v1/cases/${receipt.body.caseId}/files/${sha256}` };
}

test("requests a copy, stores it, and serves it without the site's origin", async () => {
  const { html, sha256, receipt, put, path } = await sendCopy("<div>Bonus 100%</div>");
  expect(receipt.body.filesWanted).toEqual([sha256]);
  expect(put.status).toBe(200);
  const got = await supervisor.call("POST", `${path}/reveals`);
  expect(new TextDecoder().decode(got.body)).toBe(html);
  expect(got.headers.get("content-type")).toBe("text/html");
  expect(got.headers.get("content-disposition")).toBe("attachment");
  expect(got.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
});

test("refuses and discards a copy that is not inert", async () => {
  const { sha256, put, path } = await sendCopy("<div><script>1</script></div>");
  expect(put).toMatchObject({ status: 422, problem: "snapshot-not-inert" });
  expect(await supervisor.call("GET", path)).toMatchObject({ status: 404 });
  expect(await kit.intake.files.get(sha256)).toBeUndefined();
});

/** A picture by its first bytes, a page with a script by the rest. */
async function pictureAndPage() {
  const bytes = new TextEncoder().encode("RIFF0000WEBP<script>document.title='x'</script>");
  const file = { sha256: await digestHex(bytes), bytes: bytes.length };
  const picture = {
    state: "taken",
    file: { ...file, type: "image/webp", width: 10, height: 10 },
  } as const satisfies Evidence["picture"];
  const snapshot = {
    state: "taken",
    file: { ...file, type: "text/html" },
  } as const satisfies Evidence["snapshot"];
  return { bytes, sha256: file.sha256, picture, snapshot };
}

test("refuses a report that lists one file as a picture and as a page", async () => {
  const { picture, snapshot } = await pictureAndPage();
  const answer = await officer.call("POST", "/v1/reports", {
    body: sampleReport({ evidence: { picture, snapshot } }),
  });
  expect(answer).toMatchObject({
    ...{ status: 400, problem: "invalid-input", fields: ["evidence.snapshot.file.type"] },
  });
});

test("checks a file as everything that its report lists it as", async () => {
  const { bytes, sha256, picture, snapshot } = await pictureAndPage();
  const { category, evidence } = sampleReport({ evidence: { picture, snapshot } });
  const checked = checkFile({ category, evidence, sha256, bytes, digest: sha256 });
  expect(checked).toMatchObject({ ok: false, problem: { code: "snapshot-not-inert" } });
});
