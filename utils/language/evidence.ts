/** Texts about the parts of evidence: why one is not there. */

const id = {
  "noPicture.permission": "Tidak ada gambar: izin mengambil gambar belum diberikan.",
  "noPicture.category": "Tidak ada gambar: kategori ini tidak membolehkannya.",
  "noPicture.out-of-view": "Tidak ada gambar: kiriman berada di luar layar.",
  "noPicture.no-room": "Tidak ada gambar: tidak ada tempat lagi di memori.",
  "noPicture.cancelled": "Tidak ada gambar: pengambilannya Anda hentikan.",
  "noPicture.protected": "Tidak ada gambar: situs melindungi video ini.",
  "noPicture.failed": "Tidak ada gambar: peramban tidak dapat mengambilnya.",
} as const;

const en: Record<keyof typeof id, string> = {
  "noPicture.permission": "No picture: the permission to take one was not given.",
  "noPicture.category": "No picture: this category does not allow one.",
  "noPicture.out-of-view": "No picture: the post was outside the screen.",
  "noPicture.no-room": "No picture: there was no room left in memory.",
  "noPicture.cancelled": "No picture: you stopped the taking of it.",
  "noPicture.protected": "No picture: the site protects this video.",
  "noPicture.failed": "No picture: the browser could not take one.",
};

export const evidenceTexts = { id, en };
