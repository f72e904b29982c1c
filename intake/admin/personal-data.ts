/** `export person` and `export breach`: data stored about a person who asks, and the facts for a breach notice. */

import { z } from "zod";
import { id, shortText } from "../../utils/shared/contract/ids.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Db } from "../db/store.ts";
import { findActsOf, findPersonalData } from "./store/personal-data.ts";
import { listOf } from "./terminal-output.ts";

export const aboutCommand = z.strictObject({
  command: z.literal("about"),
  name: shortText(limits.addressChars),
});
export const takenCommand = z
  .strictObject({
    command: z.literal("taken"),
    device: id.optional(),
    person: id.optional(),
    since: z.coerce.date("must be a day such as 2026-11-25, or an instant").optional(),
  })
  .refine(
    ({ device, person }) => (device === undefined) !== (person === undefined),
    "give one of --device and --person",
  );
export type PersonalDataCommand = z.infer<typeof aboutCommand | typeof takenCommand>;

/** Time that the law allows for the notice once a breach is known (UU 27/2022, article 46). */
const noticeMs = 3 * 24 * 3_600_000;

/** Throws if there is no such device, or no device of such a person; the message is shown to the administrator. */
export async function runPersonalDataCommand(
  db: Db,
  input: PersonalDataCommand,
  now = new Date(),
): Promise<object> {
  if (input.command === "about") return findPersonalData(db, input.name);
  const { device, person, since = new Date(0) } = input;
  const taken = await findActsOf(db, {
    device: device?.toLowerCase(),
    person: person?.toLowerCase(),
    since,
  });
  if (!taken)
    throw new Error(
      "No such device, or a person who has never had one: see `lapor devices` and `lapor people`.",
    );
  return { since, noticeUntil: new Date(now.getTime() + noticeMs), ...taken };
}

const isoTime = z.coerce.date().transform((date) => date.toISOString());
const aboutAnswer = z.object({
  name: z.string(),
  reports: z.array(
    z.object({
      report: z.string(),
      case: z.string(),
      receivedAt: isoTime,
      category: z.string(),
      state: z.string(),
      subject: z.string(),
      evidenceDeletedAt: isoTime.nullable(),
    }),
  ),
  shown: z.array(z.object({ at: isoTime, act: z.string(), case: z.string() })),
  letters: z.array(z.unknown()),
  decisions: z.array(z.unknown()),
  objections: z.array(z.unknown()),
  person: z
    .object({
      name: z.string(),
      role: z.string(),
      devices: z.array(z.unknown()),
      acts: z.array(z.unknown()),
      programme: z.object({ conflicts: z.array(z.unknown()), reviews: z.array(z.unknown()) }),
    })
    .optional(),
});
const takenAnswer = z.object({
  since: isoTime,
  noticeUntil: isoTime,
  devices: z.array(z.object({ device: z.string(), name: z.string(), role: z.string() })),
  acts: z.array(z.unknown()),
  shown: z.array(z.object({ at: isoTime, act: z.string(), case: z.string() })),
});

const shownColumns = { "SHOWN AT": "at", ACT: "act", CASE: "case" };

/** The evidence itself is in the `--json` answer and the case's export. */
export function printAbout(answer: object): string {
  const { name, reports, shown, letters, decisions, objections, person } = aboutAnswer.parse(answer);
  const columns = {
    REPORT: "report",
    CASE: "case",
    STATE: "state",
    SUBJECT: "subject",
    CATEGORY: "category",
    "RECEIVED AT": "receivedAt",
    "DELETED AT": "evidenceDeletedAt",
  };
  return [
    ...tablesOf([reports, columns], [shown, shownColumns]),
    `${reports.length} reports name ${name}; their evidence was shown or exported ${shown.length} times. Use --json for all stored data.`,
    `Letters about them: ${letters.length}. Decisions that keep the name: ${decisions.length}. Objections under it: ${objections.length}.`,
    person
      ? `This is the id of ${person.name} (${person.role}): ${person.devices.length} devices, ${person.acts.length} acts, ${person.programme.reviews.length} reviews, ${person.programme.conflicts.length} noted conflicts.`
      : "Data of a person on duty or in the programme is found by the id in `lapor people`.",
  ].join("\n");
}

export function printTaken(answer: object): string {
  const { since, noticeUntil, devices, acts, shown } = takenAnswer.parse(answer);
  return [
    ...tablesOf([devices, { DEVICE: "device", NAME: "name", ROLE: "role" }], [shown, shownColumns]),
    `${acts.length} acts since ${since}, ${shown.length} of them showed or exported evidence.`,
    `If this is a breach that became known now, the notice is due by ${noticeUntil}. Revoke the device first.`,
  ].join("\n");
}

/** Each table that has rows, with an empty line after it. */
function tablesOf(...tables: readonly [rows: unknown[], columns: Record<string, string>][]): string[] {
  return tables.flatMap(([rows, columns]) => (rows.length === 0 ? [] : [listOf(rows, columns, ""), ""]));
}
