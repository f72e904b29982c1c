/** Supervisors' internal notes on cases, and who was mentioned in them. Each note is in the case's log. */

import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { NoteInput } from "../../../utils/shared/contract/teamwork.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseAssignments, caseNotes, noteMentions, people } from "../../db/schema/index.ts";
import { rowsOfCase, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { lockInScope, logUnchanged } from "./case-writes.ts";
import { readColleagues } from "./colleagues.ts";

export interface CaseNote {
  note: typeof caseNotes.$inferSelect;
  by: string;
  mentions: string[];
}

interface Writing {
  actor: Actor;
  at: Date;
}

/** Idempotent by the note's id and digest. Does not change the case's version: a note invalidates no decision. */
export async function addNote(
  db: Db,
  ref: Ref,
  input: NoteInput,
  { actor, at }: Writing,
): Promise<Result<CaseNote>> {
  const mentions = [...new Set(input.mentions)].sort();
  const digest = await digestJson({ caseId: ref.id, ...input, mentions });
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    const earlier = await readNote(tx, input.id);
    if (earlier) {
      const same = earlier.note.digest === digest && earlier.note.personId === actor.personId;
      return same ? ok(earlier) : fail("conflict", "another note has this id");
    }
    const allowed = await checkNote(tx, row, mentions, actor);
    if (!allowed.ok) return allowed;
    await insertNote(tx, row, { id: input.id, text: input.text, digest }, { actor, at });
    if (mentions.length > 0)
      await tx
        .insert(noteMentions)
        .values(mentions.map((personId) => ({ noteId: input.id, spot: row.spot, personId })));
    const added = await readNote(tx, input.id);
    if (!added) throw new Error(`note ${input.id} was not saved`);
    return ok(added);
  });
}

/** In the no-pixels lane no words about the content are stored. */
async function checkNote(
  tx: Db,
  row: CaseRecord,
  mentions: readonly string[],
  { personId }: Actor,
): Promise<Result<undefined>> {
  if (row.withheld) return fail("note-not-allowed");
  const seeing = new Set((await readColleagues(tx, row, personId)).map(({ id }) => id));
  return mentions.every((mention) => seeing.has(mention)) ? ok(undefined) : fail("colleague-blind");
}

type NewNote = Pick<typeof caseNotes.$inferInsert, "id" | "text" | "digest" | "handOverId">;

/** Under the case's lock. Returns the case with its new log head. */
export async function insertNote(
  tx: Db,
  row: CaseRecord,
  note: NewNote,
  { actor, at }: Writing,
): Promise<CaseRecord> {
  await tx
    .insert(caseNotes)
    .values({ ...note, caseId: row.id, spot: row.spot, personId: actor.personId, at });
  return logUnchanged(tx, row, {
    at,
    by: actor.name,
    device: actor.deviceId,
    act: "note-added",
    detail: { note: note.id, digest: note.digest },
    rows: { case_notes: [note.id] },
  });
}

/** The newest ones, oldest first. */
export async function readNotes(db: Db, caseId: string): Promise<CaseNote[]> {
  const rows = await selectNotes(db)
    .where(rowsOfCase(caseNotes, caseId))
    .orderBy(desc(caseNotes.at), desc(caseNotes.id))
    .limit(limits.caseNotes);
  return withMentions(db, rows.reverse());
}

async function readNote(db: Db, id: string): Promise<CaseNote | undefined> {
  const [note] = await withMentions(db, await selectNotes(db).where(eq(caseNotes.id, id)));
  return note;
}

function selectNotes(db: Db) {
  return db
    .select({ note: caseNotes, by: people.name })
    .from(caseNotes)
    .innerJoin(people, eq(people.id, caseNotes.personId))
    .$dynamic();
}

async function withMentions(db: Db, rows: Omit<CaseNote, "mentions">[]): Promise<CaseNote[]> {
  if (rows.length === 0) return [];
  const named = await db
    .select({ noteId: noteMentions.noteId, name: people.name })
    .from(noteMentions)
    .innerJoin(people, eq(people.id, noteMentions.personId))
    .where(
      inArray(
        noteMentions.noteId,
        rows.map(({ note }) => note.id),
      ),
    )
    .orderBy(asc(people.name));
  return rows.map((row) => ({
    ...row,
    mentions: named.filter(({ noteId }) => noteId === row.note.id).map(({ name }) => name),
  }));
}

/** Ids of those cases in which a note that the person has not seen mentions them. */
export async function readMentioned(
  db: Db,
  caseIds: readonly string[],
  personId: string,
): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ caseId: caseNotes.caseId })
    .from(noteMentions)
    .innerJoin(caseNotes, eq(caseNotes.id, noteMentions.noteId))
    .where(
      and(rowsOfCases(caseNotes, caseIds), eq(noteMentions.personId, personId), isNull(noteMentions.seenAt)),
    );
  return new Set(rows.map(({ caseId }) => caseId));
}

/** Ends the alerts about the person's mentions in the case and about its assignment to the person. */
export function markSeen(db: Db, ref: Ref, personId: string, at: Date): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    const here = tx.select({ id: caseNotes.id }).from(caseNotes).where(rowsOfCase(caseNotes, row.id));
    const mine = eq(noteMentions.personId, personId);
    await tx
      .update(noteMentions)
      .set({ seenAt: at })
      .where(and(inArray(noteMentions.noteId, here), mine, isNull(noteMentions.seenAt)));
    await tx
      .update(caseAssignments)
      .set({ seenAt: at })
      .where(
        and(
          rowsOfCase(caseAssignments, row.id),
          eq(caseAssignments.personId, personId),
          isNull(caseAssignments.seenAt),
        ),
      );
    return ok(undefined);
  });
}

/** Empties the texts, which may describe deleted evidence. Returns the ids of changed notes. */
export async function emptyNotes(tx: Db, caseId: string): Promise<string[]> {
  const emptied = await tx
    .update(caseNotes)
    .set({ text: "" })
    .where(rowsOfCase(caseNotes, caseId))
    .returning({ id: caseNotes.id });
  return emptied.map(({ id }) => id);
}
