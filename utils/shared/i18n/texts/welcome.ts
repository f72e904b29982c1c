/** Texts of the first steps after enrolment, and of the keys while reporting. */

const id = {
  "welcome.textSize": "Ukuran teks",
  "welcome.title": "Langkah pertama",
  "welcome.pictures": "Izinkan gambar tab",
  "welcome.practice": "Coba satu laporan latihan",
  "welcome.practiceWhy":
    "Formulir yang sebenarnya dengan kiriman rekaan. Tidak ada yang disimpan atau dikirim.",
  "welcome.practiceOpen": "Buka latihan",
  "welcome.keys": "Tombol saat melapor",
  "welcome.keyOpen": "Pilih dan tekan bendera pada kiriman",
  "welcome.keyCategory": "Pilih kategori",
  "welcome.keySend": "Kirim laporan",
  "welcome.keyUndo": "Batalkan sesaat setelah mengirim",
  "welcome.keyLeave": "Tutup formulir",
  "welcome.isDone": "Selesai",
  "welcome.done": "Saya siap",
} as const;

const en: Record<keyof typeof id, string> = {
  "welcome.textSize": "Text size",
  "welcome.title": "The first steps",
  "welcome.pictures": "Allow pictures of the tab",
  "welcome.practice": "Try a practice report",
  "welcome.practiceWhy": "The real form with an invented post. Nothing is stored or sent.",
  "welcome.practiceOpen": "Open the practice",
  "welcome.keys": "Keys while reporting",
  "welcome.keyOpen": "Reach and press the flag on a post",
  "welcome.keyCategory": "Choose the category",
  "welcome.keySend": "Send the report",
  "welcome.keyUndo": "Take it back just after sending",
  "welcome.keyLeave": "Close the form",
  "welcome.isDone": "Done",
  "welcome.done": "I am ready",
};

export const welcomeTexts = { id, en };
