/** One sentence per problem: what happened, what is safe, what to do. */

import type { ProblemCode } from "../../contract/problem.ts";
import type { AdministrationProblem } from "./administration-problems.ts";
import type { DeskProblem } from "./desk.ts";
import type { ExamProblem } from "./exam.ts";
import type { FormProblem } from "./form.ts";
import type { ManagedProblem } from "./managed-policy.ts";
import type { OwnReportProblem } from "./own-reports.ts";
import type { RecipeProblem } from "./recipes.ts";
import type { ReferralProblem } from "./referral-problems.ts";
import type { RequestProblem } from "./request-problems.ts";
import type { TrustProblem } from "./reviewer-quality.ts";
import type { SignOnProblem } from "./sign-on.ts";
import type { TaskProblem } from "./vlogger.ts";

type Key =
  `problem.${Exclude<ProblemCode, AdministrationProblem | DeskProblem | ExamProblem | FormProblem | ManagedProblem | OwnReportProblem | RecipeProblem | ReferralProblem | RequestProblem | SignOnProblem | TaskProblem | TrustProblem>}`;

const id = {
  "problem.post-changed":
    "Kiriman ini berganti saat diklik, jadi tidak ada yang diambil. Tekan Laporkan sekali lagi pada kiriman yang dimaksud.",
  "problem.post-gone":
    "Kiriman ini sudah tidak ada di halaman, jadi tidak ada yang diambil. Muat ulang halaman bila Anda masih memerlukannya.",
  "problem.subject-unknown":
    "Kiriman ini tidak dapat dikenali, jadi tidak ada yang diambil. Buka kiriman di halamannya sendiri, lalu coba lagi.",
  "problem.no-post-here":
    "Tidak ada kiriman yang dikenali di tempat itu, jadi tidak ada yang diambil. Tunjuk kirimannya, atau laporkan halaman ini dari ikon Lapor Kominfo.",
  "problem.page-not-public":
    "Halaman ini dapat memuat hal yang tidak terbuka untuk umum, jadi tidak ada yang diambil. Pakai tombol pada kirimannya, atau buka tautan publiknya.",
  "problem.address-unknown":
    "Alamat ini bukan alamat kiriman yang dikenal. Salin alamat kiriman dari menu Bagikan, lalu tempel lagi.",
  "problem.channel-unknown": "Ini bukan kanal YouTube. Tulis alamat, @nama, atau ID kanalnya.",
  "problem.not-public":
    "Percakapan ini tidak terbuka untuk umum, jadi tidak ada yang diambil. Hanya konten publik yang dapat dilaporkan.",
  "problem.link-needed":
    "Halaman ini tidak menunjukkan bahwa kanalnya publik, jadi belum ada yang diambil. Tempel tautan publik kiriman ini.",
  "problem.link-mismatch":
    "Tautan itu menuju kanal atau pesan lain, jadi belum ada yang diambil. Salin tautan dari pesan yang sama.",
  "problem.link-unreachable":
    "Tautan itu tidak dapat dibuka, jadi belum ada yang diambil. Periksa tautan dan jaringan, lalu coba lagi.",
  "problem.capture-failed":
    "Kiriman ini gagal dibaca, dan tidak ada yang tersimpan. Muat ulang halaman, lalu coba lagi.",
  "problem.draft-gone":
    "Laporan ini sudah tidak ada di memori peramban dan belum terkirim. Tutup, lalu tekan Laporkan sekali lagi.",
  "problem.not-enrolled":
    "Peramban ini belum terdaftar, jadi laporan belum dapat dikirim. Buka pengaturan dan daftarkan peramban ini.",
  "problem.category-refused":
    "Ini bukan kategori laporan, dan tidak ada yang terkirim. Baca penjelasannya di “Yang tidak boleh dilaporkan”.",
  "problem.action-not-allowed":
    "Tindakan itu tidak tersedia untuk kategori ini, dan tidak ada yang terkirim. Pilih tindakan lain.",
  "problem.basis-not-in-force":
    "Dasar hukum itu tidak berlaku pada hari tersebut, dan tidak ada yang berubah. Pilih dasar yang berlaku.",
  "problem.unseen-reason-needed":
    "Anda belum membuka bukti kasus ini, dan tidak ada yang berubah. Buka buktinya, atau tulis mengapa tanpa itu.",
  "problem.sub-reason-unknown":
    "Alasan rinci itu tidak ada dalam kategori ini, dan tidak ada yang berubah. Pilih yang lain atau kosongkan.",
  "problem.note-not-allowed":
    "Catatan tidak boleh disertakan pada kategori ini, dan tidak ada yang terkirim. Hapus catatan, lalu kirim lagi.",
  "problem.pixels-not-allowed":
    "Gambar dan teks tidak boleh disertakan pada kategori ini, dan tidak ada yang terkirim. Tutup, lalu laporkan lagi.",
  "problem.reason-needed": "Alasan belum diisi. Isian Anda masih ada: tulis alasan, lalu kirim lagi.",
  "problem.covered":
    "Formulir sempat tertutup bagian lain halaman, jadi belum terkirim. Pastikan formulir terlihat utuh, lalu kirim lagi.",
  "problem.words-not-found":
    "Kata itu tidak ditemukan pada kiriman ini, jadi tidak ada yang berubah. Periksa ejaannya, lalu coba lagi.",
  "problem.no-room":
    "Memori peramban tidak cukup, jadi tidak ada yang berubah dan belum ada yang terkirim. Tutup laporan lain yang masih terbuka, lalu coba lagi.",
  "problem.storage-full":
    "Penyimpanan perangkat hampir penuh, jadi laporan ini belum tersimpan; yang sudah tersimpan tetap aman. Hapus berkas lain di perangkat atau tunggu laporan lain terkirim, lalu coba lagi.",
  "problem.file-damaged":
    "Berkas laporan ini rusak di penyimpanan peramban, jadi tidak dikirim. Laporkan lagi bila kirimannya masih ada.",
  "problem.report-damaged":
    "Laporan ini rusak di penyimpanan peramban, jadi tidak dapat dikirim. Catat nomornya, beri tahu pengelola, dan laporkan lagi bila kirimannya masih ada.",
  "problem.report-unsealed":
    "Laporan ini dibuat dengan versi lama yang belum menyegel bukti, jadi pusat tidak dapat menerimanya. Laporkan lagi bila kirimannya masih ada.",
  "problem.undo-too-late":
    "Laporan sudah dikirim, jadi tidak dapat dibatalkan. Gunakan Tarik laporan bila perlu.",
  "problem.report-unknown": "Laporan ini tidak ada di peramban ini. Periksa daftar laporan Anda.",
  "problem.offline": "Tidak ada jaringan. Coba lagi setelah tersambung.",
  "problem.intake-unreachable": "Pusat laporan tidak terjangkau. Coba lagi sebentar lagi.",
  "problem.intake-unavailable": "Pusat laporan sedang tidak dapat menyimpan. Coba lagi sebentar lagi.",
  "problem.too-many-requests":
    "Terlalu banyak permintaan dalam waktu singkat. Tidak ada yang hilang; tunggu sebentar, lalu coba lagi.",
  "problem.invalid-input":
    "Ada isian yang tidak dapat diterima, dan tidak ada yang berubah. Periksa isian, lalu coba lagi.",
  "problem.too-large": "Isian terlalu besar, dan tidak ada yang berubah. Ringkas isian, lalu coba lagi.",
  "problem.wrong-content-type":
    "Jenis berkas ini tidak diterima, dan tidak ada yang berubah. Beri tahu pengelola.",
  "problem.not-found": "Yang diminta tidak ada. Muat ulang daftar.",
  "problem.method-not-allowed":
    "Pusat laporan tidak mengenal permintaan ini. Perbarui ekstensi atau beri tahu pengelola.",
  "problem.proof-missing":
    "Tanda pengenal perangkat tidak terkirim, dan tidak ada yang berubah. Muat ulang, lalu coba lagi.",
  "problem.proof-invalid":
    "Tanda pengenal perangkat tidak diterima, dan tidak ada yang berubah. Bila berulang, daftarkan ulang peramban ini.",
  "problem.proof-replayed":
    "Permintaan yang sama sudah diterima, jadi tidak diulang. Muat ulang daftar untuk melihat hasilnya.",
  "problem.nonce-needed": "Sambungan perlu disegarkan, dan tidak ada yang berubah. Coba lagi.",
  "problem.device-unknown":
    "Peramban ini tidak dikenal pusat laporan. Laporan tersimpan tetap aman; daftarkan ulang dengan kode baru.",
  "problem.device-revoked":
    "Akses peramban ini sudah dicabut. Hubungi pengelola untuk kode pendaftaran baru.",
  "problem.key-invalid": "Kunci akses tidak berlaku. Minta kunci baru kepada pengelola.",
  "problem.role-forbidden":
    "Peran Anda tidak mencakup tindakan ini, dan tidak ada yang berubah. Hubungi pengelola bila peran Anda keliru.",
  "problem.code-invalid":
    "Kode ini salah, kurang lengkap, sudah dipakai, atau kedaluwarsa. Periksa kode atau minta kode baru kepada pengelola.",
  "problem.conflict":
    "Ada perubahan yang mendahului, jadi belum tersimpan. Isian Anda masih ada; muat ulang, lalu coba lagi.",
  "problem.own-report":
    "Anda atau orang yang terkait dengan Anda ikut melapor, atau kanalnya terkait. Penyelia lain yang memutus.",
  "problem.own-decision": "Usulan Anda atau orang yang terkait dengan Anda disahkan penyelia lain.",
  "problem.case-closed":
    "Kasus ini sudah diputus, jadi tidak ada yang berubah. Lihat keputusannya pada riwayat.",
  "problem.case-changed":
    "Kasus ini berubah setelah Anda membukanya. Isian Anda masih ada; baca perubahannya, lalu kirim lagi.",
  "problem.nothing-to-confirm": "Tidak ada usulan yang menunggu pengesahan. Muat ulang kasus ini.",
  "problem.evidence-withheld":
    "Bukti ini tidak ditampilkan karena kategorinya. Alamat dan waktunya tetap tersedia.",
  "problem.digest-mismatch":
    "Berkas berubah di perjalanan, jadi tidak disimpan. Berkas asli aman dan dikirim ulang.",
  "problem.file-unreadable":
    "Berkas ini dienkripsi untuk pusat laporan lain atau rusak, jadi tidak dapat dibuka. Laporannya tetap ada; beri tahu pengelola.",
  "problem.seal-invalid":
    "Segel laporan ini tidak cocok dengan isinya, jadi pusat tidak menerimanya. Laporan tetap tersimpan di sini; beri tahu pengelola.",
  "problem.snapshot-not-inert":
    "Salinan kiriman berisi hal yang tidak diizinkan, jadi pusat tidak menyimpannya. Laporannya tetap ada; beri tahu pengelola.",
  "problem.evidence-deleted":
    "Bukti ini sudah dihapus menurut aturan penyimpanan. Catatan dan sidik digitalnya masih ada.",
  "problem.receipt-invalid":
    "Tanda terima dari pusat tidak dapat dipastikan keasliannya, jadi laporan tetap tersimpan di sini dan dikirim ulang. Bila ini berulang, beri tahu pengelola.",
  "problem.custody-invalid":
    "Catatan penjagaan bukti tidak cocok dengan tanda tangannya. Bukti itu sendiri tidak berubah karenanya; beri tahu pengelola.",
  "problem.internal":
    "Terjadi kesalahan yang tidak terduga. Yang sudah tersimpan aman; coba lagi atau beri tahu pengelola.",
} as const satisfies Record<Key, string>;

