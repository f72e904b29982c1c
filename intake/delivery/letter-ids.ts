/** Ids of letters: the number on an official letter, and the envelope id by which receipts and bounces name it. */

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { jakartaDay } from "../../utils/shared/policy/legal-bases.ts";
import { readNumberGap } from "../db/number-gap.ts";
import { readOrMakeSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";

const roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** The year in which the letter is counted. */
export function numberYear(at: Date): number {
  return Number(jakartaDay(at.toISOString()).slice(0, 4));
}

/** The last number of the year that is left out because of a restore; 0 if there is none. */
export async function leftOutUntil(db: Db, year: number): Promise<number> {
  const gap = await readNumberGap(db);
  return gap && numberYear(gap.restoredAt) === year ? gap.until : 0;
}

/** For example `00012/LK-KOMINFO/XI/2026`; `no` starts at 1 in each year. */
export function letterNumberOf(organisation: string, no: number, at: Date): string {
  const [year, month] = jakartaDay(at.toISOString()).split("-");
  const name = organisation
    .normalize("NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 30)
    .replace(/-$/, "");
  return `${String(no).padStart(5, "0")}/LK-${name || "INTAKE"}/${roman[Number(month) - 1]}/${year}`;
}

/**
 * SMTP envelope ids (ENVID, RFC 3461). Only mail servers on the way see them, and only this intake can create
 * them.
 */
const envelopeForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/i;

export async function envelopeOf(db: Db, dispatchId: string): Promise<string> {
  return `${dispatchId}.${await proofOf(db, dispatchId)}`;
}

/** Returns the dispatch of an envelope id, or undefined if this intake did not create it. */
export async function dispatchOf(db: Db, envelope: string): Promise<string | undefined> {
  const [, named = "", proof = ""] = envelopeForm.exec(envelope) ?? [];
  if (proof === "") return undefined;
  const id = named.toLowerCase();
  return timingSafeEqual(Buffer.from(proof), Buffer.from(await proofOf(db, id))) ? id : undefined;
}

async function proofOf(db: Db, dispatchId: string): Promise<string> {
  const secret = await readOrMakeSetting(db, "envelope-secret", async () => randomBytes(32).toString("hex"));
  return createHmac("sha256", secret).update(dispatchId).digest("base64url");
}
