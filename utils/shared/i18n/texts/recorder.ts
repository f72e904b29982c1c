/** Texts of the developer page that records cases. */

const id = {
  "recorder.title": "Rekam kasus",
  "recorder.how":
    "Pilih tab, lalu klik kiriman yang hendak direkam. Nama, teks, dan nomor diganti dengan yang rekaan; periksa hasilnya sebelum dipakai. Escape membatalkan.",
  "recorder.record": "Rekam dari tab ini",
  "recorder.noTabs": "Tidak ada tab keempat situs yang terbuka.",
  "recorder.waiting": "Menunggu klik pada kiriman",
  "recorder.nothing": "Tidak ada yang direkam.",
  "recorder.result": "Kasus",
  "recorder.copy": "Salin",
  "recorder.copied": "Tersalin.",
} as const;

const en: Record<keyof typeof id, string> = {
  "recorder.title": "Record a case",
  "recorder.how":
    "Choose a tab, then click the post to record. Names, texts and numbers are replaced by invented ones; check the result before using it. Escape cancels.",
  "recorder.record": "Record from this tab",
  "recorder.noTabs": "No tab of the four sites is open.",
  "recorder.waiting": "Waiting for a click on a post",
  "recorder.nothing": "Nothing was recorded.",
  "recorder.result": "Case",
  "recorder.copy": "Copy",
  "recorder.copied": "Copied.",
};

export const recorderTexts = { id, en };
