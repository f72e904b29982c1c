/** Texts of the check of an export: what holds, what fails, and what no check can prove. */

import type { Language } from "../contract/site.ts";
import { fill } from "./fill-placeholders.ts";
import { findingTexts } from "./findings.ts";

const id = {
  title: "Pemeriksa bukti Lapor Kominfo",
  intro:
    "Periksa satu berkas laporan atau ekspor kasus. Berkas tetap di komputer ini; tidak ada yang dikirim.",
  number:
    "Kode pada berkas permintaan menunjuk laporan {number}. Pilih arsip bukti (WACZ atau JSON) yang menyertainya.",
  choose: "Pilih berkas",
  drop: "atau letakkan berkas di sini (JSON atau WACZ)",
  another: "Periksa berkas lain",
  key: "Sidik jari kunci, dari halaman depan server kementerian (43 karakter)",
  "key.wrong": "Sidik jari terdiri dari 43 huruf dan angka.",
  "blocks.title": "Bandingkan dengan blok Bitcoin",
  blocks: "Kepala blok dari sumber yang Anda percaya, satu per baris (160 digit heksadesimal)",
  "blocks.wrong": "Kepala blok {line} tidak sah: harus 160 digit heksadesimal dari satu blok Bitcoin.",
  language: "Bahasa",
  checking: "Memeriksa {name}: {percent}%",
  "too-large": "Berkas ini terlalu besar untuk peramban. Pakai perintah: npm run verify -- BERKAS",
  "too-large.command":
    "Berkas ini terlalu besar untuk diperiksa: paling banyak 512 MB untuk JSON, 2 GB untuk WACZ. Minta ekspor kasus ini sebagai WACZ.",
  unread: "Berkas ini tidak dapat dibaca dari komputer Anda.",

  "verdict.holds": "Utuh: semua yang dapat diperiksa cocok.",
  "verdict.uncompared":
    "Ditandatangani dengan kunci yang tidak dikenal: semua cocok dengan kunci itu, tetapi milik siapa kuncinya belum diperiksa.",
  "verdict.fails": "Tidak utuh: {count} hal tidak cocok.",
  "verdict.unreadable": "Tidak dapat diperiksa: bukan berkas Lapor Kominfo, atau sudah rusak.",
  "verdict.anchored": "Ditandatangani dengan kunci yang Anda masukkan.",
  "verdict.key":
    "Sidik jari kunci dalam berkas ini: {key}. Bandingkan dengan yang ada di halaman depan server kementerian.",
  "about.case": "Ekspor kasus {subject} dari {organisation}, dibuat oleh {by} pada {at}.",
  "about.log":
    "Catatannya berakhir pada entri {entry}, {at}. Yang terjadi sesudahnya tidak ada dalam berkas ini.",

  "course.title": "Jalannya perkara",
  "course.reports": "{count} laporan diterima; yang pertama pada {at}.",

  "report.unchanged": "Tidak berubah sejak diambil oleh {by} pada {at} menurut jam perangkatnya.",
  "report.unchanged.unknown":
    "Tidak berubah sejak diambil pada {at}; pemilik kunci perangkatnya tidak dikenal penerima.",
  "report.changed": "Ada yang tidak cocok pada laporan ini. Jangan dipakai sebelum jelas sebabnya.",
  "report.clock": "Saat itu jam perangkat berbeda {seconds} detik dari jam penerima.",
  "report.received": "Diterima pada {at} dari {by}.",
  "report.chained": "Tercatat berantai sebagai entri {entry} dalam catatan kasus.",
  "report.sealed": "Disegel bersama catatan kasus lain pada {at} (kelompok {no}).",
  "report.waiting":
    "Belum disegel bersama: menunggu kelompok berikutnya, atau kelompoknya tidak ada dalam berkas ini.",
  "report.timestamp": "Hari {day} diberi cap waktu oleh {authority} pada {at}.",
  "report.anchored": "Hari {day} tertambat di blok Bitcoin dari {at}.",
  "report.deleted": "Isinya sudah dihapus menurut masa simpan; segel dan catatannya tetap dapat diperiksa.",
  "report.withheld": "Isinya tidak disertakan karena kasus ini di jalur tanpa gambar.",
  "report.redacted": "Sebelum disegel, {count} bagian dibuat tidak terbaca.",
  "report.title": "Laporan {number}",
  "report.contents": "Isi bukti",
  "report.files": "Berkas bukti",
  "picture.show": "Tampilkan gambar",
  "picture.hide": "Kaburkan lagi",
  "picture.alt": "Gambar bukti, dikaburkan sampai Anda memintanya",
  "file.markup": "Salinan teks halaman ({bytes} bita), sebagai teks",
  "file.gone": "Tidak ada dalam berkas ini.",

  "limits.title": "Yang tidak dibuktikan",
  "limits.server":
    "Bahwa server situs mengirim isi ini. Yang dibuktikan ialah apa yang ada di peramban pelapor.",
  "limits.owner": "Siapa yang memiliki atau mengelola akun itu.",
  "limits.person": "Siapa yang memegang kunci perangkat, selain menurut kata pusat laporan.",
  "limits.clock": "Bahwa jam perangkat benar. Waktu terima dan waktu segel menurut jam penerima.",
  "limits.complete": "Bahwa tidak ada laporan lain tentang kiriman yang sama.",
  "limits.later":
    "Bahwa ini keadaan terakhir. Ekspor lama tetap sah; mintalah yang baru bila yang terjadi kemudian penting.",
  "limits.key": "Bahwa kunci penerima ini milik kementerian, selama sidik jarinya belum dibandingkan.",

  "findings.fails": "Tidak cocok",
  "findings.unknown": "Tidak dapat dipastikan dari berkas ini",
  "findings.holds": "Cocok",
} as const;
export type VerifyKey = keyof typeof id | keyof typeof findingTexts.id;

