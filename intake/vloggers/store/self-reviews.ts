/** Vloggers' checks of their own videos, and what a flagged video's case may show of them. */

import { and, desc, eq, gt, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewInput } from "../../../utils/shared/contract/review.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { withoutTimecodes } from "../../cases/store/destroy-content.ts";
import type { OwnScope, Ref } from "../../core/scope.ts";
import { caseSubjects, cases, declaredChannels, selfReviews, vloggers } from "../../db/schema/index.ts";
import { isCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

/** One person's checks within a day, and letters of all notes in one. */
export const maxChecksADay = 50;
const maxNoteChars = 50_000;

export type SelfReview = typeof selfReviews.$inferSelect;

export async function addSelfReview(
  db: Db,
  input: SelfReviewInput,
  actor: { personId: string },
  at: Date,
): Promise<Result<SelfReview>> {
  if (noteChars(input) > maxNoteChars) return fail("invalid-input", "the notes are too long");
  const digest = await digestJson(input);
  if (await hasManyToday(db, actor.personId, input.id, at))
    return fail("too-many-requests", "too many checks within a day", "later");
  const isWithheld = await hasWithheldCase(db, input.subject);
  const values: SelfReview = {
    ...input,
    title: isWithheld ? null : (input.title ?? null),
    answers: isWithheld ? withoutTimecodes(input.answers) : input.answers,
    open: input.open ?? false,
    personId: actor.personId,
    at,
    digest,
  };
  const [made] = await db.insert(selfReviews).values(values).onConflictDoNothing().returning();
  if (made) return ok(made);
  const [earlier] = await db.select().from(selfReviews).where(eq(selfReviews.id, input.id));
  if (earlier?.digest === digest && earlier.personId === actor.personId) return ok(earlier);
  return fail("conflict", "another check has this id");
}

function noteChars({ answers }: SelfReviewInput): number {
  return answers.flatMap(({ timecodes }) => timecodes).reduce((sum, { note }) => sum + note.length, 0);
}

const dayMs = 24 * 3_600_000;

/** False for one that is stored, because a retry must get its answer. */
async function hasManyToday(db: Db, personId: string, id: string, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - dayMs);
  const own = and(eq(selfReviews.personId, personId), gt(selfReviews.at, since));
  if ((await db.$count(selfReviews, own)) < maxChecksADay) return false;
  return (await db.$count(selfReviews, eq(selfReviews.id, id))) === 0;
}

/** Titles and timecodes describe the content, so they are not stored for cases in the no-pixels lane. */
async function hasWithheldCase(db: Db, subject: string): Promise<boolean> {
  const found = await db
    .select({ id: cases.id })
    .from(caseSubjects)
    .innerJoin(cases, eq(cases.id, caseSubjects.caseId))
    .where(and(eq(caseSubjects.subject, subject), eq(cases.withheld, true)))
    .limit(1);
  return found.length > 0;
}

/** Newest first. Returns one row more than the limit if there are more. */
export function readSelfReviews(
  db: Db,
  { personId }: OwnScope,
  { after, limit }: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<SelfReview[]> {
  const older =
    after &&
    or(lt(selfReviews.at, after.at), and(eq(selfReviews.at, after.at), lt(selfReviews.id, after.id)));
  return db
    .select()
    .from(selfReviews)
    .where(and(eq(selfReviews.personId, personId), older))
    .orderBy(desc(selfReviews.at), desc(selfReviews.id))
    .limit(limit + 1);
}

/** Takes effect with the next read of a case. Problem: `not-found` also for another person's check. */
export async function setSelfReviewOpen(
  db: Db,
  { id, scope }: Ref<OwnScope>,
  open: boolean,
): Promise<Result<SelfReview>> {
  const [changed] = await db
    .update(selfReviews)
    .set({ open })
    .where(and(eq(selfReviews.id, id), eq(selfReviews.personId, scope.personId)))
    .returning();
  return changed ? ok(changed) : fail("not-found");
}

/**
 * Checks of any of the case's subjects by people who have its channel: by those for whom a coordinator entered it first,
 * then the newest. The content of closed checks is not read.
 */
export async function readSeenSelfReviews(
  db: Db,
  { caseId, subjects }: { caseId: string; subjects: string[] },
  most: number,
) {
  const authors = sql`${cases.authorKey}, ${cases.authorName}`;
  const isEntered = sql`${vloggers.channels} ?| array[${authors}]`;
  const isDeclared = sql`exists (select 1 from ${declaredChannels}
    where ${declaredChannels.personId} = ${vloggers.personId} and ${declaredChannels.channel} in (${authors}))`;
  // Columns directly in a selected expression would lose their table's name.
  const isMakerWith = (which: SQL) => sql<boolean>`exists (
    select 1 from ${cases} join ${vloggers} on ${eq(vloggers.personId, selfReviews.personId)}
    where ${isCase(caseId)} and (${which}))`;
  const { at, policyVersion, open, answers, result, id } = selfReviews;
  const rows = await db
    .select({ id, at, policyVersion, open, isEntered: isMakerWith(isEntered) })
    .from(selfReviews)
    .where(and(inArray(selfReviews.subject, subjects), isMakerWith(sql`${isEntered} or ${isDeclared}`)))
    .orderBy(desc(isMakerWith(isEntered)), desc(at), desc(id))
    .limit(most);
  const opened = rows.filter((row) => row.open).map((row) => row.id);
  const contents = opened.length
    ? await db.select({ id, answers, result }).from(selfReviews).where(inArray(id, opened))
    : [];
  return rows.map((row) => ({
    at: row.at,
    policyVersion: row.policyVersion,
    /** By the maker's own word only. */
    isDeclared: !row.isEntered,
    content: contents.find((content) => content.id === row.id),
  }));
}
