/** Texts of recipe health, for administrators. */

const id = {
  "health.title": "Pembaca situs",
  "health.loading": "Memuat keadaan pembaca situs",
  "health.refresh": "Muat ulang",
  "health.allWell": "Semua resep menemukan yang seharusnya ada.",
  "health.notYet": "Belum cukup hitungan untuk menilai resep mana pun.",
  "health.someDropped":
    "{count} resep menemukan jauh lebih sedikit daripada biasanya. Mungkin situsnya berubah.",
  "health.hint": "24 jam terakhir, dari semua perangkat. Hanya angka: tanpa isi, alamat, atau nama.",
  "health.acts": "Matikan resep, atau kembali ke versi sebelumnya",
  "health.empty": "Belum ada hitungan.",
  "health.emptyHint": "Perangkat mengirim hitungan beberapa kali sehari, dan segera bila ada penurunan.",
  "health.older": "Tampilkan versi lama",
  "health.what": "Jenis",
  "health.state": "Status",
  "health.found": "Ditemukan",
  "health.history": "14 hari",
  "health.version": "versi {version}",
  "health.share": "{found} dari {expected}",
  "health.usual": "biasanya {percent}%",
  "health.drops": "{count} penurunan dari perangkat",
  "health.structure": "{count} halaman dengan kiriman yang hanya terbaca dari susunannya",
  "health.days": "{measure} per hari",
  "health.day": "Hari",
  "health.nothing": "Tidak ada dalam 24 jam terakhir",

  "health.ok": "Baik",
  "health.dropped": "Menurun",
  "health.too-few": "Belum cukup",

  "measure.pages": "Halaman berisi",
  "measure.identities": "Identitas",
  "measure.buttons": "Tombol",
  "measure.fields": "Bagian terbaca",
  "measure.permalinks": "Tautan",

  "browser.chrome": "Chrome",
  "browser.edge": "Edge",
  "browser.firefox": "Firefox",
  "browser.other": "peramban lain",
} as const;

const en: Record<keyof typeof id, string> = {
  "health.title": "Recipe health",
  "health.loading": "Loading the recipes' health",
  "health.refresh": "Reload",
  "health.allWell": "All recipes find what should be there.",
  "health.notYet": "Too little has been counted to judge any recipe.",
  "health.someDropped":
    "{count} {count:recipe finds|recipes find} much less than usual. The site may have changed.",
  "health.hint": "The last 24 hours, from all devices. Numbers only: no content, addresses or names.",
  "health.acts": "Switch a recipe off, or go back to an earlier version",
  "health.empty": "Nothing has been counted yet.",
  "health.emptyHint": "Devices send their counts a few times a day, and at once after a drop.",
  "health.older": "Show older versions",
  "health.what": "Kind",
  "health.state": "State",
  "health.found": "Found",
  "health.history": "14 days",
  "health.version": "version {version}",
  "health.share": "{found} of {expected}",
  "health.usual": "usually {percent}%",
  "health.drops": "{count} {count:drop|drops} noticed by devices",
  "health.structure": "{count} {count:page|pages} with posts that only structure found",
  "health.days": "{measure} by day",
  "health.day": "Day",
  "health.nothing": "Nothing in the last 24 hours",

  "health.ok": "Well",
  "health.dropped": "Dropped",
  "health.too-few": "Too few",

  "measure.pages": "Pages with posts",
  "measure.identities": "Identities",
  "measure.buttons": "Buttons",
  "measure.fields": "Parts read",
  "measure.permalinks": "Links",

  "browser.chrome": "Chrome",
  "browser.edge": "Edge",
  "browser.firefox": "Firefox",
  "browser.other": "other browser",
};

export const healthTexts = { id, en };