const en: Record<keyof typeof id, string> = {
  title: "Lapor Kominfo evidence checker",
  intro: "Check one report or an exported case. The file stays on this computer; nothing is sent.",
  number:
    "The code on the dossier points at report {number}. Choose the archive of evidence (WACZ or JSON) that came with it.",
  choose: "Choose a file",
  drop: "or drop a file here (JSON or WACZ)",
  another: "Check another file",
  key: "Fingerprint of the key, from the front page of the ministry's server (43 characters)",
  "key.wrong": "A fingerprint has 43 letters and digits.",
  "blocks.title": "Compare with a Bitcoin block",
  blocks: "Block headers from a source that you trust, one per line (160 hexadecimal digits)",
  "blocks.wrong":
    "Block header {line} is not valid: it must be the 160 hexadecimal digits of one Bitcoin block.",
  language: "Language",
  checking: "Checking {name}: {percent}%",
  "too-large": "This file is too large for the browser. Use the command: npm run verify -- FILE",
  "too-large.command":
    "This file is too large to check: at most 512 MB for JSON, 2 GB for WACZ. Ask for an export of this case as WACZ.",
  unread: "This file could not be read from your computer.",

  "verdict.holds": "Intact: everything that can be checked holds.",
  "verdict.uncompared":
    "Signed by an unknown key: all fits that key, but whose key it is has not been checked.",
  "verdict.fails": "Not intact: {count} {count:thing does|things do} not hold.",
  "verdict.unreadable": "Cannot be checked: not a file of Lapor Kominfo, or damaged.",
  "verdict.anchored": "Signed with the key that you entered.",
  "verdict.key":
    "Fingerprint of the key in this file: {key}. Compare it with the one on the front page of the ministry's server.",
  "about.case": "Export of case {subject} from {organisation}, made by {by} on {at}.",
  "about.log": "Its log ends with entry {entry} of {at}. This file holds nothing of what came later.",

  "course.title": "Course of the case",
  "course.reports": "{count} {count:report|reports} received; the first on {at}.",

  "report.unchanged": "Unchanged since captured by {by} on {at} by the clock of the device.",
  "report.unchanged.unknown":
    "Unchanged since captured on {at}; the intake does not know whose device key this is.",
  "report.changed": "Something about this report does not hold. Do not use it before the reason is clear.",
  "report.clock": "At that time the device's clock was {seconds} {seconds:second|seconds} off the intake's.",
  "report.received": "Received on {at} from {by}.",
  "report.chained": "Chained into the case's log as entry {entry}.",
  "report.sealed": "Sealed together with other cases' logs on {at} (batch {no}).",
  "report.waiting": "Not yet sealed together: it waits for the next batch, or its batch is not in this file.",
  "report.timestamp": "The day {day} was timestamped by {authority} on {at}.",
  "report.anchored": "The day {day} is anchored in a Bitcoin block of {at}.",
  "report.deleted":
    "Its contents were deleted at the end of their retention; seal and log can still be checked.",
  "report.withheld": "Its contents are left out because the case is in the no-pixels lane.",
  "report.redacted": "Before sealing, {count} {count:part was|parts were} made unreadable.",
  "report.title": "Report {number}",
  "report.contents": "Evidence",
  "report.files": "Files",
  "picture.show": "Show the picture",
  "picture.hide": "Blur it again",
  "picture.alt": "Picture of the evidence, blurred until you ask for it",
  "file.markup": "Copy of the page's text ({bytes} bytes), as text",
  "file.gone": "Not in this file.",

  "limits.title": "What this does not prove",
  "limits.server": "That the site's server sent this. It proves what was in the reporter's browser.",
  "limits.owner": "Who owns or runs the account.",
  "limits.person": "Who holds the device's key, beyond the intake's word.",
  "limits.clock":
    "That the device's clock was right. Times of receipt and sealing are by the intake's clock.",
  "limits.complete": "That there are no other reports of the same post.",
  "limits.later":
    "That this is the latest state. An old export stays valid; ask for a new one if later events matter.",
  "limits.key": "That the intake's key is the ministry's, as long as its fingerprint has not been compared.",

  "findings.fails": "Does not hold",
  "findings.unknown": "Cannot be told from this file",
  "findings.holds": "Holds",
};

export const verifyTexts: Record<Language, Record<VerifyKey, string>> = {
  id: { ...id, ...findingTexts.id },
  en: { ...en, ...findingTexts.en },
};

/** Returns a text with its placeholders filled. Throws if a value is missing. */
export function verifyText(
  language: Language,
  key: VerifyKey,
  values: Record<string, string | number> = {},
): string {
  return fill(verifyTexts[language][key], values);
}
