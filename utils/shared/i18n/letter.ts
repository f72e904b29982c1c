/** Texts of a letter to a platform, read by its policy and legal teams in Indonesian or English. */

import type { Language } from "../contract/site.ts";
import { fill } from "./fill-placeholders.ts";

const id = {
  title: "Permintaan Penanganan Konten",
  titleRestore: "Permintaan Pemulihan Konten",
  "title.st1": "Surat Teguran Pertama",
  "title.st2": "Surat Teguran Kedua",
  "title.st3": "Surat Teguran Ketiga",
  number: "Nomor",
  date: "Tanggal",
  dateOfRequest: "Tanggal permintaan",
  from: "Dari",
  to: "Kepada",
  toTeam: "Tim kebijakan dan hukum {site}",
  subjectOrder: "{action}: {count} konten, kategori {category}",
  subjectRestore: "Pemulihan {count} konten, kategori {category}",
  subjectReprimand: "{title} atas permintaan {number}",
  page: "Halaman {page} dari {pages}",
  category: "Kategori",
  subReason: "Alasan rinci",
  action: "Tindakan yang diminta",
  rule: "Aturan platform",
  ruleUnknown: "Belum dicatat",
  ruleUnverified: "{rule} (nama aturan belum diverifikasi)",
  limit: "Batas waktu",
  limitHours: "{hours} jam sejak permintaan ini diterima",
  limitNone: "Tidak ada batas waktu dari negara; dinilai menurut aturan platform",
  request: "Permintaan",
  order:
    "Dua penyelia {organisation} telah menilai konten di bawah ini dan menyetujui permintaan ini. Kami meminta platform memeriksanya menurut hukum Indonesia dan aturan platform sendiri, lalu melakukan tindakan tersebut.",
  orderPolicy:
    "Dua penyelia {organisation} telah menilai konten di bawah ini. Kami melaporkannya untuk diperiksa menurut aturan platform sendiri; tidak ada perintah menurut undang-undang dalam surat ini.",
  restore:
    "Putusan di balik permintaan {restores} telah dibatalkan setelah ditinjau ulang oleh dua penyelia yang tidak terlibat sebelumnya. Kami meminta platform memulihkan konten di bawah ini seperti semula.",
  narrow:
    "Tindakan yang diminta adalah yang paling sempit menurut penilaian kami. Bila tindakan yang lebih sempit sudah cukup, mohon pakai itu dan beri tahu kami.",
  basis: "Dasar hukum",
  basisText: "Ketentuan",
  basisMark: "Catatan",
  verified: "sumber sudah dibaca",
  unverified: "belum diverifikasi",
  noBasis: "Kategori ini tidak memakai dasar hukum; permintaan bertumpu pada aturan platform.",
  items: "Konten",
  item: "Konten {place}",
  address: "Alamat",
  subject: "Identitas",
  aliases: "Nama lain",
  author: "Akun",
  authorId: "ID akun",
  publishedAt: "Waktu terbit",
  capturedAt: "Dilihat petugas",
  picture: "Tangkapan layar",
  pictureSha256: "SHA-256 {sha256}, dalam berkas bukti",
  pictureVeiled:
    "SHA-256 {sha256}, di halaman bukti; materi dewasa, tertutup sampai dibuka, dan tiap pembukaan dicatat",
  "noPicture.statutory":
    "Tidak ada: untuk materi kekerasan seksual anak tidak ada gambar yang diambil atau disimpan (UU 44/2008 Ps 5–6)",
  "noPicture.no-permission": "Tidak ada: peramban petugas tidak diberi izin mengambil gambar",
  "noPicture.not-in-view": "Tidak ada: gambar tidak dapat diambil saat konten dilihat",
  "noPicture.deleted": "Tidak ada lagi: bukti dihapus menurut masa simpan",
  "noPicture.not-received":
    "Tidak disertakan: gambar diambil dan disegel, tetapi berkasnya belum diterima dari perangkat petugas",
  manifest: "Segel bukti (SHA-256)",
  elements: "Unsur yang terpenuhi",
  analysis: "Analisis",
  reference: "Rujukan sanggahan",
  dossier: "Berkas bukti",
  dossierLater: "Alamat di {origin}, diberikan saat surat dikirim",
  dossierUntil: "Dapat dibuka sampai {at}",
  notice: "Pemberitahuan untuk pengunggah",
  noticeWords:
    "Mohon sampaikan kepada pengunggah, kecuali bila membahayakan penyidikan atau keselamatan orang:",
  noticeText:
    "{organisation} meminta platform menindak konten Anda di {address} karena dinilai termasuk kategori “{category}”. Bila Anda tidak setuju, sanggah di {objection} dengan rujukan {reference}. Sanggahan diperiksa orang yang tidak ikut memutus, paling lama 2 × 24 jam.",
  answer: "Jawaban",
  answerWords:
    "Mohon balas dengan menyebut nomor surat ini: bahwa surat diterima, lalu apa yang dilakukan untuk tiap konten, atau mengapa tidak.",
  check: "Keaslian",
  checkWords:
    "Surat ini ditandatangani secara elektronik oleh pusat laporan {organisation}. Tanda tangannya dapat diperiksa dengan kunci di {origin}/v1/keys.",
  reprimandWords:
    "Permintaan {number} kami kirim {sentAt} dengan batas waktu {hours} jam, yang berakhir {dueAt}. Sampai surat ini dibuat belum ada jawaban atas semua konten. Ini {title}. Mohon segera menindak dan menjawab.",
  reprimandNext: "Tanpa jawaban dalam {hours} jam, tahap berikutnya dapat diusulkan menurut peraturan.",
} as const;

