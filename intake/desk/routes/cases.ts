import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { PanelGap } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { toClaimView } from "../../cases/routes/claims.ts";
import { toAssignmentView, toNoteView } from "../../cases/routes/teamwork.ts";
import { isClosed } from "../../cases/rules/allowed-acts.ts";
import { queueCursor } from "../../cases/rules/case-priority.ts";
import { readAssignments } from "../../cases/store/assignments.ts";
import { findCase } from "../../cases/store/case-reads.ts";
import { readClaim, readClaims } from "../../cases/store/claims.ts";
import { readGroups } from "../../cases/store/groups.ts";
import { type CaseNote, readMentioned, readNotes } from "../../cases/store/notes.ts";
import { countQueue, readQueue, type QueueFilter as StoredFilter } from "../../cases/store/queue.ts";
import { readRelatedCases } from "../../cases/store/related-cases.ts";
import { countTurns } from "../../cases/store/turns.ts";
import type { Caller, Person } from "../../core/caller.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import type { CaseRecord } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { actFactsIn, type DecidedParts } from "../../decisions/routes/decision-view.ts";
import { type LookFacts, lookOf } from "../../decisions/rules/opened-evidence.ts";
import { findPanelGap } from "../../decisions/store/decision-acts.ts";
import { readLookFacts } from "../../decisions/store/evidence-openings.ts";
import { toObjectionsView } from "../../objections/routes/objections.ts";
import { readObjections } from "../../objections/store/read-objections.ts";
import { type RestoreDue, readRestoreDue } from "../../requests/store/ready-decisions.ts";
import { readReappearance } from "../../requests/store/schedule-reappeared.ts";
import { goldenIn } from "../../vloggers/routes/golden.ts";
import { readGolden } from "../../vloggers/store/golden.ts";
import { partLimits, readWholeCase } from "../store/case-parts.ts";
import { toCaseRow, toCaseView } from "./case-view.ts";

export const listCases: Handler<"listCases"> = async (intake, { caller, scope, query, at }) => {
  const { limit, after: cursor, ...asked } = query;
  const asker = caller.kind === "person" ? caller.personId : undefined;
  const filter = storedFilter(asked, caller, at);
  if (!filter) return ok({ cases: [] });
  const after = cursor === undefined ? undefined : decodeCursor(cursor, queueCursor);
  if (cursor !== undefined && !after) return invalidCursor();
  const queue = await readQueue(intake.store.db, { ...filter, scope, after, limit });
  const page = toPage(queue, limit, ({ queueKey }) => queueKey);
  const ids = page.rows.map(({ id }) => id);
  const claims = await readClaims(intake.store.db, ids, at);
  const staff = caller.kind === "person" && caller.role !== "panelist" ? caller.personId : undefined;
  const teamwork = await readTeamwork(intake.store.db, ids, staff);
  const groups = await readGroups(intake.store.db, scope, page.rows);
  return ok({
    cases: page.rows.map((row) => ({
      ...toCaseRow(row, groups),
      ...toClaimView(claims.get(row.id), asker),
      ...teamwork(row),
    })),
    ...(page.next ? { next: page.next } : {}),
  });
};

type QueueQuery = { [N in keyof QueueFilter]?: QueueFilter[N] | undefined };

/** Undefined if no case can match: API keys have no assigned cases, and only supervisors decide. */
function storedFilter(
  { from, to, mine, turn, late, ...filter }: QueueQuery,
  caller: Caller,
  at: Date,
): Omit<StoredFilter, "scope" | "limit"> | undefined {
  const person = caller.kind === "person" ? caller : undefined;
  if ((mine && !person) || (turn && person?.role !== "supervisor")) return undefined;
  const personId = person?.personId ?? "";
  return {
    ...filter,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    ...(late ? { lateAt: at } : {}),
    ...(mine ? { mineOf: { personId, at } } : {}),
    ...(turn ? { turnOf: { personId, turn } } : {}),
  };
}

export const countViews: Handler<"countViews"> = async (intake, { caller, scope, body, at }) => {
  const counts: number[] = [];
  // One after the other: a person's views must not take every connection.
  for (const view of body.views) {
    const filter = storedFilter(view, caller, at);
    const limit = limits.countedInView;
    counts.push(filter ? await countQueue(intake.store.db, { ...filter, scope, limit }) : 0);
  }
  return ok({ counts });
};

