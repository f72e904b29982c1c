/** Texts of the sheet that lists the desk's keyboard shortcuts. */

const id = {
  "keys.title": "Tombol papan ketik",
  "keys.hint":
    "Saat menulis di kolom isian, huruf tetap huruf. Esc keluar dari kolom, tulisan Anda tetap ada.",
  "keys.taskHint":
    "Tombol bekerja selama bagian ini yang aktif: sesudah mengeklik video, klik sekali di sini. Alt+Shift+M menandai detik juga saat video yang aktif; tombol itu dapat diubah di setelan pintasan peramban.",
  "keys.list": "Antrean",
  "keys.case": "Kasus terbuka",
  "keys.group": "Kelompok kasus mirip",
  "keys.picture": "Gambar yang dibuka besar",
  "keys.everywhere": "Di mana saja",
  "keys.space": "Spasi",
  "keys.close": "Tutup",
  "keys.up": "Kasus di atas",
  "keys.down": "Kasus di bawah",
  "keys.open": "Buka kasus",
  "keys.search": "Cari",
  "keys.next": "Kasus berikutnya",
  "keys.previous": "Kasus sebelumnya",
  "keys.openGroup": "Lihat semua kasus yang mirip",
  "keys.help": "Daftar tombol ini",
  "keys.leave": "Keluar, tulisan tetap ada",
  "keys.tick": "Pilih atau lepas satu kasus",
  "keys.allMet": "Semua unsur, tanpa pengecualian",
  "keys.reveal": "Tampilkan berkas bukti berikutnya",
  "keys.digit": "Alasan penolakan nomor itu",
  "keys.send": "Kirim keputusan",
  "keys.task": "Tugas",
  "keys.mark": "Tandai detik ini",
  "keys.verdict": "Penilaian nomor itu",
} as const;

const en: Record<keyof typeof id, string> = {
  "keys.title": "Keys",
  "keys.hint":
    "While you write in a field, letters are letters. Esc leaves the field, what you wrote is kept.",
  "keys.taskHint":
    "Keys act while this part is the active one: after a click on the video, click here once. Alt+Shift+M marks the second while the video is the active one too; the browser's settings for shortcuts can change it.",
  "keys.list": "Queue",
  "keys.case": "Open case",
  "keys.group": "Group of similar cases",
  "keys.picture": "Enlarged picture",
  "keys.everywhere": "Everywhere",
  "keys.space": "Space",
  "keys.close": "Close",
  "keys.up": "Case above",
  "keys.down": "Case below",
  "keys.open": "Open the case",
  "keys.search": "Search",
  "keys.next": "Next case",
  "keys.previous": "Previous case",
  "keys.openGroup": "See all similar cases",
  "keys.help": "This list of keys",
  "keys.leave": "Leave, what you wrote is kept",
  "keys.tick": "Tick or untick one case",
  "keys.allMet": "All elements met, no exception",
  "keys.reveal": "Show the next file of the evidence",
  "keys.digit": "Reason for rejecting with that number",
  "keys.send": "Send the decision",
  "keys.task": "Task",
  "keys.mark": "Mark this second",
  "keys.verdict": "Verdict with that number",
};

export const keysTexts = { id, en };
