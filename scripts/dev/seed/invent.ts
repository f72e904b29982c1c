/** Invents posts: Indonesian texts about invented things, by accounts that do not exist. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import type { Random } from "../../measure/chaos/random.ts";

type Words = readonly [string, ...string[]];

/** Building blocks of texts. Every brand ends in a word that no company uses. */
const openings: Words = [
  "Halo semua, izin berbagi",
  "Info penting untuk malam ini",
  "Yang belum tahu, simak baik-baik",
  "Akhirnya ketemu juga",
  "Sudah dibuktikan teman kampung saya",
  "Bagi yang butuh, langsung saja",
  "Kabar terbaru dari grup sebelah",
  "Jangan sampai ketinggalan",
];
const closings: Words = [
  "cek tautan di profil",
  "kirim pesan sekarang",
  "kuota terbatas sampai besok",
  "sebarkan ke tiga grup",
  "langsung daftar di sini",
  "tanpa syarat apa pun",
];
const brands: Words = [
  "Ceria Contohnya",
  "Mawar Rekaan",
  "Naga Contohnya",
  "Pelangi Rekaan",
  "Kilat Contohnya",
];
const about: Partial<Record<CategoryCode, Words>> & { SPAM: Words } = {
  JUDI: [
    "slot gampang menang bonus {n} persen",
    "deposit pulsa {n} ribu main seharian",
    "bocoran pola malam ini jam {n}",
  ],
  PENIPUAN: ["undian mobil, cukup bayar pajak {n} ribu", "titip dana kembali {n} persen seminggu"],
  KEUANGAN_OBAT_ILEGAL: [
    "pinjaman cair {n} menit tanpa jaminan",
    "obat pelangsing turun {n} kilo tanpa izin edar",
  ],
  HOAKS: ["katanya bendungan jebol {n} desa terendam", "katanya pasar tutup {n} hari mulai besok"],
  PORNO: ["video dewasa {n} menit versi lengkap", "katalog dewasa nomor {n}"],
  KEBENCIAN_SARA: [
    "usir orang gunung rekaan dari blok {n}",
    "kaum seberang rekaan tidak pantas tinggal di RT {n}",
  ],
  HASUT_KEKERASAN: ["bawa batu, kumpul di lapangan jam {n}", "serang posko rekaan nomor {n}"],
  NARKOTIKA: ["barang putih siap antar {n} gram", "daun kering kualitas {n}"],
  TERORISME: ["latihan perang kelompok rekaan angkatan {n}"],
  SPAM: ["tambah pengikut {n} ribu semalam", "jasa suka dan komentar {n} ribu"],
};

/** Frequency of each category, in per cent. */
const categoryShares: [[CategoryCode, number], ...[CategoryCode, number][]] = [
  ["JUDI", 46],
  ["PENIPUAN", 14],
  ["SPAM", 12],
  ["KEUANGAN_OBAT_ILEGAL", 8],
  ["HOAKS", 7],
  ["PORNO", 5],
  ["KEBENCIAN_SARA", 4],
  ["NARKOTIKA", 2],
  ["HASUT_KEKERASAN", 1],
  ["TERORISME", 1],
];

export function inventCategory(random: Random): CategoryCode {
  return random.weighted(categoryShares);
}

export function inventText(category: CategoryCode, random: Random): string {
  const what = random.pick(about[category] ?? about.SPAM).replace("{n}", String(random.between(2, 999)));
  return `${random.pick(openings)}: ${random.pick(brands)}, ${what}, ${random.pick(closings)}.`;
}

export function inventAuthor(random: Random): { name: string; handle: string; id: string } {
  const number = random.between(1, 40_000);
  return { name: `Akun Rekaan ${number}`, handle: `@rekaan_${number}`, id: String(7_000_000 + number) };
}

interface Address {
  kind: "post" | "video" | "message";
  id: string;
  permalink: string;
}

/** Derived from the case's number, so that all addresses differ. */
export const addresses = {
  x: (number: number): Address => {
    const id = String(1_700_000_000_000_000_000n + BigInt(number));
    return { kind: "post", id, permalink: `https://x.com/rekaan/status/${id}` };
  },
  facebook: (number: number): Address => {
    const id = String(900_000_000_000 + number);
    return { kind: "post", id, permalink: `https://www.facebook.com/rekaan/posts/${id}` };
  },
  youtube: (number: number): Address => {
    const id = `Rk${number.toString(36).padStart(9, "0")}`;
    return { kind: "video", id, permalink: `https://www.youtube.com/watch?v=${id}` };
  },
  telegram: (number: number): Address => {
    const id = `rekaankanal/${number + 1}`;
    return { kind: "message", id, permalink: `https://t.me/${id}` };
  },
} satisfies Partial<Record<SiteId, (number: number) => Address>>;
