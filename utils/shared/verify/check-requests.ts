/** Checks what an export holds of requests: letters, events, outcome checks, objections, and that none is missing. */

import type { CaseExport } from "../contract/export.ts";
import type { Logs } from "./check-audit-log.ts";
import { checkComplete } from "./check-complete.ts";
import type { NamedPicture } from "./check-files.ts";
import { checkEvents, checkLetters } from "./check-letters.ts";
import { checkObjections, checkOutcomes } from "./check-outcomes.ts";
import type { Note } from "./finding.ts";
import { readLoggedRows } from "./logged-rows.ts";

/** Returns the pictures that valid outcome checks name. */
export async function checkRequests(exported: CaseExport, logs: Logs, note: Note): Promise<NamedPicture[]> {
  const rows = readLoggedRows(logs);
  const { decisions, keys, requests } = exported;
  checkComplete(exported, logs, rows, note);
  if (!requests) return [];
  const context = { decisions, keys, logs, rows, note };
  const letters = await checkLetters(requests.letters, context);
  await checkEvents(requests.events, letters, context);
  const pictures = await checkOutcomes(requests.checks, letters, context);
  await checkObjections(requests.objections, context);
  return pictures;
}