const en: Record<Key, string> = {
  "problem.post-changed":
    "This post changed while you clicked, so nothing was captured. Press Report again on the post you mean.",
  "problem.post-gone":
    "This post is no longer on the page, so nothing was captured. Reload the page if you still need it.",
  "problem.subject-unknown":
    "This post cannot be identified, so nothing was captured. Open it on its own page and try again.",
  "problem.no-post-here":
    "No post was recognised there, so nothing was captured. Point at the post, or report this page from the Lapor Kominfo icon.",
  "problem.page-not-public":
    "This page can hold what is not public, so nothing was captured. Use the button on the post or open its public link.",
  "problem.address-unknown":
    "This is not the address of a known kind of post. Copy it from the Share menu and paste it again.",
  "problem.channel-unknown": "This is no YouTube channel. Write its address, @handle or channel id.",
  "problem.not-public":
    "This chat is not public, so nothing was captured. Only public content can be reported.",
  "problem.link-needed":
    "The page does not show that this channel is public, so nothing was captured yet. Paste the post's public link.",
  "problem.link-mismatch":
    "That link leads to another channel or message, so nothing was captured yet. Copy the link of the same message.",
  "problem.link-unreachable":
    "That link cannot be opened, so nothing was captured yet. Check the link and the network and try again.",
  "problem.capture-failed":
    "The post could not be read and nothing was saved. Reload the page and try again.",
  "problem.draft-gone":
    "This report is no longer in the browser's memory and was not sent. Close it and press Report again.",
  "problem.not-enrolled":
    "This browser is not enrolled, so reports cannot be sent yet. Open the settings and enrol this browser.",
  "problem.category-refused":
    "This is not a category and nothing was sent. Read the explanation under “What must not be reported”.",
  "problem.action-not-allowed":
    "That action is not available for this category and nothing was sent. Choose another action.",
  "problem.basis-not-in-force":
    "That legal basis is not in force on that day and nothing was changed. Choose one that is.",
  "problem.unseen-reason-needed":
    "You have not opened this case's evidence and nothing was changed. Open it, or write why you decide without it.",
  "problem.sub-reason-unknown":
    "This category has no such narrower reason and nothing was changed. Choose another one or leave it out.",
  "problem.note-not-allowed":
    "This category allows no note and nothing was sent. Remove the note and send again.",
  "problem.pixels-not-allowed":
    "This category allows no pictures and no text, and nothing was sent. Close it and report again.",
  "problem.reason-needed":
    "The reason is missing. What you typed is still here: write a reason and send again.",
  "problem.covered":
    "Something on the page covered the form, so it was not sent. Make sure the whole form is visible and send again.",
  "problem.words-not-found":
    "These words are not in this post, so nothing was changed. Check how they are spelled and try again.",
  "problem.no-room":
    "The browser has not enough memory, so nothing was changed and nothing was sent. Close other reports that are open and try again.",
  "problem.storage-full":
    "The device's storage is almost full, so this report was not saved; what was saved before is safe. Delete other files on the device or wait until other reports are sent, then try again.",
  "problem.file-damaged":
    "A file of this report was damaged in the browser's storage, so it is not sent. Report again if the post is still there.",
  "problem.report-damaged":
    "This report was damaged in the browser's storage, so it cannot be sent. Note its number, tell the administrator, and report again if the post is still there.",
  "problem.report-unsealed":
    "This report was made with an old version that did not seal evidence, so the intake cannot take it. Report again if the post is still there.",
  "problem.undo-too-late": "The report was already sent and cannot be undone. Withdraw it if you need to.",
  "problem.report-unknown": "This report is not in this browser. Look at the list of your reports.",
  "problem.offline": "There is no network. Try again once connected.",
  "problem.intake-unreachable": "The intake cannot be reached. Try again in a moment.",
  "problem.intake-unavailable": "The intake cannot store anything right now. Try again in a moment.",
  "problem.too-many-requests":
    "Too many requests in a short time. Nothing is lost; wait a moment and try again.",
  "problem.invalid-input":
    "Something you entered was not accepted and nothing was changed. Check it and try again.",
  "problem.too-large": "What you entered is too large and nothing was changed. Shorten it and try again.",
  "problem.wrong-content-type":
    "This kind of file is not accepted and nothing was changed. Tell the administrator.",
  "problem.not-found": "What was asked for does not exist. Reload the list.",
  "problem.method-not-allowed":
    "The intake does not know this request. Update the extension or tell the administrator.",
  "problem.proof-missing": "The device's proof was not sent and nothing was changed. Reload and try again.",
  "problem.proof-invalid":
    "The device's proof was not accepted and nothing was changed. If it happens again, enrol this browser anew.",
  "problem.proof-replayed":
    "The same request was already received, so it was not repeated. Reload the list to see the outcome.",
  "problem.nonce-needed": "The connection needs refreshing and nothing was changed. Try again.",
  "problem.device-unknown":
    "The intake does not know this browser. Saved reports are safe; enrol again with a new code.",
  "problem.device-revoked":
    "This browser's access was revoked. Ask the administrator for a new enrolment code.",
  "problem.key-invalid": "The access key is not valid. Ask the administrator for a new one.",
  "problem.role-forbidden":
    "Your role does not include this and nothing was changed. Ask the administrator if your role is wrong.",
  "problem.code-invalid":
    "This code is wrong, incomplete, used or expired. Check it or ask the administrator for a new one.",
  "problem.conflict":
    "Another change came first, so this was not saved. What you typed is still here; reload and try again.",
  "problem.own-report":
    "You or a person tied to you reported this case, or you are tied to its channel. Another supervisor must decide it.",
  "problem.own-decision": "You or a person tied to you proposed this. Another supervisor must confirm it.",
  "problem.case-closed":
    "This case is already decided, so nothing was changed. See the decision in its history.",
  "problem.case-changed":
    "This case changed after you opened it. What you typed is still here; read the change and send again.",
  "problem.nothing-to-confirm": "No proposal is waiting for confirmation. Reload this case.",
  "problem.evidence-withheld":
    "This evidence is not shown because of its category. Its address and times remain available.",
  "problem.digest-mismatch":
    "A file changed on its way, so it was not stored. The original is safe and is sent again.",
  "problem.file-unreadable":
    "This file was encrypted for another intake or is damaged, so the intake cannot open it. Its report is still there; tell your administrator.",
  "problem.seal-invalid":
    "This report's seal does not fit its contents, so the intake did not take it. The report is kept here; tell the administrator.",
  "problem.snapshot-not-inert":
    "The copy of the post holds something that is not allowed, so the intake did not keep it. The report stands; tell the administrator.",
  "problem.evidence-deleted":
    "This evidence was deleted by the rules of retention. Its log and its digests are still there.",
  "problem.receipt-invalid":
    "The intake's receipt could not be confirmed as genuine, so the report is kept here and sent again. If this repeats, tell the administrator.",
  "problem.custody-invalid":
    "The custody record does not fit its signature. The evidence itself is not changed by that; tell the administrator.",
  "problem.internal":
    "Something unexpected went wrong. What is saved is safe; try again or tell the administrator.",
};

export const problems = { id, en };
