/** Grounds that a decision must examine: each category's elements, and the exceptions that protect speech. */

import type { CategoryCode } from "../contract/category.ts";
import type { Words } from "./category-definition.ts";

export interface Ground {
  id: string;
  words: Words;
  /** Guidance for doubtful cases. */
  doubt?: Words;
}

function ground(id: string, inIndonesian: string, inEnglish: string): Ground {
  const doubt = doubts[id];
  return { id, words: { id: inIndonesian, en: inEnglish }, ...(doubt ? { doubt } : {}) };
}

/** Keyed by ground id. Only where the law or a court is more specific than the element. */
const doubts: Readonly<Record<string, Words>> = {
  "terorisme.muatan": {
    id: "Memberitakan, mengecam, atau meneliti tidak memenuhi unsur ini.",
    en: "Reporting on it, condemning it or studying it does not meet this element.",
  },
  "porno-anak.anak": {
    id: "Nilai dari alamat dan waktu saja. Jangan membuka kirimannya.",
    en: "Judge by address and times alone. Do not open the post.",
  },
  "sara.akibat": {
    id: "KUHP Ps 243 menuntut kekerasan yang benar-benar terjadi; tanpa itu lepaskan dasar tersebut.",
    en: "KUHP Art. 243 needs violence that did follow; without it leave that basis out.",
  },
  "kekerasan.sasaran": {
    id: "UU ITE Ps 29 hanya ancaman langsung kepada korban.",
    en: "UU ITE Art. 29 covers direct threats to a victim only.",
  },
  "hoaks.kerusuhan": {
    id: "Keributan di internet tidak cukup (MK 115/PUU-XXII/2024).",
    en: "An uproar online is not enough (MK 115/PUU-XXII/2024).",
  },
  "separatisme.kekerasan": {
    id: "Tanpa hasutan kekerasan, ajakan ini pendapat politik.",
    en: "Without incitement to violence it is a political opinion.",
  },
  "tautan.isi": {
    id: "Tidak dihapus, hanya diturunkan jangkauannya.",
    en: "It is not removed, only shown less.",
  },
  kritik: {
    id: "UU ITE Ps 27A melindungi orang, bukan badan pemerintah.",
    en: "UU ITE Art. 27A protects persons, not government bodies.",
  },
  pers: {
    id: "Diselesaikan menurut UU 40/1999 lewat Dewan Pers.",
    en: "Settled under UU 40/1999 by the Press Council.",
  },
  "kepentingan-umum": { id: "UU ITE Ps 45(2), (7).", en: "UU ITE Art. 45(2), (7)." },
  "seni-ilmu": { id: "UU ITE Ps 45(2).", en: "UU ITE Art. 45(2)." },
  peneliti: {
    id: "MK 105/PUU-XXII/2024 tentang “tanpa hak”.",
    en: "MK 105/PUU-XXII/2024 on “without right”.",
  },
};

