/** Texts of the report form for several posts. */

const id = {
  "set.what": "{count} kiriman {site}",
  "set.chosen": "{count} dari {all} kiriman akan dikirim",
  "set.parts": "{count} bagian",
  "set.details": "Rincian",
  "set.detailsOf": "Rincian kiriman {name}",
  "set.include": "Sertakan kiriman {name}",
  "set.reportedBefore": "Sudah Anda laporkan ({when})",
  "set.notPublic": "Ditandai tidak publik",
  "set.dropped": "{count} kiriman tidak ikut",
  "set.droppedWhy": "{subject}: {why}",
  "set.send": "Kirim {count} laporan",
  "set.chooseOne": "Sertakan paling sedikit satu kiriman",
  "set.someNotPublic":
    "{count} kiriman ditandai tidak publik. Tulis mengapa tetap dilaporkan; alasan ini hanya menyertai kiriman itu.",
  "set.override": "Kirim semuanya meskipun demikian",
  "set.weakened": "{count} catatan mutu",
  "set.saved": "{count} laporan tersimpan",
  "set.undone": "{count} laporan dibatalkan. Tidak ada yang dikirim.",
  "set.noPixels":
    "Gambar, teks, dan catatan semua kiriman sudah dihapus dari laporan. Hanya yang tercantum pada rincian yang dikirim.",
} as const;

const en: Record<keyof typeof id, string> = {
  "set.what": "{count} {site} {count:post|posts}",
  "set.chosen": "{count} of {all} posts will be sent",
  "set.parts": "{count} {count:part|parts}",
  "set.details": "Details",
  "set.detailsOf": "Details of the post by {name}",
  "set.include": "Include the post by {name}",
  "set.reportedBefore": "You reported it ({when})",
  "set.notPublic": "Marked as not public",
  "set.dropped": "{count} {count:post is|posts are} left out",
  "set.droppedWhy": "{subject}: {why}",
  "set.send": "Send {count} {count:report|reports}",
  "set.chooseOne": "Include at least one post",
  "set.someNotPublic":
    "{count} {count:post is|posts are} marked as not public. Write why you report all the same; the reason goes with {count:that post|those posts} only.",
  "set.override": "Send all of them all the same",
  "set.weakened": "{count} {count:note|notes} on quality",
  "set.saved": "{count} {count:report|reports} saved",
  "set.undone": "{count} {count:report|reports} undone. Nothing is sent.",
  "set.noPixels":
    "Pictures, text and note of all posts were removed from the reports. Only what the details list is sent.",
};

export const setTexts = { id, en };
