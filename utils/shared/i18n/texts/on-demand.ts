/** Texts of small parts that pages load when they are first shown: long texts in fields, access to the sites, and the form's keys. */

const id = {
  "limit.near": "Mendekati batas {max} karakter.",
  "limit.passed": "Melewati batas {max} karakter.",
  "limit.over": "Terlalu panjang: kelebihan {count} karakter.",

  "access.title": "Akses ke situs",
  "access.closed":
    "Peramban tidak memberi ekstensi ini akses ke situs berikut, jadi tombol Laporkan tidak muncul atau tidak bekerja di sana.",
  "access.closedOn": "Peramban tidak memberi akses ke {sites}, jadi tombol Laporkan tidak muncul di sana.",
  "access.allow": "Izinkan di situs ini",
  "access.allowed":
    "Akses diberikan. Muat ulang halaman situs yang sudah terbuka, lalu tombol Laporkan muncul.",
  "access.refused":
    "Peramban tidak memberi akses. Buka Kelola ekstensi di peramban, pilih ekstensi ini, lalu izinkan situsnya. Jika tidak dapat diubah di sana, hubungi administrator.",

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

  "access.title": "Access to the sites",
  "access.closed":
    "The browser does not give this extension access to these sites, so the report button is missing there or does not work.",
  "access.closedOn": "The browser does not give access to {sites}, so the report button is missing there.",
  "access.allow": "Allow on these sites",
  "access.allowed":
    "Access is given. Reload pages of the sites that are already open, and the report button appears.",
  "access.refused":
    "The browser gave no access. Open the list of extensions in the browser, choose this extension, and allow the sites. If it cannot be changed there, ask an administrator.",

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
