/** Notes on cases, assignment, and hand-over of a shift. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { AssignmentView, Colleague, NoteView } from "../../../utils/shared/contract/teamwork.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { type Assignment, assignCase as assign, handOver as hand, mayWorkOn } from "../store/assignments.ts";
import { readActFacts } from "../store/case-facts.ts";
import { findCase } from "../store/case-reads.ts";
import { type ColleagueRow, readColleagues } from "../store/colleagues.ts";
import { type CaseNote, addNote as keepNote, markSeen } from "../store/notes.ts";

export const addNote: Handler<"addNote"> = async (intake, { caller, scope, params, body, at }) => {
  const mentions = body.mentions.map((mention) => mention.toLowerCase());
  const input = { ...body, id: body.id.toLowerCase(), mentions };
  const added = await keepNote(intake.store.db, { id: params.id, scope }, input, { actor: caller, at });
  return added.ok ? ok(toNoteView(added.value, caller.personId)) : added;
};

export const seeTeamwork: Handler<"seeTeamwork"> = async (intake, { caller, scope, params, at }) => {
  const seen = await markSeen(intake.store.db, { id: params.id, scope }, caller.personId, at);
  return seen.ok ? ok({ seen: true as const }) : seen;
};

export const assignCase: Handler<"assignCase"> = async (intake, { caller, scope, params, body, at }) => {
  const to = body.personId === "me" ? caller.personId : (body.personId?.toLowerCase() ?? null);
  const assigned = await assign(intake.store.db, { id: params.id, scope }, to, { actor: caller, at });
  return assigned.ok ? ok(toAssignmentView(assigned.value, caller.personId)) : assigned;
};

export const listCaseColleagues: Handler<"listCaseColleagues"> = async (
  intake,
  { caller, scope, params },
) => {
  const { db } = intake.store;
  const row = await findCase(db, { id: params.id, scope });
  if (!row) return notFound();
  const colleagues = await readColleagues(db, row, caller.personId);
  const facts = await readActFacts(db, row);
  return ok({
    colleagues: colleagues.map((colleague) => ({
      ...toColleague(colleague),
      acts: mayWorkOn(facts, colleague),
    })),
  });
};

export const listColleagues: Handler<"listColleagues"> = async (intake, { caller }) => {
  const colleagues = await readColleagues(intake.store.db, undefined, caller.personId);
  return ok({ colleagues: colleagues.map(toColleague) });
};

export const handOver: Handler<"handOver"> = async (intake, { caller, scope, body, at }) => {
  const personId = body.personId?.toLowerCase() ?? null;
  const input = { ...body, id: body.id.toLowerCase(), personId };
  return hand(intake.store.db, scope, input, { actor: caller, at });
};

function toColleague({ id, name, unit }: ColleagueRow): Colleague {
  return { id, name, ...(unit ? { unit: unit.name } : {}) };
}

export function toNoteView({ note, by, mentions }: CaseNote, personId: string): NoteView {
  const { id, text, at } = note;
  return { id, by, own: note.personId === personId, at: at.toISOString(), text, mentions };
}

/** `personId` of the caller; undefined for another system. */
export function toAssignmentView(
  assignment: Assignment | undefined,
  personId: string | undefined,
): { assigned?: AssignmentView } {
  if (!assignment) return {};
  const { to, by, at } = assignment;
  return { assigned: { to, by, own: assignment.personId === personId, at: at.toISOString() } };
}
