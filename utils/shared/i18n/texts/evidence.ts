/** Texts about exports and the parts of evidence: files, missing files, weaknesses and redactions. */

const id = {
  "noPicture.permission": "Tidak ada gambar: izin mengambil gambar belum diberikan.",
  "noPicture.policy": "Tidak ada gambar: organisasi pelapor tidak membolehkannya.",
  "noPicture.category": "Tidak ada gambar: kategori ini tidak membolehkannya.",
  "noPicture.out-of-view": "Tidak ada gambar: kiriman berada di luar layar.",
  "noPicture.no-room": "Tidak ada gambar: tidak ada tempat lagi di memori.",
  "noPicture.cancelled": "Tidak ada gambar: pengambilannya dihentikan pelapor.",
  "noPicture.protected": "Tidak ada gambar: situs melindungi video ini.",
  "noPicture.failed": "Tidak ada gambar: peramban tidak dapat mengambilnya.",

  "snapshot.title": "Salinan isi kiriman",
  "snapshot.about":
    "Salinan tanpa skrip dan tanpa jaringan. Kotak abu-abu adalah gambar yang tidak dapat disalin.",
  "snapshot.show": "Tampilkan salinan",
  "snapshot.hide": "Samarkan salinan",
  "snapshot.notInert": "Salinan ini berisi hal yang tidak diizinkan, jadi tidak ditampilkan.",
  "noSnapshot.category": "Tidak ada salinan: kategori ini tidak membolehkannya.",
  "noSnapshot.no-room": "Tidak ada salinan: isi kiriman terlalu besar.",
  "noSnapshot.failed": "Tidak ada salinan: isi kiriman tidak dapat disalin.",
  "noSnapshot.redacted": "Tidak ada salinan: isinya dapat memperlihatkan yang disamarkan.",
  "quality.no-permalink":
    "Alamat kiriman tidak ditemukan. Buka kiriman itu di halamannya sendiri, lalu laporkan lagi.",
  "quality.text-truncated": "Teks terpotong. Buka “selengkapnya” di halaman, lalu ambil ulang.",
  "quality.media-not-loaded": "Gambar atau video belum termuat. Tunggu sampai tampak, lalu ambil ulang.",
  "quality.partly-covered": "Kiriman tertutup sebagian. Singkirkan yang menutupinya, lalu ambil ulang.",
  "quality.partly-outside": "Kiriman tidak terlihat utuh. Gulir sampai terlihat utuh, lalu ambil ulang.",
  "quality.login-wall":
    "Situs meminta masuk, jadi halaman tidak utuh. Masuk atau tutup permintaan itu, lalu ambil ulang.",
  "quality.not-public": "Kiriman ditandai tidak publik. Tulis mengapa tetap dilaporkan.",
  "quality.page-state":
    "Halaman tidak seperti biasanya atau sedang diterjemahkan. Tampilkan aslinya atau muat ulang, lalu laporkan lagi.",
  "quality.by-structure":
    "Ditemukan dari susunan halaman, karena situs ini berubah. Periksa apakah alamat dan isinya benar.",
  "quality.clock-off":
    "Jam perangkat ini meleset lebih dari 2 menit. Betulkan jam perangkat, lalu ambil ulang.",

  "file.picture": "Gambar",
  "file.frame": "Bingkai video",
  "file.snapshot": "Salinan tampilan",
  "file.line": "{name}: {type}, {size}, SHA-256 {digest}…",
  "file.pixels": "{type} {width} × {height}",
  "evidence.files": "Berkas",
  "evidence.quality": "Catatan mutu",
  "evidence.redactions": "Disamarkan",
  "evidence.redactedOwn": "{file}: {count} bagian halaman pelapor sendiri, oleh alat ini",
  "evidence.redactedBoxes": "{file}: {count} kotak, oleh pelapor",
  "evidence.redactedWords": "{count} kata atau alamat, oleh pelapor, di: {places}",
  "evidence.clock": "Jam",
  "evidence.clockOff": "{seconds} detik dari jam pusat, terakhir didengar {when} (di sini {heard})",
  "evidence.seal": "Disegel dengan kunci perangkat ini. Perubahan setelah ini akan ketahuan.",

  "export.button": "Ekspor",
  "export.pdf": "Berkas permintaan (PDF)",
  "export.pdfHint": "Untuk dikirim ke platform atau dicetak.",
  "export.html": "Berkas permintaan (HTML)",
  "export.htmlHint": "Isi yang sama sebagai satu halaman web.",
  "export.wacz": "Arsip bukti (WACZ)",
  "export.waczHint":
    "Dari bukti sampai surat, jawaban, pemeriksaan, dan keberatan, dengan berkas aslinya. Dapat diperiksa siapa pun tanpa jaringan; memuat nama petugas.",
  "export.json": "Data kasus (JSON)",
  "export.jsonHint": "Isi yang sama sebagai data untuk sistem lain; berkas ada di dalamnya.",
  "export.making": "Menyiapkan {format}",
  "export.stop": "Hentikan",
  "export.saved": "Tersimpan: {name}",
} as const;

