/** What the organisation's policy refuses, and what to do then. */

import type { ProblemCode } from "../contract/problem.ts";

export type ManagedProblem = Extract<ProblemCode, `${string}-managed`>;

const id = {
  "problem.intake-managed":
    "Organisasi Anda menetapkan pusat laporan lain untuk peramban ini, jadi tidak ada yang dikirim ke alamat tadi. Laporan Anda tetap tersimpan dan menunggu. Buka pengaturan dan daftarkan peramban ini ke alamat yang ditetapkan.",
  "problem.code-managed":
    "Organisasi Anda tidak memakai kode pendaftaran, jadi kode tadi tidak terpakai. Masuklah dengan akun organisasi Anda.",
  "problem.sign-on-managed":
    "Organisasi Anda tidak memakai masuk dengan akun, jadi tidak ada yang berubah. Mintalah kode pendaftaran kepada pengelola.",
  "problem.category-managed":
    "Kategori itu tidak dipakai di organisasi Anda, dan tidak ada yang terkirim. Pilih kategori lain.",
} as const satisfies Record<`problem.${ManagedProblem}`, string>;

const en: Record<keyof typeof id, string> = {
  "problem.intake-managed":
    "Your organisation sets another intake for this browser, so nothing was sent to that address. Your reports are kept and wait. Open the settings and enrol this browser at the address that is set.",
  "problem.code-managed":
    "Your organisation does not use enrolment codes, so that code was not used. Sign on with your organisation's account.",
  "problem.sign-on-managed":
    "Your organisation does not use sign-on, so nothing changed. Ask the administrator for an enrolment code.",
  "problem.category-managed":
    "Your organisation does not use that category, and nothing was sent. Choose another one.",
};

export const managedTexts = { id, en };
