/** Texts about restrictions by the organisation's policy, and what to do about them. */

import type { ProblemCode } from "../../contract/problem.ts";

export type ManagedProblem = Extract<ProblemCode, `${string}-managed`>;

const id = {
  "problem.intake-managed":
    "Organisasi Anda menetapkan pusat laporan lain untuk peramban ini, jadi tidak ada yang dikirim ke alamat tadi. Laporan Anda tetap tersimpan dan menunggu. Daftarkan peramban ini ke alamat yang ditetapkan, di pengaturan.",
  "problem.code-managed":
    "Organisasi Anda tidak memakai kode pendaftaran, jadi kode tadi tidak terpakai. Masuklah dengan akun kantor.",
  "problem.sign-on-managed":
    "Organisasi Anda tidak memakai akun kantor untuk masuk, jadi tidak ada yang berubah. Mintalah kode pendaftaran kepada pengelola.",
  "problem.category-managed":
    "Kategori itu tidak dipakai di organisasi Anda, dan tidak ada yang terkirim. Pilih kategori lain.",
} as const satisfies Record<`problem.${ManagedProblem}`, string>;

const en: Record<keyof typeof id, string> = {
  "problem.intake-managed":
    "Your organisation sets another intake for this browser, so nothing was sent to that address. Your reports are kept and wait. Enrol this browser at the address that is set, in the settings.",
  "problem.code-managed":
    "Your organisation does not use enrolment codes, so that code was not used. Sign on with your office account.",
  "problem.sign-on-managed":
    "Your organisation does not use sign-on, so nothing changed. Ask the administrator for an enrolment code.",
  "problem.category-managed":
    "Your organisation does not use that category, and nothing was sent. Choose another one.",
};

export const managedTexts = { id, en };