const en: Record<keyof typeof id, string> = {
  "noPicture.permission": "No picture: the permission to take one was not given.",
  "noPicture.policy": "No picture: the reporter's organisation does not allow one.",
  "noPicture.category": "No picture: this category does not allow one.",
  "noPicture.out-of-view": "No picture: the post was outside the screen.",
  "noPicture.no-room": "No picture: there was no room left in memory.",
  "noPicture.cancelled": "No picture: the reporter stopped it.",
  "noPicture.protected": "No picture: the site protects this video.",
  "noPicture.failed": "No picture: the browser could not take one.",

  "snapshot.title": "Copy of the post",
  "snapshot.about":
    "A copy without scripts and without network. Grey boxes are pictures that could not be copied.",
  "snapshot.show": "Show the copy",
  "snapshot.hide": "Blur the copy",
  "snapshot.notInert": "This copy holds something that is not allowed, so it is not shown.",
  "noSnapshot.category": "No copy: this category does not allow one.",
  "noSnapshot.no-room": "No copy: the post is too large.",
  "noSnapshot.failed": "No copy: the post could not be copied.",
  "noSnapshot.redacted": "No copy: it could show what was made unreadable.",
  "quality.no-permalink": "The post's address was not found. Open the post on its own page and report again.",
  "quality.text-truncated": "The text is cut short. Open “see more” on the page, then capture again.",
  "quality.media-not-loaded": "A picture or video has not loaded. Wait until it shows, then capture again.",
  "quality.partly-covered": "The post is partly covered. Move away what covers it, then capture again.",
  "quality.partly-outside": "The post is not wholly in view. Scroll until it is, then capture again.",
  "quality.login-wall":
    "The site asks to sign in, so the page is not whole. Sign in or close the request, then capture again.",
  "quality.not-public": "The post is marked as not public. Write why you report it all the same.",
  "quality.page-state":
    "The page is not as it usually is, or it is translated. Show the original or reload it, and report again.",
  "quality.by-structure":
    "Found by structure, because this site has changed. Check that the address and the content are right.",
  "quality.clock-off": "This device's clock is off by more than 2 minutes. Set it right, then capture again.",

  "file.picture": "Picture",
  "file.frame": "Video frame",
  "file.snapshot": "Copy of the view",
  "file.line": "{name}: {type}, {size}, SHA-256 {digest}…",
  "file.pixels": "{type} {width} × {height}",
  "evidence.files": "Files",
  "evidence.quality": "Quality",
  "evidence.redactions": "Made unreadable",
  "evidence.redactedOwn": "{file}: {count} {count:part|parts} of the reporter's own page, by this tool",
  "evidence.redactedBoxes": "{file}: {count} {count:box|boxes}, by the reporter",
  "evidence.redactedWords":
    "{count} {count:word or address|words or addresses}, by the reporter, in: {places}",
  "evidence.clock": "Clock",
  "evidence.clockOff": "{seconds} seconds from the intake's clock, last heard {when} (here {heard})",
  "evidence.seal": "Sealed with this device's key. Any change after this can be noticed.",

  "export.button": "Export",
  "export.pdf": "Dossier of the request (PDF)",
  "export.pdfHint": "To send to the platform or to print.",
  "export.html": "Dossier of the request (HTML)",
  "export.htmlHint": "The same as one web page.",
  "export.wacz": "Evidence archive (WACZ)",
  "export.waczHint":
    "From evidence to letters, answers, checks and objections, with the original files. Anyone can check it offline; it names officers.",
  "export.json": "Case data (JSON)",
  "export.jsonHint": "The same contents as data for other systems; the files are inside.",
  "export.making": "Preparing: {format}",
  "export.stop": "Stop",
  "export.saved": "Saved: {name}",
};

export const evidenceTexts = { id, en };
