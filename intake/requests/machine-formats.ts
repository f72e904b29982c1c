/** A letter in machine-readable formats: CSV, XARF 4, and an ActivityPub Flag. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { csvLine } from "../../utils/shared/contract/csv.ts";
import type { Letter, LetterItem } from "../../utils/shared/contract/letter.ts";

/**
 * RFC 4180 with a byte order mark, which spreadsheets need for UTF-8; cells are protected against formulas.
 */
export function toCsv(letter: Letter): string {
  const head = [
    "number",
    "place",
    "address",
    "subject",
    "account",
    "category",
    "action",
    "basis",
    "rule",
    "analysis",
    "picture_sha256",
    "reference",
  ];
  const basis = letter.basis.map(({ text }) => text).join("; ");
  const rows = letter.items.map((item) => [
    letter.number,
    String(item.place),
    item.address,
    item.subject,
    item.author ?? item.authorId ?? "",
    letter.category,
    letter.action,
    basis,
    letter.rule?.name ?? "",
    item.analysis,
    "sha256" in item.picture ? item.picture.sha256 : `none: ${item.picture.none}`,
    item.reference,
  ]);
  return `\uFEFF${[head, ...rows].map(csvLine).join("")}`;
}

/**
 * XARF 4 has no category for terrorism or hatred; they become `content`/`other` with tags. For child sexual
 * abuse material no evidence is enclosed and nothing is graded.
 */
export function toXarf(letter: Letter): object[] {
  return letter.items.map((item) => ({
    xarf_version: "4.0.0",
    report_id: item.id,
    timestamp: letter.madeAt,
    reporter: { org: letter.organisation, contact: letter.origin, domain: new URL(letter.origin).hostname },
    sender: { org: letter.organisation, contact: letter.origin, domain: new URL(letter.origin).hostname },
    source_identifier: item.address,
    category: "content",
    type: xarfTypes[letter.category] ?? "other",
    evidence_source: "manual_analysis",
    evidence:
      "sha256" in item.picture ? [{ content_type: "image/*", hash: `sha256:${item.picture.sha256}` }] : [],
    description: item.analysis,
    tags: [`id:category:${letter.category}`, `id:action:${letter.action}`, `id:request:${letter.number}`],
  }));
}

const xarfTypes: Partial<Record<CategoryCode, string>> = {
  PORNO_ANAK: "csam",
  PENIPUAN: "fraud",
  HKI: "copyright",
};

/** One flag for all items, as Mastodon and similar servers accept it. */
export function toFlag(letter: Letter): object {
  return {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${letter.origin}/v1/requests/${letter.id}`,
    type: "Flag",
    actor: letter.origin,
    published: letter.madeAt,
    object: letter.items.map(({ address }) => address),
    content: `${letter.number}\n${letter.items.map(lineOf).join("\n")}`,
  };
}

function lineOf({ place, analysis }: LetterItem): string {
  return `${place}. ${analysis}`;
}
