/** Texts of the dossier attached to a request, read by a platform's lawyers in Indonesian or English. */

import type { Language } from "../contract/site.ts";

const id = {
  title: "Berkas Permintaan Penanganan Konten",
  caseNumber: "Nomor kasus",
  reportNumber: "Nomor laporan",
  exportedAt: "Dibuat",
  exportedBy: "{at} oleh {name}",
  state: "Status",
  "state.open": "Menunggu keputusan",
  "state.proposed": "Menunggu pengesahan penyelia kedua",
  "state.panel": "Di tangan panel: penyelia kedua menolak usulan",
  "state.escalated": "Diteruskan ke lembaga lain, disahkan dua penyelia",
  "state.approved": "Disetujui dan disahkan oleh dua penyelia",
  "state.rejected": "Ditolak dan disahkan oleh dua penyelia",
  notFinal:
    "Berkas ini belum final. Keputusan atas kasus ini belum disahkan oleh dua penyelia; isinya belum merupakan permintaan kepada platform.",
  rejected: "Kasus ini ditolak. Berkas ini bukan permintaan kepada platform.",
  page: "Halaman {page} dari {pages}",

  request: "Permintaan",
  to: "Ditujukan kepada",
  action: "Tindakan yang diminta",
  passedOn: "Ditindaklanjuti menurut kewenangan lembaga itu.",
  category: "Kategori",
  subReason: "Alasan rinci",
  rule: "Aturan platform yang sesuai",
  ruleUnknown: "Belum dicatat",
  ruleUnverified: "{rule} (nama aturan belum diverifikasi)",
  limit: "Batas waktu",
  limitHours: "{hours} jam sejak permintaan diterima",
  noLimit: "Tidak ada batas waktu dari negara; menurut aturan platform",

  basis: "Dasar hukum",
  basisText: "Ketentuan",
  basisTime: "Masa berlaku",
  basisMark: "Catatan",
  noBasisPassedOn:
    "Keputusan ini meneruskan kasus dan tidak menyebut dasar hukum; lembaga tujuan menilainya menurut kewenangannya.",
  noBasis: "Kategori ini tidak memakai dasar hukum; permintaan bertumpu pada aturan platform.",
  from: "sejak {from}",
  until: "sampai {until}",
  fromUntil: "{from} sampai {until}",
  always: "berlaku",
  unverified: "belum diverifikasi",
  verified: "sumber sudah dibaca",

  analysis: "Analisis",
  noDecision: "Belum ada keputusan. Kategori, tindakan, dan dasar hukum di atas adalah usulan pelapor.",
  otherSupervisor: "penyelia lain",
  decidedBy: "Diusulkan oleh {name}, {at}.",
  confirmedBy: "Disahkan oleh {name}, {at}.",
  upheldBy: "Diperselisihkan, lalu disahkan panel oleh {names}, {at}.",

  post: "Kiriman",
  subject: "Identitas kiriman",
  aliases: "Nama lain",
  place: "Tempat",
  placeOf: "{site}, {kind}",
  capturedAt: "Waktu pengambilan",
  textOf: "Teks kiriman",
  absent: "tidak ditemukan di halaman",
  linkShown: "{address} (tampil sebagai {shown})",
  linkNotes: "Laman yang ditaut",
  linkNotesWords: "Dicatat penyelia yang membuka laman yang ditaut kiriman ini.",
  linkHost: "Laman",
  linkPage: "Jenis",
  linkAdvertisements: "Iklan",
  advertisements: "{count} iklan",
  advertisementsCovering: "{count} iklan, ada yang menutupi isi",
  linkNote: "Catatan",
  linkAt: "Waktu",

  reviews: "Penilaian vlogger tepercaya",
  reviewsWords:
    "Video ini dinilai {count} vlogger tepercaya, masing-masing tanpa melihat penilaian yang lain. Nama mereka tidak disertakan.",
  reviewCount: "{count} penilaian",
  reviewContext: "Konteks setempat: {context}",
  deleted:
    "Isi bukti ini telah dihapus menurut masa simpan, {at}. Digest, segel, dan catatan penanganannya tetap ada.",
  withheld:
    "Kategori ini hanya membolehkan identitas, alamat, dan waktu. Gambar, teks, dan nama tidak disimpan atau disertakan.",

  pictures: "Gambar",
  picture: "Gambar kiriman saat dilihat petugas, {width} × {height} piksel.",
  frame: "Bingkai video pada {time}, {width} × {height} piksel.",
  noPictures: "Laporan ini tidak memuat gambar.",
  picturesSensitive:
    "Gambar tidak disertakan karena kategori ini memuat materi dewasa. Digestnya ada dalam daftar berkas; gambar tersedia dalam arsip bukti (WACZ) bagi yang berwenang.",
  picturesVeiled:
    "Kategori ini memuat materi dewasa. Gambar tidak ada dalam berkas ini; gambar dapat dibuka satu per satu di {address}, dan tiap pembukaan dicatat.",
  pictureGone: "Berkas gambar ini tidak tersedia.",
  pictureUnreadable: "Berkas gambar ini tidak dapat ditampilkan.",
  redacted: "{count} bagian dikaburkan sebelum disegel (milik petugas atau orang lain dalam kiriman).",

  files: "Berkas dan digest",
  filesWords:
    "Digest SHA-256 tiap berkas tercantum dalam segel laporannya. Berkas aslinya ada dalam arsip bukti (WACZ).",
  filesWordsHanded: "Digest SHA-256 tiap berkas tercantum dalam segel laporannya.",
  noFiles: "Tidak ada berkas.",
  fileReport: "Laporan",
  fileKind: "Berkas",
  fileBytes: "Ukuran",
  "file.picture": "Gambar",
  "file.frame": "Bingkai video",
  "file.snapshot": "Salinan markah",
  bytes: "{bytes} byte",

  reports: "Laporan",
  reportBy: "Pelapor",
  receivedAt: "Diterima",
  reportState: "Keadaan",
  exactly: "{at} ({instant})",
  stands: "berlaku",
  withdrawn: "ditarik {at}",

  course: "Jalannya perkara",
  courseWords:
    "Diperiksa saat berkas ini dibuat. Siapa pun dapat memeriksanya lagi dengan arsip bukti (WACZ) atau berkas JSON kasus ini.",
  courseState: "Pemeriksaan",
  courseEvent: "Peristiwa",
  courseHolds: "cocok",
  courseFails: "tidak cocok",
  courseUnknown: "tidak dapat dipastikan",
  signedWords: "Dokumen bertanda tangan, lengkap dalam arsip bukti (WACZ) dan berkas JSON, dengan digestnya:",
  signedKind: "Dokumen",
  signedLetter: "Surat",
  signedReferral: "Surat rujukan",
  signedCheck: "Pemeriksaan hasil",

  custody: "Rantai penanganan",
  custodyWords:
    "Tiap catatan memuat sidik (SHA-256) catatan sebelumnya, sehingga tidak ada yang dapat diubah, disisipkan, atau dihapus tanpa terlihat.",
  sealKey: "Kunci penyegel",
  sealNone: "Laporan ini tidak bersegel",
  clockOff: "Jam perangkat",
  clockDiffers: "{seconds} detik berbeda dari jam penerima saat terakhir dibandingkan",
  clockUnknown: "belum pernah dibandingkan dengan jam penerima",
  logSeq: "No.",
  logAt: "Waktu",
  logBy: "Oleh",
  logAct: "Catatan",
  logHash: "Sidik catatan",
  logCase: "Catatan kasus {case}, yang digabung ke kasus ini",

  check: "Cara memeriksa",
  checkWords:
    "Pindai kode ini atau buka alamat di bawah, lalu pilih arsip bukti (WACZ) atau berkas JSON kasus ini. Pemeriksaan berlangsung di peramban Anda; tidak ada berkas yang dikirim.",
  checkWordsHanded:
    "Berkas ini dapat diperiksa dengan arsip bukti kasus ini, yang tidak disertakan di sini dan dapat diminta kepada {organisation}. Pindai kode ini atau buka alamat di bawah, lalu pilih arsip itu. Pemeriksaan berlangsung di peramban Anda; tidak ada berkas yang dikirim.",
  checkKey: "Sidik kunci penerima (RFC 7638)",
  checkKeyWords: "Bandingkan sidik ini dengan yang diumumkan oleh {organisation}.",

  limits: "Yang tidak dibuktikan",
  "limits.server":
    "Bahwa server platform mengirim isi ini. Bukti diambil di peramban petugas; segel membuktikan bahwa isinya tidak berubah sejak itu.",
  "limits.author": "Siapa orang di balik akun, dan apakah nama yang tampil adalah namanya.",
  "limits.identity":
    "Siapa pemegang kunci penyegel, selain menurut catatan pendaftaran perangkat pada penerima.",
  "limits.clock":
    "Jam perangkat petugas. Waktu yang pasti adalah waktu penerimaan dan segel bersama sesudahnya.",
  "limits.law": "Bahwa kiriman melanggar hukum. Itu penilaian yang dapat diuji dan dibantah.",
} as const;

