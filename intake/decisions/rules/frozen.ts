/** The part of a case that a decision freezes, and its presentation. */

import type { DecisionView, FrozenPost } from "../../../utils/shared/contract/decision.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { addressOf } from "../../../utils/shared/subject/address-of.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";
import { permalinkOf } from "../../cases/rules/subject-names.ts";
import type { CaseRecord } from "../../db/rows.ts";

/** A report as a decision references it. */
export interface FrozenReport {
  reportId: string;
  evidence: Evidence;
  manifest?: string | undefined;
}

export interface FreezeInput {
  row: Pick<CaseRecord, "version" | "subject" | "permalink" | "author">;
  /** Subjects of the case; `own` if a report has it as its subject. */
  names: readonly { subject: string; own: boolean }[];
  /** Digest of the decision's input. */
  input: string;
  /** True in the no-pixels lane: the account is identified by its id only. */
  bare: boolean;
  report?: FrozenReport | undefined;
}

/** Freezes address and author as the case shows them, with id and times of the newest report. */
export function freezePost({ row, names, input, bare, report }: FreezeInput): FrozenPost {
  const author = row.author === null || bare ? {} : { author: row.author };
  return {
    caseVersion: row.version,
    input,
    subject: row.subject,
    // A letter names reported posts only, so aliases are left out.
    aliases: names.filter(({ subject, own }) => own && subject !== row.subject).map(({ subject }) => subject),
    address: addressIn(row, names) ?? addressOf(row.subject) ?? "",
    ...author,
    ...reportFields(report),
  };
}

/** The case's address, if it names the case; rows older than this check may contain any address. */
function addressIn({ permalink }: FreezeInput["row"], names: FreezeInput["names"]): string | undefined {
  const parsed = permalink === null ? undefined : parseAddress(permalink);
  const named = parsed?.ok ? parsed.value.subject : undefined;
  return names.some(({ subject }) => subject === named) ? (permalink ?? undefined) : undefined;
}

/**
 * Rebuilds the frozen part of an older decision from its newest report, because the case has changed since.
 */
export function freezeFromReport({ row, report, ...seen }: FreezeInput): FrozenPost {
  const fields = report?.evidence.fields;
  return freezePost({
    ...seen,
    report,
    row: {
      ...row,
      permalink: (report && permalinkOf(report.evidence)) ?? null,
      author: fields?.authorName?.value ?? fields?.authorHandle?.value ?? null,
    },
  });
}

function reportFields(report: FrozenReport | undefined): Partial<FrozenPost> {
  if (!report) return {};
  const { reportId, manifest, evidence } = report;
  const { authorId, publishedAt } = evidence.fields;
  return {
    ...(authorId ? { authorId: authorId.value } : {}),
    ...(publishedAt ? { publishedAt: publishedAt.value } : {}),
    evidence: { reportId, capturedAt: evidence.capturedAt, ...(manifest === undefined ? {} : { manifest }) },
  };
}

export function withholdPost({ author, ...frozen }: FrozenPost): FrozenPost {
  return author === undefined ? frozen : { ...frozen, withheld: true };
}

/** The account's name may quote what must not be repeated. */
export function withholdDecision({ frozen, ...view }: DecisionView): DecisionView {
  return frozen ? { ...view, frozen: withholdPost(frozen) } : view;
}
