/** Texts about the parts of evidence: why one is not there. */

const id = {
  "noPicture.permission": "Tidak ada gambar: izin mengambil gambar belum diberikan.",
  "noPicture.category": "Tidak ada gambar: kategori ini tidak membolehkannya.",
  "noPicture.out-of-view": "Tidak ada gambar: kiriman berada di luar layar.",
  "noPicture.no-room": "Tidak ada gambar: tidak ada tempat lagi di memori.",
  "noPicture.cancelled": "Tidak ada gambar: pengambilannya Anda hentikan.",
  "noPicture.protected": "Tidak ada gambar: situs melindungi video ini.",
  "noPicture.failed": "Tidak ada gambar: peramban tidak dapat mengambilnya.",

  "snapshot.title": "Salinan isi kiriman",
  "snapshot.about":
    "Salinan tanpa skrip dan tanpa jaringan. Kotak abu-abu adalah gambar yang tidak dapat disalin.",
  "snapshot.showPictures": "Tampilkan gambar salinan",
  "snapshot.hidePictures": "Samarkan gambar salinan",
  "snapshot.notInert": "Salinan ini berisi hal yang tidak diizinkan, jadi tidak ditampilkan.",
  "noSnapshot.category": "Tidak ada salinan: kategori ini tidak membolehkannya.",
  "noSnapshot.no-room": "Tidak ada salinan: isi kiriman terlalu besar.",
  "noSnapshot.failed": "Tidak ada salinan: isi kiriman tidak dapat disalin.",
} as const;

const en: Record<keyof typeof id, string> = {
  "noPicture.permission": "No picture: the permission to take one was not given.",
  "noPicture.category": "No picture: this category does not allow one.",
  "noPicture.out-of-view": "No picture: the post was outside the screen.",
  "noPicture.no-room": "No picture: there was no room left in memory.",
  "noPicture.cancelled": "No picture: you stopped the taking of it.",
  "noPicture.protected": "No picture: the site protects this video.",
  "noPicture.failed": "No picture: the browser could not take one.",

  "snapshot.title": "Copy of the post",
  "snapshot.about":
    "A copy without scripts and without network. Grey boxes are pictures that could not be copied.",
  "snapshot.showPictures": "Show the copy's pictures",
  "snapshot.hidePictures": "Blur the copy's pictures",
  "snapshot.notInert": "This copy holds something that is not allowed, so it is not shown.",
  "noSnapshot.category": "No copy: this category does not allow one.",
  "noSnapshot.no-room": "No copy: the post is too large.",
  "noSnapshot.failed": "No copy: the post could not be copied.",
};

export const evidenceTexts = { id, en };
