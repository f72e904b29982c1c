/** Words on a page while the picture of a long post is taken; apart from the rest, for the capture script. */

const id = {
  "picture.progress": "Mengambil gambar {part} dari {parts}",
  "picture.cancel": "Batal",
} as const;

const en: Record<keyof typeof id, string> = {
  "picture.progress": "Taking picture {part} of {parts}",
  "picture.cancel": "Cancel",
};

export const pictureTexts = { id, en };
