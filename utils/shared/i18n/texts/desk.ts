/** Texts about decisions: states, acts, and problems at the desk. */

import type { ProblemCode } from "../../contract/problem.ts";

export type DeskProblem = Extract<
  ProblemCode,
  | "case-claimed"
  | "decision-waits"
  | "elements-missing"
  | "exceptions-unchecked"
  | "already-voted"
  | "seat-reserved"
  | "colleague-blind"
  | "colleague-bound"
  | "question-closed"
  | "questions-open"
  | "reporter-suspended"
  | "not-similar"
  | "not-mergeable"
  | "split-withheld"
  | "split-reversed"
  | "proposer-barred"
  | "filter-invalid"
  | "pixels-wait"
>;

const id = {
  "caseState.open": "Menunggu",
  "caseState.proposed": "Menunggu pengesahan",
  "caseState.panel": "Di tangan panel",
  "caseState.approved": "Disetujui",
  "caseState.rejected": "Ditolak",
  "caseState.escalated": "Diteruskan",
  "act.approve": "Setujui",
  "act.reject": "Tolak",
  "act.confirm": "Sahkan",
  "act.refuse": "Tolak usulan",
  "act.undo": "Batalkan usulan",
  "act.recategorise": "Ganti kategori",
  "act.escalate": "Teruskan",
  "act.vote": "Beri suara",
  "act.ask": "Tanya pelapor",
  "act.ask-reviewers": "Minta tinjauan",
  "act.regroup": "Kelompokkan",
  "decisionState.proposed": "Diusulkan",
  "decisionState.disputed": "Di tangan panel",
  "decisionState.confirmed": "Disahkan",
  "decisionState.refused": "Usulan ditolak",
  "decisionState.undone": "Usulan dibatalkan",
  "problem.case-claimed":
    "Penyelia lain sedang membuka kasus ini, jadi keputusan Anda belum disimpan. Tulisan Anda tetap ada: tunggu sampai dilepas, atau pilih kasus lain.",
  "problem.decision-waits":
    "Keputusan tentang kasus ini masih menunggu orang lain, jadi tidak ada yang diubah. Coba lagi setelah diputuskan.",
  "problem.elements-missing":
    "Unsur kategori ini belum semua ditandai, jadi keputusan belum disimpan. Tandai unsur yang terpenuhi, atau tolak kasusnya.",
  "problem.exceptions-unchecked":
    "Pengecualian belum semua diperiksa, jadi keputusan belum disimpan. Tandai setiap pengecualian yang tidak berlaku.",
  "problem.seat-reserved":
    "Kursi yang tersisa di panel ini untuk pihak yang belum diwakili. Suara Anda tidak tercatat.",
  "problem.already-voted": "Suara Anda tentang keputusan ini sudah tercatat dan tidak dapat diubah.",
  "problem.colleague-blind": "Rekan ini tidak melihat kasus itu. Pilih rekan lain.",
  "problem.colleague-bound":
    "Rekan ini melaporkan atau ikut memutus kasus ini, atau terkait kanalnya. Pilih rekan lain.",
  "problem.question-closed":
    "Pertanyaan ini sudah dijawab atau kasusnya sudah diputus, jadi jawaban Anda tidak disimpan.",
  "problem.questions-open":
    "Tiga pertanyaan tentang laporan ini belum dijawab, jadi pertanyaan Anda belum dikirim. Tunggu jawabannya, atau putuskan dengan bukti yang ada.",
  "problem.reporter-suspended":
    "Akses pelapor ini sedang dihentikan, jadi pertanyaan tidak akan sampai dan tidak dikirim. Tanyakan pelapor lain, atau putuskan dengan bukti yang ada.",
  "problem.not-similar":
    "Kasus itu tidak ada di kelompok ini, jadi tidak ada yang diubah. Muat ulang kasus, lalu coba lagi.",
  "problem.pixels-wait":
    "Ada yang melaporkan kiriman ini sebagai pornografi anak, jadi gambar menunggu keputusan. Laporan sudah diterima; gambar terkirim otomatis setelah itu.",
  "problem.not-mergeable":
    "Kedua kasus ini tidak dapat dijadikan satu, jadi tidak ada yang diubah. Masukkan ke satu kelompok, lalu putuskan bersama.",
  "problem.split-withheld":
    "Kasus ini diputus atau dilaporkan sebagai pornografi anak. Isinya harus tetap tertutup, jadi kasus tidak dapat dipisahkan.",
  "problem.split-reversed":
    "Pemisahan memisahkan keputusan dari bukti, kategori, atau pembatalannya. Bila persetujuan atau penolakan masih berlaku, usulkan dulu pembatalannya. Kasus yang diteruskan tidak dapat dipisahkan dari buktinya.",
  "problem.proposer-barred":
    "Pengusulnya tidak lagi menjadi penyelia yang melihat kasus ini, jadi usulannya hanya dapat ditolak.",
  "problem.filter-invalid":
    "Daftar kiriman yang sudah dilaporkan tidak sah, jadi tidak dipakai. Tanda pada kiriman menunggu daftar berikutnya.",
} as const;

