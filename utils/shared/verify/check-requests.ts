/**
 * Checks what followed a case's decisions: letters, events, outcome checks, objections, referrals and looks at watched
 * posts, and that none is missing.
 */

import type { CaseExport } from "../contract/export.ts";
import type { Logs } from "./check-audit-log.ts";
import { checkComplete } from "./check-complete.ts";
import type { NamedPicture } from "./check-files.ts";
import { checkEvents, checkLetters } from "./check-letters.ts";
import { checkObjections, checkOutcomes } from "./check-outcomes.ts";
import { checkLooks, checkReferralEvents, checkReferrals } from "./check-referrals.ts";
import type { Note } from "./finding.ts";
import { readLoggedRows } from "./logged-rows.ts";

/** Returns the pictures that valid outcome checks name. */
export async function checkRequests(exported: CaseExport, logs: Logs, note: Note): Promise<NamedPicture[]> {
  const rows = readLoggedRows(logs);
  const { decisions, keys, requests, referrals } = exported;
  checkComplete(exported, logs, rows, note);
  const context = { decisions, keys, logs, rows, note };
  if (referrals) {
    const numbers = await checkReferrals(referrals.letters, context);
    await checkReferralEvents(referrals.events, numbers, context);
    await checkLooks(referrals.looks, context);
  }
  if (!requests) return [];
  const letters = await checkLetters(requests.letters, context);
  await checkEvents(requests.events, letters, context);
  const pictures = await checkOutcomes(requests.checks, letters, context);
  await checkObjections(requests.objections, context);
  return pictures;
}
