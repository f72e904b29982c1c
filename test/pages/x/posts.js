/** Invented people and what they say; none of them exists. */

const day = "2026-11-24T";

export const timeline = [
  {
    id: "1993210000000000101", name: "Warung Bu Tini", handle: "warungbutini", hue: 24, at: `${day}23:10:00.000Z`, ago: "2j",
    text: ["Sayur lodeh hari ini habis sebelum jam sembilan 🙏 Besok kami masak dua kali lipat. Terima kasih, warga Gang Melati!"],
    photos: [["stall", 24, "Warung di tepi jalan"]], counts: [18, 32, 411, 9, 12840],
  },
  {
    id: "1993210000000000102", name: "Tips Cuan", emoji: ["🎰"], handle: "tips_cuan_id", hue: 48, at: `${day}22:41:00.000Z`, ago: "3j",
    text: ["BONUS MEMBER BARU 100% 🎰 Main slot di RajaKoin77, modal 10 ribu pulang jutaan. Daftar sekarang: ", { link: "https://t.co/rK77daftar", shown: "rajakoin77.example/daftar" }, " ", { tag: "slotgacor" }, " ", { tag: "judionline" }],
    photos: [["coins", 352, "Koin emas dan tulisan bonus 100%"]], counts: [204, 1320, 2915, 87, 184203],
  },
  {
    id: "1993210000000000103", name: "Rizal Pramudita", handle: "rizalpram", hue: 205, at: `${day}22:20:00.000Z`, ago: "3j",
    text: ["Hati-hati, akun seperti ini muncul lagi setiap minggu."],
    quote: { id: "1993210000000000102", name: "Tips Cuan", handle: "tips_cuan_id", hue: 48, at: `${day}22:41:00.000Z`, ago: "3j", text: "BONUS MEMBER BARU 100% 🎰 Main slot di RajaKoin77, modal 10 ribu pulang jutaan." },
    counts: [41, 96, 530, 22, 20117],
  },
  {
    id: "1993210000000000104", name: "Kopi Lereng", handle: "kopilereng", hue: 140, promoted: true,
    text: ["Biji kopi dari lereng Sindoro, dipanggang setiap Selasa. Gratis ongkir untuk pesanan pertama."],
    card: ["https://t.co/kopiLereng", "kopilereng.example", "Pesan kopi panggang minggu ini", "stall", 140], counts: [3, 5, 62, 4, 90112],
  },
  {
    id: "1993210000000000105", name: "Bekti Wulandari", handle: "bektiwulan", hue: 300, at: `${day}21:58:00.000Z`, ago: "4j",
    text: ["Catatan hari ke-12 belajar menyulam: benang merah selalu kusut lebih dulu. Guru saya bilang, pelan-pelan saja, karena jarum tidak pernah terburu-buru dan kain selalu menunggu"],
    more: true, counts: [7, 4, 88, 3, 3920],
  },
  {
    id: "1993210000000000106", name: "Info Lalin Melati", handle: "infolalinmelati", hue: 210, at: `${day}21:40:00.000Z`, ago: "4j",
    text: ["Arus di Jalan Anggrek arah pasar padat merayap. ", { mention: "dishubmelati" }, " sedang mengatur simpang."],
    video: ["road", 210], counts: [12, 40, 75, 1, 15230],
  },
  {
    id: "1993210000000000107", name: "Teguh S.", handle: "thinkerstatus", hue: 80, at: `${day}21:05:00.000Z`, ago: "5j",
    text: ["Nama saya memang begini sejak kecil, tolong jangan tertukar dengan tautan."], counts: [5, 2, 64, 0, 2204],
  },
  {
    id: "1993210000000000108", name: "Sari Lestari", handle: "sarilestari_", hue: 330, at: `${day}20:44:00.000Z`, ago: "5j", locked: true,
    text: ["Akhirnya pindah kontrakan. Doakan betah ya."], counts: [9, 0, 31, 0, 412],
  },
  { tombstone: "Postingan ini tidak tersedia." },
  {
    id: "1993210000000000109", name: "Perpustakaan Kota Melati", handle: "perpusmelati", hue: 262, at: `${day}20:10:00.000Z`, ago: "6j",
    text: ["Jam buka pekan ini:\nSenin–Jumat 08.00–16.00\nSabtu 09.00–13.00\nMinggu tutup"], counts: [2, 18, 57, 11, 6021],
  },
  {
    id: "1993210000000000110", name: "Bengkel Maju Lancar", handle: "bengkelmaju", hue: 12, at: `${day}19:32:00.000Z`, ago: "6j",
    text: ["Ganti oli bulan ini gratis cek rem. Tulis di balasan kalau mau antre. Lokasi: ", { link: "https://t.co/bengkelMJ", shown: "peta.example/bengkel-maju-lancar" }], counts: [26, 8, 73, 5, 5105],
  },
  {
    id: "1993210000000000111", name: "Dwi Haryanto", handle: "dwiharyan", hue: 190, at: `${day}18:51:00.000Z`, ago: "7j",
    text: ["Ada yang tahu tempat servis radio lama di sekitar stasiun? Punya kakek, sayang kalau dibuang 📻"], counts: [34, 6, 122, 8, 8420],
  },
  {
    id: "1993210000000000112", name: "Komunitas Sepeda Fajar", handle: "sepedafajar", hue: 168, at: `${day}18:20:00.000Z`, ago: "7j",
    text: ["Rute Minggu: alun-alun – bendungan – kebun teh, 42 km. Kumpul 05.30."], photos: [["road", 168, "Jalan menanjak di antara bukit"]], counts: [14, 27, 201, 30, 11870],
  },
  {
    id: "1993210000000000113", name: "Toko Buku Senja", handle: "bukusenja", hue: 36, at: `${day}17:45:00.000Z`, ago: "8j",
    text: ["Bacaan pekan ini: kumpulan cerpen tentang kota yang lupa namanya sendiri."], counts: [4, 11, 96, 19, 4377],
  },
];

