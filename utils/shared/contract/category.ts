/** Codes of categories, refusals and actions. Their meaning is data in `utils/shared/policy`. */

import { z } from "zod";

export const categoryCode = z.enum([
  "TERORISME",
  "PORNO_ANAK",
  "PORNO",
  "JUDI",
  "NARKOTIKA",
  "KEBENCIAN_SARA",
  "HASUT_KEKERASAN",
  "HOAKS",
  "PENIPUAN",
  "KEUANGAN_OBAT_ILEGAL",
  "SPAM",
  "TAUTAN_RENDAH",
  "SEPARATISME",
  "HKI",
]);
export type CategoryCode = z.infer<typeof categoryCode>;

/**
 * A narrower reason within a category, such as `slot` in JUDI. Any key of this form is valid, because extension and
 * intake may know different editions of the list in `utils/shared/policy/sub-reasons.ts`.
 */
export const subReasonKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export type SubReasonKey = z.infer<typeof subReasonKey>;

/** Complaints that are not a category; the form explains why. */
export const refusalCode = z.enum(["KRITIK", "NAMA_BAIK", "MERESAHKAN", "PERS", "PRIVAT"]);
export type RefusalCode = z.infer<typeof refusalCode>;

export const actionCode = z.enum([
  "TUTUP_KANAL",
  "HAPUS_KEBIJAKAN",
  "BATAS_WILAYAH",
  "TERUSKAN_APH",
  "TERUSKAN_HOTLINE",
  "PANTAU",
  "CEK_FAKTA",
  "LAPOR_PLATFORM",
  "TURUNKAN_JANGKAUAN",
  "RUJUK_DJKI",
]);
export type ActionCode = z.infer<typeof actionCode>;
