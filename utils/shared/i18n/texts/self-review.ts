/** Texts of a vlogger's self-review, and of the part that a supervisor sees. */

const id = {
  "self.title": "Periksa video saya",
  "self.tab": "Video saya",
  "self.hint": "Jawab setiap aturan. Hasilnya dicatat, bukan dihukum.",
  "self.leaves":
    "Yang keluar dari komputer ini hanya alamat video, jawaban Anda, dan penanda waktu yang Anda tulis.",
  "self.address": "Alamat video Anda",
  "self.addressHint": "Dari YouTube, Shorts, atau YouTube Studio; juga yang belum diterbitkan.",
  "self.addressExample": "https://youtu.be/…",
  "self.useTab": "Pakai video di tab aktif",
  "self.noVideo": "Tidak ada video YouTube di tab aktif. Tempelkan alamatnya di bawah.",
  "self.find": "Pakai alamat ini",
  "self.other": "Ganti video",
  "self.progress": "{done} dari {all} dijawab",
  "self.save": "Simpan hasil",
  "self.saved": "Hasil tersimpan.",
  "self.again": "Periksa video lain",
  "self.answerAll": "Jawab semua aturan dulu",
  "self.safe": "Tidak ada masalah menurut jawaban Anda.",
  "self.change": "Ubah bagian yang ditandai, lalu periksa sekali lagi.",
  "self.do-not-publish": "Ada pelanggaran yang tidak selesai dengan suntingan kecil. Jangan terbitkan.",
  "self.past": "Pemeriksaan sebelumnya",
  "self.open": "Penyelia boleh membaca isinya bila video ini dilaporkan",
  "self.openHint":
    "Tanpa centang, penyelia hanya tahu tanggal dan versi aturannya. Nama Anda tidak ditampilkan.",
  "self.search": "Cari di transkrip",
  "self.searchHint": "Transkrip yang terbuka di halaman dibaca di komputer ini saja dan tidak disimpan.",
  "self.searching": "Membaca transkrip",
  "self.otherTab": "Video ini tidak ada di tab aktif.",
  "self.noTranscript":
    "Halaman tidak menampilkan transkrip. Di YouTube, buka deskripsi lalu pilih Tampilkan transkrip.",
  "self.noHits": "{lines} baris dibaca, tidak ada istilah yang dikenal. Itu bukan jaminan.",
  "self.hits": "{lines} baris dibaca, {count} tempat perlu dilihat. Petunjuknya di bawah aturan.",
  "self.hint.rule": "Mungkin menyangkut aturan ini:",
  "self.hint.term": "{at} “{term}”",
  "self.hint.take": "Catat {at} “{term}” di aturan ini",
  "self.hint.taken": "{at} “{term}” sudah dicatat di aturan ini",
  "self.hint.more": "dan {count} tempat lain",
  "self.keep": "Simpan sebagai berkas",
  "self.kept": "Tersimpan: {name}",
  "self.fileTitle": "Pemeriksaan video sendiri",
  "self.fileFoot":
    "Diperiksa {when}, aturan versi {version}. Laporan pribadi, dibuat di komputer pembuat video dengan Lapor Kominfo. Isinya jawaban pembuat video sendiri, bukan keputusan.",

  "selfSeen.title": "Pemeriksaan sendiri",
  "selfSeen.one": "Seorang vlogger memeriksa video ini sebagai miliknya pada {date}, aturan versi {version}.",
  "selfSeen.declared":
    "Bahwa kanal ini miliknya baru pernyataannya sendiri, belum dicatat koordinator. Jangan anggap pengakuan pemilik video.",
  "selfSeen.closed": "Isinya tidak dibuka untuk penyelia.",
  "selfSeen.content": "Lihat isinya",
} as const;

const en: Record<keyof typeof id, string> = {
  "self.title": "Check my video",
  "self.tab": "My video",
  "self.hint": "Answer each rule. The outcome is noted, not punished.",
  "self.leaves":
    "Only the video's address, your answers and the timecodes that you write leave this computer.",
  "self.address": "Address of your video",
  "self.addressHint": "From YouTube, Shorts or YouTube Studio; unpublished ones too.",
  "self.addressExample": "https://youtu.be/…",
  "self.useTab": "Use the video in the active tab",
  "self.noVideo": "There is no YouTube video in the active tab. Paste its address below.",
  "self.find": "Use this address",
  "self.other": "Another video",
  "self.progress": "{done} of {all} answered",
  "self.save": "Save the outcome",
  "self.saved": "Outcome saved.",
  "self.again": "Check another video",
  "self.answerAll": "Answer every rule first",
  "self.safe": "No problem according to your answers.",
  "self.change": "Change the marked parts and check once more.",
  "self.do-not-publish": "A violation that a small edit does not mend. Do not publish.",
  "self.past": "Earlier checks",
  "self.open": "Supervisors may read it when this video is reported",
  "self.openHint":
    "Without the tick they learn only its date and the rules' version. Your name is never shown.",
  "self.search": "Search the transcript",
  "self.searchHint": "The transcript that the page shows is read on this computer only and is not kept.",
  "self.searching": "Reading the transcript",
  "self.otherTab": "This video is not in the active tab.",
  "self.noTranscript":
    "The page shows no transcript. On YouTube, open the description and choose Show transcript.",
  "self.noHits": "{lines} {lines:line|lines} read, no known term in them. That is no guarantee.",
  "self.hits":
    "{lines} {lines:line|lines} read, {count} {count:place|places} worth a look. The hints are below the rules.",
  "self.hint.rule": "May concern this rule:",
  "self.hint.term": "{at} “{term}”",
  "self.hint.take": "Note {at} “{term}” under this rule",
  "self.hint.taken": "{at} “{term}” is noted under this rule",
  "self.hint.more": "and {count} more {count:place|places}",
  "self.keep": "Save as a file",
  "self.kept": "Saved: {name}",
  "self.fileTitle": "Check of one's own video",
  "self.fileFoot":
    "Checked {when}, rules version {version}. A private report, made on the video maker's computer with Lapor Kominfo. It holds their own answers and is no decision.",

  "selfSeen.title": "Own check",
  "selfSeen.one": "A vlogger checked this video as their own on {date}, rules version {version}.",
  "selfSeen.declared":
    "That the channel is theirs is their own word only, not recorded by a coordinator. It is no admission by the video's owner.",
  "selfSeen.closed": "Its contents are not open to supervisors.",
  "selfSeen.content": "See its contents",
};

export const selfReviewTexts = { id, en };
