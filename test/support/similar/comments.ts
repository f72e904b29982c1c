/** Invented gambling comments with variations, and unrelated ones that use the same words. No brand or person exists. */

import type { Random } from "./random.ts";

const brands = [
  "Ceria",
  "Pelangi",
  "Naga Emas",
  "Melati",
  "Kilau",
  "Rajawali",
  "Samudra",
  "Bintang Timur",
  "Garuda Biru",
  "Mawar",
  "Zamrud",
  "Kencana",
];
const games = [
  "slot",
  "togel",
  "kasino",
  "poker",
  "sabung ayam",
  "tembak ikan",
  "bola",
  "domino",
  "baccarat",
  "roulette",
];
const praise = [
  "gacor",
  "terpercaya",
  "anti rungkad",
  "gampang menang",
  "paling hoki",
  "resmi",
  "maxwin",
  "jackpot",
  "winrate tinggi",
  "server luar",
];
const offers = [
  "bonus member baru",
  "depo sepuluh ribu",
  "tanpa potongan",
  "cashback mingguan",
  "freebet tiap hari",
  "bocoran jam hoki",
  "wd cepat cair",
  "komisi referral",
  "rollingan harian",
  "hadiah motor",
];
const calls = [
  "daftar sekarang juga",
  "klik link di bio",
  "buruan sebelum kuota penuh",
  "cek profil saya",
  "hubungi admin lewat pesan",
  "gabung grup kami malam ini",
  "cari di mesin pencari",
  "jangan sampai ketinggalan",
  "buktikan sendiri bosku",
  "langsung main hari ini",
];
const told = [
  "kemarin saya menang",
  "temanku beli motor dari",
  "semalam cair lagi di",
  "modal receh jadi jutaan di",
  "sudah setahun main di",
  "tidak pernah kecewa sama",
  "akhirnya lunas utang berkat",
  "istri senang sejak saya kenal",
];
const amounts = [
  "lima juta",
  "dua belas juta",
  "seratus ribu",
  "tiga ratus ribu",
  "delapan juta",
  "tujuh puluh juta",
  "empat ratus",
  "sembilan juta",
];
const fillers = [
  "serius",
  "bukan hoaks",
  "asli",
  "kawan",
  "bosku",
  "malam ini",
  "pagi tadi",
  "tiap minggu",
  "tanpa ribet",
  "lewat ponsel",
];

const places = [
  "Medan",
  "Surabaya",
  "Makassar",
  "Bandung",
  "Palembang",
  "Pontianak",
  "Manado",
  "Semarang",
  "Kupang",
  "Ambon",
  "Jambi",
  "Padang",
  "Solo",
  "Malang",
];
const people = [
  "polisi",
  "wartawan",
  "guru kami",
  "pak lurah",
  "ibu saya",
  "mahasiswa",
  "warga",
  "ustaz",
  "tetangga",
  "penonton",
  "bupati",
  "satpam",
  "mertua",
  "pedagang",
];
const verbs = [
  "menangkap bandar",
  "menutup situs",
  "membahas bahaya",
  "melaporkan iklan",
  "kehilangan uang karena",
  "menulis tentang",
  "menolak tawaran",
  "kecanduan",
  "memperingatkan soal",
  "bercerita tentang",
  "meneliti",
  "menyesal kenal",
];
const when = [
  "kemarin",
  "tadi pagi",
  "tahun lalu",
  "sejak pandemi",
  "habis magrib",
  "waktu rapat",
  "menjelang pemilu",
  "di sela kerja",
  "pas gajian",
  "selama puasa",
  "minggu depan",
  "hampir tiap malam",
];
const feelings = [
  "miris",
  "bangga",
  "sedih",
  "lega",
  "heran",
  "capek",
  "marah",
  "kagum",
  "penasaran",
  "bosan",
  "terharu",
  "malu",
];
const things = [
  "videonya",
  "beritanya",
  "lagunya",
  "harga beras",
  "jalan di sini",
  "jadwal timnas",
  "resep rendang",
  "tugas sekolah",
  "pelayanan puskesmas",
  "sinyal internet",
  "pidato bapak",
  "film itu",
  "panen cabai",
  "kereta pagi",
];
const ways = [
  "enak sekali",
  "makin parah",
  "kurang jelas",
  "patut dicontoh",
  "tidak masuk akal",
  "bikin ketawa",
  "perlu dibenahi",
  "lumayan juga",
  "di luar dugaan",
  "sudah lama ditunggu",
  "biasa saja",
  "mengecewakan",
];
const wishes = [
  "semoga cepat selesai",
  "kapan lanjutannya",
  "terima kasih ilmunya",
  "saya setuju",
  "tolong ditindak",
  "jangan ditiru",
  "hati-hati semua",
  "izin membagikan",
  "ada yang tahu",
  "maaf kalau salah",
  "salam dari rumah",
  "lanjutkan terus",
];

/** An advertisement that a spammer would repeat a thousand times. */
export function promotion(random: Random): string {
  const { pick } = random;
  const number = 10 + random.int(990);
  const parts = [
    `${pick(told)} ${pick(brands)}${number} dapat ${pick(amounts)}`,
    `${pick(games)} ${pick(praise)} ${pick(offers)}`,
    `${pick(offers)} ${pick(fillers)} ${pick(praise)}`,
    `${pick(calls)} ${pick(fillers)}`,
    `situs ${pick(games)} ${pick(praise)} ${pick(brands)}${number} ${pick(amounts)}`,
  ];
  return shuffled(parts, random)
    .slice(0, 3 + random.int(2))
    .join(", ");
}

/** A comment with the same words without an offer. */
export function remark(random: Random): string {
  const { pick } = random;
  const parts = [
    `${pick(when)} ${pick(people)} ${pick(verbs)} ${pick(games)} di ${pick(places)}`,
    `katanya ${pick(offers)} padahal ${pick(people)} rugi ${pick(amounts)} ${pick(when)}`,
    `${pick(feelings)} lihat ${pick(people)} di ${pick(places)} ${pick(verbs)} ${pick(games)} ${pick(praise)}`,
    `${pick(things)} ${pick(ways)} ${pick(wishes)}`,
    `${pick(people)} bilang ${pick(things)} ${pick(ways)}`,
    `${pick(brands)} itu ${pick(ways)}, ${pick(people)} jadi ${pick(feelings)}`,
    `${pick(wishes)}, ${pick(fillers)} ${pick(things)} ${pick(ways)}`,
    `jangan percaya ${pick(praise)} atau ${pick(offers)} dari ${pick(brands)}`,
  ];
  return shuffled(parts, random)
    .slice(0, 2 + random.int(3))
    .join(random.pick([". ", ", ", " ", "! "]));
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.int(left.length), 1)[0] as T);
}
