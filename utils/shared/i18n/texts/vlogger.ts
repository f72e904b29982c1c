/** Texts of a vlogger's tasks and reviews, and the name by which these show a video. */

import type { ProblemCode } from "../../contract/problem.ts";

export type TaskProblem = Extract<
  ProblemCode,
  | "certificate-needed"
  | "task-elsewhere"
  | "task-over"
  | "graphic-limit"
  | "already-reviewed"
  | "not-reviewable"
>;

const id = {
  "vlogger.tasks": "Tugas",
  "vlogger.empty": "Tidak ada video yang perlu dinilai.",
  "vlogger.emptyHint": "Tugas baru muncul di sini.",
  "vlogger.back": "Kembali ke tugas",
  "vlogger.flaggedAs": "Dilaporkan sebagai {category}",
  "vlogger.blind": "Anda menilai sendiri, tanpa melihat pelapor atau penilaian lain.",
  "vlogger.question": "Apakah video ini melanggar?",
  "vlogger.reason": "Alasan",
  "vlogger.reasonHint": "Apa yang terlihat atau terdengar, dan mengapa. Wajib diisi.",
  "vlogger.send": "Kirim penilaian",
  "vlogger.sent": "Penilaian tersimpan. Terima kasih.",
  "vlogger.chooseVerdict": "Pilih penilaian dulu",
  "vlogger.yours": "diberikan {when}",
  "vlogger.here": "Terbuka di sini",
  "vlogger.elsewhere": "Terbuka di perangkat Anda yang lain",
  "vlogger.openAndReview": "Buka dan nilai",
  "vlogger.lessons": "Buka Pelajaran",
  "vlogger.takeOver": "Ambil alih di sini",
  "vlogger.leave": "Pilih tugas lain",
  "vlogger.openVideo": "Buka video tugas",
  "vlogger.elements": "Apakah ini ada di video?",
  "vlogger.confidence": "Seberapa yakin Anda?",
  "vlogger.context": "Konteks setempat",
  "vlogger.contextHint": "Yang tidak akan diketahui orang dari daerah lain: istilah, adat, kejadian.",
  "vlogger.skip": "Lewati tugas",
  "vlogger.skipHint": "Tanpa akibat apa pun. Penilai lain yang akan menilai.",
  "vlogger.skipSend": "Lewati",
  "vlogger.skipWhy": "Sebab, bila ingin disebut",
  "vlogger.skipped": "Tugas dialihkan ke penilai lain.",
  "vlogger.next": "Tugas berikutnya",
  "vlogger.noNext": "Tidak ada tugas lain saat ini.",
  "vlogger.notYours": "Bagian ini untuk vlogger.",
  "vlogger.notHere": "Tugas ini tidak lagi ada di daftar Anda. Pilih tugas lain.",
  "vlogger.keys": "Tombol papan ketik",

  "skipWhy.gone": "Video sudah tidak ada",
  "skipWhy.language": "Bukan bahasa saya",
  "skipWhy.conflict": "Saya punya kepentingan",

  "confidence.low": "Kurang yakin",
  "confidence.medium": "Cukup yakin",
  "confidence.high": "Yakin",

  "elementAnswer.yes": "Ya",
  "elementAnswer.no": "Tidak",
  "elementAnswer.unsure": "Ragu",

  "videoNow.shown": "Video di {at}",
  "videoNow.ad": "Iklan sedang diputar, waktu menunggu.",
  "videoNow.other": "Tab ini menampilkan halaman lain. Yang Anda tulis tetap ada.",
  "videoNow.none": "Video belum terbuka. Detik dapat ditulis sendiri.",
  "videoNow.gone": "YouTube menyebut video ini tidak tersedia.",
  "videoNow.noteGone": "Video sudah tidak ada",

  "problem.certificate-needed":
    "Sertifikat penilai Anda belum ada atau tidak berlaku lagi, jadi belum ada tugas. Buka Pelajaran, selesaikan yang baru, lalu kerjakan ujiannya.",
  "problem.task-elsewhere":
    "Tugas ini sedang terbuka di perangkat Anda yang lain. Isian di sini tetap ada; lanjutkan di sana, atau ambil alih di sini.",
  "problem.task-over":
    "Tugas ini berakhir: kasusnya diputus, laporannya ditarik, tugasnya dialihkan, atau Anda dijeda atau terkait kanalnya. Isian Anda masih ada di sini; pilih tugas lain.",
  "problem.graphic-limit":
    "Untuk hari ini sudah cukup video berat yang Anda nilai, jadi yang ini belum dibuka. Tugas ini tetap ada untuk besok; pilih tugas lain.",
  "problem.already-reviewed":
    "Anda sudah menilai video ini, dan penilaian itu tetap berlaku. Isian di sini tidak dihapus; pilih tugas lain.",
  "problem.not-reviewable": "Video ini tidak dapat dinilai lagi. Pilih tugas lain.",
} as const;