const en: Record<keyof typeof id, string> = {
  "caseState.open": "Waiting",
  "caseState.proposed": "Waiting for confirmation",
  "caseState.panel": "With the panel",
  "caseState.approved": "Approved",
  "caseState.rejected": "Rejected",
  "caseState.escalated": "Passed on",
  "act.approve": "Approve",
  "act.reject": "Reject",
  "act.confirm": "Confirm",
  "act.refuse": "Refuse the proposal",
  "act.undo": "Take the proposal back",
  "act.recategorise": "Change category",
  "act.escalate": "Pass on",
  "act.vote": "Vote",
  "act.ask": "Ask the reporter",
  "act.ask-reviewers": "Ask reviewers",
  "act.regroup": "Group",
  "decisionState.proposed": "Proposed",
  "decisionState.disputed": "With the panel",
  "decisionState.confirmed": "Confirmed",
  "decisionState.refused": "Proposal refused",
  "decisionState.undone": "Proposal taken back",
  "problem.case-claimed":
    "Another supervisor has this case open, so your decision was not saved. What you wrote is kept: wait until it is let go, or take another case.",
  "problem.decision-waits":
    "The decision on this case still waits for others, so nothing was changed. Try again once it is made.",
  "problem.elements-missing":
    "Not all elements of this category are ticked, so the decision was not saved. Tick those that are met, or reject the case.",
  "problem.exceptions-unchecked":
    "Not all exceptions were checked, so the decision was not saved. Tick each exception that does not apply.",
  "problem.seat-reserved":
    "The seats left in this panel are for those not represented yet. Your vote was not recorded.",
  "problem.already-voted": "Your vote on this decision is recorded and cannot be changed.",
  "problem.colleague-blind": "This colleague does not see the case. Choose another one.",
  "problem.colleague-bound":
    "This colleague reported this case, took part in its decision or is tied to its channel. Choose another one.",
  "problem.question-closed": "This question was answered, or its case decided, so your answer was not saved.",
  "problem.questions-open":
    "Three questions about this report have no answer yet, so yours was not sent. Wait for them, or decide on the evidence at hand.",
  "problem.reporter-suspended":
    "This reporter's access is suspended, so a question would not reach them and was not sent. Ask another reporter, or decide on the evidence at hand.",
  "problem.not-similar":
    "That case is not in this group, so nothing was changed. Load the case again, then try once more.",
  "problem.pixels-wait":
    "Somebody reported this post as child sexual abuse material, so the picture waits for a decision. The report has arrived; the picture is sent by itself afterwards.",
  "problem.not-mergeable":
    "These two cases cannot become one, so nothing was changed. Put them into one group, then decide them together.",
  "problem.split-withheld":
    "This case was decided or reported as child sexual abuse material. Its content must stay closed, so the case cannot be split.",
  "problem.split-reversed":
    "A split would part a decision from its evidence, category or reversal. If an approval or rejection is still in force, propose its reversal first. A case that was passed on stays with its evidence.",
  "problem.proposer-barred":
    "The proposer is no longer a supervisor who sees this case, so the proposal can only be refused.",
  "problem.filter-invalid":
    "The list of reported posts is not valid and is not used. Marks on posts wait for the next one.",
};

export const deskTexts = { id, en };
