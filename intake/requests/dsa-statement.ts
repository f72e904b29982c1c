/**
 * Statements of reasons (DSA art. 17) that a platform can file in the EU's transparency database for the
 * items of a letter. The schema: https://transparency.dsa.ec.europa.eu/page/api-documentation
 */

import type { ActionCode, CategoryCode } from "../../utils/shared/contract/category.ts";
import type { Letter, LetterItem } from "../../utils/shared/contract/letter.ts";
import type { Kind } from "../../utils/shared/contract/site.ts";
import { actions } from "../../utils/shared/policy/action-labels.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { jakartaDay } from "../../utils/shared/policy/legal-bases.ts";
import { splitSubject } from "../../utils/shared/subject/address-of.ts";

/** Limits of the schema, in code points. */
const maxGround = 500;
const maxExplanation = 2_000;

/** The oldest date that the schema accepts. */
const firstDay = "2000-01-01";

/** The European Economic Area: the only territories that the schema knows. */
const allTerritories = [
  ...["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"],
  ...["IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"],
];

/**
 * A category of the schema with a keyword below it. `other` describes what no keyword covers.
 */
interface StatementCategory {
  category: string;
  keyword?: string;
  other?: string;
}

const statementCategories: Record<CategoryCode, StatementCategory> = {
  TERORISME: { category: "RISK_FOR_PUBLIC_SECURITY", keyword: "TERRORIST_CONTENT" },
  PORNO_ANAK: { category: "PROTECTION_OF_MINORS", keyword: "CHILD_SEXUAL_ABUSE_MATERIAL" },
  PORNO: { category: "OTHER_VIOLATION_TC", keyword: "ADULT_SEXUAL_MATERIAL" },
  JUDI: { category: "OTHER_VIOLATION_TC", keyword: "GOODS_SERVICES_NOT_PERMITTED" },
  NARKOTIKA: { category: "UNSAFE_AND_PROHIBITED_PRODUCTS", keyword: "PROHIBITED_PRODUCTS" },
  KEBENCIAN_SARA: { category: "ILLEGAL_OR_HARMFUL_SPEECH", keyword: "HATE_SPEECH" },
  HASUT_KEKERASAN: { category: "VIOLENCE", keyword: "INCITEMENT_VIOLENCE_HATRED" },
  HOAKS: {
    category: "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    keyword: "MISINFORMATION_DISINFORMATION",
  },
  PENIPUAN: { category: "SCAMS_AND_FRAUD" },
  KEUANGAN_OBAT_ILEGAL: { category: "UNSAFE_AND_PROHIBITED_PRODUCTS", keyword: "PROHIBITED_PRODUCTS" },
  SPAM: { category: "OTHER_VIOLATION_TC", other: "Spam" },
  TAUTAN_RENDAH: { category: "OTHER_VIOLATION_TC", other: "Links to low-quality pages" },
  SEPARATISME: { category: "RISK_FOR_PUBLIC_SECURITY", other: "Separatism" },
  HKI: { category: "INTELLECTUAL_PROPERTY_INFRINGEMENTS", keyword: "COPYRIGHT_INFRINGEMENT" },
};

/** Kinds whose medium is certain. A letter does not tell the media of the others. */
const media: Partial<Record<Kind, string>> = {
  photo: "IMAGE",
  video: "VIDEO",
  clip: "VIDEO",
  comment: "TEXT",
};

/**
 * Returns one statement per item; none for a restoration, which restricts nothing. The database is public, so
 * a statement has neither address nor account: `puid` is the item's id, which the letter's other formats map to
 * its address.
 */
export function toDsa(letter: Letter): object[] {
  return letter.kind === "restore" ? [] : letter.items.map((item) => statementOf(letter, item));
}

function statementOf(letter: Letter, item: LetterItem): object {
  return {
    puid: item.id,
    ...restrictionOf(letter.action),
    ...groundOf(letter, item),
    ...categoryOf(letter.category),
    ...contentTypeOf(item.subject),
    content_date: contentDay(letter, item).day,
    application_date: jakartaDay(letter.madeAt),
    decision_facts: factsOf(letter, item),
    source_type: "SOURCE_TYPE_OTHER_NOTIFICATION",
    source_identity: cut(letter.organisation, maxGround),
    automated_detection: "No",
    automated_decision: "AUTOMATED_DECISION_NOT_AUTOMATED",
  };
}

/** A geoblock in Indonesia has no territory that the schema permits; `decision_facts` names it. */
function restrictionOf(action: ActionCode): object {
  switch (action) {
    case "HAPUS_KEBIJAKAN":
      return visibility("CONTENT_REMOVED", allTerritories);
    case "BATAS_WILAYAH":
      return visibility("CONTENT_DISABLED", []);
    case "TURUNKAN_JANGKAUAN":
      return visibility("CONTENT_DEMOTED", allTerritories);
    case "TUTUP_KANAL":
      return { decision_account: "DECISION_ACCOUNT_TERMINATED", territorial_scope: allTerritories };
    default:
      return {
        ...visibility("OTHER", allTerritories),
        decision_visibility_other: "As the platform's own rules provide",
      };
  }
}

function visibility(name: string, territories: readonly string[]): object {
  return { decision_visibility: [`DECISION_VISIBILITY_${name}`], territorial_scope: territories };
}

function groundOf({ basis, rule }: Letter, { analysis }: LetterItem): object {
  const explanation = cut(analysis, maxExplanation);
  if (basis.length > 0)
    return {
      decision_ground: "DECISION_GROUND_ILLEGAL_CONTENT",
      illegal_content_legal_ground: cut(basis.map(({ text }) => text).join("; "), maxGround),
      illegal_content_explanation: explanation,
    };
  return {
    decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    incompatible_content_ground: cut(rule?.name ?? "The platform's own rules", maxGround),
    incompatible_content_explanation: explanation,
  };
}

function categoryOf(code: CategoryCode): object {
  const { category, keyword, other } = statementCategories[code];
  return {
    category: `STATEMENT_CATEGORY_${category}`,
    ...(keyword === undefined ? {} : { category_specification: [`KEYWORD_${keyword}`] }),
    ...(other === undefined
      ? {}
      : { category_specification: ["KEYWORD_OTHER"], category_specification_other: other }),
  };
}

function contentTypeOf(subject: string): object {
  const kind = splitSubject(subject)?.kind;
  const medium = kind && media[kind];
  if (medium !== undefined) return { content_type: [`CONTENT_TYPE_${medium}`] };
  return { content_type: ["CONTENT_TYPE_OTHER"], content_type_other: kind ?? "post" };
}

/** The schema requires a date; without one of publication, the first day on which the content was seen. */
function contentDay({ madeAt }: Letter, { publishedAt, capturedAt }: LetterItem) {
  const published = publishedAt === undefined ? undefined : jakartaDay(publishedAt);
  if (published !== undefined && published >= firstDay) return { day: published, isPublished: true };
  return { day: jakartaDay(capturedAt ?? madeAt), isPublished: false };
}

function factsOf(letter: Letter, item: LetterItem): string {
  const asked = `${letter.organisation} asked in letter ${letter.number}: ${actions[letter.action].label.en}.`;
  const undated = "The date of publication is unknown: content_date is the day of capture.";
  return [
    `${categories[letter.category].label.en}.`,
    asked,
    ...(contentDay(letter, item).isPublished ? [] : [undated]),
  ].join(" ");
}

/** Counts code points, as the schema does, so that no surrogate pair is split. */
function cut(text: string, maxChars: number): string {
  const points = [...text];
  return points.length > maxChars ? `${points.slice(0, maxChars - 1).join("")}…` : text;
}
