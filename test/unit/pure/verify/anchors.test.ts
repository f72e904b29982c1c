/** A day's anchors in an export: pending, in a block that was not given, in a given block, and damaged. */

import { expect, test } from "vitest";
import type { SealedDay } from "../../../../utils/shared/contract/audit-log.ts";
import { fromHex, toHex } from "../../../../utils/shared/seal/digest.ts";
import { readBlockHeader } from "../../../../utils/shared/seal/open-timestamps.ts";
import { signExport } from "../../../../utils/shared/seal/signed-kinds.ts";
import { checkAnchors } from "../../../../utils/shared/verify/check-audit-log.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { newFindings } from "../../../../utils/shared/verify/finding.ts";
import { bitcoinAt, pendingAt } from "../../../support/calendar.ts";
import { bytesOf, makeExport } from "../../../support/export-kit.ts";

const calendar = "https://kalender.example";
const magic = "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108";
const proofOf = (root: string, rest: Uint8Array) =>
  Buffer.concat([fromHex(magic), fromHex(root), rest]).toString("base64");

/** The first block of the chain; its Merkle root is the only one that a test can know and a hash cannot reach. */
const header =
  "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e" +
  "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";

async function checkAnchored(anchors: (root: string) => SealedDay["anchors"]) {
  const kit = await makeExport();
  const days = kit.unsigned.days.map((day) => ({ ...day, anchors: anchors(day.root) }));
  const exported = { ...kit.unsigned, days };
  const { findings, outcome } = await checkBytes(
    bytesOf({ ...exported, jws: await signExport(exported, kit.intake) }),
  );
  return { outcome, anchors: findings.filter(({ code }) => code.startsWith("anchor")) };
}

test("a pending proof neither holds nor fails", async () => {
  const { outcome, anchors } = await checkAnchored((root) => [
    { calendar, proof: proofOf(root, pendingAt(calendar)) },
  ]);
  expect(outcome).toBe("holds");
  expect(anchors).toMatchObject([{ code: "anchor", holds: "unknown", values: { calendar } }]);
});

test("a proof that reaches a block names the Merkle root to look up", async () => {
  let dayRoot = "";
  const { anchors } = await checkAnchored((root) => {
    dayRoot = root;
    return [{ calendar, proof: proofOf(root, bitcoinAt(7)) }];
  });
  expect(anchors).toMatchObject([
    {
      code: "anchor-block",
      holds: "unknown",
      values: { height: 7, root: toHex(fromHex(dayRoot).reverse()) },
    },
  ]);
});

test.each([
  ["of another root", (_: string) => proofOf("ab".repeat(32), bitcoinAt(7)), "digest"],
  ["that is cut", (root: string) => proofOf(root, bitcoinAt(7).subarray(0, 9)), "form"],
  ["that is not base64", () => "***", "form"],
  ["with an operation that is not known", (root: string) => proofOf(root, Buffer.from([0x03])), "operation"],
])("a proof %s fails", async (_, proof, part) => {
  const { outcome, anchors } = await checkAnchored((root) => [{ calendar, proof: proof(root) }]);
  expect(outcome).toBe("fails");
  expect(anchors).toMatchObject([{ code: "anchor", holds: false, values: { part } }]);
});

test("a proof holds when a given block has its Merkle root", async () => {
  const block = await readBlockHeader(header);
  if (!block.ok) throw new Error("the header is good");
  const root = block.value.merkleRoot;
  const day = {
    day: "2026-11-25",
    root,
    batches: ["x"],
    anchors: [{ calendar, proof: proofOf(root, bitcoinAt(0)) }],
  };
  const { findings, note } = newFindings();
  expect(await checkAnchors(day, [block.value], note)).toEqual(block.value);
  expect(findings).toMatchObject([
    { code: "anchor", holds: true, values: { height: 0, at: block.value.at } },
  ]);
});
