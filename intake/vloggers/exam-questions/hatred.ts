/** Questions on incitement to hatred and on hoaxes. */

import { questionsOf } from "./question.ts";

export const hatredQuestions = [
  ...questionsOf("KEBENCIAN_SARA", {
    yes: [
      [
        "Selebaran digital menyebut pemeluk sebuah agama sebagai hama, mengajak membakar tempat ibadahnya Jumat ini, dan massa mulai berkumpul.",
        "A digital leaflet calls followers of a religion vermin and calls for burning their house of worship this Friday; a crowd begins to gather.",
      ],
      [
        "“Suku itu pembawa sial. Siapa punya kontrakan, usir mereka besok pagi, kalau melawan hajar.” Dua keluarga sudah diusir.",
        "“That tribe brings bad luck. Whoever lets rooms, drive them out tomorrow, beat them if they resist.” Two families were driven out already.",
      ],
      [
        "Akun menyebarkan daftar rumah warga keturunan tertentu dan menulis “giliran malam ini” saat kerusuhan berlangsung.",
        "An account spreads a list of houses of people of one descent and writes “tonight it is their turn” while riots go on.",
      ],
      [
        "Pengeras suara dalam siaran langsung menyeru jamaah menyerbu kampung sebelah karena keyakinannya; orang-orang bergerak membawa kayu.",
        "In a live stream a loudspeaker calls for storming the next village because of its faith; people move with sticks.",
      ],
      [
        "Akun menamai satu golongan dengan nama penyakit, mengajak menutup sumur mereka, dan menyebut jam pertemuannya; warga sudah berkumpul dengan linggis.",
        "An account calls one group by the name of a disease, calls for blocking their wells and names the hour; residents have gathered with crowbars.",
      ],
    ],
    no: [
      [
        "Pembicara menerangkan perbedaan dua mazhab dan mengapa ia memilih salah satunya.",
        "A speaker explains how two schools of law differ and why he chose one.",
      ],
      [
        "Pelawak mengejek kebiasaan sukunya sendiri yang suka menawar.",
        "A comedian mocks the habit of bargaining of his own ethnic group.",
      ],
      [
        "“Kebijakan transmigrasi ini merugikan penduduk asli, hentikan.”",
        "“This transmigration policy harms the native population, stop it.”",
      ],
      [
        "Seorang perempuan menceritakan ejekan rasial yang ia terima di sekolah, dengan mengutip kata-katanya.",
        "A woman tells of the racial taunts she got at school, quoting the words.",
      ],
      [
        "Pendukung klub menyebut lawannya “ayam sayur” setelah menang tiga kosong.",
        "Supporters call the other club “chickens” after winning three to nil.",
      ],
    ],
  }),
  ...questionsOf("HOAKS", {
    yes: [
      [
        "Pengelola grup memalsukan surat bupati tentang penggusuran, tetap menyebarkannya setelah dibantah, dan kantor kecamatan dirusak warga.",
        "A group's admin forges the regent's letter about evictions, spreads it on after the denial, and residents wreck the district office.",
      ],
      [
        "Akun mengarang berita penculikan oleh pedagang keliling. Ia mengaku tahu itu karangan, dan seorang pedagang dikeroyok.",
        "An account makes up kidnappings by a hawker. It admits knowing that, and a hawker is beaten by a crowd.",
      ],
      [
        "Rekaman lama diberi tanggal hari ini sebagai “tentara menembaki warga”; pengunggah menghapus koreksi, dan pos jaga dibakar.",
        "An old clip gets today's date as “soldiers shooting residents”; the uploader deletes corrections, and a guard post is burnt.",
      ],
      [
        "Seseorang menyunting suara pendeta seolah menghina agama lain, menyebarkannya berulang, lalu terjadi bentrok di terminal.",
        "Somebody edits a pastor's voice into insulting another religion, spreads it again and again, and a clash at the bus station follows.",
      ],
      [
        "Pengurus akun warga menyiarkan kabar palsu tentang air minum yang diracun, mengaku kepada temannya bahwa itu karangan, dan depot air dirusak massa.",
        "The admin of a residents' account spreads false news of poisoned water, tells a friend that it is made up, and a crowd wrecks the water depot.",
      ],
    ],
    no: [
      [
        "“Besok bensin langka, kata sepupu saya.” Ternyata tidak, dan tidak terjadi apa-apa.",
        "“Tomorrow petrol runs out, says my cousin.” It did not, and nothing happened.",
      ],
      [
        "Wartawan salah menulis jumlah korban, lalu meralatnya malam itu juga.",
        "A journalist gets the number of victims wrong and corrects it the same night.",
      ],
      [
        "Situs satire menulis bahwa menteri akan memindahkan ibu kota ke bulan. Ribuan orang marah di kolom komentar.",
        "A satire site writes that a minister will move the capital to the moon. Thousands are angry in the comments.",
      ],
      [
        "“Data inflasi resmi tidak masuk akal, cabai di pasar saya naik dua kali lipat.”",
        "“The official inflation figure makes no sense, chillies at my market doubled.”",
      ],
      [
        "Seorang nenek meneruskan pesan bahwa air rebusan daun menyembuhkan batuk.",
        "A grandmother passes on that a brew of leaves cures a cough.",
      ],
    ],
  }),
];
