/** Reads all database rows that the model checks, after a step, in one query. */

import { sql } from "drizzle-orm";
import type { Db } from "../../../intake/db/store.ts";
import type { FrozenPost } from "../../../utils/shared/contract/decision.ts";
import type { Letter } from "../../../utils/shared/contract/letter.ts";

export interface ReportRow {
  id: string;
  caseId: string;
  personId: string;
  category: string;
  withdrawn: boolean;
  deleted: boolean;
  /** Digest of the stored evidence. */
  digest: string;
}

export interface CaseRow {
  id: string;
  state: string;
  site: string;
  mergedInto: string | null;
  decidedCategory: string | null;
  reportedCategory: string;
  withheld: boolean;
  forbidsPixels: boolean;
  reports: number;
  groupId: string | null;
  isAsked: boolean;
}

export interface DecisionRow {
  id: string;
  caseId: string;
  state: string;
  personId: string;
  answeredBy: string | null;
  bulkId: string | null;
  /** The panel's review of an approval that was drawn. */
  review: string | null;
  frozen: FrozenPost | null;
}

export interface ItemRow {
  id: string;
  requestId: string;
  caseId: string;
  decisionId: string;
  isVoid: boolean;
  subject: string;
  permalink: string;
}

export interface RequestRow {
  id: string;
  state: string;
  letter: Letter;
}

export interface HoldRow {
  id: string;
  caseId: string;
  stands: boolean;
}

/** A note or a question. */
export interface WrittenRow {
  id: string;
  caseId: string;
  hasText: boolean;
  /** The report that a question is about. Null for notes. */
  reportId: string | null;
  /** A question without an answer. */
  isOpen: boolean;
}

export interface Rows {
  reports: ReportRow[];
  cases: CaseRow[];
  decisions: DecisionRow[];
  items: ItemRow[];
  requests: RequestRow[];
  holds: HoldRow[];
  written: WrittenRow[];
  /** Ids of cases that are assigned or claimed. */
  taken: string[];
}

const select = sql`select json_build_object(
  'reports', (select coalesce(json_agg(json_build_object('id', id, 'caseId', case_id, 'personId', person_id,
    'category', category, 'withdrawn', withdrawn_at is not null, 'deleted', evidence_deleted_at is not null,
    'digest', md5(evidence::text)) order by received_at, id), '[]') from reports),
  'cases', (select coalesce(json_agg(json_build_object('id', id, 'state', state, 'site', site, 'mergedInto', merged_into,
    'decidedCategory', decided_category, 'reportedCategory', reported_category, 'withheld', withheld,
    'forbidsPixels', forbids_pixels, 'reports', reports, 'groupId', group_id, 'isAsked', asked_at is not null)), '[]')
    from cases),
  'decisions', (select coalesce(json_agg(json_build_object('id', id, 'caseId', case_id, 'state', state,
    'personId', person_id, 'answeredBy', answered_by, 'bulkId', bulk_id, 'review', review, 'frozen', frozen)), '[]') from decisions),
  'items', (select coalesce(json_agg(json_build_object('id', id, 'requestId', request_id, 'caseId', case_id,
    'decisionId', decision_id, 'isVoid', is_void, 'subject', subject, 'permalink', permalink)), '[]') from request_items),
  'requests', (select coalesce(json_agg(json_build_object('id', id, 'state', state, 'letter', letter)), '[]')
    from requests),
  'holds', (select coalesce(json_agg(json_build_object('id', id, 'caseId', case_id, 'stands', released_at is null)), '[]')
    from holds),
  'written', (select coalesce(json_agg(json_build_object('id', id, 'caseId', case_id, 'hasText', text <> '',
    'reportId', report_id, 'isOpen', is_open)), '[]')
    from (select id, case_id, text, null as report_id, false as is_open from case_notes
    union all select id, case_id, text, report_id, answered_at is null from questions) one),
  'taken', (select coalesce(json_agg(case_id), '[]')
    from (select case_id from case_assignments union select case_id from claims) one)) as found`;

export async function readRows(db: Db): Promise<Rows> {
  const { rows } = await db.execute<{ found: Rows }>(select);
  const [row] = rows;
  if (!row) throw new Error("nothing was read");
  return row.found;
}

export const noRows: Rows = {
  ...{ reports: [], cases: [], decisions: [], items: [], requests: [], holds: [], written: [], taken: [] },
};

/** The case that a case is part of by now. */
export function rootOf({ cases }: Rows, id: string): string {
  for (let at = id; ; ) {
    const next = cases.find((row) => row.id === at)?.mergedInto;
    if (!next) return at;
    at = next;
  }
}
