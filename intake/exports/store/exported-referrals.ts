/** Reads the contents behind what a case's logs name of referrals and of watched posts. */

import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ExportedReferrals } from "../../../utils/shared/contract/export.ts";
import { hasWords } from "../../cases/rules/withheld-content.ts";
import { cases, referralEvents, referrals, watches, watchLooks } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { type AskedContents, idsOfLogged } from "./exported-requests.ts";

interface ItemScope {
  /** Whether the row's case is in scope: a split may have moved it to a case of another unit. */
  isHere: SQL<boolean>;
  withheld: boolean;
}

type Parts<Name extends keyof ExportedReferrals> = Promise<ExportedReferrals[Name]>;

/** Reads several tables, so call it in a snapshot. Leaves out every name: the logs hold them. */
export async function readExportedReferrals(tx: Db, asked: AskedContents): Promise<ExportedReferrals> {
  const idsIn = idsOfLogged(asked);
  const isHere = sql<boolean>`coalesce((${casesIn(tx, asked.scope)}), false)`;
  const scope = { isHere, withheld: asked.withheld };
  return {
    letters: await readLetters(tx, idsIn("referrals"), scope),
    events: await readEvents(tx, idsIn("referral_events"), scope),
    looks: await readLooks(tx, idsIn("watch_looks"), scope),
  };
}

async function readLetters(tx: Db, ids: string[], { isHere, withheld }: ItemScope): Parts<"letters"> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: referrals.id, jws: referrals.jws, letter: referrals.letter, isHere })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(inArray(referrals.id, ids))
    .orderBy(asc(referrals.madeAt), asc(referrals.id));
  return rows.map(({ id, jws, letter, isHere: shown }) => {
    if (!shown) return { id, leftOut: "other-unit" };
    // A referral written in the no-pixels lane has neither words nor the account's name.
    return withheld && isDescriptive(letter) ? { id, leftOut: "withheld" } : { id, jws };
  });
}

function isDescriptive({ analysis, author }: Record<string, unknown>): boolean {
  return analysis !== undefined || author !== undefined;
}

async function readEvents(tx: Db, ids: string[], { isHere, withheld }: ItemScope): Parts<"events"> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: referralEvents.id, detail: referralEvents.detail, isHere })
    .from(referralEvents)
    .innerJoin(referrals, eq(referrals.id, referralEvents.referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(inArray(referralEvents.id, ids))
    .orderBy(asc(referralEvents.at), asc(referralEvents.referralId), asc(referralEvents.no));
  return rows.map(({ id, detail, isHere: shown }) => {
    if (!shown) return { id, leftOut: "other-unit" };
    return withheld && hasWords(detail) ? { id, leftOut: "withheld" } : { id, detail };
  });
}

async function readLooks(tx: Db, ids: string[], { isHere, withheld }: ItemScope): Parts<"looks"> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: watchLooks.id, note: watchLooks.note, isHere })
    .from(watchLooks)
    .innerJoin(watches, eq(watches.id, watchLooks.watchId))
    .innerJoin(cases, eq(cases.id, watches.caseId))
    .where(inArray(watchLooks.id, ids))
    .orderBy(asc(watchLooks.at), asc(watchLooks.id));
  return rows.map(({ id, note, isHere: shown }) => {
    if (!shown) return { id, leftOut: "other-unit" };
    if (note === null) return { id };
    return withheld ? { id, leftOut: "withheld" } : { id, note };
  });
}