export const countCaseTurns: Handler<"countTurns"> = async (intake, { caller, scope, at }) =>
  ok(await countTurns(intake.store.db, scope, { personId: caller.personId, at }));

export const getCase: Handler<"getCase"> = async (intake, { caller, scope, params, at }) => {
  const asker = caller.kind === "person" ? caller : undefined;
  // One snapshot, so that log, reports and version are consistent.
  const read = await intake.store.db.transaction(
    async (tx) => {
      const row = await findCase(tx, { id: params.id, scope });
      if (!row) return undefined;
      const parts = await readWholeCase(tx, row.id, partLimits);
      const kin = await readRelatedCases(tx, row, scope);
      const reappearanceOf = await readReappearance(tx, row, scope);
      const golden = await readGolden(tx, row.id);
      const restoreDue = await readRestoreDue(tx, row.id);
      const shown = await readObjections(tx, row.id);
      const claim = await readClaim(tx, row.id, at);
      const looks = await readLookFacts(tx, row);
      const gap = await readGap(tx, row, parts, asker);
      const staff = asker && asker.role !== "panelist" ? asker.personId : undefined;
      const teamwork = (await readTeamwork(tx, [row.id], staff))(row);
      const notes = staff === undefined || row.withheld ? undefined : await readNotes(tx, row.id);
      return {
        row,
        parts,
        kin,
        reappearanceOf,
        golden,
        restoreDue,
        shown,
        claim,
        looks,
        gap,
        teamwork,
        notes,
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (!read) return notFound();
  const viewer = { asker, blind: intake.blindConfirm };
  const view = toCaseView(read.row, read.parts, read.kin, viewer);
  const golden = goldenIn(read.row, read.golden, asker?.role);
  return ok({
    ...view,
    ...toClaimView(read.claim, asker?.personId),
    ...golden,
    ...read.teamwork,
    ...toNotesView(read.notes, asker),
    ...(read.reappearanceOf ? { reappearanceOf: read.reappearanceOf } : {}),
    ...toLooksView(read.looks, asker),
    ...(read.gap ? { panelGap: read.gap } : {}),
    ...restoreIn(read.restoreDue, asker),
    ...toObjectionsView(read.row, read.parts, read.shown, viewer),
  });
};

/** Notes never leave the desk: not to the panel, which is partly outside the ministry, nor to other systems. */
function toNotesView(
  notes: readonly CaseNote[] | undefined,
  asker: Person | undefined,
): Pick<CaseView, "notes"> {
  return notes && asker ? { notes: notes.map((note) => toNoteView(note, asker.personId)) } : {};
}

/** Assignment and mentions of cases for the desk. Empty without a person of the staff. */
async function readTeamwork(db: Db, caseIds: readonly string[], personId: string | undefined) {
  if (personId === undefined) return () => ({});
  const assigned = await readAssignments(db, caseIds);
  const mentioned = await readMentioned(db, caseIds, personId);
  return ({ id, state }: Pick<CaseRecord, "id" | "state">) => ({
    ...(isClosed(state) ? {} : toAssignmentView(assigned.get(id), personId)),
    ...(mentioned.has(id) ? { mentioned: true as const } : {}),
  });
}

/** For the second person, who may refuse. */
async function readGap(
  tx: Db,
  row: CaseRecord,
  parts: DecidedParts,
  asker: Person | undefined,
): Promise<PanelGap | undefined> {
  if (row.state !== "proposed" || asker?.role !== "supervisor") return undefined;
  return findPanelGap(tx, actFactsIn(row, parts), asker.personId);
}

/** Openings by role, because the names of deciders may be hidden. */
function toLooksView(facts: LookFacts, asker: Person | undefined): Pick<CaseView, "openings" | "look"> {
  const first = facts.openings.filter(
    ({ personId }, index) => facts.openings.findIndex((opening) => opening.personId === personId) === index,
  );
  return {
    openings: first.map(({ role, at, personId }) => ({
      role,
      at: at.toISOString(),
      own: personId === asker?.personId,
    })),
    ...(asker?.role === "supervisor" ? { look: lookOf(facts, asker.personId).look } : {}),
  };
}

/** Only for roles that make requests to platforms. */
function restoreIn(
  restoreDue: RestoreDue | undefined,
  asker: Person | undefined,
): { restoreDue?: RestoreDue } {
  return restoreDue && asker?.role !== "panelist" ? { restoreDue } : {};
}
