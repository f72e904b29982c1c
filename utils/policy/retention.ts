/** How long evidence is kept by category and outcome, and why. An organisation may say otherwise (`RETENTION`). */

import type { CategoryCode } from "../contract/category.ts";
import type { Words } from "./category.ts";

/** What became of a report: of its case, or that its sender took it back. `open` includes a decision that waits for its second person. */
export const outcomes = ["approved", "rejected", "open", "withdrawn"] as const;
export type Outcome = (typeof outcomes)[number];

/** Days from the outcome, or from the report's arrival where that is later; null: kept until somebody decides. */
export type RetentionDays = Record<Outcome, number | null>;
export type RetentionPolicy = Record<CategoryCode, RetentionDays>;

/** Crimes: as long as objections, appeals and the first years of an investigation may need it; a hold keeps it longer. */
const crime: RetentionDays = { approved: 1_825, rejected: 180, open: null, withdrawn: 30 };
/** Nothing but platforms' own rules: no order of the state that anybody could contest for years. */
const platform: RetentionDays = { approved: 365, rejected: 90, open: null, withdrawn: 30 };
/** Pictures of people undressed are kept no longer than an objection to the order may take. */
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

/** Why anything is deleted at all, and why something stays. */
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
