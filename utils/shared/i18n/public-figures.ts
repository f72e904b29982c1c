/** Texts of the public figures: the name of each count, and notes for readers. */

import type { CountName, TimeName } from "../contract/figures.ts";
import type { Language } from "../contract/site.ts";
import { rejections } from "../policy/rejection-reasons.ts";

type Called = Exclude<CountName, `rejected.${string}`> | TimeName;

const id = {
  title: "Angka per bulan",
  about:
    "Yang dilaporkan, diputus, dan dimintakan kepada platform. Tiap peristiwa dihitung pada bulan terjadinya, menurut waktu Jakarta. Surat yang diantar petugas dihitung pada waktu petugas mencatatnya. Jawaban yang dicatat petugas dihitung pada waktu yang ia sebut, yang bisa jauh sebelum pencatatannya. Setiap laporan dihitung, juga bila orang yang sama melaporkan satu kiriman beberapa kali.",
  other: "English",
  decisions: "Daftar keputusan",
  months: "Bulan",
  running: "Angka bulan ini masih sementara",
  runningHint: "Dihitung sampai {at}. Median waktu menyusul setelah angka bulan ini tetap.",
  counted: "Dihitung {at}. Angka ini tetap.",
  none: "Belum ada bulan yang dihitung.",
  hidden: "disembunyikan",
  legend:
    "•: disembunyikan, karena kurang dari 5 atau agar angka yang kurang dari 5 tidak dapat dihitung dari yang lain. Semua jumlah dibulatkan ke bawah ke kelipatan lima.",
  download: "Unduh",
  schema: "Skema",
  total: "Semua",
  counts: "Jumlah per platform",
  zero: "Nol dalam bulan ini: {count} ukuran",
  few: "Terlalu sedikit untuk ditampilkan: {count} ukuran",
  byCategory: "Jumlah per kategori",
  kept: "Ditindak dalam batas waktu, per bulan",
  keptHint:
    "Bagian konten yang ditindak platform sebelum batas waktunya, dari semua yang ditindak sebelumnya atau yang batas waktunya lewat tanpa jawaban atau bukti. Yang lewat dihitung pada bulan batas waktunya, juga bila ditindak kemudian. Garis putus-putus: ukuran kementerian, {goal}. Rentang 95% (Wilson): makin sedikit kontennya, makin lebar; pembulatan jumlahnya ikut di dalamnya. Bulan yang masih sementara tidak ada di sini. Tanda •: disembunyikan, atau kurang dari 5.",
  keptLeftOutHint:
    "Tidak ikut dihitung: konten yang sebelum batas waktunya ditolak platform, hanya dibatasi, sudah tidak ada, atau tidak ditemukan; permintaan yang ditarik atau dibatalkan sebelum batas waktunya; dan permintaan tanpa batas waktu. Karena itu 100% tidak berarti bahwa semua ditindak. Semua jawaban seperti itu, juga yang datang sesudah batas waktu, tercantum tersendiri pada bulannya.",
  month: "Bulan",
  keptChart: "Grafik",
  keptShare: "Bagian",
  keptRange: "Rentang",
  keptItems: "Konten",
  keptLeftOut: "Jawaban lain",
  keptOf: "{part} dari {of}",
  measure: "Ukuran",
  subReasons: "Laporan menurut alasan rinci: {category}",
  subReason: "Alasan rinci",
  noSubReason: "Tanpa alasan rinci",
  otherSubReason: "Lainnya",
  medians: "Median waktu",
  mediansHint:
    "Dibulatkan ke atas, paling banyak seperdelapannya. Tanda • di sini: kurang dari 5 waktu, atau banyaknya disembunyikan.",
  rejected: "Ditolak: {why}",
} as const;

const en: Record<keyof typeof id, string> = {
  title: "Numbers by month",
  about:
    "What was reported, decided and asked of the platforms. Each event counts in the month in which it happened, by Jakarta's time. A letter that a person delivers counts at the time when that person records it. An answer that a person enters counts at the time that this person gives, which may be long before the entry. Every report counts, also if one person reports the same post several times.",
  other: "Bahasa Indonesia",
  decisions: "List of decisions",
  months: "Months",
  running: "The numbers of this month are not final",
  runningHint: "Counted until {at}. Median times follow once the month is final.",
  counted: "Counted {at}. These numbers stay.",
  none: "No month has been counted yet.",
  hidden: "hidden",
  legend:
    "•: hidden, as it is under 5, or so that a number under 5 cannot be worked out from the others. All counts are rounded down to a multiple of five.",
  download: "Download",
  schema: "Schema",
  total: "All",
  counts: "Counts by platform",
  zero: "Zero in this month: {count} measures",
  few: "Too few to be shown: {count} measures",
  byCategory: "Counts by category",
  kept: "Acted on within the limit, by month",
  keptHint:
    "The share of items on which the platform acted before their limit, of all that were acted on before it or whose limit passed without an answer or proof. The latter count in the month of their limit, also if they were acted on later. Dashed line: the ministry's own standard, {goal}. Range of 95% (Wilson): the fewer items, the wider; it includes the rounding of their counts. A month that is not final is left out. •: hidden, or under 5.",
  keptLeftOutHint:
    "Left out: items that, before their limit, the platform refused, only restricted or did not find, or that were gone already; requests withdrawn or reversed before their limit; and requests without a limit. So 100% does not mean that all were acted on. All such answers, also those after the limit, are listed with their month.",
  month: "Month",
  keptChart: "Chart",
  keptShare: "Share",
  keptRange: "Range",
  keptItems: "Items",
  keptLeftOut: "Other answers",
  keptOf: "{part} of {of}",
  measure: "Measure",
  subReasons: "Reports by narrower reason: {category}",
  subReason: "Narrower reason",
  noSubReason: "No narrower reason",
  otherSubReason: "Other",
  medians: "Median times",
  mediansHint:
    "Rounded up by an eighth at most. Here • means fewer than 5 times, or that their number is hidden.",
  rejected: "Rejected: {why}",
};

