/** All categories, their strictness, and their order and keys in the form's grid. */

import type { ActionCode, CategoryCode } from "../contract/category.ts";
import type { Category } from "./category-definition.ts";

/** Data: categories of unlawful offers, intellectual property and platform rules. */
const tradeCategories = {
  JUDI: {
    code: "JUDI",
    label: { id: "Perjudian online", en: "Online gambling" },
    short: { id: "Judi online", en: "Gambling" },
    hint: {
      id: "Menawarkan, mengiklankan, atau memberi akses ke perjudian.",
      en: "Offers, advertises or gives access to gambling.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["BATAS_WILAYAH", "HAPUS_KEBIJAKAN", "TUTUP_KANAL"],
    bases: ["uu-ite-27-2", "kuhp-426-427"],
    agency: "Menteri langsung (Permenkominfo 5/2020 Ps 15(1)b)",
    platform: {
      facebook: "Restricted Goods and Services",
      youtube: "Spam, deceptive practices & scams; External links; Sale of illegal or regulated goods",
      x: "Illegal or certain regulated goods or services",
      telegram: "Spam/scam",
    },
    unverifiedPlatforms: ["facebook"],
  },
  NARKOTIKA: {
    code: "NARKOTIKA",
    label: { id: "Narkotika", en: "Narcotics" },
    short: { id: "Narkotika", en: "Narcotics" },
    hint: {
      id: "Menawarkan atau memperdagangkan narkotika.",
      en: "Offers or trades narcotics.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["HAPUS_KEBIJAKAN", "TUTUP_KANAL", "TERUSKAN_APH"],
    bases: ["uu-35-2009-113", "uu-35-2009", "kuhp-609-611"],
    agency: "BNN / Polri",
    platform: {
      facebook: "Restricted Goods and Services",
      youtube: "Sale of illegal or regulated goods or services",
      x: "Illegal or certain regulated goods or services",
      telegram: "Illegal goods (in-app)",
    },
    unverifiedPlatforms: ["facebook"],
  },
  PENIPUAN: {
    code: "PENIPUAN",
    label: { id: "Penipuan / pemerasan daring", en: "Online fraud / extortion" },
    short: { id: "Penipuan", en: "Fraud" },
    hint: {
      id: "Menipu pembeli atau memeras dengan ancaman.",
      en: "Deceives buyers or extorts with threats.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["HAPUS_KEBIJAKAN", "TUTUP_KANAL", "TERUSKAN_APH"],
    bases: ["uu-ite-28-1", "uu-ite-27b", "kuhp-492"],
    agency: "Polri / OJK",
    platform: {
      facebook: "Fraud, Scams and Deceptive Practices",
      youtube: "Spam, deceptive practices & scams",
      x: "Financial scam",
      telegram: "Spam/scam; @notoscam",
    },
    unverifiedPlatforms: ["x"],
  },
  KEUANGAN_OBAT_ILEGAL: {
    code: "KEUANGAN_OBAT_ILEGAL",
    label: {
      id: "Pinjol/investasi, obat, makanan, kosmetik ilegal",
      en: "Illegal finance, medicine, food, cosmetics",
    },
    short: { id: "Pinjol/obat ilegal", en: "Illegal goods" },
    hint: {
      id: "Pinjaman, investasi, obat, makanan, atau kosmetik tanpa izin.",
      en: "Loans, investments, medicine, food or cosmetics without a licence.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["BATAS_WILAYAH", "HAPUS_KEBIJAKAN"],
    bases: ["saman", "saman-2026", "uu-4-2023-17-2023"],
    agency: "OJK / BPOM",
    platform: {
      facebook: "Restricted Goods; Fraud",
      youtube: "Sale of illegal or regulated goods or services",
      x: "Illegal or certain regulated goods or services",
      telegram: "Spam/scam",
    },
    unverifiedPlatforms: ["facebook"],
  },
  HKI: {
    code: "HKI",
    label: { id: "Pelanggaran kekayaan intelektual", en: "IP infringement" },
    short: { id: "Hak cipta", en: "Copyright" },
    hint: {
      id: "Karya orang lain tanpa izin. Dirujuk ke DJKI.",
      en: "Someone else's work without permission. Referred to DJKI.",
    },
    urgent: false,
    hours: null,
    capture: "C1",
    actions: ["RUJUK_DJKI"],
    bases: ["uu-28-2014-56"],
    agency: "DJKI",
    platform: {
      facebook: "IP report",
      youtube: "Copyright webform",
      x: "DMCA form",
      telegram: "dmca",
    },
    unverifiedPlatforms: ["facebook", "telegram"],
  },
  SPAM: {
    code: "SPAM",
    label: { id: "Spam", en: "Spam" },
    short: { id: "Spam", en: "Spam" },
    hint: {
      id: "Hanya aturan platform, bukan perintah negara.",
      en: "The platform's rules only, no order by the state.",
    },
    urgent: false,
    hours: null,
    capture: "C1",
    actions: ["LAPOR_PLATFORM"],
    bases: [],
    agency: "tidak ada: bukan perintah negara",
    platform: {
      facebook: "Spam; Inauthentic Behavior",
      youtube: "Spam, deceptive practices & scams; Fake engagement",
      x: "Platform manipulation and spam",
      telegram: "Spam",
    },
    unverifiedPlatforms: ["facebook", "x"],
  },
  TAUTAN_RENDAH: {
    code: "TAUTAN_RENDAH",
    label: { id: "Tautan ke laman berkualitas rendah", en: "Link to low-quality page" },
    short: { id: "Laman buruk", en: "Poor page" },
    hint: {
      id: "Laman dengan sedikit isi dan banyak iklan mengganggu. Hanya aturan platform.",
      en: "A page with little content and many intrusive ads. The platform's rules only.",
    },
    urgent: false,
    hours: null,
    capture: "C1",
    actions: ["TURUNKAN_JANGKAUAN"],
    bases: [],
    agency: "tidak ada: bukan perintah negara",
    platform: {
      facebook: "Low-quality web page experience (demote) 10 May 2017",
      youtube: "External links",
      x: "Platform manipulation and spam",
      telegram: "tidak ada aturan yang sesuai",
    },
    unverifiedPlatforms: ["facebook", "x"],
  },
} as const satisfies Partial<Record<CategoryCode, Category>>;

/** Data: categories that protect people and public safety. */
const safetyCategories = {
  PORNO_ANAK: {
    code: "PORNO_ANAK",
    label: {
      id: "Materi kekerasan seksual anak (istilah UU: pornografi anak)",
      en: "Child sexual abuse material",
    },
    short: { id: "Kekerasan seksual anak", en: "Child sexual abuse" },
    hint: {
      id: "Tanpa gambar dan tanpa teks: hanya alamat, ID penulis, dan waktu.",
      en: "No pictures and no text: only address, author id and times.",
    },
    urgent: true,
    hours: 4,
    capture: "C0",
    actions: ["HAPUS_KEBIJAKAN", "TERUSKAN_HOTLINE", "TERUSKAN_APH"],
    bases: ["uu-44-2008-4-1-f", "uu-35-2014-76i", "uu-12-2022-14", "kuhp-407-anak"],
    agency: "Polri PPA, KemenPPPA",
    platform: {
      facebook: "Child Sexual Exploitation, Abuse and Nudity",
      youtube: "Child safety",
      x: "Child sexual exploitation",
      telegram: "Child abuse; stopCA@telegram.org",
    },
    unverifiedPlatforms: ["facebook"],
  },
  TERORISME: {
    code: "TERORISME",
    label: { id: "Terorisme / ekstremisme berbasis kekerasan", en: "Terrorism / violent extremism" },
    short: { id: "Terorisme", en: "Terrorism" },
    hint: {
      id: "Mengajak, melatih, merekrut, atau mendukung aksi teror.",
      en: "Calls for, trains for, recruits for or supports acts of terror.",
    },
    urgent: true,
    hours: 4,
    capture: "C1",
    actions: ["BATAS_WILAYAH", "HAPUS_KEBIJAKAN", "TUTUP_KANAL", "TERUSKAN_APH"],
    bases: ["uu-5-2018-13a", "uu-5-2018-12b", "kuhp-600-602"],
    agency: "BNPT / Polri",
    platform: {
      facebook: "Dangerous Organizations and Individuals",
      youtube: "Violent criminal organizations",
      x: "Violent & hateful entities; Perpetrators of violent attacks",
      telegram: "Promote violence on public channels (ToS); in-app reason: terrorism",
    },
    unverifiedPlatforms: ["facebook"],
  },
  HASUT_KEKERASAN: {
    code: "HASUT_KEKERASAN",
    label: { id: "Hasutan/ancaman kekerasan", en: "Incitement to / threat of violence" },
    short: { id: "Hasutan kekerasan", en: "Violence" },
    hint: {
      id: "Ancaman langsung kepada korban atau ajakan melakukan kekerasan.",
      en: "A direct threat to a victim or a call to violence.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["BATAS_WILAYAH", "HAPUS_KEBIJAKAN", "TERUSKAN_APH"],
    bases: ["uu-ite-29", "uu-ite-40-2d", "kuhp-246", "kuhp-247"],
    agency: "Polri",
    platform: {
      facebook: "Violence and Incitement",
      youtube: "Harmful or dangerous; Violent or graphic content",
      x: "Violent speech",
      telegram: "Promote violence on public channels (ToS)",
    },
    unverifiedPlatforms: ["facebook"],
  },
  KEBENCIAN_SARA: {
    code: "KEBENCIAN_SARA",
    label: {
      id: "Hasutan kebencian/SARA",
      en: "Incitement to hatred (ethnicity, religion, race, group)",
    },
    short: { id: "Kebencian SARA", en: "Hatred" },
    hint: {
      id: "Menghasut kebencian karena suku, agama, ras, atau golongan.",
      en: "Incites hatred for ethnicity, religion, race or group.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["PANTAU", "BATAS_WILAYAH", "HAPUS_KEBIJAKAN"],
    bases: ["uu-ite-28-2", "uu-40-2008-4", "kuhp-243", "kuhp-300-301", "kuhp-242"],
    agency: "Polri",
    platform: {
      facebook: "Hateful Conduct",
      youtube: "Hate speech",
      x: "Hateful conduct",
      telegram: "Violence",
    },
    unverifiedPlatforms: ["facebook"],
  },
  PORNO: {
    code: "PORNO",
    label: { id: "Pornografi", en: "Pornography (adult)" },
    short: { id: "Pornografi", en: "Pornography" },
    hint: {
      id: "Orang dewasa. Bila ada anak, pilih kategori pertama.",
      en: "Adults. If there is a child, choose the first category.",
    },
    urgent: false,
    hours: 24,
    capture: "C2",
    actions: ["BATAS_WILAYAH", "HAPUS_KEBIJAKAN"],
    bases: ["uu-ite-27-1", "uu-44-2008-4", "kuhp-407", "uu-44-2008-sisa"],
    agency: "Menteri langsung (Permenkominfo 5/2020 Ps 15(1)b)",
    platform: {
      facebook: "Adult Nudity and Sexual Activity",
      youtube: "Nudity and sexual content",
      x: "Sensitive/adult media",
      telegram: "Illegal pornographic content on public channels (ToS)",
    },
    unverifiedPlatforms: ["facebook"],
  },
  HOAKS: {
    code: "HOAKS",
    label: { id: "Hoaks / berita bohong", en: "Hoax / false news" },
    short: { id: "Hoaks", en: "Hoax" },
    hint: {
      id: "Berita bohong yang memicu kerusuhan fisik, bukan sekadar keliru.",
      en: "False news that causes physical unrest, not a mere mistake.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["CEK_FAKTA", "PANTAU", "HAPUS_KEBIJAKAN"],
    bases: ["uu-ite-28-3", "kuhp-263", "kuhp-264"],
    agency: "Kominfo + pemeriksa fakta",
    platform: {
      facebook: "Misinformation",
      youtube: "Misinformation; Elections misinformation",
      x: "Synthetic/manipulated media; Civic integrity",
      telegram: "tidak ada aturan yang sesuai",
    },
    unverifiedPlatforms: ["facebook", "x"],
  },
  SEPARATISME: {
    code: "SEPARATISME",
    label: {
      id: "Separatisme / organisasi berbahaya (hanya bila menghasut kekerasan)",
      en: "Separatism (only if inciting violence)",
    },
    short: { id: "Separatisme", en: "Separatism" },
    hint: {
      id: "Hanya bila menghasut kekerasan. Wajib surat resmi dan analisis hukum.",
      en: "Only if it incites violence. Needs an official letter and a legal analysis.",
    },
    urgent: false,
    hours: 24,
    capture: "C1",
    actions: ["PANTAU", "BATAS_WILAYAH"],
    bases: ["label-aduan-separatisme", "kuhp-lama-makar", "kuhp-191-192"],
    agency: "APH, wajib surat resmi + analisis hukum",
    platform: {
      facebook: "hanya bila mengandung kekerasan",
      youtube: "hanya bila mengandung kekerasan",
      x: "hanya bila mengandung kekerasan",
      telegram: "hanya bila mengandung kekerasan",
    },
    unverifiedPlatforms: ["facebook"],
  },
} as const satisfies Partial<Record<CategoryCode, Category>>;

export const categories: Record<CategoryCode, Category> = { ...safetyCategories, ...tradeCategories };

/** Strictest first. A case with several reported categories gets the strictest one. */
export const strictness: readonly CategoryCode[] = [
  "PORNO_ANAK",
  "TERORISME",
  "HASUT_KEKERASAN",
  "SEPARATISME",
  "KEBENCIAN_SARA",
  "NARKOTIKA",
  "PORNO",
  "JUDI",
  "PENIPUAN",
  "KEUANGAN_OBAT_ILEGAL",
  "HOAKS",
  "HKI",
  "SPAM",
  "TAUTAN_RENDAH",
];

export const order: readonly CategoryCode[] = [
  "PORNO_ANAK",
  "TERORISME",
  "JUDI",
  "PORNO",
  "PENIPUAN",
  "HOAKS",
  "KEBENCIAN_SARA",
  "HASUT_KEKERASAN",
  "NARKOTIKA",
  "KEUANGAN_OBAT_ILEGAL",
  "SEPARATISME",
  "HKI",
  "SPAM",
  "TAUTAN_RENDAH",
];

/** The key for each category: digits for the first ten, then the first unused letter. */
export const pickKeys: Record<CategoryCode, string> = {
  PORNO_ANAK: "1",
  TERORISME: "2",
  JUDI: "3",
  PORNO: "4",
  PENIPUAN: "5",
  HOAKS: "6",
  KEBENCIAN_SARA: "7",
  HASUT_KEKERASAN: "8",
  NARKOTIKA: "9",
  KEUANGAN_OBAT_ILEGAL: "0",
  SEPARATISME: "p",
  HKI: "h",
  SPAM: "s",
  TAUTAN_RENDAH: "t",
};

/** Returns the category for a key, case-insensitively. */
export function categoryOfKey(key: string): CategoryCode | undefined {
  return order.find((code) => pickKeys[code] === key.toLowerCase());
}

export function strictest(codes: readonly CategoryCode[]): CategoryCode | undefined {
  return strictness.find((code) => codes.includes(code));
}

export function isActionAllowed(category: CategoryCode, action: ActionCode): boolean {
  return categories[category].actions.includes(action);
}

/** Returns the preselected action: the one with the least effect. */
export function narrowestAction(category: CategoryCode): ActionCode {
  const [first] = categories[category].actions;
  if (first === undefined) throw new Error(`category ${category} has no action`);
  return first;
}

/** True if the state gives no order and only the platform's own rules apply. */
export function isPlatformPolicyOnly(category: CategoryCode): boolean {
  return categories[category].bases.length === 0;
}
