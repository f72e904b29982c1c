/**
 * Spots divide everything that belongs to cases into 1,024 parts, so that several servers can share it. The spot is the
 * first 10 bits of a case's id, so it needs no lookup.
 */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { sha256Of } from "../core/digest.ts";
import { cases } from "./schema/index.ts";

/** The first 10 bits of hexadecimal digits. */
function firstBits(hex: string): number {
  return Number.parseInt(hex.slice(0, 3), 16) >> 2;
}

export function spotOfCase(caseId: string): number {
  return firstBits(caseId);
}

/** The first 10 bits of the subject's SHA-256. A case begins at the spot of its first subject. */
export function spotOfSubject(subject: string): number {
  return firstBits(sha256Of(subject));
}

/** A random id of a case that begins with this subject. */
export function newCaseId(subject: string): string {
  const id = randomUUID();
  const lowBits = Number.parseInt(id[2] ?? "0", 16) & 3;
  const start = ((spotOfSubject(subject) << 2) | lowBits).toString(16).padStart(3, "0");
  return start + id.slice(3);
}

function spotsOf(caseIds: readonly string[]): number[] {
  return [...new Set(caseIds.map(spotOfCase))];
}

interface OfCase {
  caseId: PgColumn;
  spot: PgColumn;
}

/** Filters a table: rows of one case. */
export function rowsOfCase(table: OfCase, caseId: string): SQL {
  return and(eq(table.caseId, caseId), eq(table.spot, spotOfCase(caseId))) as SQL;
}

/** Filters a table: rows of several cases. */
export function rowsOfCases(table: OfCase, caseIds: readonly string[]): SQL {
  return and(inArray(table.caseId, [...caseIds]), inArray(table.spot, spotsOf(caseIds))) as SQL;
}

/** Filters the table `cases`: one case. */
export function isCase(caseId: string): SQL {
  return and(eq(cases.id, caseId), eq(cases.spot, spotOfCase(caseId))) as SQL;
}

/** Filters the table `cases`: these cases. */
export function areCases(caseIds: readonly string[]): SQL {
  return and(inArray(cases.id, [...caseIds]), inArray(cases.spot, spotsOf(caseIds))) as SQL;
}