export type DossierKey = keyof typeof id;

const en: Record<DossierKey, string> = {
  title: "Dossier for a Content Request",
  caseNumber: "Case number",
  reportNumber: "Report number",
  exportedAt: "Made",
  exportedBy: "{at} by {name}",
  state: "State",
  "state.open": "Waiting for a decision",
  "state.proposed": "Waiting for a second supervisor's confirmation",
  "state.panel": "With the panel: the second supervisor refused the proposal",
  "state.escalated": "Passed on to another agency and confirmed by two supervisors",
  "state.approved": "Approved and confirmed by two supervisors",
  "state.rejected": "Rejected and confirmed by two supervisors",
  notFinal:
    "This dossier is not final. The decision on this case has not been confirmed by two supervisors; what it says is not a request to the platform yet.",
  rejected: "This case was rejected. This dossier is not a request to the platform.",
  page: "Page {page} of {pages}",

  request: "Request",
  to: "Addressed to",
  action: "Requested action",
  passedOn: "To be followed up within that agency's competence.",
  category: "Category",
  subReason: "Narrower reason",
  rule: "Corresponding platform rule",
  ruleUnknown: "Not recorded yet",
  ruleUnverified: "{rule} (name of the rule not verified)",
  limit: "Time limit",
  limitHours: "{hours} hours from receipt of the request",
  noLimit: "No limit set by the state; under the platform's own rules",

  basis: "Legal basis",
  basisText: "Provision",
  basisTime: "In force",
  basisMark: "Remark",
  noBasisPassedOn:
    "This decision passes the case on and names no legal basis; the agency judges it within its competence.",
  noBasis: "This category rests on no legal basis; the request relies on the platform's own rules.",
  from: "since {from}",
  until: "until {until}",
  fromUntil: "{from} until {until}",
  always: "in force",
  unverified: "not verified",
  verified: "source was read",

  analysis: "Analysis",
  noDecision:
    "There is no decision yet. Category, action and legal basis above are what the reporter proposed.",
  otherSupervisor: "another supervisor",
  decidedBy: "Proposed by {name}, {at}.",
  confirmedBy: "Confirmed by {name}, {at}.",
  upheldBy: "Disputed, then upheld by the panel of {names}, {at}.",

  post: "Post",
  subject: "Identity of the post",
  aliases: "Other names",
  place: "Place",
  placeOf: "{site}, {kind}",
  capturedAt: "Captured",
  textOf: "Text of the post",
  absent: "not found on the page",
  linkShown: "{address} (shown as {shown})",
  linkNotes: "Linked pages",
  linkNotesWords: "Noted by supervisors who opened the pages that this post links to.",
  linkHost: "Page",
  linkPage: "Kind",
  linkAdvertisements: "Advertisements",
  advertisements: "{count} {count:advertisement|advertisements}",
  advertisementsCovering: "{count} {count:advertisement|advertisements}, some over the content",
  linkNote: "Note",
  linkAt: "Time",

  reviews: "Reviews by trusted vloggers",
  reviewsWords:
    "{count} trusted {count:vlogger|vloggers} reviewed this video, each without seeing the other reviews. Their names are left out.",
  reviewCount: "{count} {count:review|reviews}",
  reviewContext: "Local context: {context}",
  deleted:
    "The contents of this evidence were deleted at the end of their retention, {at}. Digests, seal and custody records remain.",
  withheld:
    "This category allows identity, address and times only. Pictures, text and names are neither kept nor enclosed.",

  pictures: "Pictures",
  picture: "The post as the officer saw it, {width} × {height} pixels.",
  frame: "Video frame at {time}, {width} × {height} pixels.",
  noPictures: "This report holds no picture.",
  picturesSensitive:
    "Pictures are not enclosed because this category holds adult material. Their digests are in the list of files; the pictures are in the evidence archive (WACZ) for those entitled to see them.",
  picturesVeiled:
    "This category holds adult material. The pictures are not in this file; each can be opened at {address}, and each opening is logged.",
  pictureGone: "The file of this picture is not available.",
  pictureUnreadable: "This picture cannot be shown.",
  redacted:
    "{count} {count:part was|parts were} made unreadable before the seal (the officer's own, or of other people in the post).",

  files: "Files and digests",
  filesWords:
    "The SHA-256 of each file stands in the seal of its report. The files themselves are in the evidence archive (WACZ).",
  filesWordsHanded: "The SHA-256 of each file is in the seal of its report.",
  noFiles: "There are no files.",
  fileReport: "Report",
  fileKind: "File",
  fileBytes: "Size",
  "file.picture": "Picture",
  "file.frame": "Video frame",
  "file.snapshot": "Copy of the markup",
  bytes: "{bytes} bytes",
  reports: "Reports",
  reportBy: "Reporter",
  receivedAt: "Received",
  reportState: "State",
  exactly: "{at} ({instant})",
  stands: "stands",
  withdrawn: "withdrawn {at}",
  course: "Course of the case",
  courseWords:
    "Checked when this dossier was made. Anyone can check it again with the archive of evidence (WACZ) or the JSON file of this case.",
  courseState: "Check",
  courseEvent: "Event",
  courseHolds: "holds",
  courseFails: "does not hold",
  courseUnknown: "cannot be told",
  signedWords:
    "Signed documents, whole in the archive of evidence (WACZ) and the JSON file, with their digests:",
  signedKind: "Document",
  signedLetter: "Letter",
  signedReferral: "Referral",
  signedCheck: "Outcome check",

  custody: "Chain of custody",
  custodyWords:
    "Each record holds the digest (SHA-256) of the one before, so that none can be changed, slipped in or removed unseen.",
  sealKey: "Sealing key",
  sealNone: "This report is not sealed",
  clockOff: "Device clock",
  clockDiffers: "{seconds} seconds away from the intake's clock when last compared",
  clockUnknown: "never compared with the intake's clock",
  logSeq: "No.",
  logAt: "Time",
  logBy: "By",
  logAct: "Record",
  logHash: "Digest of the record",
  logCase: "Records of case {case}, merged into this one",
  check: "How to check",
  checkWords:
    "Scan this code or open the address below, then choose the evidence archive (WACZ) or the JSON file of this case. The check runs in your browser; no file is sent anywhere.",
  checkWordsHanded:
    "This file can be checked with the evidence archive of this case, which is not enclosed here and can be requested from {organisation}. Scan this code or open the address below, then choose that archive. The check runs in your browser; no file is sent anywhere.",
  checkKey: "Thumbprint of the intake's key (RFC 7638)",
  checkKeyWords: "Compare it with the one that {organisation} has published.",
  limits: "What this does not prove",
  "limits.server":
    "That the platform's server sent this content. It was captured in an officer's browser; the seal shows that it has not changed since.",
  "limits.author": "Who the person behind the account is, and whether the name shown is theirs.",
  "limits.identity": "Who holds the sealing key, beyond the intake's record of the device's enrolment.",
  "limits.clock":
    "The clock of the officer's device. Certain are the time of receipt and of the joint seal after it.",
  "limits.law": "That the post breaks the law. That is an assessment, open to examination and objection.",
};

export const dossierTexts: Record<Language, Record<DossierKey, string>> = { id, en };
