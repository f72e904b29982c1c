/** Lesson: gambling, fraud, unlicensed loans and medicines, narcotics. */

import { type Lesson, tryCase, words } from "./lesson.ts";

export const money: Lesson = {
  id: "uang",
  edition: 1,
  title: words("Judi, penipuan, dan barang terlarang", "Gambling, fraud and forbidden goods"),
  categories: ["JUDI", "PENIPUAN", "KEUANGAN_OBAT_ILEGAL", "NARKOTIKA"],
  intro: words(
    "Ini bagian terbesar dari laporan, dan yang paling banyak menyamar. Yang dicari selalu sama: apakah kiriman ini menawarkan sesuatu yang merugikan orang? Orang yang bercerita tentang kerugiannya bukan penawarnya.",
    "This is most of what is reported, and what is disguised most. The question is always the same: does this post offer something that harms people? Whoever tells of their loss is not the one who offers.",
  ),
  platform: [
    words(
      "Platform melarang iklan judi tanpa izin, penipuan, penjualan obat keras dan narkotika, juga lewat komentar, nama akun, dan tautan di profil.",
      "Platforms forbid unlicensed gambling advertisements, fraud, and sales of prescription drugs and narcotics, in comments, account names and profile links, too.",
    ),
    words(
      "Menyamarkan kata (“sl0t”, “g4cor”, huruf terpisah) untuk menghindari saringan menguatkan dugaan, tetapi bukan bukti sendiri.",
      "Disguising words (“sl0t”, “g4cor”, letters apart) to avoid filters supports the suspicion, but proves nothing alone.",
    ),
    words(
      "Film, lagu, dan permainan tanpa uang sungguhan yang bertema judi diizinkan.",
      "Films, songs and games without real money that deal with gambling are allowed.",
    ),
  ],
  law: [
    words(
      "Judi: permainan untung-untungan dengan taruhan, dan kiriman itu menawarkan, mengiklankan, atau memberi akses. Orang yang mengaku pernah bermain tidak memenuhi unsur kedua.",
      "Gambling: a game of chance with a stake, and the post offers, advertises or gives access. Somebody who admits having played does not meet the second element.",
    ),
    words(
      "Penipuan: ada kebohongan atau ancaman, dan seseorang dirugikan atau hendak dirugikan. Barang yang jelek atau kirim terlambat bukan penipuan.",
      "Fraud: there is a lie or a threat, and somebody is or is to be harmed. A bad product or a late parcel is no fraud.",
    ),
    words(
      "Pinjaman, investasi, obat, dan kosmetik: yang menentukan adalah izin. Periksa nama di daftar OJK atau BPOM; bila tidak dapat Anda periksa, katakan.",
      "Loans, investments, medicines and cosmetics: the licence decides. Look the name up at OJK or BPOM; if you cannot, say so.",
    ),
    words(
      "Narkotika: barangnya ada dalam daftar resmi dan ditawarkan. Membahas rehabilitasi atau hukumannya tidak termasuk.",
      "Narcotics: the substance is on the official list and is offered. Talking of rehabilitation or punishment is not meant.",
    ),
  ],
  fine: [
    words(
      "Berita penangkapan, liputan, dan video yang membongkar cara kerja penipu.",
      "News of arrests, reports, and videos that expose how fraudsters work.",
    ),
    words(
      "Curhat orang yang kecanduan judi atau terlilit pinjaman, dan komunitas yang saling menolong.",
      "People who tell of addiction or debts, and communities that help each other.",
    ),
    words(
      "Arisan, koperasi, undian gereja atau masjid, dan doorprize acara warga yang terbuka caranya.",
      "Arisan, cooperatives, lotteries of a church or mosque, and door prizes of a neighbourhood, held openly.",
    ),
    words(
      "Jamu, pijat, dan ramuan keluarga yang diceritakan, tidak dijual sebagai obat penyakit berat.",
      "Jamu, massage and family recipes that are told of, not sold as a cure for grave illness.",
    ),
    words(
      "Keluhan pembeli, ulasan buruk, dan debat tentang harga.",
      "Buyers' complaints, bad reviews and debate on prices.",
    ),
  ],
  local: [
    words(
      "“Gacor” semula kata para pencinta burung: burung yang rajin berkicau. Di lomba burung kata itu bukan judi.",
      "“Gacor” first was a bird lovers' word: a bird that sings a lot. At a bird contest it is no gambling.",
    ),
    words(
      "Sabung ayam adalah bagian upacara (tabuh rah) di Bali dan taruhan di tempat lain, kadang keduanya. Lihat apakah ada ajakan bertaruh kepada umum.",
      "A cockfight is part of a ceremony (tabuh rah) in Bali and a bet elsewhere, sometimes both. See whether the public is called to bet.",
    ),
    words(
      "“Depo” di pelabuhan berarti gudang, “WD” bagi bengkel mobil merek, “pasang” bagi tukang memasang. Satu kata tidak pernah cukup.",
      "“Depo” is a warehouse in a port, “WD” may be anything in a workshop, “pasang” means to fit. One word is never enough.",
    ),
    words(
      "Daun tertentu dikunyah atau direbus sebagai kebiasaan di beberapa daerah. Yang dilarang ditentukan daftar resmi, bukan kesan.",
      "Some leaves are chewed or boiled by custom in some regions. The official list says what is forbidden, not an impression.",
    ),
  ],
  tries: [
    tryCase(
      "uang-1",
      "violates",
      words(
        "Komentar di bawah video masak: “ѕl0t gacor hari ini, modal receh jadi jutaan, cek bio 🔥” dari akun yang namanya sebuah situs.",
        "Comment below a cooking video: “ѕl0t gacor today, small change into millions, see bio 🔥” by an account named like a site.",
      ),
      words(
        "Menawarkan akses ke permainan dengan taruhan. Huruf yang disamarkan menguatkan, tetapi tawarannya yang menentukan.",
        "It offers access to a game with a stake. The disguised letters support it, but the offer decides.",
      ),
    ),
    tryCase(
      "uang-2",
      "does-not",
      words(
        "“Tiga tahun saya habiskan gaji di slot. Motor terjual, istri pulang ke orang tua. Yang masih main, berhentilah. Ini nomor layanan konseling.”",
        "“For three years I spent my wages on slots. The motorbike is sold, my wife went to her parents. If you still play, stop. Here is the number of a counsellor.”",
      ),
      words(
        "Kesaksian dan pertolongan. Tidak menawarkan apa pun, meski kata-katanya sama.",
        "Testimony and help. It offers nothing, though the words are the same.",
      ),
    ),
    tryCase(
      "uang-3",
      "violates",
      words(
        "Akun yang meniru nama sebuah bank: “Tarif transfer naik jadi 150 ribu per bulan. Bila tidak setuju, isi formulir ini dengan PIN Anda sebelum pukul 21.00.”",
        "An account that copies a bank's name: “Transfers will cost 150,000 a month. If you disagree, fill in this form with your PIN before 9 p.m.”",
      ),
      words(
        "Kebohongan atas nama bank untuk mengambil PIN. Kerugian hendak ditimbulkan; tidak perlu menunggu korban.",
        "A lie in a bank's name to get PINs. Harm is intended; no victim has to be waited for.",
      ),
    ),
    tryCase(
      "uang-4",
      "does-not",
      words(
        "Di grup pencinta murai: “Gacor terus si Bejo, sudah tiga kali juara. Siap latber Minggu, tiket dua puluh ribu.”",
        "In a group of bird lovers: “Bejo keeps singing, champion three times. Ready for Sunday's practice contest, tickets twenty thousand.”",
      ),
      words(
        "Lomba burung dengan tiket masuk, bukan taruhan. “Gacor” dalam arti asalnya.",
        "A bird contest with an entrance fee, no stake. “Gacor” in its first meaning.",
      ),
    ),
    tryCase(
      "uang-5",
      "needs-context",
      words(
        "“Pinjaman cair sepuluh menit, tanpa survei, bunga ringan. PT Contoh Dana Sejahtera.” Tidak ada nomor izin.",
        "“Loan in ten minutes, no survey, low interest. PT Contoh Dana Sejahtera.” There is no licence number.",
      ),
      words(
        "Yang menentukan adalah izin OJK, dan dari kiriman saja tidak terlihat. Sebutkan nama perusahaannya agar diperiksa.",
        "The OJK licence decides, and the post does not show it. Name the company so that it is looked up.",
      ),
    ),
  ],
};