/** What a recycled cell shows next. */
export const later = [
  {
    id: "1993210000000000201", name: "Ibu Darmi", handle: "ibudarmi", hue: 120, at: `${day}16:40:00.000Z`, ago: "9j",
    text: ["Bibit cabai saya bagikan gratis di pos ronda, ambil secukupnya."], counts: [8, 15, 143, 6, 7008],
  },
  {
    id: "1993210000000000202", name: "Radio Desa Wening", handle: "radiowening", hue: 230, at: `${day}16:12:00.000Z`, ago: "9j",
    text: ["Malam ini pukul 20.00: cerita pasar malam tahun delapan puluhan."], counts: [3, 7, 51, 2, 2960],
  },
];

export const status = {
  ...timeline[1], full: "5.41 AM · 25 Nov 2026", shownViews: "184,2 rb",
};

export const replies = [
  {
    id: "1993210000000000301", name: "Agus Wibawa", handle: "aguswib", hue: 200, at: `${day}22:50:00.000Z`, ago: "3j", to: "tips_cuan_id",
    text: ["Teman saya kalah tiga juta di situs ini. Jangan ikut-ikutan."], counts: [12, 8, 240, 3, 9120],
  },
  {
    id: "1993210000000000302", name: "Slot Maniak", handle: "slotmaniak77", hue: 52, at: `${day}22:55:00.000Z`, ago: "3j", to: "tips_cuan_id",
    text: ["Kode undangan CUAN77, langsung dapat saldo. ", { link: "https://t.co/cuan77kode", shown: "rajakoin77.example/kode" }], counts: [2, 3, 19, 0, 4110],
  },
  {
    id: "1993210000000000303", name: "Nurul Aini", handle: "nurulaini_", hue: 340, at: `${day}23:02:00.000Z`, ago: "2j", to: "tips_cuan_id",
    text: ["Sudah saya laporkan 🙏"], counts: [0, 1, 88, 0, 2033],
  },
];
