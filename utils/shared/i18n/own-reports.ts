/** Texts for a reporter: their record, questions to them, and explanations of decisions. */

const id = {
  "own.asked": "Yang diminta dari platform: {action}",
  "own.why": "Sebab ditolak: {why}",
  "own.decidedAt": "Diputus {when}",
  "record.title": "Catatan laporan Anda",
  "record.none": "Belum ada laporan Anda yang diputus.",
  "record.upheld": "{upheld} dari {decided} laporan yang diputus dibenarkan",
  "record.few": "Masih terlalu sedikit untuk menilai ketepatan.",
  "record.precision": "Dari jumlah sebanyak itu, ketepatan Anda paling sedikit sekitar {percent}.",
  "record.noneReversed": "Tidak ada putusan yang kemudian dibalik.",
  "record.reversed": "{reversed} putusan kemudian dibalik.",
  "record.seconds": "Setengah dari laporan Anda sampai di pusat dalam {seconds} detik.",
  "record.time": "Setengah dari laporan Anda sampai di pusat dalam {time}.",
  "record.use": "Ketepatan ikut menentukan urutan kasus bagi penyelia.",
  "question.asked": "Penyelia bertanya {when}",
  "question.answer": "Jawaban Anda",
  "question.hint": "Penyelia kasus ini membacanya. Jawaban tidak dapat diubah setelah dikirim.",
  "question.missing": "Jawaban belum diisi.",
  "question.send": "Kirim jawaban",
  "question.answered": "Jawaban Anda: {answer}",
  "question.closed": "Kasus sudah diputus, jadi tidak perlu dijawab lagi.",
} as const;

const en: Record<keyof typeof id, string> = {
  "own.asked": "Asked of the platform: {action}",
  "own.why": "Rejected because: {why}",
  "own.decidedAt": "Decided {when}",
  "record.title": "Your record",
  "record.none": "None of your reports is decided yet.",
  "record.upheld": "{upheld} of {decided} decided {decided:report|reports} upheld",
  "record.few": "Too few to judge precision by.",
  "record.precision": "From that many, your precision is at least about {percent}.",
  "record.noneReversed": "No decision was reversed later.",
  "record.reversed": "{reversed} {reversed:decision was|decisions were} reversed later.",
  "record.seconds": "Half of your reports reach the intake within {seconds} {seconds:second|seconds}.",
  "record.time": "Half of your reports reach the intake within {time}.",
  "record.use": "Precision counts in the order of cases for supervisors.",
  "question.asked": "A supervisor asked {when}",
  "question.answer": "Your answer",
  "question.hint": "The supervisor of this case reads it. It cannot be changed once it is sent.",
  "question.missing": "The answer is empty.",
  "question.send": "Send the answer",
  "question.answered": "Your answer: {answer}",
  "question.closed": "The case is decided, so no answer is needed any more.",
};

export const ownReportTexts = { id, en };
