/** The checklist of "Periksa video saya": rules in plain words, permitted content, and the outcome. */

import type { CategoryCode } from "../contract/category.ts";
import type { SelfReviewAnswer, SelfReviewInput } from "../contract/review.ts";
import type { Words } from "./category-definition.ts";

export interface SelfReviewRule {
  id: string;
  question: Words;
  /** Content that is permitted. */
  fine: Words;
  categories: readonly CategoryCode[];
  /** `stop`: a problem means "do not publish". `change`: editing can fix it. */
  weight: "stop" | "change";
}

export const selfReviewRules: readonly SelfReviewRule[] = [
  {
    id: "anak",
    question: {
      id: "Apakah ada anak yang ditampilkan secara seksual, juga dalam gambar atau animasi?",
      en: "Is a child shown in a sexual way, drawings and animation included?",
    },
    fine: {
      id: "Bukan pelanggaran: anak dalam kegiatan sehari-hari, dengan izin orang tua.",
      en: "No violation: children in daily life, with their parents' permission.",
    },
    categories: ["PORNO_ANAK"],
    weight: "stop",
  },
  {
    id: "teror",
    question: {
      id: "Apakah video mengajak, merekrut, atau memuji aksi teror atau pelakunya?",
      en: "Does the video call for, recruit for or praise acts of terror or those who commit them?",
    },
    fine: {
      id: "Bukan pelanggaran: berita, pelajaran, atau film yang tidak mendukungnya.",
      en: "No violation: news, teaching or film that does not support it.",
    },
    categories: ["TERORISME", "SEPARATISME"],
    weight: "stop",
  },
  {
    id: "ancaman",
    question: {
      id: "Apakah ada ancaman kepada orang tertentu atau ajakan melakukan kekerasan?",
      en: "Is there a threat to a person or a call to violence?",
    },
    fine: {
      id: "Bukan pelanggaran: kritik keras, adegan fiksi, olahraga bela diri.",
      en: "No violation: harsh criticism, fiction, martial arts.",
    },
    categories: ["HASUT_KEKERASAN"],
    weight: "stop",
  },
  {
    id: "sara",
    question: {
      id: "Apakah video menghasut kebencian karena suku, agama, ras, atau golongan?",
      en: "Does the video incite hatred for ethnicity, religion, race or group?",
    },
    fine: {
      id: "Bukan pelanggaran: membahas agama atau budaya, juga secara kritis.",
      en: "No violation: discussing religion or culture, critically too.",
    },
    categories: ["KEBENCIAN_SARA"],
    weight: "stop",
  },
  {
    id: "porno",
    question: {
      id: "Apakah ada ketelanjangan atau adegan seksual?",
      en: "Is there nudity or a sexual scene?",
    },
    fine: {
      id: "Bukan pelanggaran: kesehatan, pendidikan, seni, dan olahraga tanpa maksud seksual.",
      en: "No violation: health, education, art and sport without sexual intent.",
    },
    categories: ["PORNO"],
    weight: "stop",
  },
  {
    id: "judi",
    question: {
      id: "Apakah video menampilkan, mengiklankan, atau menautkan situs judi?",
      en: "Does the video show, advertise or link a gambling site?",
    },
    fine: {
      id: "Bukan pelanggaran: memperingatkan bahaya judi tanpa menyebut alamatnya.",
      en: "No violation: warning about gambling without giving its address.",
    },
    categories: ["JUDI"],
    weight: "change",
  },
  {
    id: "narkotika",
    question: {
      id: "Apakah video menawarkan narkotika atau mengajarkan cara memakainya?",
      en: "Does the video offer narcotics or teach how to use them?",
    },
    fine: {
      id: "Bukan pelanggaran: penyuluhan, pemulihan, berita.",
      en: "No violation: education, recovery, news.",
    },
    categories: ["NARKOTIKA"],
    weight: "stop",
  },
  {
    id: "hoaks",
    question: {
      id: "Apakah ada pernyataan sebagai fakta yang belum Anda periksa kebenarannya?",
      en: "Is anything stated as fact that you have not checked?",
    },
    fine: {
      id: "Bukan pelanggaran: pendapat, satire, dan kekeliruan yang segera diralat.",
      en: "No violation: opinion, satire, and mistakes corrected at once.",
    },
    categories: ["HOAKS"],
    weight: "change",
  },
  {
    id: "jualan",
    question: {
      id: "Apakah video mempromosikan pinjaman, investasi, obat, makanan, atau kosmetik tanpa izin, atau menjanjikan untung pasti?",
      en: "Does the video promote unlicensed loans, investments, medicine, food or cosmetics, or promise certain profit?",
    },
    fine: {
      id: "Bukan pelanggaran: produk berizin OJK atau BPOM, ditandai sebagai iklan.",
      en: "No violation: products licensed by OJK or BPOM, marked as advertising.",
    },
    categories: ["KEUANGAN_OBAT_ILEGAL", "PENIPUAN"],
    weight: "change",
  },
  {
    id: "hak-cipta",
    question: {
      id: "Apakah ada musik, film, atau gambar orang lain tanpa izin?",
      en: "Is there someone else's music, film or pictures without permission?",
    },
    fine: {
      id: "Bukan pelanggaran: kutipan pendek untuk ulasan, dengan sumber.",
      en: "No violation: a short quotation for a review, with its source.",
    },
    categories: ["HKI"],
    weight: "change",
  },
  {
    id: "spam",
    question: {
      id: "Apakah judul, gambar kecil, atau tautan menipu penonton?",
      en: "Does the title, thumbnail or a link deceive viewers?",
    },
    fine: {
      id: "Bukan pelanggaran: judul yang menarik dan sesuai isi.",
      en: "No violation: an attractive title that fits the content.",
    },
    categories: ["SPAM", "TAUTAN_RENDAH"],
    weight: "change",
  },
];

/** Derives the outcome from the answers; undefined until every rule is answered. */
export function selfReviewOutcome(
  answers: readonly Pick<SelfReviewAnswer, "rule" | "answer">[],
): SelfReviewInput["result"] | undefined {
  const of = (rule: SelfReviewRule) => answers.find((answer) => answer.rule === rule.id)?.answer;
  if (selfReviewRules.some((rule) => of(rule) === undefined)) return undefined;
  if (selfReviewRules.some((rule) => of(rule) === "problem" && rule.weight === "stop"))
    return "do-not-publish";
  return selfReviewRules.every((rule) => of(rule) === "fine") ? "safe" : "change";
}
