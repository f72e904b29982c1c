/** Texts of the public register of decisions. */

import type { Language } from "../contract/site.ts";

const id = {
  title: "Keputusan",
  about:
    "Keputusan atas laporan konten, setelah disahkan orang kedua. Yang tidak dimuat: nama, akun, alamat konten, dan alasan dengan kata-kata sendiri, karena dapat menunjuk orang. Keputusan dimuat 30 atau 90 hari setelah disahkan, menurut kategorinya. Rujukan kepada pemeriksa fakta dan DJKI dimuat setelah selesai. Materi kekerasan seksual anak, kiriman yang diamati, dan penerusan kepada penegak hukum tidak dimuat.",
  other: "English",
  months: "Bulan",
  none: "Belum ada keputusan yang dapat dimuat.",
  total: "{count} keputusan",
  page: "Halaman {page} dari {pages}",
  pages: "Halaman",
  previous: "Halaman sebelumnya",
  next: "Halaman berikutnya",
  download: "Unduh halaman ini",
  schema: "Skema",
  day: "Disahkan",
  platform: "Platform",
  category: "Kategori",
  decision: "Keputusan",
  grounds: "Dasar",
  asked: "Dimintakan kepada platform: {action}",
  referred: "Dirujuk kepada {partner}: {outcome}",
  noAnswer: "tanpa jawaban",
  rejected: "Laporan ditolak: {why}",
  ownRules: "Aturan platform sendiri",
  elements: "Unsur: {list}",
  panel: "Diputus panel",
  reversed: "Sudah dicabut dengan keputusan lain",
};

const en: Record<keyof typeof id, string> = {
  title: "Decisions",
  about:
    "Decisions on reported content, after a second person confirmed them. Left out: names, accounts, addresses of content, and reasons in people's own words, because they can point to a person. A decision is published 30 or 90 days after its confirmation, depending on its category. Referrals to fact checkers and to DJKI are published once they have ended. Child sexual abuse material, watched posts and referrals to law enforcement are not published.",
  other: "Bahasa Indonesia",
  months: "Months",
  none: "There is no decision yet that can be published.",
  total: "{count} {count:decision|decisions}",
  page: "Page {page} of {pages}",
  pages: "Pages",
  previous: "Previous page",
  next: "Next page",
  download: "Download this page",
  schema: "Schema",
  day: "Confirmed",
  platform: "Platform",
  category: "Category",
  decision: "Decision",
  grounds: "Grounds",
  asked: "Asked of the platform: {action}",
  referred: "Referred to {partner}: {outcome}",
  noAnswer: "no answer",
  rejected: "Report rejected: {why}",
  ownRules: "The platform's own rules",
  elements: "Elements: {list}",
  panel: "Settled by the panel",
  reversed: "Replaced by a later decision",
};

export const registerTexts: Record<Language, Record<keyof typeof id, string>> = { id, en };
