/** Lesson: child sexual abuse material, and pornography. */

import { type Lesson, tryCase, words } from "./lesson.ts";

export const sexual: Lesson = {
  id: "seksual",
  edition: 1,
  title: words("Anak dan pornografi", "Children and pornography"),
  categories: ["PORNO_ANAK", "PORNO"],
  intro: words(
    "Kekerasan seksual terhadap anak adalah satu-satunya hal yang tidak Anda nilai sendiri. Begitu tampak, berhenti menonton dan laporkan. Selebihnya pelajaran ini tentang tubuh yang boleh terlihat: di sungai, di panggung, di ruang bersalin.",
    "Sexual abuse of children is the one thing that you do not judge yourself. As soon as you see it, stop watching and report. The rest of this lesson is about bodies that may be seen: in a river, on a stage, in a delivery room.",
  ),
  platform: [
    words(
      "Semua platform melarang materi seksual tentang anak, juga gambar, animasi, dan tulisan, tanpa pengecualian apa pun.",
      "All platforms forbid sexual material about children, drawings, animation and writing included, without any exception.",
    ),
    words(
      "YouTube dan Facebook melarang pornografi. X mengizinkannya bila ditandai dan dibatasi usia; di Indonesia tetap dapat diminta dibatasi.",
      "YouTube and Facebook forbid pornography. X allows it when it is marked and limited by age; in Indonesia a restriction can still be asked for.",
    ),
    words(
      "Ketelanjangan untuk pendidikan, kedokteran, seni, dan menyusui diizinkan.",
      "Nudity for education, medicine, art and breastfeeding is allowed.",
    ),
  ],
  law: [
    words(
      "Materi kekerasan seksual anak: jangan diputar ulang, jangan disimpan, jangan dikirim ke siapa pun, juga kepada rekan. Laporan dikirim tanpa gambar dan tanpa teks.",
      "Child sexual abuse material: do not play it again, do not keep it, do not send it to anyone, colleagues included. The report goes without pictures and without text.",
    ),
    words(
      "Kasus seperti itu tidak pernah sampai kepada vlogger. Bila Anda menemukannya dalam tugas, laporkan, lalu lewati tugasnya. Anda boleh minta ditemani bicara.",
      "Such cases never reach vloggers. If you meet one in a task, report it, then skip the task. You may ask for somebody to talk to.",
    ),
    words(
      "Pornografi menuntut ketelanjangan atau tindakan seksual yang dapat dilihat siapa saja. Kata-kata vulgar atau pakaian minim saja tidak cukup.",
      "Pornography needs nudity or a sexual act that anyone can see. Crude words or scant clothes alone are not enough.",
    ),
  ],
  fine: [
    words(
      "Menyusui, persalinan, pemeriksaan kesehatan, dan pelajaran tentang tubuh.",
      "Breastfeeding, birth, medical examination, and lessons about the body.",
    ),
    words(
      "Pakaian adat, tari, patung, lukisan, dan upacara tempat tubuh terbuka menurut kebiasaan setempat.",
      "Customary dress, dance, sculpture, painting and ceremony in which the body is bare by local custom.",
    ),
    words(
      "Cerita korban kekerasan seksual, liputan persidangan, dan kampanye pencegahan.",
      "Survivors' stories of sexual violence, court reports and prevention campaigns.",
    ),
    words(
      "Foto keluarga di pantai, anak yang mandi di sungai tanpa sorotan seksual. Bila komentarnya seksual, komentarnya yang dilaporkan.",
      "Family photos at the beach, children bathing in a river without a sexual gaze. If a comment is sexual, it is the comment that is reported.",
    ),
  ],
  local: [
    words(
      "Koteka, kemben, dan dada terbuka dalam upacara di Papua, Bali, Mentawai, atau Kalimantan adalah pakaian, bukan pornografi.",
      "Koteka, kemben and bare chests at ceremonies in Papua, Bali, Mentawai or Kalimantan are clothing, not pornography.",
    ),
    words(
      "Goyang dangdut, jaipong, atau lengger dinilai berbeda di tiap kota. Yang Anda nilai adalah unsurnya, bukan selera.",
      "Dangdut, jaipong or lengger are seen differently in each town. You judge the elements, not the taste.",
    ),
    words(
      "Kata untuk alat kelamin dipakai sebagai umpatan atau sapaan akrab di banyak bahasa (“cuk”, “kimak”, “puki”). Umpatan bukan pornografi.",
      "Words for genitals serve as curses or familiar address in many languages (“cuk”, “kimak”, “puki”). A curse is no pornography.",
    ),
  ],
  tries: [
    tryCase(
      "seksual-1",
      "violates",
      words(
        "Kiriman berisi tautan ke saluran dengan keterangan “koleksi pelajar, masih kecil, bayar dulu” dan gambar sampul yang diburamkan.",
        "A post links to a channel described as “students' collection, still little, pay first”, with a blurred cover.",
      ),
      words(
        "Menawarkan materi seksual yang dinyatakan tentang anak. Jangan dibuka; alamat dan keterangannya cukup. Lapor sebagai kekerasan seksual anak, lalu tinggalkan.",
        "It offers sexual material said to be of children. Do not open it; address and description are enough. Report it as child sexual abuse, then leave it.",
      ),
    ),
    tryCase(
      "seksual-2",
      "does-not",
      words(
        "Bidan desa menjelaskan posisi menyusui dengan boneka, lalu dengan seorang ibu yang setuju direkam.",
        "A village midwife explains positions for breastfeeding with a doll, then with a mother who agreed to be filmed.",
      ),
      words(
        "Pendidikan kesehatan. Menyusui bukan tindakan seksual.",
        "Health education. Breastfeeding is no sexual act.",
      ),
    ),
    tryCase(
      "seksual-3",
      "does-not",
      words(
        "Video festival lembah: para lelaki berkoteka berlari dalam perang-perangan adat, disiarkan siang hari oleh akun wisata daerah.",
        "Video of a valley festival: men in koteka run in a customary mock battle, shown in the daytime by a regional tourism account.",
      ),
      words(
        "Pakaian adat dalam acara umum. Tidak ada muatan seksual.",
        "Customary dress at a public event. Nothing in it is sexual.",
      ),
    ),
    tryCase(
      "seksual-4",
      "violates",
      words(
        "Akun terbuka menyiarkan tindakan seksual dua orang dewasa secara jelas, tanpa peringatan dan tanpa batas usia.",
        "An open account shows a sexual act of two adults explicitly, without a warning or an age limit.",
      ),
      words(
        "Tindakan seksual yang dapat dilihat siapa saja. Kedua unsur terpenuhi.",
        "A sexual act that anyone can see. Both elements are met.",
      ),
    ),
    tryCase(
      "seksual-5",
      "needs-context",
      words(
        "Potongan siaran langsung: seorang perempuan menari dengan pakaian minim, dan penonton mengirim hadiah digital. Sisa siaran hanya dapat dibuka dengan membayar.",
        "A piece of a live stream: a woman dances in scant clothes, and viewers send digital gifts. The rest can only be opened by paying.",
      ),
      words(
        "Yang terlihat belum memenuhi unsur; yang berbayar tidak Anda lihat, dan tidak perlu Anda beli. Katakan apa yang tidak dapat Anda nilai.",
        "What can be seen does not meet the elements; what is paid for you do not see, and need not buy. Say what you cannot judge.",
      ),
    ),
  ],
};