/** An approval requires all elements of the category. */
export const elements: Record<CategoryCode, readonly Ground[]> = {
  TERORISME: [
    ground(
      "terorisme.muatan",
      "Memuji, mengajak, merekrut, atau melatih untuk kekerasan teror",
      "Praises, calls for, recruits or trains for terrorist violence",
    ),
    ground("terorisme.ajakan", "Ditujukan agar orang lain berbuat", "Meant to make others act"),
  ],
  PORNO_ANAK: [
    ground(
      "porno-anak.anak",
      "Menyangkut orang yang tampak atau dinyatakan anak",
      "Concerns somebody shown or said to be a child",
    ),
    ground("porno-anak.seksual", "Bersifat seksual", "Is sexual in nature"),
  ],
  PORNO: [
    ground("porno.muatan", "Memuat ketelanjangan atau tindakan seksual", "Shows nudity or a sexual act"),
    ground("porno.umum", "Dapat dilihat umum tanpa pembatasan", "Anyone can see it without a barrier"),
  ],
  JUDI: [
    ground(
      "judi.permainan",
      "Menyangkut permainan untung-untungan dengan taruhan",
      "Is about a game of chance with a stake",
    ),
    ground(
      "judi.akses",
      "Menawarkan, mengiklankan, atau memberi akses",
      "Offers, advertises or gives access to it",
    ),
  ],
  NARKOTIKA: [
    ground(
      "narkotika.barang",
      "Menyangkut narkotika menurut daftar resmi",
      "Is about a narcotic on the official list",
    ),
    ground("narkotika.tawaran", "Menawarkan, menjual, atau menjadi perantara", "Offers, sells or brokers it"),
  ],
  KEBENCIAN_SARA: [
    ground(
      "sara.sasaran",
      "Menyasar orang karena suku, agama, ras, atau golongan",
      "Targets people for ethnicity, religion, race or group",
    ),
    ground(
      "sara.hasutan",
      "Menghasut kebencian, bukan sekadar pendapat",
      "Incites hatred, rather than holding an opinion",
    ),
    ground(
      "sara.akibat",
      "Kekerasan terjadi atau nyata mengancam",
      "Violence followed or is clearly imminent",
    ),
  ],
  HASUT_KEKERASAN: [
    ground("kekerasan.ajakan", "Mengajak atau mengancam dengan kekerasan", "Calls for or threatens violence"),
    ground("kekerasan.sasaran", "Sasarannya dapat dikenali", "Its target can be identified"),
  ],
  HOAKS: [
    ground("hoaks.bohong", "Isinya terbukti tidak benar", "What it says is shown to be untrue"),
    ground("hoaks.tahu", "Penyebar tahu atau patut menduga", "Whoever spreads it knows or should know"),
    ground(
      "hoaks.kerusuhan",
      "Menimbulkan kerusuhan fisik di masyarakat",
      "It causes physical unrest among people",
    ),
  ],
  PENIPUAN: [
    ground("penipuan.tipu", "Memakai kebohongan atau ancaman", "Uses a lie or a threat"),
    ground("penipuan.rugi", "Merugikan atau hendak merugikan orang", "Harms people or is meant to"),
  ],
  KEUANGAN_OBAT_ILEGAL: [
    ground("ilegal.izin", "Tanpa izin lembaga yang berwenang", "Without the competent agency's licence"),
    ground("ilegal.tawaran", "Ditawarkan kepada umum", "Offered to the public"),
  ],
  SPAM: [ground("spam.berulang", "Disebar berulang tanpa diminta", "Spread again and again, unasked")],
  TAUTAN_RENDAH: [
    ground(
      "tautan.isi",
      "Laman tujuan minim isi dan penuh iklan",
      "The linked page has little content and many advertisements",
    ),
  ],
  SEPARATISME: [
    ground("separatisme.tujuan", "Mengajak memisahkan wilayah", "Calls for separating a territory"),
    ground("separatisme.kekerasan", "Menghasut kekerasan", "Incites violence"),
  ],
  HKI: [
    ground("hki.hak", "Pemegang hak jelas", "Who holds the right is clear"),
    ground("hki.izin", "Dipakai tanpa izin pemegang hak", "Used without the holder's permission"),
  ],
};

/** An approval requires that each exception was checked and does not apply. */
export const exceptions: readonly Ground[] = [
  ground("kritik", "Kritik terhadap pemerintah atau pejabat", "Criticism of government or officials"),
  ground("pers", "Karya jurnalistik", "Press work"),
  ground(
    "kepentingan-umum",
    "Demi kepentingan umum atau membela diri",
    "In the public interest or in self-defence",
  ),
  ground(
    "seni-ilmu",
    "Seni, budaya, olahraga, kesehatan, atau ilmu",
    "Art, culture, sport, health or science",
  ),
  ground("peneliti", "Penelitian atau penegakan hukum", "Research or law enforcement"),
];

export function groundsOf(category: CategoryCode): { elements: string[]; exceptions: string[] } {
  const ids = (list: readonly Ground[]) => list.map(({ id }) => id);
  return { elements: ids(elements[category]), exceptions: ids(exceptions) };
}

/** A reviewer may note for any category, independently of the verdict, that the video is no longer available. */
export const videoGone = "video.gone";

const elementIds: ReadonlySet<string> = new Set([
  ...Object.values(elements).flatMap((list) => list.map(({ id }) => id)),
  videoGone,
]);

/** Accepts elements of all categories, because a case may be recategorised during a review. */
export function isElement(id: string): boolean {
  return elementIds.has(id);
}
