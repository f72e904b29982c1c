/** Texts about reviewer quality: level, record, pauses, and golden cases for supervisors. */

import { limits } from "../../contract/limits.ts";
import type { ProblemCode } from "../../contract/problem.ts";

export type TrustProblem = Extract<ProblemCode, "not-golden" | "channel-kept" | "channels-many">;

const id = {
  "problem.not-golden": "Hanya video YouTube yang disetujui atau ditolak dapat menjadi kasus uji.",
  "problem.channel-kept": "Kanal ini hanya dapat dihapus oleh koordinator. Hubungi koordinator Anda.",
  "problem.channels-many": `Paling banyak ${limits.ownChannels} kanal. Hubungi koordinator untuk menghapus yang bukan milik Anda.`,
  "channels.title": "Kanal Anda",
  "channels.none": "Belum ada kanal yang dicatat.",
  "channels.why": "Video dari kanal ini tidak diberikan kepada Anda untuk dinilai.",
  "channels.entered": "Dicatat koordinator",
  "channels.declared": "Anda nyatakan {date}",
  "channels.add": "Nyatakan kanal sendiri",
  "channels.hint":
    "Alamat, @nama, atau ID kanal. Nyatakan @nama dan ID, karena kasus mengenali salah satunya. Setelah 10 menit hanya koordinator yang dapat menghapusnya.",
  "channels.declare": "Nyatakan",
  "channels.done": "{channel} dinyatakan. Videonya tidak diberikan kepada Anda.",
  "channels.undo": "Batalkan {channel}",
  "channels.undone": "{channel} dibatalkan.",
  "trust.title": "Catatan penilaian Anda",
  "trust.since": "{rank} sejak {date}",
  "trust.none": "Belum ada penilaian yang diketahui hasilnya.",
  "trust.right": "{right} dari {of} penilaian tepat",
  "trust.few": "Masih terlalu sedikit untuk menilai ketepatan.",
  "trust.bounds": "Dari jumlah sebanyak itu, ketepatan Anda antara {lower} dan {upper}.",
  "trust.next.reviewer":
    "Menjadi peninjau: paling sedikit {marks} hasil, dengan batas bawah ketepatan {lower}. Sampai saat itu penilaian Anda belum dihitung.",
  "trust.next.trusted":
    "Menjadi tepercaya: paling sedikit {marks} hasil, paling banyak separuhnya kasus uji, dengan batas bawah ketepatan {lower}.",
  "trust.paused": "Dijeda sejak {date}. Penilaian selama jeda tidak dihitung.",
  "trust.pausedAll": "Sebabnya: terlalu banyak penilaian yang keliru.",
  "trust.pausedGroup": "Sebabnya: terlalu banyak penilaian yang keliru tentang {group}.",
  "trust.pausedReason": "Sebabnya: {reason}",
  "trust.back":
    "Jalan kembali: baca lagi pelajarannya, lalu nilai kasus uji. Jeda berakhir sendiri setelah paling sedikit {needed} kasus uji dengan batas bawah ketepatan {lower}, dan separuh tepat baik dari yang melanggar maupun dari yang tidak. Sekarang {right} dari {of} tepat.",
  "trust.backPerson":
    "Jeda ini diakhiri penyelia. Bila menurut Anda keliru, hubungi penyelia lain atau pengelola.",
  "trust.groups": "Menurut kelompok",
  "trust.reviews": "Penilaian terakhir",
  "trust.isRight": "Tepat",
  "trust.isWrong": "Keliru",
  "trust.noSide": "Tidak memihak",
  "trust.waits": "Belum diputus",
  "trust.said": "Anda: {said}",
  "trust.found": "Anda: {said}. Hasilnya: {found}.",
  "trust.why": "Kasus uji. {why}",
  "golden.title": "Kasus uji",
  "golden.make": "Jadikan kasus uji",
  "golden.hint":
    "Penilai mendapatnya seperti tugas lain. Jawaban yang benar: {found}. Penjelasan ini dibaca penilai sesudahnya.",
  "golden.why": "Penjelasan",
  "golden.missing": "Penjelasan belum diisi.",
  "golden.since": "Menguji penilai sejak {date}, oleh {by}. Jawaban yang benar: {found}.",
  "golden.met": "Dinilai {met} kali: {right} tepat, {wrong} keliru.",
  "golden.unmet": "Belum dinilai siapa pun.",
  "golden.end": "Akhiri",
  "logAct.golden-set": "Dijadikan kasus uji",
  "logAct.golden-ended": "Tidak lagi kasus uji",
} as const;

