/** Texts that the capture script shows on a page: it contains these and no others. */

const labelId = "Pilih beberapa kiriman";
const labelEn = "Choose several posts";

/** For the background, which needs no other text of this file. */
export const selectLabel = { id: labelId, en: labelEn };

/** "Pilih beberapa". */
const selectId = {
  "select.label": labelId,
  "select.none": "Pilih kiriman yang akan dilaporkan",
  "select.count": "{count} kiriman dipilih",
  "select.report": "Laporkan",
  "select.cancel": "Batal",
  "select.unknown": "Kiriman ini belum terbukti publik. Laporkan sendiri dengan tautan publiknya.",
  "select.unidentified": "Halaman belum menunjukkan kiriman mana ini. Coba lagi sebentar lagi.",
  "select.unreadable": "Kiriman ini sedang berubah dan belum dapat dipilih. Coba lagi sebentar lagi.",
  "select.full": "Paling banyak {most} kiriman sekaligus. Laporkan yang ini dulu.",
} as const;

const selectEn: Record<keyof typeof selectId, string> = {
  "select.label": labelEn,
  "select.none": "Choose the posts to report",
  "select.count": "{count} {count:post|posts} selected",
  "select.report": "Report",
  "select.cancel": "Cancel",
  "select.unknown": "This post is not shown to be public. Report it on its own with its public link.",
  "select.unidentified": "The page does not show yet which post this is. Try again in a moment.",
  "select.unreadable": "This post is changing and cannot be selected yet. Try again in a moment.",
  "select.full": "At most {most} posts at once. Report these first.",
};

export const selectTexts = { id: selectId, en: selectEn };

/** While a long post is captured. */
export const pictureTexts = {
  id: {
    "picture.progress": "Mengambil gambar {part} dari {parts}",
    "picture.cancel": "Batal",
  },
  en: {
    "picture.progress": "Taking picture {part} of {parts}",
    "picture.cancel": "Cancel",
  },
} as const;
