import type { ProblemCode } from "../../contract/problem.ts";

export type ExamProblem = Extract<
  ProblemCode,
  "lessons-first" | "exam-later" | "exam-passed" | "exam-answered" | "exam-over" | "certificate-broken"
>;

const id = {
  "exam.title": "Ujian",
  "exam.about":
    "{count} soal: kiriman karangan, melanggar atau tidak. Lulus bila paling sedikit {needed} benar, dan {lesson}% di tiap pelajaran.",
  "exam.rules":
    "Sekali sehari. Jawaban tidak dapat diubah; ujian dapat ditinggalkan dan dilanjutkan dalam {hours} jam.",
  "exam.refresher": "Isinya berubah sejak sertifikat Anda: {lessons}. Hanya itu yang diujikan.",
  "exam.untried": "Nilai dahulu semua contoh: {lessons}.",
  "exam.later": "Ujian berikutnya dapat dimulai {time}.",
  "exam.begin": "Mulai ujian",
  "exam.goOn": "Lanjutkan ujian",
  "exam.open": "Sedang berjalan: {answered} dari {count} terjawab, terbuka sampai {time}.",
  "exam.last": "Hasil terakhir",
  "exam.number": "Soal {no} dari {count}",
  "exam.asked": "Apakah kiriman ini termasuk {category}?",
  "exam.final": "Jawaban tidak dapat diubah. Dapat dilanjutkan sampai {time}.",
  "exam.leave": "Tinggalkan dahulu",
  "exam.passed": "Lulus",
  "exam.failed": "Belum lulus",
  "exam.sum": "{right} dari {count} jawaban benar.",
  "exam.needed": "Perlu {needed} yang benar, dan {lesson}% di tiap pelajaran.",
  "exam.perLesson": "Tiap pelajaran",
  "exam.lesson": "{right} dari {count}",
  "exam.tooFew": "Kurang",
  "exam.wrong": "Belum tepat",
  "exam.right": "Tepat",
  "exam.none": "Tidak ada soal yang terjawab.",
  "exam.answer": "Jawabannya: {verdict}.",
  "exam.said": "Anda: {verdict}.",
  "certificate.title": "Sertifikat",
  "certificate.since": "Sejak {date}, aturan versi {version}.",
  "certificate.valid": "Berlaku",
  "certificate.lacking": "Perlu penyegaran: {lessons}.",
  "certificate.expired": "Perlu penyegaran",
  "certificate.save": "Simpan sertifikat",
  "certificate.saved": "Disimpan sebagai {name}.",
  "problem.lessons-first":
    "Masih ada contoh dalam pelajaran yang belum Anda nilai, jadi ujian belum dimulai. Selesaikan dahulu pelajarannya.",
  "problem.exam-later":
    "Ujian hanya sekali sehari, jadi yang baru belum dimulai. Coba lagi pada waktu yang tertulis.",
  "problem.exam-passed": "Sertifikat Anda masih berlaku, jadi tidak ada ujian yang perlu dijalani.",
  "problem.exam-answered":
    "Soal ini sudah terjawab, dan jawaban itu tetap. Lanjutkan dengan soal berikutnya.",
  "problem.exam-over":
    "Ujian ini terbuka lebih dari sehari, jadi sudah ditutup dan jawaban ini tidak dihitung. Lihat hasilnya.",
  "problem.certificate-broken":
    "Sertifikat ini tidak dikeluarkan oleh pusat atau sudah diubah. Minta sertifikat yang asli dari pemiliknya.",
} as const;

const en: Record<keyof typeof id, string> = {
  "exam.title": "Exam",
  "exam.about":
    "{count} questions: invented posts, violating or not. You pass with at least {needed} right, and {lesson}% in each lesson.",
  "exam.rules":
    "Once a day. Answers cannot be changed; you can leave the exam and go on within {hours} hours.",
  "exam.refresher": "Changed since your certificate: {lessons}. Only that is asked about.",
  "exam.untried": "First try all cases of: {lessons}.",
  "exam.later": "The next exam can begin {time}.",
  "exam.begin": "Begin the exam",
  "exam.goOn": "Go on with the exam",
  "exam.open": "Under way: {answered} of {count} answered, open until {time}.",
  "exam.last": "Last result",
  "exam.number": "Question {no} of {count}",
  "exam.asked": "Does this post violate as {category}?",
  "exam.final": "Answers cannot be changed. You can go on until {time}.",
  "exam.leave": "Leave for now",
  "exam.passed": "Passed",
  "exam.failed": "Not passed",
  "exam.sum": "{right} of {count} answers right.",
  "exam.needed": "{needed} right answers are needed, and {lesson}% in each lesson.",
  "exam.perLesson": "Each lesson",
  "exam.lesson": "{right} of {count}",
  "exam.tooFew": "Too few",
  "exam.wrong": "Not quite",
  "exam.right": "Right",
  "exam.none": "No question was answered.",
  "exam.answer": "The answer: {verdict}.",
  "exam.said": "You: {verdict}.",
  "certificate.title": "Certificate",
  "certificate.since": "Since {date}, rules version {version}.",
  "certificate.valid": "Counts",
  "certificate.lacking": "A refresher is needed: {lessons}.",
  "certificate.expired": "Refresher needed",
  "certificate.save": "Save the certificate",
  "certificate.saved": "Saved as {name}.",
  "problem.lessons-first":
    "There are cases in the lessons that you have not tried yet, so no exam was begun. Finish the lessons first.",
  "problem.exam-later":
    "There is one exam a day, so no new one was begun. Try again at the time that is written there.",
  "problem.exam-passed": "Your certificate still counts, so there is no exam that you need to sit.",
  "problem.exam-answered":
    "This question is answered already, and that answer stands. Go on with the next question.",
  "problem.exam-over":
    "This exam was open for more than a day, so it is closed and this answer does not count. Look at its result.",
  "problem.certificate-broken":
    "This certificate was not issued by the intake or was changed since. Ask its holder for the genuine one.",
};

export const examTexts = { id, en };
