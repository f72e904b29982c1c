/** Texts of single sign-on: instructions, waiting, and failures. */

import type { ProblemCode } from "../../contract/problem.ts";

/** Restrictions by policy are in `managed.ts`. */
export type SignOnProblem = Exclude<Extract<ProblemCode, `sign-on-${string}`>, "sign-on-managed">;

const id = {
  "signOn.start": "Masuk dengan akun kantor",
  "signOn.again": "Masuk lagi dengan akun kantor",
  "signOn.at": "Anda masuk di {host}. Kata sandi Anda tidak pernah sampai ke ekstensi ini.",
  "signOn.waiting": "Selesaikan di jendela yang terbuka. Jendela itu milik {host}.",
  "signOn.device": "Masuk lewat perangkat lain",
  "signOn.deviceHint": "Bila jendela tidak muncul, atau akun kantor Anda hanya ada di ponsel.",
  "signOn.asking": "Meminta kode",
  "signOn.deviceOpen": "Buka {address} di perangkat mana pun, lalu masukkan kode ini:",
  "signOn.deviceLink": "Buka di peramban ini",
  "signOn.deviceQr": "Kode QR dari tautan yang sama",
  "signOn.deviceOnly":
    "Masukkan kode ini hanya bila Anda sendiri yang baru saja memintanya di sini. Jangan berikan kepada orang lain.",
  "signOn.deviceLeft": "Berlaku {time} lagi. Halaman ini lanjut sendiri setelah Anda menyetujuinya.",
  "signOn.cancel": "Batal",
  "signOn.allow": "Izinkan menghubungi {host}",
  "signOn.byCode": "Pakai kode pendaftaran",
  "problem.sign-on-off":
    "Pusat laporan ini tidak memakai akun kantor. Minta kode pendaftaran kepada pengelola.",
  "problem.sign-on-failed":
    "Belum masuk: jendelanya ditutup, ditolak, atau waktunya habis. Tidak ada yang berubah; coba lagi.",
  "problem.sign-on-token":
    "Bukti masuk dari akun kantor tidak diterima pusat laporan, dan tidak ada yang berubah. Coba lagi; bila berulang, beri tahu pengelola.",
  "problem.sign-on-no-role":
    "Akun kantor Anda tidak memiliki tepat satu peran di sini, jadi belum dapat masuk. Hubungi pengelola akun kantor.",
  "problem.sign-on-unavailable":
    "Layanan akun kantor tidak terjangkau, dan tidak ada yang berubah. Yang tersimpan tetap aman; coba lagi sebentar lagi.",
  "problem.sign-on-again":
    "Sudah waktunya masuk lagi dengan akun kantor, lewat pengaturan. Sesudah itu laporan yang menunggu terkirim otomatis.",
} as const satisfies Record<`problem.${SignOnProblem}`, string> & Record<string, string>;

const en: Record<keyof typeof id, string> = {
  "signOn.start": "Sign in with your office account",
  "signOn.again": "Sign in again with your office account",
  "signOn.at": "You sign in at {host}. Your password never reaches this extension.",
  "signOn.waiting": "Finish in the window that opened. That window belongs to {host}.",
  "signOn.device": "Sign in on another device",
  "signOn.deviceHint": "When no window appears, or your office account is on your phone only.",
  "signOn.asking": "Asking for a code",
  "signOn.deviceOpen": "Open {address} on any device and enter this code:",
  "signOn.deviceLink": "Open in this browser",
  "signOn.deviceQr": "QR code of the same link",
  "signOn.deviceOnly":
    "Enter this code only if you yourself just asked for it here. Do not give it to anyone.",
  "signOn.deviceLeft": "Good for another {time}. This page goes on by itself once you have approved.",
  "signOn.cancel": "Cancel",
  "signOn.allow": "Allow contact with {host}",
  "signOn.byCode": "Use an enrolment code",
  "problem.sign-on-off":
    "This intake does not use office accounts. Ask the administrator for an enrolment code.",
  "problem.sign-on-failed":
    "Not signed in: the window was closed, it was refused or the time ran out. Nothing was changed; try again.",
  "problem.sign-on-token":
    "The intake did not accept the proof from your office account and nothing was changed. Try again; if it repeats, tell the administrator.",
  "problem.sign-on-no-role":
    "Your office account does not have exactly one role here, so it cannot sign in. Ask whoever manages office accounts.",
  "problem.sign-on-unavailable":
    "The office account service cannot be reached and nothing was changed. What is saved is safe; try again in a moment.",
  "problem.sign-on-again":
    "It is time to sign in again with your office account, in the settings. After that, waiting reports are sent automatically.",
};

export const signOnTexts = { id, en };
