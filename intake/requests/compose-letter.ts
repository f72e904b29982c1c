/**
 * Composes a letter from decisions that ask the same of one platform, and lists what it lacks to be lawful.
 */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import type { FrozenPost } from "../../utils/shared/contract/decision.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { type Letter, type LetterItem, letterFormat } from "../../utils/shared/contract/letter.ts";
import type { LetterGap } from "../../utils/shared/contract/request.ts";
import type { NoPictureReason, RequestKind } from "../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import type { Category } from "../../utils/shared/policy/category-definition.ts";
import { bases, basesInForce } from "../../utils/shared/policy/legal-bases.ts";
import { pictureHandover } from "../../utils/shared/policy/picture-handover.ts";
import { addressOf } from "../../utils/shared/subject/address-of.ts";
import type { CaseRecord, DecisionRecord } from "../db/rows.ts";

/** Facts about one decision in a letter. */
export interface ItemFacts {
  itemId: string;
  reference: string;
  case: CaseRecord;
  /** For an order the approval; for a restoration the reversal. */
  decision: DecisionRecord;
  /** The approval whose category, action and legal basis the letter uses. */
  approval: DecisionRecord;
  /** The post as it was decided. */
  post: FrozenPost;
  /** Evidence of the report that was decided on; undefined if no report is left. */
  evidence?: {
    reportId: string;
    evidence: Evidence;
    deleted: boolean;
    /** The category of that report. */
    category: CategoryCode;
    /** Digests of its files that the intake has. */
    received: readonly string[];
  };
}

export interface LetterFacts {
  id: string;
  number: string;
  kind: RequestKind;
  restores?: string;
  organisation: string;
  origin: string;
  at: Date;
  items: readonly ItemFacts[];
}

export interface ComposedLetter {
  letter: Letter;
  gaps: LetterGap[];
}

/** Problem: `not-one-letter` if the items differ in platform, category, action or, in an order, in legal basis. */
export function composeLetter({ items, at, restores, ...facts }: LetterFacts): Result<ComposedLetter> {
  const [first] = items;
  if (!first) return fail("invalid-input", "no items");
  const { site } = first.case;
  const { category: code, action } = first.approval;
  if (code === null || action === null) return fail("not-decided");
  const asked = (item: ItemFacts) => letterKey(item.case.site, item.approval, facts.kind);
  if (items.some((item) => asked(item) !== asked(first))) return fail("not-one-letter");
  const category: Category = categories[code];
  const rule = ruleOf(category, site);
  const decided = new Set(items.flatMap(({ approval }) => approval.basis));
  const inForce = basesInForce(code, at.toISOString()).map(({ id }) => id);
  // A restoration takes back what an order cited. An order cites only what is still in force.
  const listed = [...decided].filter((id) => facts.kind === "restore" || inForce.includes(id));
  const letter: Letter = {
    format: letterFormat,
    ...facts,
    ...(restores === undefined ? {} : { restores }),
    site,
    category: code,
    action,
    urgent: category.urgent,
    ...(category.hours === null ? {} : { hours: category.hours }),
    basis: listed.map((id) => ({ id, text: bases[id]?.text ?? id, verified: bases[id]?.verified ?? false })),
    ...(rule ? { rule } : {}),
    items: items.map((item, index) => itemOf(item, index + 1, category)),
    madeAt: at.toISOString(),
  };
  return ok({ letter, gaps: gapsOf(letter, items) });
}

/** Decisions with the same key fit into one letter. Restorations are those of one order, which has one key itself. */
export function letterKey(
  site: SiteId,
  { category, action, basis }: Pick<DecisionRecord, "category" | "action" | "basis">,
  kind: RequestKind,
): string {
  return [site, category, action, ...(kind === "order" ? [...basis].sort() : [])].join(" ");
}

function ruleOf({ platform, unverifiedPlatforms }: Category, site: SiteId): Letter["rule"] {
  const name = platform[site];
  return name === undefined ? undefined : { name, verified: !unverifiedPlatforms.includes(site) };
}

function itemOf(item: ItemFacts, place: number, category: Category): LetterItem {
  const { case: row, decision, post, itemId, reference, evidence } = item;
  const { subject, aliases, author, authorId, publishedAt } = post;
  // In the no-pixels lane the author is identified by the account's id only.
  const bare = isNoPixels(category.code, row.withheld);
  const manifest = evidence?.deleted ? undefined : post.evidence?.manifest;
  return {
    place,
    id: itemId,
    caseId: row.id,
    decisionId: decision.id,
    subject,
    aliases,
    address: post.address ?? addressOf(subject) ?? "",
    ...(bare || author === undefined ? {} : { author }),
    ...(authorId === undefined ? {} : { authorId }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(evidence ? { capturedAt: evidence.evidence.capturedAt } : {}),
    picture: bare ? { none: "statutory" } : pictureOf(item, category.code),
    ...(evidence && manifest !== undefined ? { manifest } : {}),
    analysis: decision.reason,
    ...(item.approval.subReason === null ? {} : { subReason: item.approval.subReason }),
    elements: [...item.approval.elements],
    reference,
  };
}

/** Names a picture only if the evidence link hands it out. */
function pictureOf({ evidence }: ItemFacts, decided: CategoryCode): LetterItem["picture"] {
  if (!evidence || evidence.deleted) return { none: "deleted" };
  const handover = pictureHandover([decided, evidence.category]);
  if (handover === "never") return { none: "statutory" };
  const { picture, frame } = evidence.evidence;
  const taken = [picture, frame].flatMap((part) => (part?.state === "taken" ? part.file.sha256 : []));
  const sha256 = taken.find((digest) => evidence.received.includes(digest));
  if (sha256 !== undefined) return { sha256, ...(handover === "veiled" ? { veiled: true } : {}) };
  if (picture.state === "taken" || taken.length > 0) return { none: "not-received" };
  const reasons: Partial<Record<typeof picture.reason, NoPictureReason>> = {
    permission: "no-permission",
    policy: "no-permission",
    category: "statutory",
  };
  return { none: reasons[picture.reason] ?? "not-in-view" };
}

/**
 * Required by MR5 art. 16(4): an official letter, legal analysis, a screenshot or the reason for none, and
 * the specific address. The law is that of the letter's day, not the decision's.
 */
function gapsOf(letter: Letter, items: readonly ItemFacts[]): LetterGap[] {
  const gaps: LetterGap[] = [];
  const isUngrounded = letter.kind === "order" && letter.basis.length === 0;
  if (isUngrounded && basesInForce(letter.category, letter.madeAt).length > 0) gaps.push({ what: "basis" });
  // Without a state order, the platform's own rule is the only ground.
  else if (isUngrounded && !letter.rule) gaps.push({ what: "rule" });
  for (const { place, analysis, address } of letter.items) {
    if (analysis.trim().length < minAnalysisChars) gaps.push({ what: "analysis", place });
    if (address === "") gaps.push({ what: "address", place });
  }
  for (const [index, { picture }] of letter.items.entries()) {
    const isStated = "none" in picture && picture.none === "statutory";
    if (!items[index]?.evidence && letter.kind === "order" && !isStated)
      gaps.push({ what: "picture", place: index + 1 });
  }
  return gaps;
}

/** About one sentence; less is no analysis. */
const minAnalysisChars = 15;

/** `withheld` is the case's: its content is not quoted or shown, whatever the request's category. */
export function isNoPixels(category: CategoryCode, withheld: boolean): boolean {
  return withheld || category === "PORNO_ANAK";
}
