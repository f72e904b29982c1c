/** Texts around the lessons. The content of the lessons is data in `utils/shared/policy/lessons`. */

const id = {
  "learn.title": "Pelajaran",
  "learn.hint":
    "Tiap pelajaran sekitar sepuluh menit, dengan lima contoh karangan untuk dinilai. Anda dapat berhenti kapan saja.",
  "learn.new": "Belum dimulai",
  "learn.some": "{count} dari {all} contoh",
  "learn.done": "Selesai",
  "learn.changed": "Berubah isinya, baca lagi",
  "learn.back": "Semua pelajaran",
  "learn.platform": "Aturan platform",
  "learn.law": "Menurut hukum",
  "learn.elements": "Unsur: {category}",
  "learn.fine": "Bukan pelanggaran",
  "learn.local": "Kearifan lokal",
  "learn.tries": "Coba nilai",
  "learn.triesHint": "Contoh karangan. Pilih dahulu, baru baca jawabannya.",
  "learn.try": "Contoh {number}",
  "learn.verdict": "Penilaian Anda",
  "learn.right": "Tepat.",
  "learn.wrong": "Belum tepat. Jawabannya: {verdict}.",
  "learn.next": "Pelajaran berikutnya",
  "learn.allDone": "Semua contoh sudah Anda nilai.",
} as const;

const en: Record<keyof typeof id, string> = {
  "learn.title": "Lessons",
  "learn.hint": "About ten minutes each, with five invented cases to try. You can stop at any time.",
  "learn.new": "Not begun",
  "learn.some": "{count} of {all} cases",
  "learn.done": "Done",
  "learn.changed": "Changed, read it again",
  "learn.back": "All lessons",
  "learn.platform": "The platforms' rule",
  "learn.law": "By law",
  "learn.elements": "Elements: {category}",
  "learn.fine": "No violation",
  "learn.local": "Local wisdom",
  "learn.tries": "Try it",
  "learn.triesHint": "Invented cases. Choose first, then read the answer.",
  "learn.try": "Case {number}",
  "learn.verdict": "Your verdict",
  "learn.right": "Right.",
  "learn.wrong": "Not quite. The answer: {verdict}.",
  "learn.next": "Next lesson",
  "learn.allDone": "You have tried all cases.",
};

export const lessonTexts = { id, en };
