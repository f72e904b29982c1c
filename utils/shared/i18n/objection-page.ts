/** Texts of the public objection page: plain language for people who did not choose to deal with us. */

import type { Language } from "../contract/site.ts";

const id = {
  title: "Sanggah",
  other: "In English",
  introduction:
    "Bila konten Anda diminta dihapus, dibatasi, atau ditutup oleh {organisation}, Anda dapat menyanggah di sini. Anda tidak perlu akun dan tidak perlu menyebut nama.",
  reference: "Nomor rujukan",
  referenceHint: "26 huruf dan angka, ada di pemberitahuan yang Anda terima.",
  openReference: "Lihat permintaan",
  noReference: "Tidak punya nomor rujukan? Mulai dari alamat kiriman",
  byAddress: "Sanggah dari alamat kiriman",
  byAddressText:
    "Bila konten Anda hilang atau dibatasi dan Anda tidak menerima nomor rujukan, tempelkan alamatnya di sini. Halaman ini tidak memberi tahu apakah {organisation} menangani alamat itu: jawabannya selalu sama. Bila dalam {hours} jam ada permintaan kepada platform atas kiriman itu, sanggahan Anda ditangani dan hasilnya ada di halaman tiket.",
  byAddressNote:
    "Sanggahan ini diajukan dari alamat kiriman. Halaman ini tidak memberi tahu apakah ada permintaan atas alamat itu sebelum sanggahan ditangani atau {hours} jam lewat.",
  link: "Alamat kiriman",
  linkHint: "Tautan lengkap ke kiriman, video, kanal, atau akun di Facebook, YouTube, X, atau Telegram.",
  ticket: "Nomor tiket",
  ticketHint: "Anda menerimanya setelah menyanggah.",
  openTicket: "Lihat hasil",
  unknown: "Nomor ini tidak dikenal",
  unknownHint:
    "Periksa kembali huruf dan angkanya. Nomor yang benar berasal dari pemberitahuan atau tiket Anda.",
  back: "Kembali ke halaman awal",

  asked: "Yang diminta",
  by: "Diminta oleh",
  number: "Nomor permintaan",
  when: "Tanggal",
  platform: "Platform",
  action: "Tindakan",
  category: "Kategori",
  rule: "Aturan platform",
  noRule: "Tidak dicatat",
  basis: "Dasar hukum",
  noBasis: "Tidak memakai dasar hukum; bertumpu pada aturan platform.",
  address: "Alamat konten",
  subject: "Identitas konten",
  reversed: "Putusan dibatalkan",
  restores: "Permintaan ini meminta platform memulihkan konten.",
  withdrawn: "Permintaan ini sudah ditarik. Tidak ada lagi yang perlu disanggah.",

  object: "Sanggahan Anda",
  who: "Anda siapa?",
  "who.uploader": "Pengunggah atau pemilik konten",
  "who.platform": "Platform",
  "who.other": "Orang lain",
  name: "Nama (boleh dikosongkan)",
  contact: "Kontak (boleh dikosongkan)",
  contactHint:
    "Nama dan kontak hanya dibaca oleh penyelia yang menangani sanggahan, dan dihapus {days} hari setelah sanggahan ditangani, atau setelah batas waktunya bila tidak ditangani. Kami tidak mengirim surat; hasilnya ada di halaman tiket.",
  text: "Alasan sanggahan",
  textHint: "Jelaskan mengapa permintaan itu keliru. Paling banyak {chars} huruf.",
  send: "Kirim sanggahan",
  promise:
    "Sanggahan ditangani dalam {hours} jam oleh penyelia yang tidak ikut memutus. Bila dikabulkan, putusan pengganti disahkan oleh orang kedua.",

  "wrong.title": "Sanggahan belum terkirim",
  "wrong.address":
    "Alamat ini tidak dikenal. Salin tautan lengkap dari bilah alamat; tautan pendek dan obrolan pribadi tidak dapat dipakai.",
  "wrong.objector": "Pilih siapa Anda.",
  "wrong.text": "Tulis alasan sanggahan, paling banyak {chars} huruf.",
  "wrong.name": "Nama dan kontak paling banyak {chars} huruf.",
  "wrong.large": "Tulisan Anda terlalu panjang untuk dikirim. Persingkat, lalu kirim lagi.",
  "wrong.form": "Isian tidak terbaca. Isi lagi formulir ini.",
  "wrong.many":
    "Sudah banyak sanggahan yang masuk untuk konten ini atau dari jaringan Anda. Yang sudah diterima tetap ditangani. Tulisan Anda masih ada di bawah: kirim lagi nanti.",
  "wrong.full":
    "Formulir ini sedang penuh: terlalu banyak sanggahan dari alamat kiriman yang masuk dalam {hours} jam terakhir. Yang sudah diterima tetap ditangani. Tulisan Anda masih ada di bawah: kirim lagi dalam beberapa jam. Bila Anda punya nomor rujukan, sanggah sekarang dengan nomor itu dari halaman awal: jalur itu tetap terbuka.",
  "wrong.changed": "Permintaan ini baru saja berubah. Periksa lagi, lalu kirim sekali lagi.",
  queueHint: "Anda juga dapat menyanggah dari alamat kiriman: di sana sanggahan menunggu gilirannya.",
  many: "Sudah banyak percobaan",
  manyHint:
    "Sudah banyak nomor yang tidak dikenal dari jaringan Anda. Periksa nomor Anda, lalu coba lagi nanti.",

  ticketTitle: "Tiket sanggahan",
  keep: "Simpan nomor ini atau alamat halaman ini. Hanya dengan itu Anda dapat melihat hasilnya.",
  received: "Diterima",
  due: "Ditangani paling lambat",
  state: "Status",
  "state.open": "Menunggu ditangani",
  "state.none":
    "Sampai batas waktu itu tidak ada permintaan kepada platform atas alamat ini yang dapat disanggah. Konten yang sama dapat punya beberapa alamat, misalnya kiriman Facebook atau kanal YouTube; permintaan atas alamat lain tidak ditemukan. Bila konten Anda tetap hilang, minta nomor rujukan kepada platform, lalu sanggah dengan nomor itu.",
  "state.dismissed": "Tidak dikabulkan",
  "state.upheld": "Dikabulkan",
  heard: "Ditangani",
  reason: "Alasan",
  outcome: "Tindak lanjut",
  "outcome.proposed": "Putusan pengganti sudah diusulkan dan menunggu pengesahan orang kedua.",
  "outcome.disputed": "Orang kedua tidak sependapat. Panel akan memutus.",
  "outcome.confirmed": "Putusan pengganti sudah berlaku.",
  "outcome.reversed": "Putusan pengganti sempat berlaku, lalu kemudian dibatalkan oleh putusan baru.",
  "outcome.refused": "Putusan pengganti tidak disahkan. Putusan semula tetap berlaku.",
  "outcome.undone": "Usulan putusan pengganti ditarik. Putusan semula tetap berlaku.",
};
export type ObjectionPageKey = keyof typeof id;

