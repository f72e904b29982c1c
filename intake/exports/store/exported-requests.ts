/** Reads the contents behind what a case's logs name of requests: letters, events, outcome checks and objections. */

import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { ExportedRequests } from "../../../utils/shared/contract/export.ts";
import { type LoggedTable, readLoggedRows } from "../../../utils/shared/verify/logged-rows.ts";
import { pixelPolicyOf } from "../../cases/rules/case-priority.ts";
import { hasWords } from "../../cases/rules/withheld-content.ts";
import type { CaseScope } from "../../core/scope.ts";
import { cases, checks, objections, requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import { casesIn, requestsIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import type { CaseContent } from "../../documents/export-source.ts";

export interface AskedContents {
  logs: CaseContent["logs"];
  scope: CaseScope;
  /** The case is in the no-pixels lane. */
  withheld: boolean;
}

/** Returns the ids of the rows that the logs name, by table. */
export function idsOfLogged({ logs }: AskedContents): (table: LoggedTable) => string[] {
  const rows = readLoggedRows(new Map(logs.map(({ caseId, entries }) => [caseId, entries])));
  return (table) => [...rows[table].keys()];
}

/** Reads several tables, so call it in a snapshot. Leaves out every name: the logs hold them. */
export async function readExportedRequests(tx: Db, asked: AskedContents): Promise<ExportedRequests> {
  const { scope, withheld } = asked;
  const idsIn = idsOfLogged(asked);
  const isHere = sql<boolean>`coalesce((${casesIn(tx, scope)}), false)`;
  const veiled = await readVeiled(tx, idsIn("requests"));
  const letters = await readLetters(tx, idsIn("requests"), { scope, veiled });
  const foreign = new Set(letters.filter((letter) => letter.leftOut === "other-unit").map(({ id }) => id));
  return {
    letters,
    events: await readEvents(tx, idsIn("request_events"), { foreign, withheld, veiled }),
    checks: await readChecks(tx, idsIn("checks"), { isHere, withheld }),
    objections: await readObjections(tx, idsIn("objections"), { isHere, withheld }),
  };
}

type Parts<Name extends keyof ExportedRequests> = Promise<ExportedRequests[Name]>;

async function readLetters(
  tx: Db,
  ids: string[],
  { scope, veiled }: { scope: CaseScope; veiled: ReadonlySet<string> },
): Parts<"letters"> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({
      id: requests.id,
      jws: requests.jws,
      category: requests.category,
      isHere: sql<boolean>`${requestsIn(tx, scope)}`,
    })
    .from(requests)
    .where(inArray(requests.id, ids))
    .orderBy(asc(requests.madeAt), asc(requests.id));
  return rows.map(({ id, jws, category, isHere }) => {
    if (!isHere) return { id, leftOut: "other-unit" };
    // A letter of the no-pixels category was written without descriptions.
    return veiled.has(id) && category !== "PORNO_ANAK" ? { id, leftOut: "withheld" } : { id, jws };
  });
}

/** Returns the requests with an item whose case is now in the no-pixels lane. */
async function readVeiled(tx: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: requestItems.requestId, row: cases })
    .from(requestItems)
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(inArray(requestItems.requestId, ids));
  return new Set(
    rows.filter(({ row }) => row.withheld || pixelPolicyOf(row, row) !== "taken").map(({ id }) => id),
  );
}

async function readEvents(
  tx: Db,
  ids: string[],
  { foreign, withheld, veiled }: Record<"foreign" | "veiled", ReadonlySet<string>> & { withheld: boolean },
): Parts<"events"> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: requestEvents.id, requestId: requestEvents.requestId, detail: requestEvents.detail })
    .from(requestEvents)
    .where(inArray(requestEvents.id, ids))
    .orderBy(asc(requestEvents.at), asc(requestEvents.id));
  return rows.map(({ id, requestId, detail }) => {
    if (foreign.has(requestId)) return { id, leftOut: "other-unit" };
    const hides = (withheld || veiled.has(requestId)) && hasWords(detail);
    return hides ? { id, leftOut: "withheld" } : { id, detail };
  });
}

interface ItemScope {
  /** Whether the item's case is in scope. */
  isHere: SQL<boolean>;
  withheld: boolean;
}

async function readChecks(tx: Db, ids: string[], { isHere, withheld }: ItemScope): Parts<"checks"> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: checks.id, seal: checks.seal, note: checks.note, proof: checks.proof, isHere })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(inArray(checks.id, ids))
    .orderBy(asc(checks.at), asc(checks.id));
  return rows.map(({ id, seal, note, proof, isHere: shown }) => {
    if (!shown) return { id, leftOut: "other-unit" };
    const shows = note !== null || proof?.title !== undefined || proof?.picture?.state === "taken";
    if (withheld && shows) return { id, leftOut: "withheld" };
    return { id, ...(seal === null ? {} : { seal }), ...(note === null ? {} : { note }) };
  });
}

/** Content addresses of the stored pictures of the case's outcome checks. */
export async function readPictureFiles(tx: Db, caseId: string): Promise<string[]> {
  const rows = await tx
    .select({ sha256: sql<string>`${checks.pictureFile}` })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .where(
      and(rowsOfCase(requestItems, caseId), isNotNull(checks.pictureFile), isNull(checks.pictureDeletedAt)),
    );
  return rows.map(({ sha256 }) => sha256);
}

async function readObjections(tx: Db, ids: string[], { isHere, withheld }: ItemScope): Parts<"objections"> {
  if (ids.length === 0) return [];
  const { id, text, reason, receivedAt } = objections;
  const rows = await tx
    .select({ id, text, reason, isHere })
    .from(objections)
    .innerJoin(cases, eq(cases.id, objections.caseId))
    .where(inArray(id, ids))
    .orderBy(asc(receivedAt), asc(id));
  return rows.map((row) => {
    if (!row.isHere) return { id: row.id, leftOut: "other-unit" };
    if (withheld) return { id: row.id, leftOut: "withheld" };
    return { id: row.id, text: row.text, ...(row.reason === null ? {} : { reason: row.reason }) };
  });
}
