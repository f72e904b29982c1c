/** Texts of small parts that pages load when they are first shown: long texts in fields, and the form's keys. */

const id = {
  "limit.near": "Mendekati batas {max} karakter.",
  "limit.passed": "Melewati batas {max} karakter.",
  "limit.over": "Terlalu panjang: kelebihan {count} karakter.",

  "formKey.category": "Pilih kategori",
  "formKey.reason": "Alasan rinci kategori itu; tekan lagi untuk menghapusnya",
  "formKey.move": "Pindah antarkategori",
  "formKey.send": "Kirim laporan",
  "formKey.undo": "Batalkan laporan yang baru terkirim",
  "formKey.leave": "Keluar dari kolom atau lembar, lalu tutup formulir",
  "formKey.help": "Daftar tombol ini",
  "formKey.hint": "Saat menulis di kolom isian, huruf tetap huruf.",
} as const;

const en: Record<keyof typeof id, string> = {
  "limit.near": "Close to the limit of {max} characters.",
  "limit.passed": "Over the limit of {max} characters.",
  "limit.over": "Too long: {count} {count:character|characters} over the limit.",

  "formKey.category": "Choose the category",
  "formKey.reason": "Narrower reason within the category; press again to remove it",
  "formKey.move": "Move between categories",
  "formKey.send": "Send the report",
  "formKey.undo": "Undo the report just sent",
  "formKey.leave": "Leave the field or sheet, then close the form",
  "formKey.help": "This list of keys",
  "formKey.hint": "While you write in a field, letters are letters.",
};

export const onDemandTexts = { id, en };
