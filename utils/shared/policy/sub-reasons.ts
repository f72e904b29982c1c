/**
 * Data: narrower reasons within a category, for officers to press and for the letter and the numbers. None asks more
 * than its category's elements allow.
 */

import type { CategoryCode, SubReasonKey } from "../contract/category.ts";
import type { Words } from "./category-definition.ts";

export interface SubReason {
  /** Unique within the category. Never reused for another meaning, because old reports keep it. */
  key: SubReasonKey;
  label: Words;
  /** Short enough for one line of the form with the others. */
  short: Words;
}

function reason(key: string, label: Words, short: Words = label): SubReason {
  return { key, label, short };
}

export const subReasons: Record<CategoryCode, readonly SubReason[]> = {
  // Only trained analysts may grade such material.
  PORNO_ANAK: [],
  TERORISME: [
    reason("propaganda", { id: "Propaganda", en: "Propaganda" }),
    reason("perekrutan", { id: "Perekrutan", en: "Recruiting" }),
    reason("pelatihan", { id: "Pelatihan", en: "Training" }),
    reason("pendanaan", { id: "Pendanaan", en: "Funding" }),
  ],
  HASUT_KEKERASAN: [
    reason(
      "ancaman-orang",
      { id: "Ancaman kepada orang", en: "Threat to a person" },
      { id: "Ancaman", en: "Threat" },
    ),
    reason(
      "ajakan-menyerang",
      { id: "Ajakan menyerang", en: "Call to attack" },
      { id: "Ajak serang", en: "Attack" },
    ),
    reason(
      "ajakan-kerusuhan",
      { id: "Ajakan berbuat rusuh", en: "Call to riot" },
      { id: "Ajak rusuh", en: "Riot" },
    ),
  ],
  SEPARATISME: [
    reason(
      "ajakan-bersenjata",
      { id: "Ajakan mengangkat senjata", en: "Call to arms" },
      { id: "Angkat senjata", en: "Call to arms" },
    ),
    reason("perekrutan", { id: "Perekrutan", en: "Recruiting" }),
    reason("pendanaan", { id: "Pendanaan", en: "Funding" }),
  ],
  KEBENCIAN_SARA: [
    reason("suku", { id: "Suku", en: "Ethnicity" }),
    reason("agama", { id: "Agama", en: "Religion" }),
    reason("ras", { id: "Ras", en: "Race" }),
    reason("antargolongan", { id: "Antargolongan", en: "Group" }),
  ],
  NARKOTIKA: [
    reason("penjualan", { id: "Penjualan", en: "Sale" }),
    reason(
      "perantara",
      { id: "Perantara jual beli", en: "Brokering a sale" },
      { id: "Perantara", en: "Brokering" },
    ),
    reason("kurir", { id: "Perekrutan kurir", en: "Recruiting couriers" }, { id: "Kurir", en: "Couriers" }),
  ],
  PORNO: [
    reason("ketelanjangan", { id: "Ketelanjangan", en: "Nudity" }, { id: "Telanjang", en: "Nudity" }),
    reason(
      "tindakan-seksual",
      { id: "Tindakan seksual", en: "Sexual act" },
      { id: "Adegan seks", en: "Sexual act" },
    ),
    reason(
      "tanpa-izin",
      { id: "Disebarkan tanpa izin", en: "Shared without consent" },
      { id: "Tanpa izin", en: "No consent" },
    ),
    reason(
      "jasa-seksual",
      { id: "Tawaran jasa seksual", en: "Offer of sexual services" },
      { id: "Jasa seks", en: "Services" },
    ),
  ],
  JUDI: [
    reason("slot", { id: "Slot", en: "Slots" }),
    reason("kasino", { id: "Kasino", en: "Casino" }),
    reason("togel", { id: "Togel", en: "Lottery" }),
    reason("taruhan-bola", { id: "Taruhan olahraga", en: "Sports betting" }, { id: "Bola", en: "Sports" }),
    reason(
      "promosi",
      { id: "Promosi atau afiliasi", en: "Promotion or affiliate" },
      { id: "Promosi", en: "Promotion" },
    ),
  ],
  PENIPUAN: [
    reason("jual-beli", { id: "Jual beli palsu", en: "Fake sale" }, { id: "Jual beli", en: "Sales" }),
    reason(
      "pencurian-data",
      { id: "Pencurian data atau akun", en: "Phishing of data or accounts" },
      { id: "Curi data", en: "Phishing" },
    ),
    reason(
      "peniruan",
      { id: "Peniruan orang atau lembaga", en: "Impersonation" },
      { id: "Peniruan", en: "Impersonation" },
    ),
    reason("pemerasan", { id: "Pemerasan", en: "Extortion" }),
  ],
  KEUANGAN_OBAT_ILEGAL: [
    reason("pinjaman", { id: "Pinjaman", en: "Loans" }),
    reason("investasi", { id: "Investasi", en: "Investment" }),
    reason("obat", { id: "Obat", en: "Medicine" }),
    reason("makanan", { id: "Makanan", en: "Food" }),
    reason("kosmetik", { id: "Kosmetik", en: "Cosmetics" }),
  ],
  HOAKS: [
    reason("kesehatan", { id: "Kesehatan", en: "Health" }),
    reason("bencana", { id: "Bencana", en: "Disaster" }),
    reason("pemilu", { id: "Pemilu", en: "Election" }),
    reason(
      "media-rekayasa",
      { id: "Gambar atau video rekayasa", en: "Doctored picture or video" },
      { id: "Rekayasa", en: "Doctored" },
    ),
  ],
  HKI: [
    reason("film-siaran", { id: "Film atau siaran", en: "Film or broadcast" }, { id: "Film", en: "Film" }),
    reason("musik", { id: "Musik", en: "Music" }),
    reason("buku", { id: "Buku", en: "Books" }),
    reason("perangkat-lunak", { id: "Perangkat lunak", en: "Software" }),
  ],
  SPAM: [
    reason("berulang", { id: "Pesan berulang", en: "Repeated posts" }),
    reason("interaksi-palsu", { id: "Interaksi palsu", en: "Fake engagement" }),
    reason("akun-palsu", { id: "Akun palsu", en: "Fake account" }),
  ],
  TAUTAN_RENDAH: [
    reason("isi-tipis", { id: "Isi tipis", en: "Thin content" }),
    reason("iklan-mengganggu", { id: "Iklan mengganggu", en: "Disruptive ads" }),
    reason("iklan-berbahaya", { id: "Iklan berbahaya", en: "Malicious ads" }),
  ],
};

