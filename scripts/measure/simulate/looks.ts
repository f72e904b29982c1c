/** Simulates outcome checks: opens the addresses that are most overdue, and seals the result. */

import { randomUUID } from "node:crypto";
import { type CheckProof, type CheckTask, checkFormat } from "../../../utils/shared/contract/check.ts";
import type { SeenState } from "../../../utils/shared/contract/request-state.ts";
import { sealCheck } from "../../../utils/shared/seal/sealed-check.ts";
import type { Kit, TestDevice } from "../../dev/kits/intake-kit.ts";
import type { Random } from "../chaos/random.ts";
import type { Deeds } from "./record.ts";
import { ask } from "./staff.ts";

const atOnce = 6;
const looks: readonly [SeenState, ...SeenState[]] = [
  "removed",
  "removed",
  "withheld",
  "withheld",
  "available",
  "private",
  "unknown",
];

export async function lookAgain(
  kit: Kit,
  device: TestDevice,
  { random, deeds }: { random: Random; deeds: Deeds },
): Promise<void> {
  const { checks } = await ask(device, "GET", `/v1/checks?limit=${atOnce}`);
  for (const task of checks as CheckTask[]) {
    const seen = random.pick(looks);
    const seal = await sealCheck(proofOf(task, seen, new Date(kit.clock.ms)), device.key);
    const body = { id: randomUUID(), seenFrom: "indonesia", seal };
    await ask(device, "POST", `/v1/items/${task.itemId}/checks`, body);
    deeds.counts.looks++;
  }
}

function proofOf({ itemId, subject, address, site }: CheckTask, seen: SeenState, at: Date): CheckProof {
  const now = at.toISOString();
  return {
    format: checkFormat,
    itemId,
    subject,
    address,
    shownAddress: address,
    site,
    seen,
    source: "page #reason: simulasi",
    checkedAt: now,
    recipeVersion: 2,
    clock: { intakeAt: now, heardAt: now, offsetMs: 0 },
    extensionVersion: "0.1.0",
    browser: "Firefox 153",
  };
}
