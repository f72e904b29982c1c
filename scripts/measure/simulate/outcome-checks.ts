/** People open the addresses that are due, in Indonesia and abroad, and seal what their browser shows. */

import { randomUUID } from "node:crypto";
import {
  type OutcomeCheckTask,
  type OutcomeProof,
  outcomeCheckFormat,
} from "../../../utils/shared/contract/outcome-check.ts";
import type { CheckLocation, ContentState } from "../../../utils/shared/contract/request-state.ts";
import { sealOutcomeProof } from "../../../utils/shared/seal/signed-kinds.ts";
import type { IntakeKit } from "../../dev/kits/intake-kit.ts";
import type { Random } from "../chaos/random.ts";
import type { EventLog } from "./event-log.ts";
import { expectOk, type SimulatedStaff } from "./staff.ts";
import type { World } from "./world.ts";

const checksAnHour = 12;
/** Numbers of the supervisors who check at home and abroad. */
const [atHome, abroad] = [1, 2];

interface CheckContext {
  staff: SimulatedStaff;
  world: World;
  random: Random;
  deeds: EventLog;
}

export async function checkDueOutcomes(kit: IntakeKit, context: CheckContext): Promise<void> {
  const { staff, random } = context;
  const { checks } = await expectOk(staff.desk(atHome), "GET", `/v1/checks?limit=${checksAnHour}`);
  for (const task of checks as OutcomeCheckTask[]) {
    const seen = await check(kit, { ...context, by: atHome, from: "indonesia" }, task);
    if (task.action !== "BATAS_WILAYAH" || seen !== "withheld" || random.next() > 0.6) continue;
    // A check by the same person from another country proves nothing.
    const by = random.next() < 0.1 ? atHome : abroad;
    await check(kit, { ...context, by, from: "abroad" }, task);
  }
}

interface Check extends CheckContext {
  by: number;
  from: CheckLocation;
}

async function check(
  kit: IntakeKit,
  { staff, world, random, deeds, by, from }: Check,
  task: OutcomeCheckTask,
): Promise<ContentState> {
  const device = staff.desk(by);
  // One in thirty declares Indonesia behind a foreign exit of a VPN.
  const shownTo = random.next() < 0.03 ? "abroad" : from;
  const seen = random.next() < 0.04 ? "unknown" : world.show(task.subject, shownTo);
  const proof = { ...proofOf(task, seen, new Date(kit.clock.ms)), seenFrom: from };
  const body = { id: randomUUID(), seenFrom: from, seal: await sealOutcomeProof(proof, device.key) };
  const note = from === "abroad" && !task.noPixels ? { note: "Dilihat dari Singapura." } : undefined;
  await expectOk(device, "POST", `/v1/items/${task.itemId}/checks`, { ...body, ...note });
  deeds.looks.push({ id: body.id, task, by, from, seen, atMs: kit.clock.ms });
  return seen;
}

function proofOf(
  { itemId, subject, address, site }: OutcomeCheckTask,
  seen: ContentState,
  at: Date,
): OutcomeProof {
  const now = at.toISOString();
  return {
    format: outcomeCheckFormat,
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
