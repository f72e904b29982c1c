/** Legal bases, their periods of validity, and whether a source was consulted. */

import type { CategoryCode } from "../contract/category.ts";
import { categories } from "./categories.ts";

export interface Basis {
  id: string;
  /** As cited in a letter. */
  text: string;
  /** First day in force in Jakarta, `YYYY-MM-DD`. Absent: before this tool existed. */
  validFrom?: string;
  /** Last day in force in Jakarta, `YYYY-MM-DD`. Absent: still in force. */
  validTo?: string;
  /** If false, shown with the mark "belum diverifikasi". */
  verified: boolean;
}

/** Last day before the new criminal code (UU 1/2023) repealed several articles of UU ITE. */
const oldLast = "2026-01-01";
/** Day on which the new criminal code took effect. */
const newFirst = "2026-01-02";

const list: readonly Basis[] = [
  { id: "uu-5-2018-13a", text: "UU 5/2018 Ps 13A", verified: false },
  { id: "uu-5-2018-12b", text: "UU 5/2018 Ps 12B", validTo: oldLast, verified: false },
  { id: "kuhp-600-602", text: "KUHP (UU 1/2023) Ps 600–602", validFrom: newFirst, verified: false },

  { id: "uu-44-2008-4-1-f", text: "UU 44/2008 Ps 4(1)f, 5, 6, 11", verified: true },
  { id: "uu-35-2014-76i", text: "UU 35/2014 Ps 76I jo 88", verified: false },
  { id: "uu-12-2022-14", text: "UU 12/2022 Ps 14", verified: false },
  {
    id: "kuhp-407-anak",
    text: "KUHP (UU 1/2023) Ps 407 dengan pemberatan",
    validFrom: newFirst,
    verified: false,
  },

  { id: "uu-ite-27-1", text: "UU ITE Ps 27(1) jo 45(1)–(2)", validTo: oldLast, verified: true },
  { id: "uu-44-2008-4", text: "UU 44/2008 Ps 4", validTo: oldLast, verified: true },
  { id: "kuhp-407", text: "KUHP (UU 1/2023) Ps 407", validFrom: newFirst, verified: false },
  {
    id: "uu-44-2008-sisa",
    text: "UU 44/2008 sejauh masih berlaku menurut KUHP Ps 622",
    validFrom: newFirst,
    verified: false,
  },

  { id: "uu-ite-27-2", text: "UU ITE Ps 27(2) jo 45(3)", verified: true },
  { id: "kuhp-426-427", text: "KUHP (UU 1/2023) Ps 426–427", validFrom: newFirst, verified: true },

  { id: "uu-35-2009-113", text: "UU 35/2009 Ps 113, 114, 132", validTo: oldLast, verified: true },
  { id: "uu-35-2009", text: "UU 35/2009", validFrom: newFirst, verified: false },
  { id: "kuhp-609-611", text: "KUHP (UU 1/2023) Ps 609–611", validFrom: newFirst, verified: false },

  { id: "uu-ite-28-2", text: "UU ITE Ps 28(2) jo 45A(2)", validTo: oldLast, verified: true },
  { id: "uu-40-2008-4", text: "UU 40/2008 Ps 4 jo 16", validTo: oldLast, verified: true },
  {
    id: "kuhp-243",
    text: "KUHP (UU 1/2023) Ps 243, unsur “berakibat timbulnya kekerasan”",
    validFrom: newFirst,
    verified: true,
  },
  { id: "kuhp-300-301", text: "KUHP (UU 1/2023) Ps 300–301 (agama)", validFrom: newFirst, verified: true },
  { id: "kuhp-242", text: "KUHP (UU 1/2023) Ps 242", validFrom: newFirst, verified: false },

  { id: "uu-ite-29", text: "UU ITE Ps 29 jo 45B (ancaman langsung kepada korban)", verified: true },
  { id: "uu-ite-40-2d", text: "UU ITE Ps 40(2d) (bahaya bagi nyawa atau kesehatan)", verified: true },
  { id: "kuhp-246", text: "KUHP (UU 1/2023) Ps 246", validFrom: newFirst, verified: true },
  { id: "kuhp-247", text: "KUHP (UU 1/2023) Ps 247 (daring)", validFrom: newFirst, verified: false },

  {
    id: "uu-ite-28-3",
    text: "UU ITE Ps 28(3), hanya kerusuhan fisik (MK 115/PUU-XXII/2024)",
    validTo: oldLast,
    verified: true,
  },
  { id: "kuhp-263", text: "KUHP (UU 1/2023) Ps 263", validFrom: newFirst, verified: true },
  { id: "kuhp-264", text: "KUHP (UU 1/2023) Ps 264", validFrom: newFirst, verified: false },

  { id: "uu-ite-28-1", text: "UU ITE Ps 28(1) jo 45A(1)", verified: true },
  { id: "uu-ite-27b", text: "UU ITE Ps 27B jo 45(8), (10)", verified: true },
  { id: "kuhp-492", text: "KUHP (UU 1/2023) Ps 492", validFrom: newFirst, verified: false },

  { id: "saman", text: "Kategori SAMAN (Kepmen 522/2024)", validTo: oldLast, verified: true },
  { id: "saman-2026", text: "Kategori SAMAN (Kepmen 522/2024)", validFrom: newFirst, verified: false },
  { id: "uu-4-2023-17-2023", text: "UU 4/2023, UU 17/2023", verified: false },

  {
    id: "label-aduan-separatisme",
    text: "Label aduan resmi “separatisme/organisasi berbahaya”",
    validTo: oldLast,
    verified: true,
  },
  { id: "kuhp-lama-makar", text: "KUHP lama, ketentuan makar", validTo: oldLast, verified: false },
  { id: "kuhp-191-192", text: "KUHP (UU 1/2023) Ps 191–192", validFrom: newFirst, verified: false },

  { id: "uu-28-2014-56", text: "UU 28/2014 Ps 56, Peraturan Bersama 14/2015–26/2015", verified: true },
];

export const bases: Readonly<Record<string, Basis>> = Object.fromEntries(
  list.map((basis) => [basis.id, basis]),
);

/** Returns the calendar day of an instant in Jakarta (WIB, UTC+7 all year) as `YYYY-MM-DD`. */
export function jakartaDay(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Returns a category's bases in force on the Jakarta day of an instant (UTC, ISO 8601), in citation order. */
export function basesInForce(category: CategoryCode, instant: string): Basis[] {
  const day = jakartaDay(instant);
  return categories[category].bases.flatMap((id) => {
    const basis = bases[id];
    if (basis === undefined) throw new Error(`category ${category} has the unknown basis ${id}`);
    const started = basis.validFrom === undefined || basis.validFrom <= day;
    const ended = basis.validTo !== undefined && basis.validTo < day;
    return started && !ended ? [basis] : [];
  });
}
