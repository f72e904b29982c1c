/** Sentences of alerts, for notifications, mail and lists. Apart from the screens' texts, so that the background stays small. */

const id = {
  "alerts.lane": "Lajur 4 jam",
  "alerts.ordinary": "Lajur biasa",
  "alert.case-urgent": "Kasus mendesak menunggu keputusan",
  "alert.clock-warning": "Tiga perempat batas waktu sudah lewat",
  "alert.clock-over": "Batas waktu terlewati",
  "alert.letter-undelivered": "Surat belum sampai",
  "alert.letter-unread": "Surat belum dibaca penerima",
  "alert.recipe-dropped": "Resep tidak lagi bekerja",
  "alert.objection-due": "Keberatan segera harus diputus",
  "alert.answer-arrived": "Jawaban rujukan datang",
  "alert.answer-elsewhere": "Jawaban tidak cocok dengan rujukan",
  "alert.question-asked": "Ada pertanyaan tentang laporan Anda",
  "alert.case-mentioned": "Anda disebut dalam catatan kasus",
  "alert.case-assigned": "Kasus ditugaskan kepada Anda",
  "alert.alert-test": "Percobaan",
  "alerts.notice": "{event}. {lane}.",
  "alerts.due": "Batas {time}",
  "alerts.late": "lewat {time}",
  "alertSettings.title": "Peringatan",
  "alerts.left": "sisa {time}",
} as const;

const en: Record<keyof typeof id, string> = {
  "alerts.lane": "Four-hour lane",
  "alerts.ordinary": "Ordinary lane",
  "alert.case-urgent": "An urgent case waits for a decision",
  "alert.clock-warning": "Three quarters of the time limit have passed",
  "alert.clock-over": "The time limit has passed",
  "alert.letter-undelivered": "A letter was not delivered",
  "alert.letter-unread": "The recipient has not read a letter",
  "alert.recipe-dropped": "A recipe stopped working",
  "alert.objection-due": "An objection must be heard soon",
  "alert.answer-arrived": "A referral was answered",
  "alert.answer-elsewhere": "An answer does not fit its referral",
  "alert.question-asked": "There is a question about your report",
  "alert.case-mentioned": "A note on a case mentions you",
  "alert.case-assigned": "A case was assigned to you",
  "alert.alert-test": "Test",
  "alerts.notice": "{event}. {lane}.",
  "alerts.due": "Due {time}",
  "alerts.late": "{time} late",
  "alertSettings.title": "Alerts",
  "alerts.left": "{time} left",
};

export const alertTexts = { id, en };
