/** Composes the letter of a referral from the frozen part of its decision. */

import { address } from "../../utils/shared/contract/ids.ts";
import { type ReferralLetter, referralFormat } from "../../utils/shared/contract/referral.ts";
import type { PartnerCode } from "../../utils/shared/contract/referral-state.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { bases } from "../../utils/shared/policy/legal-bases.ts";
import { addressOf } from "../../utils/shared/subject/address-of.ts";
import { type CaseRecord, type DecisionRecord, omitNulls } from "../db/rows.ts";
import { letterNumberOf } from "../delivery/letter-ids.ts";

export interface ReferralFacts {
  id: string;
  no: number;
  partner: PartnerCode;
  row: CaseRecord;
  decision: DecisionRecord;
  answerDays: number;
  at: Date;
  organisation: string;
  origin: string;
}

/** Contains no pixels. In the no-pixels lane also no name and no words: subject, address, account id and times only. */
export function composeReferral({
  id,
  no,
  partner,
  row,
  decision,
  answerDays,
  at,
  organisation,
  origin,
}: ReferralFacts): ReferralLetter {
  const { frozen, action } = decision;
  const category = decision.category ?? row.category;
  const bare = row.withheld || category === "PORNO_ANAK";
  const permalink = frozen?.address || row.permalink || addressOf(row.subject);
  const { authorId, publishedAt, evidence } = frozen ?? {};
  return {
    format: referralFormat,
    id,
    number: `R-${letterNumberOf(organisation, no, at)}`,
    partner,
    organisation,
    category,
    urgent: categories[category].urgent,
    caseId: row.id,
    decisionId: decision.id,
    subject: frozen?.subject ?? row.subject,
    aliases: frozen?.aliases ?? [],
    ...omitNulls({
      action,
      address: address.safeParse(permalink).data ?? null,
      authorId: authorId ?? null,
      publishedAt: publishedAt ?? null,
      capturedAt: evidence?.capturedAt ?? null,
      manifest: evidence?.manifest ?? null,
    }),
    ...(bare ? {} : describe(decision)),
    basis: decision.basis.map((basis) => ({
      id: basis,
      text: bases[basis]?.text ?? basis,
      verified: bases[basis]?.verified ?? false,
    })),
    answerDays,
    madeAt: at.toISOString(),
    origin,
  };
}

function describe({
  frozen,
  reason,
  subReason,
  elements,
}: DecisionRecord): Pick<ReferralLetter, "author" | "analysis" | "subReason" | "elements"> {
  const author = frozen?.author ?? null;
  return omitNulls({
    author,
    analysis: reason,
    subReason,
    elements: elements.length === 0 ? null : elements,
  });
}
