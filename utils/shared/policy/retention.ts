/** Retention periods of evidence by category and outcome. An organisation may override them (`RETENTION`). */

import type { CategoryCode } from "../contract/category.ts";
import type { Words } from "./category-definition.ts";

/**
 * Outcome of a report: of its case, or withdrawn by the reporter. `open` includes decisions that wait for
 * confirmation.
 */
export const outcomes = ["approved", "rejected", "open", "withdrawn"] as const;
export type Outcome = (typeof outcomes)[number];

/** Days from the outcome or, if later, from receipt of the report. Null: kept until a decision. */
export type RetentionDays = Record<Outcome, number | null>;
export type RetentionPolicy = Record<CategoryCode, RetentionDays>;
export type RetentionChanges = Partial<Record<CategoryCode, Partial<RetentionDays>>>;

export function withChanges(policy: RetentionPolicy, changes: RetentionChanges): RetentionPolicy {
  const changed = Object.entries(policy).map(([code, days]) => [
    code,
    { ...days, ...changes[code as CategoryCode] },
  ]);
  return Object.fromEntries(changed) as RetentionPolicy;
}

/** Null is the longest. */
export function isShorter(days: number | null, than: number | null): boolean {
  return days !== null && (than === null || days < than);
}

/** Crimes: covers objections, appeals and the first years of an investigation. A legal hold extends it. */
const crime: RetentionDays = { approved: 1_825, rejected: 180, open: null, withdrawn: 30 };
/** Only platforms' own rules: there is no order that could be contested for years. */
const platform: RetentionDays = { approved: 365, rejected: 90, open: null, withdrawn: 30 };
/** Nude pictures are kept only as long as an objection to the order is possible. */
const adult: RetentionDays = { approved: 365, rejected: 90, open: null, withdrawn: 14 };

export const retention: RetentionPolicy = {
  TERORISME: crime,
  PORNO_ANAK: crime,
  PORNO: adult,
  JUDI: crime,
  NARKOTIKA: crime,
  KEBENCIAN_SARA: crime,
  HASUT_KEKERASAN: crime,
  HOAKS: crime,
  PENIPUAN: crime,
  KEUANGAN_OBAT_ILEGAL: crime,
  SPAM: platform,
  TAUTAN_RENDAH: platform,
  SEPARATISME: crime,
  HKI: { approved: 1_095, rejected: 180, open: null, withdrawn: 30 },
};

/** Texts that explain deletion, retention and legal holds. */
export const retentionReasons: Record<"deleted" | "kept" | "held", Words> = {
  deleted: {
    id: "Data pribadi dihapus setelah masa simpannya berakhir (UU 27/2022 Pasal 16 ayat (2) huruf g, Pasal 43 dan 44).",
    en: "Personal data is deleted once its retention period is over (Law 27/2022, articles 16(2)(g), 43 and 44).",
  },
  kept: {
    id: "Segel, sidik, tanda terima, dan riwayat tetap disimpan: tanpa isinya, semuanya masih membuktikan apa yang pernah diterima.",
    en: "Seal, digests, receipt and log stay: without the contents they still prove what was received.",
  },
  held: {
    id: "Penahanan untuk penegakan hukum menghentikan penghapusan (UU 27/2022 Pasal 50).",
    en: "A hold for law enforcement stops the deletion (Law 27/2022, article 50).",
  },
};