const en: Record<ObjectionPageKey, string> = {
  title: "Object",
  other: "Dalam Bahasa Indonesia",
  introduction:
    "If {organisation} asked for your content to be removed, restricted or closed, you can object here. You need no account and do not have to give your name.",
  reference: "Reference",
  referenceHint: "26 letters and digits, in the notice that you received.",
  openReference: "See the request",
  noReference: "No reference? Start from the post's address",
  byAddress: "Object from the post's address",
  byAddressText:
    "If your content is gone or restricted and you received no reference, paste its address here. This page does not tell whether {organisation} handles that address: the answer is always the same. If a platform was asked about that post within {hours} hours, your objection is heard, and the outcome is on the ticket's page.",
  byAddressNote:
    "This objection started from a post's address. This page does not tell whether there is a request about it before the objection was heard or {hours} hours have passed.",
  link: "Address of the post",
  linkHint: "The full link to a post, video, channel or account on Facebook, YouTube, X or Telegram.",
  ticket: "Ticket",
  ticketHint: "You get it when you have objected.",
  openTicket: "See the outcome",
  unknown: "This number is not known",
  unknownHint: "Check its letters and digits. The right number is in your notice or on your ticket.",
  back: "Back to the first page",

  asked: "What was asked",
  by: "Asked by",
  number: "Number of the request",
  when: "Date",
  platform: "Platform",
  action: "Action",
  category: "Category",
  rule: "Rule of the platform",
  noRule: "Not noted",
  basis: "Law",
  noBasis: "Rests on no law, but on the platform's own rules.",
  address: "Address of the content",
  subject: "Identity of the content",
  reversed: "Decision reversed",
  restores: "This request asks the platform to restore the content.",
  withdrawn: "This request was withdrawn. There is nothing left to object to.",

  object: "Your objection",
  who: "Who are you?",
  "who.uploader": "I uploaded or own the content",
  "who.platform": "The platform",
  "who.other": "Somebody else",
  name: "Name (may be left empty)",
  contact: "Contact (may be left empty)",
  contactHint:
    "Name and contact are read only by the supervisor who hears the objection, and are deleted {days} days after it was heard, or after its time limit if nobody heard it. We send no mail; the outcome is on the ticket's page.",
  text: "Why you object",
  textHint: "Say why the request is wrong. At most {chars} characters.",
  send: "Send the objection",
  promise:
    "It is heard within {hours} hours by a supervisor who took no part in the decision. If it is upheld, a second person confirms the decision that replaces it.",

  "wrong.title": "Your objection was not sent yet",
  "wrong.address":
    "This address is not known. Copy the full link from the address bar; short links and private chats cannot be used.",
  "wrong.objector": "Choose who you are.",
  "wrong.text": "Write why you object, in at most {chars} characters.",
  "wrong.name": "Name and contact have at most {chars} characters.",
  "wrong.large": "What you wrote is too long to be sent. Make it shorter, then send it again.",
  "wrong.form": "The form could not be read. Fill it in again.",
  "wrong.many":
    "Many objections have come in about this content or from your network. Those received will be heard. What you wrote is still below: send it again later.",
  "wrong.full":
    "This form is full at the moment: too many objections that name a post's address have come in within {hours} hours. Those received will be heard. What you wrote is still below: send it again in a few hours. If you have a reference, object with it now from the first page: that way stays open.",
  "wrong.changed": "This request has just changed. Look at it again, then send once more.",
  queueHint: "You can also object from the post's address: there your objection waits for its turn.",
  many: "Many numbers were tried",
  manyHint: "Many unknown numbers have come from your network. Check your number, then try again later.",

  ticketTitle: "Ticket of an objection",
  keep: "Keep this number or the address of this page. Only with it can you see the outcome.",
  received: "Received",
  due: "Heard by",
  state: "State",
  "state.open": "Waits to be heard",
  "state.none":
    "By that time no platform had been asked about this address in a way that can be objected to. The same content can have several addresses, such as a Facebook post or a YouTube channel; a request about another address is not found. If your content stays gone, ask the platform for the reference, then object with it.",
  "state.dismissed": "Not upheld",
  "state.upheld": "Upheld",
  heard: "Heard",
  reason: "Reason",
  outcome: "What follows",
  "outcome.proposed": "A decision to replace it was proposed and waits for a second person.",
  "outcome.disputed": "The second person disagrees. A panel will decide.",
  "outcome.confirmed": "The decision that replaces it is in force.",
  "outcome.reversed": "The decision that replaced it was in force, and a new decision has reversed it since.",
  "outcome.refused": "The decision to replace it was not confirmed. The earlier decision stands.",
  "outcome.undone": "The decision to replace it was taken back. The earlier decision stands.",
};

export const objectionPageTexts: Record<Language, Record<ObjectionPageKey, string>> = { id, en };
