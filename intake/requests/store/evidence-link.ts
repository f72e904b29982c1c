/** Links with which a platform opens the evidence of a letter: signs them, and resolves one to its case and report. */

import { and, eq, gt, sql } from "drizzle-orm";
import type { EvidenceLinkClaims } from "../../../utils/shared/contract/evidence-link.ts";
import type { ImageFile } from "../../../utils/shared/contract/files.ts";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { Role, SiteId } from "../../../utils/shared/contract/site.ts";
import type { EvidenceLink, LetterContent } from "../../../utils/shared/i18n/letter-blocks.ts";
import { evidenceOpenUntil } from "../../../utils/shared/policy/evidence-link-expiry.ts";
import { type PictureHandover, pictureHandover } from "../../../utils/shared/policy/picture-handover.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signEvidenceLink } from "../../../utils/shared/seal/signed-kinds.ts";
import { pixelPolicyOf } from "../../cases/rules/case-priority.ts";
import { checkReveal } from "../../cases/rules/original-access.ts";
import { readNamedCategories } from "../../cases/store/case-files.ts";
import { findCase } from "../../cases/store/case-reads.ts";
import { anyScope, type Ref } from "../../core/scope.ts";
import { decisions, files, log, reports, requestItems, requests } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

export interface EvidenceLinkTarget {
  ref: Ref;
  site: SiteId;
  reportId: string;
  number: string;
  address: string;
}

/**
 * Returns undefined if the item is no longer asked for. Any holder of the letter has access, so no unit's
 * scope applies.
 */
export async function findEvidenceLink(
  db: Db,
  { request, item }: EvidenceLinkClaims,
): Promise<EvidenceLinkTarget | undefined> {
  const [row] = await db
    .select({
      caseId: requestItems.caseId,
      isVoid: requestItems.isVoid,
      reportId: requestItems.reportId,
      site: requests.site,
      address: requestItems.permalink,
      number: sql<string>`${requests.letter}->>'number'`,
      reversedAt: decisions.reversedAt,
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.id, item), eq(requestItems.requestId, request)));
  if (!row || row.isVoid || row.reversedAt || row.reportId === null) return undefined;
  const { caseId, site, reportId, number, address } = row;
  return { ref: { id: caseId, scope: anyScope }, site, reportId, number, address };
}

/** Returns whether the case's log records an export for the item since the given time; opened pictures do not count. */
export async function wasAccessedSince(db: Db, caseId: string, item: string, since: Date): Promise<boolean> {
  const [row] = await db
    .select({ seq: log.seq })
    .from(log)
    .where(
      and(
        rowsOfCase(log, caseId),
        eq(log.act, "evidence-exported"),
        gt(log.at, since),
        sql`${log.detail}->>'item' = ${item}`,
        sql`${log.detail}->>'format' <> 'picture'`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The page that lists what the link opens, with adult pictures behind a press. */
export function evidencePageAddress(origin: string, token: string): string {
  return `${origin}/bukti/${token}`;
}

/** By the item's place. Adult pictures are on the page; the file has none. */
export async function evidenceLinks(
  letter: Letter,
  key: SealingKey,
): Promise<ReadonlyMap<number, EvidenceLink>> {
  const links = new Map<number, EvidenceLink>();
  for (const item of letter.items) {
    const until = evidenceOpenUntil(letter, item);
    if (until === undefined) continue;
    const token = await signEvidenceLink({ request: letter.id, item: item.id, until }, key);
    const isVeiled = "sha256" in item.picture && item.picture.veiled === true;
    const address = isVeiled
      ? evidencePageAddress(letter.origin, token)
      : `${letter.origin}/v1/handed/${token}/pdf`;
    links.set(item.place, { address, until });
  }
  return links;
}

/** Leaves out links to what the role may not open, because an opening is logged as the platform's. */
export async function limitLinks(db: Db, writing: LetterContent, role: Role): Promise<LetterContent> {
  if (role === "supervisor") return writing;
  const links = new Map(writing.evidence);
  for (const { place, caseId } of writing.letter.items) {
    if (!links.has(place)) continue;
    const row = await findCase(db, { id: caseId, scope: anyScope });
    const named = row && (await readNamedCategories(db, row));
    if (!named || !checkReveal({ withheld: row.withheld, role, categories: named, votes: false }).ok)
      links.delete(place);
  }
  return { ...writing, evidence: links };
}

export interface HandedPicture {
  part: "picture" | "frame";
  file: ImageFile;
  handover: Exclude<PictureHandover, "never">;
}

/** Pictures that the item's page may open. None in the no-pixels lane, after deletion, and before their files arrive. */
export async function readHandedPictures(
  db: Db,
  { ref, reportId }: Pick<EvidenceLinkTarget, "ref" | "reportId">,
): Promise<HandedPicture[]> {
  const row = await findCase(db, ref);
  const [report] = await db
    .select({ evidence: reports.evidence, category: reports.category, deletedAt: reports.evidenceDeletedAt })
    .from(reports)
    .where(eq(reports.id, reportId));
  if (!row || !report || report.deletedAt || row.withheld || pixelPolicyOf(row, row) !== "taken") return [];
  const handover = pictureHandover([row.category, report.category]);
  if (handover === "never") return [];
  const arrived = await db.select({ sha256: files.sha256 }).from(files).where(eq(files.reportId, reportId));
  return (["picture", "frame"] as const).flatMap((part) => {
    const taken = report.evidence[part];
    if (taken?.state !== "taken" || !arrived.some(({ sha256 }) => sha256 === taken.file.sha256)) return [];
    return { part, file: taken.file, handover };
  });
}
