/** Questions on spam, poor links and copyright. */

import { questionsOf } from "./question.ts";

export const platformQuestions = [
  ...questionsOf("SPAM", {
    yes: [
      [
        "Dua ratus akun tanpa foto menempelkan tautan yang sama di semua kiriman sebuah kota dalam satu jam.",
        "Two hundred accounts without pictures paste the same link below every post of a town within an hour.",
      ],
      [
        "Bot membalas setiap kiriman bertagar gempa dengan promosi kuota murah.",
        "A bot answers every post tagged earthquake with cheap data plans.",
      ],
      [
        "Satu kalimat pujian untuk sebuah produk muncul kata demi kata dari ratusan akun baru.",
        "One sentence praising a product appears word for word from hundreds of new accounts.",
      ],
      [
        "Akun menandai lima puluh orang tak dikenal di setiap unggahan iklannya, sepuluh kali sehari.",
        "An account tags fifty strangers in each of its advertisements, ten times a day.",
      ],
    ],
    no: [
      [
        "Warga satu perumahan mengirim petisi yang sama kepada wali kota.",
        "Residents of one estate send the same petition to the mayor.",
      ],
      [
        "Penjual nasi uduk mengunggah menu setiap pagi di grup kuliner yang membolehkannya.",
        "A nasi uduk seller posts the menu each morning in a food group that allows it.",
      ],
      [
        "Ribuan orang menulis ucapan Natal yang sama persis.",
        "Thousands write exactly the same Christmas greeting.",
      ],
      [
        "Seorang penggemar membalas semua kiriman idolanya dengan hati.",
        "A fan answers all of an idol's posts with a heart.",
      ],
    ],
  }),
  ...questionsOf("TAUTAN_RENDAH", {
    yes: [
      [
        "Judul menjanjikan “video detik-detik”, lamannya satu kalimat di antara belasan iklan dan tombol unduh palsu.",
        "The title promises “the very moment on video”; the page is one sentence among a dozen advertisements and false download buttons.",
      ],
      [
        "Tautan “hasil seleksi pegawai” membuka laman salinan tanpa daftar apa pun, penuh iklan sembul.",
        "A link “recruitment results” opens a copied page without any list, full of pop-ups.",
      ],
      [
        "Galeri “20 fakta” meminta dua puluh klik, tiap halaman satu baris dan enam iklan.",
        "A gallery “20 facts” asks for twenty clicks, each page one line and six advertisements.",
      ],
      [
        "Laman meniru nama berita nasional, isinya paragraf acak hasil mesin, dan setiap ketukan membuka toko daring.",
        "A page copies the name of a national paper, holds random machine-made paragraphs, and each tap opens a shop.",
      ],
    ],
    no: [
      [
        "Koran daerah dengan judul heboh, tetapi beritanya lengkap dan bersumber.",
        "A regional paper with a loud title, but a whole story with sources.",
      ],
      [
        "Blog resep dengan tiga iklan dan resep yang utuh.",
        "A recipe blog with three advertisements and a whole recipe.",
      ],
      [
        "Tautan ke undang-undang di laman resmi yang lambat dibuka.",
        "A link to a law on an official page that loads slowly.",
      ],
      [
        "Tautan ke video panjang yang bagus, tetapi judulnya ditulis dengan huruf besar semua.",
        "A link to a good long video whose title is all in capitals.",
      ],
    ],
  }),
  ...questionsOf("HKI", {
    yes: [
      [
        "Akun menyiarkan ulang pertandingan berbayar secara utuh dan menutup logo pemegang siarannya.",
        "An account restreams a pay-per-view match as a whole and covers the broadcaster's logo.",
      ],
      [
        "Saluran membagikan film yang baru dua hari tayang di bioskop, direkam dari kursi penonton.",
        "A channel shares a film two days after its release, recorded from a seat.",
      ],
      [
        "Seseorang menjual salinan digital buku pelajaran yang masih beredar, lengkap dengan sampulnya.",
        "Somebody sells digital copies of a textbook in print, cover included.",
      ],
      [
        "Kanal mengunggah ulang seluruh episode sinetron yang sedang tayang dan mengambil uang iklannya.",
        "A channel uploads all episodes of a running series again and takes the advertising money.",
      ],
    ],
    no: [
      [
        "Pengulas memutar sepuluh detik lagu untuk membahas liriknya, dengan menyebut penciptanya.",
        "A reviewer plays ten seconds of a song to discuss its words, naming the author.",
      ],
      [
        "Pengamen menyanyikan lagu daerah tua di stasiun.",
        "A busker sings an old regional song at a station.",
      ],
      [
        "Parodi iklan terkenal dengan kalimat dan gambar baru.",
        "A parody of a famous advertisement with new words and pictures.",
      ],
      [
        "Guru memotret satu halaman buku untuk dibahas di grup kelasnya, dengan menyebut judul.",
        "A teacher photographs one page of a book to discuss it with the class, naming the title.",
      ],
    ],
  }),
];
