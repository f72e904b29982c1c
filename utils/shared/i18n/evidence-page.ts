/** Texts of the public evidence page, which a letter to a platform names. */

import type { Language } from "../contract/site.ts";

const id = {
  title: "Bukti permintaan {number}",
  introduction:
    "{organisation} menyertakan bukti ini pada surat permintaannya. Alamat halaman ini hanya untuk penerima surat, sampai {until}.",
  address: "Alamat konten",
  number: "Nomor permintaan",
  files: "Berkas bukti",
  pdf: "Berkas bukti (PDF)",
  html: "Berkas bukti (HTML)",
  pictures: "Gambar",
  noPictures: "Tidak ada gambar yang dapat dibuka di sini. Alasannya ada dalam surat.",
  veiled: "Materi dewasa. Gambar tertutup sampai Anda membukanya; tiap pembukaan dicatat.",
  shown: "Tiap pembukaan gambar dicatat.",
  picture: "Kiriman saat dilihat petugas, {width} × {height} piksel",
  frame: "Bingkai video, {width} × {height} piksel",
  open: "Buka gambar",
  unknown: "Bukti ini tidak tersedia",
  unknownHint:
    "Alamatnya keliru, waktunya sudah lewat, atau permintaannya tidak berlaku lagi. Bila Anda memerlukan buktinya, balas surat yang memuat tautan ini dan sebut nomor suratnya.",
  many: "Terlalu sering dibuka",
  manyHint: "Tunggu beberapa menit, lalu muat ulang halaman ini.",
} as const;

export type EvidencePageKey = keyof typeof id;

const en: Record<EvidencePageKey, string> = {
  title: "Evidence of request {number}",
  introduction:
    "{organisation} encloses this evidence with its letter of request. The address of this page is for the letter's recipient only, until {until}.",
  address: "Address of the content",
  number: "Number of the request",
  files: "Evidence file",
  pdf: "Evidence file (PDF)",
  html: "Evidence file (HTML)",
  pictures: "Pictures",
  noPictures: "There is no picture to open here. The letter gives the reason.",
  veiled: "Adult material. The picture is veiled until you open it; each opening is logged.",
  shown: "Each opening of a picture is logged.",
  picture: "The post as the officer saw it, {width} × {height} pixels",
  frame: "Video frame, {width} × {height} pixels",
  open: "Open the picture",
  unknown: "This evidence is not available",
  unknownHint:
    "The address is wrong, its time is over, or the request is no longer in force. If you need the evidence, reply to the letter that has this link, and name the letter's number.",
  many: "Opened too often",
  manyHint: "Wait a few minutes, then reload this page.",
};

export const evidencePageTexts: Record<Language, Record<EvidencePageKey, string>> = { id, en };
