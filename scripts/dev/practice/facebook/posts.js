/** Invented people and what they say; none of them exists. */

const pfbid = (name) => `pfbid0${name}Contoh11223344556677889900aabb`;

export const feed = [
  {
    name: "Info Warga Melati",
    account: "info.warga.melati",
    hue: 205,
    pfbid: pfbid("Melati"),
    ago: "1 jam",
    audience: "public",
    text: [
      "Kerja bakti hari Minggu pukul 07.00 di balai RW 04. Bawa cangkul dan topi. Konsumsi disediakan ibu-ibu 🙏",
    ],
    photo: ["field", 110, "Sawah dan bukit"],
    counts: [86, 14, 9],
  },
  {
    name: "Raja Koin Official",
    account: "rajakoin.official",
    hue: 46,
    pfbid: pfbid("RajaKoin"),
    number: "1139000000000501",
    ago: "2 jam",
    audience: "public",
    text: [
      "BONUS SELAMAT DATANG 🎰 Deposit 10 ribu langsung dapat saldo dua kali lipat. Slot paling gampang menang malam ini!",
      { link: "https://rajakoin77.example/daftar", shown: "rajakoin77.example/daftar" },
    ],
    photo: ["coins", 350, "Koin emas dan tulisan modal sepuluh ribu jadi jutaan"],
    counts: [1240, 382, 97],
    comments: [
      {
        name: "Yanti Susilowati",
        account: "yanti.susilo",
        hue: 320,
        text: "Jangan percaya, adik saya habis dua juta.",
        ago: "1 jam",
      },
    ],
  },
  {
    name: "Bekti Wulandari",
    account: "bekti.wulan",
    hue: 280,
    pfbid: pfbid("Bekti"),
    number: "1139000000000502",
    hidden: true,
    ago: "3 jam",
    audience: "friends",
    text: ["Hari pertama si kecil masuk sekolah."],
    counts: [19, 9],
    comments: [
      { name: "Dwi Haryanto", account: "dwi.haryanto", hue: 190, text: "Semangat, Nak!", ago: "2 jam" },
    ],
  },
  {
    name: "Rizal Pramudita",
    account: "rizal.pram",
    hue: 12,
    pfbid: pfbid("Rizal"),
    ago: "4 jam",
    audience: "public",
    text: ["Tolong jangan diteruskan, ini penipuan lama dengan nama baru."],
    shared: {
      name: "Lowongan Kilat",
      account: "lowongan.kilat",
      hue: 90,
      pfbid: pfbid("Lowongan"),
      ago: "kemarin",
      audience: "public",
      text: ["Kerja dari rumah, gaji 9 juta, cukup kirim foto KTP dan biaya seragam 150 ribu."],
    },
    counts: [54, 23, 31],
  },
  {
    name: "Kopi Lereng",
    account: "kopi.lereng",
    hue: 30,
    pfbid: pfbid("Kopi"),
    ago: "Bersponsor",
    sponsored: true,
    audience: "public",
    text: ["Biji kopi panggang setiap Selasa, gratis ongkir untuk pesanan pertama."],
    photo: ["cup", 28, "Secangkir kopi"],
    counts: [210, 17, 6],
  },
  {
    name: "Perpustakaan Kota Melati",
    account: "perpus.melati",
    hue: 240,
    pfbid: pfbid("Perpus"),
    hidden: true,
    hover: true,
    ago: "5 jam",
    audience: "public",
    text: [
      "Pekan ini kami menerima sumbangan buku anak. Kotak ada di lobi sampai Jumat. Setiap buku kami sampul dulu sebelum masuk rak,",
    ],
    more: true,
    counts: [33, 4, 12],
  },
  {
    name: "Bengkel Maju Lancar",
    account: "bengkel.maju",
    hue: 0,
    pfbid: pfbid("Bengkel"),
    ago: "7 jam",
    audience: "public",
    text: ["Ganti oli bulan ini gratis cek rem."],
    counts: [12, 2, 1],
  },
];

export const permalink = {
  ...feed[1],
  full: "24 November 2026 pukul 08.00",
  comments: [
    {
      name: "Yanti Susilowati",
      account: "yanti.susilo",
      hue: 320,
      text: "Jangan percaya, adik saya habis dua juta.",
      ago: "1 jam",
      replies: [
        {
          name: "Agus Wibawa",
          account: "agus.wibawa",
          hue: 200,
          text: "Betul, sudah banyak korban.",
          ago: "40 menit",
        },
      ],
    },
    {
      name: "Cuan Maniak",
      account: "cuan.maniak77",
      hue: 50,
      text: "Pakai kode CUAN77 ya",
      link: "https://rajakoin77.example/kode",
      ago: "35 menit",
    },
  ],
};

export const group = { name: "Jual Beli Melati", account: "jualbeli.melati" };
