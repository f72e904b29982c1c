/** Lesson: terrorism, threats and calls to violence, separatism with violence. */

import { type Lesson, tryCase, words } from "./lesson.ts";

export const violence: Lesson = {
  id: "kekerasan",
  edition: 1,
  title: words("Teror dan kekerasan", "Terror and violence"),
  categories: ["TERORISME", "HASUT_KEKERASAN", "SEPARATISME"],
  intro: words(
    "Ajakan membunuh harus hilang dalam hitungan jam. Orang yang memberitakan, mengecam, atau meneliti ajakan itu harus tetap bisa bicara. Pelajaran ini tentang membedakan keduanya.",
    "A call to kill must be gone within hours. Whoever reports it, condemns it or studies it must still be able to speak. This lesson is about telling the two apart.",
  ),
  platform: [
    words(
      "Semua platform melarang memuji pelaku serangan, merekrut anggota, dan mengajarkan cara menyerang.",
      "All platforms forbid praise of attackers, recruiting members and teaching how to attack.",
    ),
    words(
      "Ancaman terhadap orang yang dapat dikenali dilarang, juga bila dibungkus sebagai candaan.",
      "A threat to a person who can be identified is forbidden, also when it is dressed as a joke.",
    ),
    words(
      "Adegan kekerasan boleh ada dalam berita, film, dan dokumentasi, dengan peringatan atau batas usia.",
      "Scenes of violence may stand in news, film and documentation, with a warning or an age limit.",
    ),
  ],
  law: [
    words(
      "Yang dicari adalah ajakan: kiriman itu ingin orang lain berbuat. Tanpa ajakan, rekrutmen, atau pujian pada pelaku, tidak ada propaganda teror.",
      "What counts is the call: the post wants others to act. Without a call, recruiting or praise of those who did it there is no terrorist propaganda.",
    ),
    words(
      "Ancaman harus mengenai seseorang atau kelompok yang dapat dikenali. “Semoga celaka” adalah umpatan; “nanti malam kita bakar rumahnya” adalah ancaman.",
      "A threat has to be about somebody or a group that can be identified. “I hope they fall” is a curse; “tonight we burn his house” is a threat.",
    ),
    words(
      "Keinginan agar suatu daerah merdeka, tanpa hasutan kekerasan, adalah pendapat politik. Bendera atau lagu saja tidak cukup.",
      "Wanting a region to be independent, without incitement to violence, is a political opinion. A flag or a song alone is not enough.",
    ),
  ],
  fine: [
    words(
      "Berita tentang serangan, juga bila gambarnya berat, dan kesaksian korban.",
      "News of an attack, also with hard pictures, and the testimony of victims.",
    ),
    words(
      "Kritik sekeras apa pun kepada polisi, TNI, pejabat, atau operasi keamanan.",
      "Criticism of police, military, officials or security operations, however harsh.",
    ),
    words(
      "Ceramah, kajian, dan perdebatan tentang perang dalam sejarah atau kitab suci, tanpa ajakan berbuat sekarang.",
      "Sermons, studies and debate on war in history or scripture, without a call to act now.",
    ),
    words(
      "Film, permainan, silat, lagu perjuangan, dan satire yang menertawakan pelaku kekerasan.",
      "Film, games, martial arts, songs of struggle, and satire that laughs at the violent.",
    ),
  ],
  local: [
    words(
      "“Carok”, “siri”, “tawuran”, dan “perang suku” sering diceritakan sebagai sejarah, peringatan, atau pelajaran adat. Dengarkan apakah ceritanya memuji atau mengajak.",
      "“Carok”, “siri”, “tawuran” and “perang suku” are often told as history, warning or customary teaching. Listen whether the story praises or calls.",
    ),
    words(
      "Kata “jihad” dipakai setiap hari untuk belajar, bekerja, dan merawat orang tua. Kata itu sendiri bukan tanda.",
      "The word “jihad” is used each day for studying, working and caring for parents. The word itself is no sign.",
    ),
    words(
      "“Tak pateni koen” di antara sahabat di Surabaya biasanya gurauan; ditulis orang asing di bawah alamat rumah seseorang, tidak. Hubungan antarorang menentukan.",
      "“Tak pateni koen” (“I'll kill you”) between friends in Surabaya is usually teasing; written by a stranger below somebody's home address it is not. The relation decides.",
    ),
    words(
      "Panah, parang, dan senapan angin adalah alat kerja atau pusaka di banyak tempat. Memegangnya bukan ancaman.",
      "Arrows, machetes and air rifles are tools or heirlooms in many places. Holding one is no threat.",
    ),
  ],
  tries: [
    tryCase(
      "kekerasan-1",
      "violates",
      words(
        "Video berdurasi dua menit memperlihatkan seorang pria bertopeng. Ia menyebut pelaku pengeboman sebuah pasar sebagai pahlawan dan meminta penonton menghubungi sebuah akun untuk bergabung.",
        "A two-minute video shows a masked man. He calls those who bombed a market heroes and asks viewers to write to an account in order to join.",
      ),
      words(
        "Memuji pelaku dan merekrut. Kedua unsur terpenuhi, dan tidak ada jarak seperti dalam berita.",
        "It praises those who did it and recruits. Both elements are met, and there is no distance as in news.",
      ),
    ),
    tryCase(
      "kekerasan-2",
      "does-not",
      words(
        "Seorang pembuat film dokumenter memutar potongan propaganda kelompok teror selama sepuluh detik, lalu mewawancarai seorang penyintas yang membantahnya.",
        "A documentary maker plays ten seconds of a terror group's propaganda, then interviews a survivor who refutes it.",
      ),
      words(
        "Propaganda itu ditunjukkan untuk dibantah. Dokumentasi bukan ajakan, meski gambarnya sama.",
        "The propaganda is shown in order to be refuted. Documentation is no call, though the pictures are the same.",
      ),
    ),
    tryCase(
      "kekerasan-3",
      "does-not",
      words(
        "“Gubernur ini gagal total. Turunkan dia! Sabtu kita penuhi alun-alun sampai dia mundur!”",
        "“This governor has failed completely. Bring him down! On Saturday we fill the square until he resigns!”",
      ),
      words(
        "Ajakan berunjuk rasa dan kritik kepada pejabat. “Turunkan” berarti dari jabatan. Tidak ada kekerasan.",
        "A call to demonstrate and criticism of an official. “Bring down” means from office. There is no violence.",
      ),
    ),
    tryCase(
      "kekerasan-4",
      "violates",
      words(
        "Di bawah foto rumah seorang guru, lengkap dengan nama jalannya: “Malam ini kita datangi, bawa bensin. Yang takut tinggal di rumah saja.”",
        "Below the photo of a teacher's house, with the name of the street: “Tonight we go there, bring petrol. Whoever is afraid may stay home.”",
      ),
      words(
        "Ajakan berbuat kekerasan, dengan sasaran yang dapat dikenali, tempat, dan waktu. Tandai juga sebagai mendesak.",
        "A call to violence, with a target that can be identified, a place and a time. Mark it as urgent, too.",
      ),
    ),
    tryCase(
      "kekerasan-5",
      "needs-context",
      words(
        "Rekaman pendek dari sebuah upacara: sekelompok pemuda mengangkat parang dan bernyanyi dalam bahasa daerah yang tidak Anda pahami. Judulnya hanya “Semangat!”.",
        "A short clip of a ceremony: young men raise machetes and sing in a regional language that you do not understand. The title is only “Spirit!”.",
      ),
      words(
        "Bisa tarian adat, bisa ajakan. Tanpa memahami lagunya Anda tidak tahu. Katakan itu, dan tulis apa yang perlu diterjemahkan.",
        "It may be a customary dance, it may be a call. Without understanding the song you do not know. Say so, and write what has to be translated.",
      ),
    ),
  ],
};
