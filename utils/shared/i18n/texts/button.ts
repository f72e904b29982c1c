/** Texts of the button on a page. A separate file, because the script on every page contains only these. */

const nameId = "Laporkan ke Kominfo";
const nameEn = "Report to Kominfo";

/** For the background, which needs no other text of this file. */
export const buttonName = { id: nameId, en: nameEn };

const id = {
  "button.report": "Laporkan",
  "button.name": nameId,
  "button.opening": "Membuka formulir",
  "button.queued": "Laporan tersimpan, akan dikirim",
  "button.sent": "Sudah dilaporkan",
  "button.reported": "Mungkin sudah dilaporkan",
  "button.approved": "Mungkin sudah dilaporkan dan disetujui",
  "button.rejected": "Mungkin sudah dilaporkan dan ditolak",
  "button.closed": "Mungkin sudah dilaporkan dan diteruskan",
  "button.selected": "Dipilih",
  "button.unknown": "Laporkan ke Kominfo (perlu tautan publik)",
  "button.unsupported": "Kiriman ini tidak dapat dilaporkan",
  "button.ended": "Muat ulang halaman",
} as const;

const en: Record<keyof typeof id, string> = {
  "button.report": "Report",
  "button.name": nameEn,
  "button.opening": "Opening the form",
  "button.queued": "Report saved, will be sent",
  "button.sent": "Reported",
  "button.reported": "Perhaps reported already",
  "button.approved": "Perhaps reported already and approved",
  "button.rejected": "Perhaps reported already and rejected",
  "button.closed": "Perhaps reported already and passed on",
  "button.selected": "Selected",
  "button.unknown": "Report to Kominfo (public link needed)",
  "button.unsupported": "This post cannot be reported",
  "button.ended": "Reload the page",
};

export const buttonTexts = { id, en };
