/** Tests of receipts: signed by a pinned key, for this report and these bytes. */

import { beforeEach, describe, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { newKey, report } from "../../../../scripts/dev/kits/evidence.ts";
import { connection, formerConnections } from "../../../../utils/extension/browser/storage.ts";
import { checkReceiptFor } from "../../../../utils/extension/outbox/send-reports.ts";
import type { ReceiptClaims } from "../../../../utils/shared/contract/audit-log.ts";
import type { PublicKey } from "../../../../utils/shared/contract/enrolment.ts";
import type { Receipt } from "../../../../utils/shared/contract/report.ts";
import { digestJson } from "../../../../utils/shared/seal/digest.ts";
import { signReceipt } from "../../../../utils/shared/seal/receipt.ts";
import { connectDevice } from "../../../support/device-kit.ts";

const body = JSON.stringify(report);
const digest = "a".repeat(64);
const [now, before, stranger] = [await newKey(), await newKey(), await newKey()];
const formerId = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e99";

async function pin(intakeKey: PublicKey | undefined, former?: PublicKey | null): Promise<void> {
  const known = await connection.getValue();
  if (!known) throw new Error("not connected");
  const { intakeKey: _, ...rest } = known;
  await connection.setValue({ ...rest, ...(intakeKey ? { intakeKey } : {}) });
  const identity = { ...rest.identity, deviceId: formerId };
  const earlier = { ...rest, identity, ...(former ? { intakeKey: former } : {}) };
  await formerConnections.setValue(former === undefined ? [] : [earlier]);
}

async function receiptBy(key = now, change: Partial<ReceiptClaims> = {}): Promise<Receipt> {
  const shown = { reportId: report.id, number: "LK-00000-00000", caseId: formerId };
  const receivedAt = "2026-11-25T01:02:03.000Z";
  const claims: ReceiptClaims = {
    ...{ ...shown, receivedAt, reportDigest: await digestJson(report), manifestDigest: digest },
    ...{ sealKey: "kunci", handedInBy: { deviceId: formerId, name: "Siti" }, log: { seq: 1, hash: digest } },
    ...change,
  };
  return { ...shown, receivedAt, reportsOnCase: 1, filesWanted: [], jws: await signReceipt(claims, key) };
}

async function wrongPart(receipt: Receipt, deviceId?: string): Promise<string> {
  const checked = await checkReceiptFor({ reportId: report.id, body, deviceId }, receipt);
  if (checked.ok) return "nothing";
  expect(checked.problem).toMatchObject({ code: "receipt-invalid", retry: "later" });
  return checked.problem.detail ?? "";
}

beforeEach(async () => {
  fakeBrowser.reset();
  await connectDevice();
});

describe("with a pinned key", () => {
  beforeEach(() => pin(now.publicKey));

  test("accepts the intake's own receipt for this report, in any JSON spelling", async () => {
    expect(await wrongPart(await receiptBy())).toBe("nothing");
    const spaced = { reportId: report.id, body: JSON.stringify(report, null, 1) };
    expect((await checkReceiptFor(spaced, await receiptBy())).ok).toBe(true);
  });

  test.each<[string, () => Promise<Receipt>, string]>([
    ["by another key", () => receiptBy(stranger), "signature"],
    ["for another report", () => receiptBy(now, { reportId: formerId }), "reportId"],
    ["for other bytes", () => receiptBy(now, { reportDigest: digest }), "reportDigest"],
    ["that is none", async () => ({ ...(await receiptBy()), jws: "" }), "form"],
  ])("one %s does not, and is asked for again", async (_what, make, part) => {
    expect(await wrongPart(await make())).toBe(part);
  });
});

test("accepts a receipt for an earlier enrolment's report from its intake or today's only", async () => {
  await pin(now.publicKey, before.publicKey);
  for (const key of [now, before]) expect(await wrongPart(await receiptBy(key), formerId)).toBe("nothing");
  expect(await wrongPart(await receiptBy(stranger), formerId)).toBe("signature");
  expect(await wrongPart(await receiptBy(before))).toBe("signature");
});

test("a device without a key cannot check, and accepts the answer", async () => {
  await pin(undefined);
  expect(await wrongPart(await receiptBy(stranger))).toBe("nothing");
  await pin(now.publicKey, null);
  expect(await wrongPart(await receiptBy(stranger), formerId)).toBe("nothing");
});
