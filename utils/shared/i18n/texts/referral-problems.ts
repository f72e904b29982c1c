/** Texts of problems with referrals and watched posts. */

import type { ProblemCode } from "../../contract/problem.ts";

export type ReferralProblem = Extract<
  ProblemCode,
  "referral-over" | "referral-changed" | "answer-elsewhere" | "answer-not-theirs" | "watch-over"
>;

const id: Record<`problem.${ReferralProblem}`, string> = {
  "problem.referral-over": "Rujukan ini sudah dijawab, ditutup, atau ditarik. Tidak ada yang berubah.",
  "problem.referral-changed":
    "Rujukan ini berubah sejak Anda membukanya. Lihat keadaannya sekarang, lalu ulangi bila perlu.",
  "problem.answer-elsewhere":
    "Jawaban itu menyebut nomor surat lain, jadi tidak dicatat di sini. Buka rujukan dengan nomor itu.",
  "problem.answer-not-theirs":
    "Jawaban itu bukan jawaban yang dapat diberikan penerima ini, jadi tidak dicatat. Pilih jawaban lain.",
  "problem.watch-over": "Pengamatan kiriman ini sudah selesai. Tidak ada yang berubah.",
};

const en: Record<keyof typeof id, string> = {
  "problem.referral-over": "This referral was answered, closed or withdrawn. Nothing changed.",
  "problem.referral-changed":
    "This referral changed since you opened it. Look at its state now, then repeat if needed.",
  "problem.answer-elsewhere":
    "The answer quotes the number of another letter, so it was not recorded here. Open the referral with that number.",
  "problem.answer-not-theirs":
    "This recipient cannot give that answer, so it was not recorded. Choose another answer.",
  "problem.watch-over": "Watching this post has ended. Nothing changed.",
};

export const referralProblemTexts = { id, en };