const en: Record<keyof typeof id, string> = {
  title: "Request to Act on Content",
  titleRestore: "Request to Restore Content",
  "title.st1": "First Letter of Reprimand",
  "title.st2": "Second Letter of Reprimand",
  "title.st3": "Third Letter of Reprimand",
  number: "Number",
  date: "Date",
  dateOfRequest: "Date of the request",
  from: "From",
  to: "To",
  toTeam: "Policy and legal team of {site}",
  subjectOrder: "{action}: {count} {count:item|items}, category {category}",
  subjectRestore: "Restoration of {count} {count:item|items}, category {category}",
  subjectReprimand: "{title} about request {number}",
  page: "Page {page} of {pages}",
  category: "Category",
  subReason: "Narrower reason",
  action: "Action requested",
  rule: "Platform rule",
  ruleUnknown: "Not recorded yet",
  ruleUnverified: "{rule} (name of the rule not verified)",
  limit: "Time limit",
  limitHours: "{hours} hours after this request is received",
  limitNone: "No limit set by the state; judged by the platform's own rules",
  request: "Request",
  order:
    "Two supervisors of {organisation} have examined the content below and approved this request. We ask the platform to examine it under Indonesian law and its own rules, and to take that action.",
  orderPolicy:
    "Two supervisors of {organisation} have examined the content below. We report it for examination under the platform's own rules; this letter is no order under a statute.",
  restore:
    "The decision behind request {restores} was reversed after a new examination by two supervisors who had no part in it. We ask the platform to restore the content below as it was.",
  narrow:
    "The action requested is the narrowest that serves in our judgement. Where a narrower one is enough, please take that one and tell us.",
  basis: "Legal basis",
  basisText: "Provision",
  basisMark: "Note",
  verified: "source was read",
  unverified: "not verified",
  noBasis: "This category has no legal basis; the request relies on the platform's rules.",
  items: "Content",
  item: "Item {place}",
  address: "Address",
  subject: "Identity",
  aliases: "Other names",
  author: "Account",
  authorId: "Account id",
  publishedAt: "Published",
  capturedAt: "Seen by an officer",
  picture: "Screenshot",
  pictureSha256: "SHA-256 {sha256}, in the evidence file",
  pictureVeiled:
    "SHA-256 {sha256}, on the evidence page; adult material, veiled until opened, and each opening is logged",
  "noPicture.statutory":
    "None: of child sexual abuse material no picture is taken or kept (UU 44/2008 Arts 5–6)",
  "noPicture.no-permission": "None: the officer's browser was not permitted to take pictures",
  "noPicture.not-in-view": "None: no picture could be taken when the content was seen",
  "noPicture.deleted": "No longer: the evidence was deleted by the rules of retention",
  "noPicture.not-received":
    "Not enclosed: a picture was taken and sealed, but the officer's device has not sent its file yet",
  manifest: "Seal of the evidence (SHA-256)",
  elements: "Elements that are met",
  analysis: "Analysis",
  reference: "Reference for objections",
  dossier: "Evidence file",
  dossierLater: "An address at {origin}, given when the letter is sent",
  dossierUntil: "Can be opened until {at}",
  notice: "Notice to the uploader",
  noticeWords:
    "Please pass this on to the uploader, unless it would endanger an investigation or somebody's safety:",
  noticeText:
    "{organisation} asked the platform to act on your content at {address}, because it was found to be of the category “{category}”. If you object, do so at {objection} with the reference {reference}. Objections are examined by people who did not decide, within 2 × 24 hours.",
  answer: "Answer",
  answerWords:
    "Please answer naming this letter's number: that it was received, and then what was done about each item, or why not.",
  check: "Authenticity",
  checkWords:
    "This letter is signed electronically by the intake of {organisation}. The signature can be checked with the key at {origin}/v1/keys.",
  reprimandWords:
    "We sent request {number} on {sentAt} with a limit of {hours} hours, which ended {dueAt}. Until this letter was made there was no answer about all of the content. This is the {title}. Please act and answer without delay.",
  reprimandNext:
    "Without an answer within {hours} hours, the next step under the regulation may be proposed.",
};

type LetterKey = keyof typeof id;
export const letterTexts: Record<Language, Record<LetterKey, string>> = { id, en };

export type SayLetter = (key: LetterKey, values?: Record<string, string | number>) => string;

/** Uses the given language, whatever the interface language is. */
export function sayIn(language: Language): SayLetter {
  return (key, values = {}) => fill(letterTexts[language][key], values);
}
