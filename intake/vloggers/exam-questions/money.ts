/** Questions on gambling, fraud, unlicensed offers and narcotics. */

import { questionsOf } from "./question.ts";

export const moneyQuestions = [
  ...questionsOf("JUDI", {
    yes: [
      [
        "Di kolom komentar resep rendang: “bandar bola aman, deposit lewat pulsa, link di profil”.",
        "Below a rendang recipe: “safe football bookmaker, deposit by phone credit, link in profile”.",
      ],
      [
        "Selebgram memamerkan kemenangan dari aplikasi ketangkasan berhadiah uang dan membagikan kode rujukan.",
        "An influencer shows winnings of a skill game paid in money and shares a referral code.",
      ],
      [
        "Siaran langsung sabung ayam membuka taruhan bagi penonton lewat transfer.",
        "A live cockfight takes viewers' bets by bank transfer.",
      ],
      [
        "Akun bernama angka keluaran membagikan “tembusan malam ini” beserta agen pemasang nomornya.",
        "An account named after a draw shares “tonight's numbers” with an agent who places them.",
      ],
      [
        "Video tutorial memasang aplikasi kasino yang tidak ada di toko resmi, langkah demi langkah sampai deposit.",
        "A tutorial installs a casino app that is in no official store, step by step up to the deposit.",
      ],
    ],
    no: [
      [
        "Istri menulis bagaimana suaminya kehilangan sawah karena slot, dan meminta saran.",
        "A wife writes how her husband lost a rice field to slots and asks for advice.",
      ],
      [
        "Polda mengumumkan penutupan situs judi dan menampilkan namanya.",
        "The regional police announce that a gambling site was closed and show its name.",
      ],
      [
        "Jemaat mengundi sepeda motor untuk pembangunan gereja, kuponnya dijual terbuka.",
        "A parish raffles a motorbike for building its church, tickets are sold openly.",
      ],
      [
        "Anak-anak bermain domino di pos ronda, yang kalah dicoret bedak.",
        "Children play dominoes at the guard post; losers get powder on the face.",
      ],
      [
        "“Burung saya gacor dari subuh, kasih jangkrik tiga saja.”",
        "“My bird has sung since dawn, just give it three crickets.”",
      ],
    ],
  }),
  ...questionsOf("PENIPUAN", {
    yes: [
      [
        "Akun berlogo kurir meminta membuka berkas “foto paket” yang ternyata aplikasi pencuri SMS.",
        "An account with a courier's logo asks to open a “parcel photo” that is an app stealing text messages.",
      ],
      [
        "Lowongan kerja luar negeri meminta uang “visa” ke rekening pribadi; alamat kantornya rumah kosong.",
        "A job abroad asks for “visa” money to a private account; the office is an empty house.",
      ],
      [
        "“Bayar lima juta malam ini atau fotomu kukirim ke semua kontakmu.”",
        "“Pay five million tonight or I send your pictures to all your contacts.”",
      ],
      [
        "Penjual gawai memajang bukti kirim palsu, menerima pembayaran, lalu memblokir pembeli satu demi satu.",
        "A gadget seller shows forged shipping slips, takes payments and blocks buyers one by one.",
      ],
      [
        "“Giveaway” mengatasnamakan pesohor meminta kode OTP sebagai syarat pengambilan hadiah.",
        "A “giveaway” in a celebrity's name asks for a one-time code before handing out the prize.",
      ],
    ],
    no: [
      [
        "“Sudah sepuluh hari paket belum sampai, tokonya lambat sekali!”",
        "“Ten days and no parcel, this shop is so slow!”",
      ],
      [
        "Kreator mempraktikkan cara kerja penipu lewat telepon agar orang tua waspada.",
        "A creator acts out how phone fraudsters work so that parents beware.",
      ],
      [
        "Penjual menulis dengan jelas: barang tiruan, bukan asli, harga sesuai.",
        "A seller says clearly: a copy, not the original, priced as such.",
      ],
      [
        "Pendiri usaha rintisan bangkrut dan meminta maaf kepada pelanggannya.",
        "A founder's start-up fails and he apologises to his customers.",
      ],
      [
        "Ulasan: “Restoran ini mahal, porsinya menipu mata.”",
        "A review: “Expensive place, the portions deceive the eye.”",
      ],
    ],
  }),
  ...questionsOf("KEUANGAN_OBAT_ILEGAL", {
    yes: [
      [
        "Aplikasi pinjaman yang sudah dicabut izinnya menawarkan dana cair semenit lewat iklan umum.",
        "A loan app whose licence was withdrawn offers money in a minute in public advertisements.",
      ],
      [
        "Akun menjual antibiotik keras tanpa resep, dikirim ke seluruh kota.",
        "An account sells strong antibiotics without prescription, delivered across town.",
      ],
      [
        "“Titip modal, untung tetap tiga persen sehari.” Nama usahanya ada dalam daftar waspada OJK.",
        "“Invest with us, a fixed three per cent a day.” The business is on OJK's warning list.",
      ],
      [
        "Toko menawarkan krim pemutih yang ditarik BPOM karena merkuri.",
        "A shop offers a whitening cream that BPOM withdrew for mercury.",
      ],
    ],
    no: [
      [
        "Ibu-ibu RT mengumumkan giliran arisan bulan ini.",
        "The neighbourhood's women announce this month's turn of the arisan.",
      ],
      ["Bank berizin mengiklankan kredit rumah.", "A licensed bank advertises a mortgage."],
      [
        "Seseorang berbagi resep jamu kunyit asam neneknya.",
        "Somebody shares a grandmother's recipe for turmeric jamu.",
      ],
      [
        "“Saya terlilit pinjol ilegal, bagaimana cara melapornya?”",
        "“I am caught in an illegal loan, how do I report it?”",
      ],
    ],
  }),
  ...questionsOf("NARKOTIKA", {
    yes: [
      [
        "Akun menampilkan daftar harga sabu per gram dengan titik tempel di peta.",
        "An account shows a price list of crystal meth by gram with drop points on a map.",
      ],
      [
        "“Ganja Aceh siap kirim, bungkus kopi, bayar separuh dulu.”",
        "“Cannabis from Aceh ready to ship, packed as coffee, half in advance.”",
      ],
      [
        "Pemilik grup mencari kurir untuk mengantar ekstasi ke kelab, upah per butir.",
        "A group's owner looks for couriers to bring ecstasy to clubs, paid by pill.",
      ],
      [
        "Saluran melelang tembakau sintetis dengan kata sandi “gorila asli”.",
        "A channel auctions synthetic cannabis under the code “original gorilla”.",
      ],
    ],
    no: [
      [
        "Mantan pecandu menceritakan rehabilitasinya, termasuk apa yang dulu ia pakai.",
        "A former addict tells of rehabilitation, and of what he used to take.",
      ],
      [
        "Aktivis meminta ganja medis diteliti dan undang-undangnya diubah.",
        "An activist asks for research on medical cannabis and a change of the law.",
      ],
      [
        "BNN memperlihatkan barang bukti dalam jumpa pers.",
        "The narcotics agency shows seized goods at a press conference.",
      ],
      [
        "Petani menjelaskan sirih dan pinang yang dikunyah di kampungnya.",
        "A farmer explains the betel and areca chewed in his village.",
      ],
    ],
  }),
];
