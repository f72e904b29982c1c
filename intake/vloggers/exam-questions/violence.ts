/** Questions on terrorism, violence and separatism. */

import { questionsOf } from "./question.ts";

export const violenceQuestions = [
  ...questionsOf("TERORISME", {
    yes: [
      [
        "Saluran publik menyiarkan nyanyian yang memuji pelaku penyerangan pos polisi dan mencantumkan akun untuk “yang siap menyusul”.",
        "A public channel plays a chant praising those who attacked a police post and names an account for “those ready to follow”.",
      ],
      [
        "Gambar bertulisan cara merakit peledak dari bahan dapur, dengan ajakan memakainya di tempat ibadah pada hari raya.",
        "A picture explains how to build an explosive from kitchen supplies and calls for using it at a place of worship on a holiday.",
      ],
      [
        "Akun membuka pendaftaran “pelatihan lapangan” untuk pemuda yang mau berangkat bergabung dengan kelompok bersenjata di luar negeri.",
        "An account opens registration for “field training” for young men willing to join an armed group abroad.",
      ],
      [
        "Video mengajak menyumbang senjata untuk “amaliah berikutnya” dan menampilkan nomor dompet digital.",
        "A video asks to fund weapons for “the next operation” and shows the number of a digital wallet.",
      ],
      [
        "Akun menerjemahkan pidato pemimpin kelompok teror dan menambahkan: sebarkan kepada saudara yang berani, tugas menanti di kota ini.",
        "An account translates a terror leader's speech and adds: pass it to brave brothers, a task waits in this town.",
      ],
    ],
    no: [
      [
        "Media lokal menayangkan rekaman penggerebekan rumah terduga teroris, lengkap dengan keterangan polisi dan tetangga.",
        "A local outlet shows the raid on a suspect's house with statements by police and neighbours.",
      ],
      [
        "Mantan narapidana terorisme bercerita bagaimana ia direkrut, dan mengapa ia menyesal.",
        "A former convict tells how he was recruited for terrorism and why he regrets it.",
      ],
      [
        "Dosen menampilkan poster rekrutmen lama dalam kuliah tentang cara mengenalinya.",
        "A lecturer shows an old recruiting poster in a lecture on how to recognise them.",
      ],
      [
        "“Undang-undang terorisme ini terlalu longgar, aparat bisa menangkap siapa saja.”",
        "“This terrorism law is too loose, officers can arrest anyone.”",
      ],
      [
        "Cerpen tentang ibu seorang pelaku bom, yang mencari jawaban mengapa anaknya berubah.",
        "A short story about the mother of a bomber who wants to know why her son changed.",
      ],
    ],
  }),
  ...questionsOf("HASUT_KEKERASAN", {
    yes: [
      [
        "“Penagih itu tinggal di gang belakang pasar. Malam Kamis kita seret keluar, siapa ikut?”",
        "“That collector lives in the lane behind the market. On Thursday night we drag him out, who is in?”",
      ],
      [
        "Pesan berantai berisi foto seorang relawan dengan tulisan: “Temukan, patahkan tangannya, hadiah sejuta.”",
        "A chain message with a volunteer's photo says: “Find him, break his hands, a million as a reward.”",
      ],
      [
        "Siaran langsung mengarahkan penonton ke rumah saksi sebuah perkara, sambil menyuruh membawa batu.",
        "A live stream directs viewers to the house of a witness and tells them to bring stones.",
      ],
      [
        "“Bus pendukung mereka lewat jam empat. Hadang di jembatan, pecahkan kacanya, jangan biarkan turun utuh.”",
        "“Their supporters' bus passes at four. Stop it at the bridge, smash the windows, do not let them get off whole.”",
      ],
    ],
    no: [
      [
        "“Semoga koruptor itu disambar petir tujuh kali.”",
        "“May lightning strike that corrupt man seven times.”",
      ],
      [
        "Pelatih silat memperagakan kuncian dan menyebut bahwa teknik itu hanya untuk membela diri.",
        "A silat coach demonstrates a lock and says that it is for self-defence only.",
      ],
      [
        "Cuplikan film laga: tokohnya mengancam akan membakar kantor bosnya.",
        "A scene of an action film: the hero threatens to burn his boss's office.",
      ],
      [
        "“Boikot toko itu. Jangan beli apa pun di sana sampai mereka membayar karyawannya.”",
        "“Boycott that shop. Buy nothing there until they pay their workers.”",
      ],
    ],
  }),
  ...questionsOf("SEPARATISME", {
    yes: [
      [
        "Akun menyerukan merdeka dengan “membersihkan” pendatang dari sebuah distrik mulai pekan depan, dan menyebut titik kumpul bersenjata.",
        "An account calls for independence by “clearing” newcomers from a district from next week on and names an armed meeting point.",
      ],
      [
        "Video kelompok bersenjata mengajak pemuda menyerang bandara perintis sebagai langkah menuju negara sendiri.",
        "An armed group's video calls on young men to attack an airstrip as a step towards a state of their own.",
      ],
      [
        "“Rampas senjata pos, usir yang memakai seragam, baru kita dirikan negara kita. Sabtu dini hari.”",
        "“Seize the post's weapons, drive out the uniforms, then we found our state. Saturday before dawn.”",
      ],
      [
        "Kelompok mengumumkan pemerintahan sendiri dan mengancam menembak guru yang tetap mengajar di kecamatan itu mulai Senin.",
        "A group proclaims its own government and threatens to shoot teachers who go on teaching in the district from Monday.",
      ],
    ],
    no: [
      [
        "Mahasiswa membacakan pernyataan yang menuntut referendum dengan jalan damai.",
        "Students read a statement demanding a referendum by peaceful means.",
      ],
      [
        "Seorang kakek menceritakan bendera yang dikibarkan kampungnya pada tahun enam puluhan.",
        "An old man tells of the flag that his village raised in the sixties.",
      ],
      [
        "“Daerah kami kaya tambang, tapi sekolahnya bocor. Kadang saya pikir lebih baik kami urus sendiri.”",
        "“Our region is rich in mines, but the school's roof leaks. Sometimes I think we had better run it ourselves.”",
      ],
      [
        "Seniman melukis peta pulaunya tanpa nama negara dan menyebutnya kerinduan.",
        "An artist paints a map of the island without a country's name and calls it longing.",
      ],
    ],
  }),
];