/** Keys of the form, by position. None of them picks a category. */
export const subReasonPickKeys: readonly string[] = ["a", "b", "c", "d", "e"];

/** Returns undefined for a key that this edition does not list for the category. */
export function subReasonOf(category: CategoryCode, key: string): SubReason | undefined {
  return subReasons[category].find((subReason) => subReason.key === key);
}

/** Another edition may know a key that is not listed here; it is shown as it is. */
export function subReasonLabel(category: CategoryCode, key: string): Words {
  return subReasonOf(category, key)?.label ?? { id: key, en: key };
}

/** Returns the sub-reason for a typed key, case-insensitively. */
export function subReasonOfKey(category: CategoryCode, typed: string): SubReason | undefined {
  return subReasons[category][subReasonPickKeys.indexOf(typed.toLowerCase())];
}

/** Counts keys that are not listed together, so that they cannot invent rows in the numbers. */
export const otherSubReason = "other";

/** Reports without one, in the public numbers. */
export const noSubReason = "none";

export function countedSubReason(category: CategoryCode, key: string): string {
  return subReasonOf(category, key) ? key : otherSubReason;
}

/** The listed sub-reason that most reports of the category name; the first of equals. */
export function mostNamed(
  category: CategoryCode,
  reports: readonly { category: CategoryCode; subReason?: string | undefined }[],
): SubReasonKey | undefined {
  const named = reports.flatMap(({ category: of, subReason }) =>
    of === category && subReason !== undefined ? [subReason] : [],
  );
  const counts = subReasons[category].map(({ key }) => named.filter((name) => name === key).length);
  const most = Math.max(0, ...counts);
  return most === 0 ? undefined : subReasons[category][counts.indexOf(most)]?.key;
}