const en: Record<keyof typeof id, string> = {
  "problem.not-golden": "Only YouTube videos that were approved or rejected can be test cases.",
  "problem.channel-kept": "Only the coordinator can remove this channel. Ask your coordinator.",
  "problem.channels-many": `You can declare at most ${limits.ownChannels} channels. Ask the coordinator to remove those that are not yours.`,
  "channels.title": "Your channels",
  "channels.none": "No channel is recorded yet.",
  "channels.why": "You are not given videos of these channels to review.",
  "channels.entered": "Recorded by the coordinator",
  "channels.declared": "Declared by you on {date}",
  "channels.add": "Declare a channel of your own",
  "channels.hint":
    "An address, @handle or channel id. Declare both handle and id, since a case knows one of them. After 10 minutes only the coordinator can remove it.",
  "channels.declare": "Declare",
  "channels.done": "{channel} is declared. You are not given its videos.",
  "channels.undo": "Undo {channel}",
  "channels.undone": "{channel} was undone.",
  "trust.title": "Your record",
  "trust.since": "{rank} since {date}",
  "trust.none": "The outcome of none of your verdicts is known yet.",
  "trust.right": "{right} of {of} {of:verdict|verdicts} right",
  "trust.few": "Too few to judge precision by.",
  "trust.bounds": "From that many, your precision lies between {lower} and {upper}.",
  "trust.next.reviewer":
    "To become a reviewer: at least {marks} outcomes, with {lower} as the lower bound of precision. Until then your verdicts are not counted.",
  "trust.next.trusted":
    "To become trusted: at least {marks} outcomes, at most half of them test cases, with {lower} as the lower bound of precision.",
  "trust.paused": "Paused since {date}. Verdicts during the pause are not counted.",
  "trust.pausedAll": "The reason: too many verdicts were wrong.",
  "trust.pausedGroup": "The reason: too many verdicts about {group} were wrong.",
  "trust.pausedReason": "The reason: {reason}",
  "trust.back":
    "The way back: read the lesson again, then review test cases. The pause ends by itself after at least {needed} test cases with {lower} as the lower bound of precision, and half right both of those that violate and of the others. Now {right} of {of} are right.",
  "trust.backPerson":
    "A supervisor ends this pause. If you think it is wrong, ask another supervisor or the administrator.",
  "trust.groups": "By group",
  "trust.reviews": "Newest verdicts",
  "trust.isRight": "Right",
  "trust.isWrong": "Wrong",
  "trust.noSide": "No side taken",
  "trust.waits": "Not decided",
  "trust.said": "You: {said}",
  "trust.found": "You: {said}. The outcome: {found}.",
  "trust.why": "Test case. {why}",
  "golden.title": "Test case",
  "golden.make": "Make it a test case",
  "golden.hint":
    "Reviewers get it like any other task. The right answer: {found}. They read this explanation afterwards.",
  "golden.why": "Explanation",
  "golden.missing": "The explanation is empty.",
  "golden.since": "Tries reviewers since {date}, by {by}. The right answer: {found}.",
  "golden.met": "Reviewed {met} {met:time|times}: {right} right, {wrong} wrong.",
  "golden.unmet": "Reviewed by nobody yet.",
  "golden.end": "End",
  "logAct.golden-set": "Made a test case",
  "logAct.golden-ended": "No test case any more",
};

export const trustTexts = { id, en };
