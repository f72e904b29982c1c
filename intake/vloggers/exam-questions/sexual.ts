/** Questions on child sexual abuse material and pornography; without any detail. */

import { questionsOf } from "./question.ts";

export const sexualQuestions = [
  ...questionsOf("PORNO_ANAK", {
    yes: [
      [
        "Saluran menawarkan “arsip anak sekolah” berbayar, dengan usia yang disebut di bawah dua belas tahun.",
        "A channel sells a “schoolchildren archive”, naming ages below twelve.",
      ],
      [
        "Animasi buatan menampilkan tokoh yang disebut berusia sembilan tahun secara seksual.",
        "A made-up animation shows a figure said to be nine years old in a sexual way.",
      ],
      [
        "Seorang dewasa dalam komentar meminta anak pemilik akun mengirim foto tubuhnya dan menjanjikan pulsa.",
        "An adult in the comments asks the child who owns the account for photos of their body and promises credit.",
      ],
      [
        "Kiriman menautkan grup tukar-menukar “koleksi bocah” dan meminta anggota mengirim satu berkas untuk masuk.",
        "A post links to a group for swapping a “kids' collection” and asks new members for one file to get in.",
      ],
    ],
    no: [
      [
        "Ibu mengunggah foto anaknya berenang dengan pelampung bersama sepupu-sepupunya.",
        "A mother uploads a photo of her child swimming with a rubber ring among cousins.",
      ],
      [
        "Lembaga perlindungan anak menjelaskan kepada orang tua tanda-tanda anak dibujuk orang asing.",
        "A child protection body explains to parents the signs of a child being groomed.",
      ],
      [
        "Puskesmas menayangkan cara memandikan bayi baru lahir.",
        "A health centre shows how to bathe a newborn.",
      ],
      [
        "Orang dewasa, yang menyebut dirinya penyintas, menceritakan apa yang menolongnya pulih.",
        "An adult who calls herself a survivor tells what helped her recover.",
      ],
    ],
  }),
  ...questionsOf("PORNO", {
    yes: [
      [
        "Akun terbuka mengunggah rekaman tindakan seksual orang dewasa, dapat diputar siapa saja tanpa peringatan.",
        "An open account uploads a recording of a sexual act of adults that anyone can play without a warning.",
      ],
      [
        "Halaman umum memajang foto telanjang bulat model dewasa berpose seksual sebagai gambar sampul.",
        "A public page has a fully nude adult model in a sexual pose as its cover picture.",
      ],
      [
        "Siaran terbuka menampilkan tindakan seksual demi hadiah digital penonton.",
        "An open stream shows a sexual act for viewers' digital gifts.",
      ],
      [
        "Saluran publik membagikan rekaman kamar dua orang yang tidak tahu bahwa mereka direkam.",
        "A public channel shares a bedroom recording of two people who did not know they were filmed.",
      ],
    ],
    no: [
      [
        "Museum mengunggah foto arca batu perempuan bertelanjang dada dari abad kesembilan.",
        "A museum uploads a photo of a ninth-century stone statue of a bare-breasted woman.",
      ],
      [
        "Penyanyi dangdut bergoyang di panggung hajatan dengan kebaya ketat.",
        "A dangdut singer dances on a wedding stage in a tight kebaya.",
      ],
      [
        "Dokter menjelaskan pemeriksaan payudara sendiri dengan gambar.",
        "A doctor explains breast self-examination with pictures.",
      ],
      [
        "“Cuk, ojok ngono!” tulis seseorang kepada temannya, berkali-kali.",
        "“Cuk, ojok ngono!” somebody writes to a friend, again and again.",
      ],
    ],
  }),
];
