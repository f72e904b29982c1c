/** Texts of problems with acts of administrators. */

import type { ProblemCode } from "../../contract/problem.ts";

export type AdministrationProblem = Extract<
  ProblemCode,
  | "own-act"
  | "act-over"
  | "last-administrator"
  | "home-only"
  | "role-fixed"
  | "retention-fixed"
  | "person-suspended"
>;

const id: Record<`problem.${AdministrationProblem}`, string> = {
  "problem.own-act":
    "Tindakan ini harus dijawab pengelola lain. Yang meminta dan orang yang bersangkutan tidak dapat mengonfirmasinya. Anda juga tidak, bila salah satu dari Anda dan yang meminta baru saja melihat kode pendaftaran yang lain.",
  "problem.act-over":
    "Tindakan ini tidak lagi menunggu: sudah dijawab, lewat 72 jam, atau yang meminta bukan pengelola lagi. Muat ulang daftarnya.",
  "problem.last-administrator":
    "Ini pengelola terakhir. Undang pengelola lain lebih dahulu, supaya selalu ada yang dapat mengelola.",
  "problem.home-only": "Orang, perangkat, dan pengelolaan diatur di server utama. Lakukan di sana.",
  "problem.role-fixed":
    "Peran orang ini tidak dapat diubah di sini: panelis didaftarkan baru, dan peran dari masuk tunggal ditetapkan penyedianya.",
  "problem.retention-fixed":
    "Masa simpan ini ditetapkan berkas RETENTION di server. Hanya operator server yang dapat mengubahnya.",
  "problem.person-suspended": "Orang ini sedang dibekukan. Pulihkan lebih dahulu.",
};

const en: typeof id = {
  "problem.own-act":
    "Another administrator must answer this act. The one who asked and the person concerned cannot confirm it. Nor can you if one of you and the asker was shown the other's enrolment code in the last days.",
  "problem.act-over":
    "This act no longer waits: it was answered, 72 hours have passed, or its asker is no longer an administrator. Reload the list.",
  "problem.last-administrator":
    "This is the last administrator. Invite another one first, so that someone can always administer.",
  "problem.home-only": "People, devices and administration are at the home server. Do it there.",
  "problem.role-fixed":
    "This person's role cannot be changed here: panelists are enrolled as new people, and single sign-on names the role of its people.",
  "problem.retention-fixed":
    "The server's file RETENTION fixes this period. Only the server's operator can change it.",
  "problem.person-suspended": "This person is suspended. Restore them first.",
};

export const administrationProblems = { id, en };