const en: Record<keyof typeof id, string> = {
  "vlogger.tasks": "Tasks",
  "vlogger.empty": "No video needs a review.",
  "vlogger.emptyHint": "New tasks appear here.",
  "vlogger.back": "Back to the tasks",
  "vlogger.flaggedAs": "Reported as {category}",
  "vlogger.blind": "You review on your own, without seeing the reporter or other reviews.",
  "vlogger.question": "Does this video violate the rules?",
  "vlogger.reason": "Reason",
  "vlogger.reasonHint": "What is seen or heard, and why. Mandatory.",
  "vlogger.send": "Send the review",
  "vlogger.sent": "Review saved. Thank you.",
  "vlogger.chooseVerdict": "Choose a verdict first",
  "vlogger.yours": "given {when}",
  "vlogger.here": "Open here",
  "vlogger.elsewhere": "Open at another of your devices",
  "vlogger.openAndReview": "Open and review",
  "vlogger.lessons": "Open the lessons",
  "vlogger.takeOver": "Take over here",
  "vlogger.leave": "Choose another task",
  "vlogger.openVideo": "Open the task's video",
  "vlogger.elements": "Is this in the video?",
  "vlogger.confidence": "How sure are you?",
  "vlogger.context": "Local context",
  "vlogger.contextHint": "What somebody from elsewhere would not know: words, customs, events.",
  "vlogger.skip": "Skip the task",
  "vlogger.skipHint": "It costs nothing. Another reviewer will look at it.",
  "vlogger.skipSend": "Skip",
  "vlogger.skipWhy": "Why, if you want to say",
  "vlogger.skipped": "The task was passed on to another reviewer.",
  "vlogger.next": "Next task",
  "vlogger.noNext": "There is no other task at the moment.",
  "vlogger.notYours": "This part is for vloggers.",
  "vlogger.notHere": "This task is no longer in your list. Choose another one.",
  "vlogger.keys": "Keys",

  "skipWhy.gone": "The video is gone",
  "skipWhy.language": "Not my language",
  "skipWhy.conflict": "I have an interest in it",

  "confidence.low": "Not very sure",
  "confidence.medium": "Fairly sure",
  "confidence.high": "Sure",

  "elementAnswer.yes": "Yes",
  "elementAnswer.no": "No",
  "elementAnswer.unsure": "Unsure",

  "videoNow.shown": "Video at {at}",
  "videoNow.ad": "An advertisement plays, the time waits.",
  "videoNow.other": "This tab shows another page. What you wrote is kept.",
  "videoNow.none": "The video is not open. A second can be typed.",
  "videoNow.gone": "YouTube says that this video is unavailable.",
  "videoNow.noteGone": "The video is gone",

  "problem.certificate-needed":
    "Your reviewer's certificate is missing or no longer holds, so there are no tasks yet. Open the lessons, finish what is new, and take the exam.",
  "problem.task-elsewhere":
    "This task is open at another of your devices. What you typed here is kept; go on there, or take it over here.",
  "problem.task-over":
    "This task has ended: its case was decided, its reports were withdrawn, the task was passed on, or you are paused or tied to the channel. What you typed is still here; choose another task.",
  "problem.graphic-limit":
    "You have reviewed enough hard videos for today, so this one is not opened. The task stays for tomorrow; choose another one.",
  "problem.already-reviewed":
    "You already reviewed this video and that review stands. What you typed here is not deleted; choose another task.",
  "problem.not-reviewable": "This video cannot be reviewed any more. Choose another task.",
};

export const vloggerTexts = { id, en };

export interface NamedVideo {
  title?: string | undefined;
  subject: string;
}

/** The title; while it is unknown, the short address. */
export function videoName({ title, subject }: NamedVideo): string {
  return title ?? subject.replace(/^youtube:video:/, "youtu.be/");
}
