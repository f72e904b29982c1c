/** Texts about recipe packs: the current one, and why a pack was refused. */

import type { ProblemCode } from "../../contract/problem.ts";

export type RecipeProblem = Extract<ProblemCode, `recipes-${string}`>;

const id = {
  "recipes.title": "Cara membaca halaman",
  "recipes.why":
    "Bila sebuah situs mengubah halamannya, pengelola mengirim petunjuk baru yang ditandatangani. Ekstensi tidak perlu diperbarui.",
  "recipes.builtIn": "Memakai bawaan ekstensi, versi {version}.",
  "recipes.pack": "Memakai versi {version}, diterima {date}.",
  "recipes.older": "Versi {pack} dari pengelola lebih lama daripada bawaan ekstensi.",
  "recipes.model": "Saran kategori dari {count} kasus yang sudah diputus sampai {date}: {names}.",
  "recipes.modelOf": "{category} (tepat {precision} %, ketemu {recall} %)",
  "recipes.off": "Dimatikan pengelola: {names}.",
  "recipes.refused": "Pemeriksaan {date}:",
  "recipes.asked": "Terakhir diperiksa {date}.",
  "recipes.check": "Periksa sekarang",
  "recipes.checking": "Memeriksa",
  "problem.recipes-no-key":
    "Peramban ini belum mengenal kunci pengelola, jadi petunjuk baru tidak dipakai. Minta kode baru, lalu daftarkan ulang.",
  "problem.recipes-signature":
    "Tanda tangannya bukan dari pengelola, jadi petunjuk itu ditolak. Petunjuk yang lama tetap dipakai.",
  "problem.recipes-too-large":
    "Petunjuk itu terlalu besar, jadi ditolak. Petunjuk yang lama tetap dipakai; beri tahu pengelola.",
  "problem.recipes-schema":
    "Petunjuk itu berisi hal yang tidak diperbolehkan, jadi ditolak. Petunjuk yang lama tetap dipakai; beri tahu pengelola.",
  "problem.recipes-transform":
    "Petunjuk itu memerlukan ekstensi yang lebih baru, jadi belum dipakai. Perbarui ekstensi; petunjuk yang lama tetap dipakai.",
  "problem.recipes-version":
    "Petunjuk itu tidak lebih baru daripada yang sudah diterima, jadi ditolak. Petunjuk yang lama tetap dipakai.",
  "problem.recipes-selector":
    "Peramban ini tidak dapat membaca sebagian petunjuk itu, jadi untuk situs tersebut dipakai bawaan ekstensi.",
  "problem.recipes-publisher":
    "Resep tidak dapat diterbitkan dari intake ini. Jalankan perintahnya di komputer yang memegang kunci penanda tangan.",
} as const satisfies Record<`problem.${RecipeProblem}`, string> & Record<string, string>;

const en: Record<keyof typeof id, string> = {
  "recipes.title": "How pages are read",
  "recipes.why":
    "When a site changes its pages, the administrator sends new, signed directions. The extension itself need not be updated.",
  "recipes.builtIn": "Using what the extension came with, version {version}.",
  "recipes.pack": "Using version {version}, accepted {date}.",
  "recipes.older": "The administrator's version {pack} is older than what the extension came with.",
  "recipes.model": "Categories are suggested from {count} cases decided until {date}: {names}.",
  "recipes.modelOf": "{category} (right {precision} %, found {recall} %)",
  "recipes.off": "Switched off by the administrator: {names}.",
  "recipes.refused": "Check of {date}:",
  "recipes.asked": "Last checked {date}.",
  "recipes.check": "Check now",
  "recipes.checking": "Checking",
  "problem.recipes-no-key":
    "This browser does not know the administrator's key, so new directions are not used. Ask for a new code and enrol again.",
  "problem.recipes-signature":
    "The signature is not the administrator's, so these directions were refused. The earlier ones stay in use.",
  "problem.recipes-too-large":
    "These directions are too large, so they were refused. The earlier ones stay in use; tell the administrator.",
  "problem.recipes-schema":
    "These directions hold something that is not allowed, so they were refused. The earlier ones stay in use; tell the administrator.",
  "problem.recipes-transform":
    "These directions need a newer extension, so they are not used yet. Update the extension; the earlier ones stay in use.",
  "problem.recipes-version":
    "These directions are not newer than those accepted before, so they were refused. The earlier ones stay in use.",
  "problem.recipes-selector":
    "This browser cannot read a part of these directions, so for that site what the extension came with is used.",
  "problem.recipes-publisher":
    "This intake cannot publish recipes. Run the command on the machine that holds the signing key.",
};

export const recipesTexts = { id, en };
