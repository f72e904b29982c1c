/** The on-call roster and the record of alerts at the command line. */

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { id, instant } from "../../utils/shared/contract/ids.ts";
import { listRecorded } from "../alerts/store/alert-record.ts";
import { addShift, listShifts, removeShift } from "../alerts/store/on-call.ts";
import type { Db } from "../db/store.ts";
import { listOf } from "./terminal-output.ts";

const command = z.literal("on-call");
const place = z.coerce.number().int().min(1).max(9).default(1);
/** UTC, or with an offset such as `2026-11-28T18:00:00+07:00`. */
const time = z.iso
  .datetime({ offset: true, error: "is a time such as 2026-11-28T18:00:00+07:00" })
  .transform((text) => new Date(text).toISOString())
  .pipe(instant);

export const onCallCommand = z.discriminatedUnion("act", [
  z.strictObject({ command, act: z.literal("add"), person: id, from: time, until: time, place }),
  z.strictObject({ command, act: z.literal("list") }),
  z.strictObject({ command, act: z.literal("remove"), turn: id }),
]);
export type OnCallCommand = z.infer<typeof onCallCommand>;

export const alertsCommand = z.strictObject({ command: z.literal("alerts") });

export async function runOnCallCommand(db: Db, input: OnCallCommand): Promise<object> {
  const at = new Date();
  if (input.act === "list") return { shifts: await listShifts(db, at) };
  if (input.act === "remove") {
    const turn = input.turn.toLowerCase();
    if (!(await removeShift(db, turn))) throw new Error(`There is no turn ${turn}. Use \`on-call list\`.`);
    return { id: turn, removed: true };
  }
  const { person, from, until } = input;
  const turn = { id: randomUUID(), personId: person.toLowerCase(), from, until, place: input.place };
  const added = await addShift(db, turn, at);
  if (added.ok) return turn;
  const { code, detail } = added.problem;
  throw new Error(
    code === "not-found"
      ? "This person cannot be on call: only supervisors and administrators who are not suspended can. Use `people`."
      : (detail ?? code),
  );
}

export async function runAlertsCommand(db: Db): Promise<object> {
  return { alerts: await listRecorded(db) };
}

export function printOnCall(answer: object): string {
  if ("shifts" in answer) {
    const columns = {
      TURN: "id",
      NAME: "name",
      UNIT: "unit",
      FROM: "startsAt",
      UNTIL: "endsAt",
      PLACE: "place",
    };
    return listOf(answer.shifts, columns, "No turns: in quiet hours urgent alerts are sent to everyone.");
  }
  const { id: turn, from, until } = answer as { id: string; from?: string; until?: string };
  return from === undefined ? `Turn ${turn} removed.` : `Turn ${turn}: ${from} until ${until}.`;
}

export function printAlerts(answer: object): string {
  const columns = {
    "MADE AT": "madeAt",
    EVENT: "event",
    REFERENCE: "reference",
    STAGE: "stage",
    TOLD: "told",
    MAILED: "mailed",
    "TAKEN BY": "takenBy",
    "CLOSED AT": "closedAt",
  };
  return listOf((answer as { alerts: unknown }).alerts, columns, "No alerts.");
}
