/** Words of the settings page. */

const id = {
  "options.title": "Pengaturan",
  "options.connection": "Sambungan",
  "options.intake": "Alamat pusat laporan",
  "options.code": "Kode pendaftaran",
  "options.codeHint": "Kode sekali pakai dari pengelola.",
  "options.enrol": "Daftarkan peramban ini",
  "options.enrolling": "Mendaftarkan",
  "options.enrolledAs": "Terdaftar sebagai",
  "options.enrolledSince": "sejak {date}",
  "options.again": "Daftarkan ulang",
  "options.managedBy": "Diatur oleh organisasi Anda",
  "options.managedWhy":
    "Yang bertanda gembok ditetapkan organisasi Anda untuk peramban ini dan tidak dapat diubah di sini.",
  "options.managedWrong":
    "Setelan “{name}” dari organisasi Anda tidak dapat dibaca, jadi diabaikan; setelan lain tetap berlaku. Beri tahu pengelola.",
  "options.organisation": "Organisasi",
  "options.categories": "Kategori yang dipakai",
  "options.signOn": "Cara masuk",
  "options.signOn.offered": "Akun kantor atau kode pendaftaran",
  "options.signOn.only": "Hanya akun kantor",
  "options.signOn.off": "Hanya kode pendaftaran",
  "options.picturesRule": "Gambar layar dan video",
  "options.picturesNever": "Tidak pernah diambil. Laporan tetap terkirim, tanpa gambar.",
  "options.language": "Bahasa",
  "options.languageId": "Bahasa Indonesia",
  "options.languageEn": "Inggris",
  "options.pictures": "Gambar bukti",
  "options.picturesWhy":
    "Peramban hanya membolehkan gambar layar bila ekstensi boleh melihat semua situs. Izin ini dipakai sekali saja per laporan: saat Anda menekan Laporkan, bagian kiriman yang terlihat diambil gambarnya. Tanpa izin ini laporan tetap terkirim, tanpa gambar.",
  "options.picturesAsk": "Izinkan gambar",
  "options.picturesOn": "Gambar diizinkan.",
  "options.picturesRefused": "Belum diizinkan. Laporan tetap terkirim, tanpa gambar.",
  "options.sees": "Yang dapat dilihat ekstensi ini",
  "options.sees1":
    "Halaman Facebook, YouTube, X, dan Telegram Web yang Anda buka: hanya untuk menaruh tombol Laporkan.",
  "options.sees2":
    "Satu kiriman, saat Anda menekan Laporkan padanya: bagian yang tampil di formulir sebelum dikirim.",
  "options.sees3": "Bukan nama, foto, atau pesan Anda sendiri. Bukan percakapan pribadi. Bukan situs lain.",
  "options.sees5":
    "Selain itu, hanya hitungan: berapa kiriman dan bagian yang dapat dibaca per jenis halaman, agar perubahan situs cepat diketahui. Tanpa isi, alamat, atau nama.",
  "options.sees4": "Yang Anda kirim masuk ke pusat laporan di alamat di atas, tidak ke tempat lain.",
  "options.dropped": "Pesan ditolak",
  "options.droppedWhy":
    "Sejak peramban dibuka, pesan ini ditolak karena tidak datang dari bagian ekstensi yang berhak. Angka ini tidak dikirim ke mana pun.",
  "options.droppedRow": "{name}: {why} ({count})",
  "options.droppedUnknown": "pesan tak dikenal",
  "dropped.unknown": "tidak ada pesan seperti itu",
  "dropped.sender": "bukan dari bagian yang berhak",
  "dropped.frame": "dari tab atau bingkai yang salah",
  "dropped.inactive": "dari halaman yang tidak tampil",
  "dropped.rate": "terlalu banyak",
  "dropped.input": "isinya tidak sesuai",
  "dropped.draft": "formulir lain",
} as const;

const en: Record<keyof typeof id, string> = {
  "options.title": "Settings",
  "options.connection": "Connection",
  "options.intake": "Address of the intake",
  "options.code": "Enrolment code",
  "options.codeHint": "A one-time code from the administrator.",
  "options.enrol": "Enrol this browser",
  "options.enrolling": "Enrolling",
  "options.enrolledAs": "Enrolled as",
  "options.enrolledSince": "since {date}",
  "options.again": "Enrol again",
  "options.managedBy": "Set by your organisation",
  "options.managedWhy":
    "What bears a lock was set by your organisation for this browser and cannot be changed here.",
  "options.managedWrong":
    "The setting “{name}” from your organisation cannot be read and is ignored; the others hold. Tell the administrator.",
  "options.organisation": "Organisation",
  "options.categories": "Categories in use",
  "options.signOn": "How to sign on",
  "options.signOn.offered": "An office account or an enrolment code",
  "options.signOn.only": "An office account only",
  "options.signOn.off": "An enrolment code only",
  "options.picturesRule": "Pictures of screen and video",
  "options.picturesNever": "Never taken. Reports are sent all the same, without a picture.",
  "options.language": "Language",
  "options.languageId": "Indonesian",
  "options.languageEn": "English",
  "options.pictures": "Pictures as evidence",
  "options.picturesWhy":
    "The browser allows a picture of the screen only when the extension may see all sites. The permission is used once per report: when you press Report, the visible part of the post is pictured. Without it reports are sent all the same, without a picture.",
  "options.picturesAsk": "Allow pictures",
  "options.picturesOn": "Pictures are allowed.",
  "options.picturesRefused": "Not allowed yet. Reports are sent all the same, without a picture.",
  "options.sees": "What this extension can see",
  "options.sees1":
    "The pages of Facebook, YouTube, X and Telegram Web that you open: only to place the Report button.",
  "options.sees2": "One post, when you press Report on it: the parts that the form shows before sending.",
  "options.sees3": "Not your own name, photo or messages. Not private chats. Not other sites.",
  "options.sees5":
    "Besides that, counts alone: how many posts and parts can be read per kind of page, so that a changed site is noticed soon. No content, addresses or names.",
  "options.sees4": "What you send goes to the intake at the address above and nowhere else.",
  "options.dropped": "Messages refused",
  "options.droppedWhy":
    "Since the browser was opened, these messages were refused because they did not come from the part of the extension that may send them. These numbers are sent nowhere.",
  "options.droppedRow": "{name}: {why} ({count})",
  "options.droppedUnknown": "unknown message",
  "dropped.unknown": "there is no such message",
  "dropped.sender": "not from a part that may",
  "dropped.frame": "from the wrong tab or frame",
  "dropped.inactive": "from a page that is not shown",
  "dropped.rate": "too many",
  "dropped.input": "its content does not fit",
  "dropped.draft": "of another form",
};

export const optionsTexts = { id, en };
