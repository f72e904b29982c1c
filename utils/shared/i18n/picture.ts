/** Texts on a page during the capture of a long post. A separate file, for the capture script. */

const id = {
  "picture.progress": "Mengambil gambar {part} dari {parts}",
  "picture.cancel": "Batal",
} as const;

const en: Record<keyof typeof id, string> = {
  "picture.progress": "Taking picture {part} of {parts}",
  "picture.cancel": "Cancel",
};

export const pictureTexts = { id, en };
