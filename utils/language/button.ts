/** Words of the button on a page; apart from the rest, because the script on every page carries only these. */

/** Alone, so that the script on every page carries one language. */
export const idButtonTexts = {
  "button.report": "Laporkan",
  "button.name": "Laporkan ke Kominfo",
  "button.opening": "Membuka formulir",
  "button.queued": "Laporan tersimpan, akan dikirim",
  "button.sent": "Sudah dilaporkan",
  "button.reported": "Sudah pernah dilaporkan",
  "button.selected": "Dipilih",
  "button.unknown": "Laporkan ke Kominfo (perlu tautan publik)",
  "button.unsupported": "Kiriman ini tidak dapat dilaporkan",
} as const;

const en: Record<keyof typeof idButtonTexts, string> = {
  "button.report": "Report",
  "button.name": "Report to Kominfo",
  "button.opening": "Opening the form",
  "button.queued": "Report saved, will be sent",
  "button.sent": "Reported",
  "button.reported": "Reported before",
  "button.selected": "Selected",
  "button.unknown": "Report to Kominfo (public link needed)",
  "button.unsupported": "This post cannot be reported",
};

export const buttonTexts = { id: idButtonTexts, en };