export const publicTexts: Record<Language, Record<keyof typeof id, string>> = { id, en };

const called: Record<Called, Record<Language, string>> = {
  reports: { id: "Laporan diterima", en: "Reports received" },
  "cases.opened": { id: "Kasus dibuka", en: "Cases opened" },
  "cases.approved": { id: "Disetujui", en: "Approved" },
  "cases.escalated": { id: "Diteruskan ke lembaga lain", en: "Passed on to another agency" },
  "requests.sent": { id: "Permintaan terkirim", en: "Requests sent" },
  "requests.restore": { id: "Permintaan pemulihan terkirim", en: "Requests to restore sent" },
  "items.sent": { id: "Konten dalam permintaan", en: "Items in requests" },
  "items.in-time": { id: "Ditindak dalam batas waktu", en: "Acted on within the limit" },
  "items.late": { id: "Ditindak lewat batas waktu", en: "Acted on after the limit" },
  "items.no-limit": { id: "Ditindak, tanpa batas waktu", en: "Acted on, no limit" },
  "items.proven": {
    id: "Di antaranya: dibuktikan lewat pemeriksaan kementerian",
    en: "Of these: proven by the ministry's own check",
  },
  "items.stated": {
    id: "Di antaranya: dinyatakan oleh pemeriksa",
    en: "Of these: stated by the person who checked",
  },
  "items.restricted": { id: "Hanya dibatasi di Indonesia", en: "Only restricted in Indonesia" },
  "items.refused": { id: "Ditolak platform", en: "Refused by the platform" },
  "items.gone": { id: "Sudah tidak ada", en: "Gone already" },
  "items.not-found": { id: "Tidak ditemukan platform", en: "Not found by the platform" },
  "items.overdue": {
    id: "Batas waktu lewat tanpa jawaban atau bukti",
    en: "Limit passed without an answer or proof",
  },
  "day.kept": { id: "Ditindak dalam 24 jam", en: "Acted on within 24 hours" },
  "day.missed": { id: "Tidak ditindak dalam 24 jam", en: "Not acted on within 24 hours" },
  "acknowledged.kept": { id: "Dikonfirmasi dalam 4 jam", en: "Confirmed within 4 hours" },
  "acknowledged.missed": { id: "Tidak dikonfirmasi dalam 4 jam", en: "Not confirmed within 4 hours" },
  "seen.removed": { id: "Dilihat: dihapus", en: "Seen: removed" },
  "seen.withheld": { id: "Dilihat: ditahan di Indonesia", en: "Seen: withheld in Indonesia" },
  "seen.available": { id: "Dilihat: masih tersedia", en: "Seen: still available" },
  "seen.private": { id: "Dilihat: dijadikan privat", en: "Seen: made private" },
  "seen.unknown": { id: "Dilihat: tidak jelas", en: "Seen: unclear" },
  "limited.kept": { id: "Pembatasan berlaku", en: "Restriction in force" },
  "limited.missed": { id: "Pembatasan tidak berlaku", en: "Restriction not in force" },
  "limited.proven": {
    id: "Pembatasan terbukti: tidak tampil di sini, tampil di luar negeri",
    en: "Restriction proven: hidden here, shown abroad",
  },
  "panel.drawn": {
    id: "Persetujuan yang diundi untuk panel",
    en: "Approvals drawn for the panel",
  },
  "panel.sampled": { id: "Di antaranya: kena undi", en: "Of these: taken by the draw" },
  "panel.upheld": { id: "Panel: persetujuan tepat", en: "Panel: approval was right" },
  "panel.overturned": { id: "Panel: persetujuan keliru", en: "Panel: approval was wrong" },
  reprimands: { id: "Surat teguran", en: "Reprimands" },
  reversals: { id: "Keputusan dibatalkan", en: "Decisions reversed" },
  "objections.received": {
    id: "Sanggahan diterima atas permintaan ke platform",
    en: "Objections received to requests to platforms",
  },
  "objections.upheld": {
    id: "Sanggahan dikabulkan dan putusannya dibalik",
    en: "Objections upheld, with the decision reversed",
  },
  "objections.dismissed": { id: "Sanggahan ditolak", en: "Objections dismissed" },
  "objections.late": { id: "Sanggahan lewat 2 × 24 jam", en: "Objections not heard within 2 × 24 hours" },
  "flags.received": { id: "Laporan vlogger", en: "Reports by vloggers" },
  "flags.reviews": { id: "Penilaian vlogger", en: "Reviews by vloggers" },
  "flags.decided": { id: "Kasus yang dilihat vlogger, diputus", en: "Cases vloggers looked at, decided" },
  "flags.agreed": { id: "Diputus seperti kata vlogger", en: "Decided as the vloggers said" },
  "flags.disagreed": { id: "Diputus lain dari kata vlogger", en: "Decided other than the vloggers said" },
  acknowledge: { id: "Terkirim sampai dikonfirmasi platform", en: "Sending to the platform's confirmation" },
  action: { id: "Terkirim sampai ditindak platform", en: "Sending to the platform's action" },
  flag: { id: "Laporan pertama sampai diputus", en: "First report to decision" },
};

/** For example `Ditolak: kritik`. */
export function nameOf(language: Language, name: CountName | TimeName): string {
  if (name in called) return called[name as Called][language];
  const code = name.slice("rejected.".length);
  const why = rejections.find((rejection) => rejection.code === code)?.label[language] ?? code;
  return publicTexts[language].rejected.replace("{why}", why.charAt(0).toLowerCase() + why.slice(1));
}
