/** Texts of problems with requests to platforms, outcome checks and objections. */

import type { ProblemCode } from "../../contract/problem.ts";

export type RequestProblem = Extract<
  ProblemCode,
  | "not-decided"
  | "not-one-letter"
  | "request-incomplete"
  | "request-made"
  | "request-changed"
  | "request-over"
  | "no-channel"
  | "not-due"
  | "check-elsewhere"
  | "check-stale"
  | "took-part"
  | "objection-heard"
  | "objections-many"
  | "month-unknown"
  | "decisions-many"
  | "export-too-large"
>;

const id: Record<`problem.${RequestProblem}`, string> = {
  "problem.not-decided":
    "Kasus ini belum disetujui oleh dua orang, atau tindakannya tidak meminta apa pun dari platform. Tidak ada permintaan yang dibuat.",
  "problem.not-one-letter":
    "Satu surat hanya untuk satu platform, satu kategori, satu tindakan, dan dasar hukum yang sama. Buat surat sendiri untuk yang lain.",
  "problem.request-incomplete": "Surat ini belum lengkap, jadi belum dikirim. Isi bagian yang ditandai.",
  "problem.request-made": "Untuk putusan ini sudah ada permintaan. Buka kasusnya untuk melihatnya.",
  "problem.request-changed":
    "Permintaan ini berubah sejak Anda membukanya. Lihat keadaannya sekarang, lalu ulangi bila perlu.",
  "problem.request-over": "Permintaan ini sudah selesai atau ditarik. Tidak ada yang berubah.",
  "problem.no-channel":
    "Belum ada saluran ke platform ini untuk kategori dan tindakan itu. Minta pengelola menambahkannya.",
  "problem.not-due": "Batas waktunya belum lewat, jadi belum ada teguran yang dapat dikirim.",
  "problem.check-elsewhere":
    "Halaman yang terbuka bukan alamat yang diperiksa, jadi tidak ada yang dicatat. Buka alamatnya sekali lagi.",
  "problem.check-stale":
    "Halaman ini dibaca lebih dari 10 menit yang lalu, jadi tidak dicatat. Baca sekali lagi, lalu simpan.",
  "problem.took-part":
    "Anda ikut memutus atau melaporkan kasus ini, atau terkait kanalnya. Sanggahannya ditangani orang lain yang tidak terlibat.",
  "problem.objection-heard": "Sanggahan ini sudah ditangani orang lain. Lihat hasilnya di kasusnya.",
  "problem.objections-many":
    "Sudah banyak sanggahan yang masuk. Yang sudah diterima tetap ditangani; coba lagi nanti.",
  "problem.month-unknown": "Untuk bulan itu tidak ada angka.",
  "problem.decisions-many":
    "Satu berkas memuat paling banyak 10.000 keputusan. Persempit filternya, misalnya per bulan.",
  "problem.export-too-large":
    "Laporan kasus ini terlalu banyak untuk satu berkas ekspor, jadi berkasnya tidak dibuat. Buka laporannya di kasus, atau pakai tautan bukti dalam suratnya.",
};

const en: Record<keyof typeof id, string> = {
  "problem.not-decided":
    "Two people have not approved this case yet, or its action asks nothing of the platform. No request was made.",
  "problem.not-one-letter":
    "One letter is for one platform, one category, one action and the same legal basis. Make another letter for the others.",
  "problem.request-incomplete":
    "This letter is not complete, so it was not sent. Fill in the parts that are marked.",
  "problem.request-made": "There is a request for this decision already. Open the case to see it.",
  "problem.request-changed":
    "This request changed since you opened it. Look at it as it is now, then try again if it is still needed.",
  "problem.request-over": "This request is finished or withdrawn. Nothing changed.",
  "problem.no-channel":
    "There is no channel to this platform for that category and action. Ask the administrator to add one.",
  "problem.not-due": "The limit has not passed, so no reprimand can be sent yet.",
  "problem.check-elsewhere":
    "The page that is open is not the address to look at, so nothing was noted. Open the address once more.",
  "problem.check-stale":
    "This page was read more than 10 minutes ago, so nothing was noted. Read it again, then save.",
  "problem.took-part":
    "You decided on this case, reported it or are tied to its channel. Its objection is heard by somebody who had no part in it.",
  "problem.objection-heard": "Somebody else has heard this objection already. See the case for the outcome.",
  "problem.objections-many": "Many objections have come in. Those received will be heard; try again later.",
  "problem.month-unknown": "There are no numbers for that month.",
  "problem.decisions-many":
    "One file holds at most 10,000 decisions. Narrow the filter, for example to a month.",
  "problem.export-too-large":
    "The reports of this case are too many for one export file, so none was made. Open them in the case, or use the evidence link in its letter.",
};

export const requestProblems = { id, en };
