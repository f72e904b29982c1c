/** Texts of objections and reversals for supervisors. The public page has its own (`objection-page.ts`). */

const id = {
  "act.reverse": "Tinjau ulang",
  "cannot.took-part":
    "Anda ikut memutus kasus ini, atau terikat undangan dengan yang memutus. Peninjauan ulangnya ditangani orang lain.",
  "decide.reverseTitle": "Putusan yang berlaku",
  "decide.reverseHint":
    "Putusan lama tetap berlaku sampai orang kedua, yang juga tidak terlibat, mengesahkan penggantinya.",
  "decision.reverses": "Membalik putusan sebelumnya",
  "decision.reversed": "Dibalik {when}",
  "restore.due":
    "Putusan dibalik setelah permintaan sampai di platform. Buat permintaan pemulihan untuk konten ini.",
  "logAct.objection-received": "Sanggahan diterima",
  "logAct.dismissal-proposed": "Penolakan sanggahan diusulkan",
  "logAct.objection-heard": "Sanggahan ditangani",
  "logAct.objection-reopened": "Sanggahan dibuka lagi",
  "logAct.request-withdrawn": "Permintaan ditarik",
  "objections.title": "Sanggahan",
  "objections.waiting": "{count} sanggahan menunggu",
  "objections.waitingMore": "Lebih dari {count} sanggahan menunggu",
  "objections.hide": "Sembunyikan sanggahan",
  "objections.byAddress": "Diajukan dari alamat kiriman, tanpa nomor rujukan.",
  "objections.withheld": "Isinya hanya terbaca oleh yang menangani.",
  "objections.due": "Ditangani paling lambat {when}",
  "objections.from": "{who}, {when}",
  "objections.contact": "Kontak: {contact}",
  "objections.dismissal":
    "{name} mengusulkan: tidak dikabulkan. Orang kedua yang tidak terlibat mengesahkannya.",
  "objections.dismissalHidden":
    "Diusulkan: tidak dikabulkan. Orang kedua yang tidak terlibat mengesahkannya.",
  "objections.dismissalOwn":
    "Anda mengusulkan: tidak dikabulkan. Menunggu orang kedua yang tidak terlibat mengesahkannya.",
  "objections.toConfirm": "penolakan menunggu pengesahan",
  "objections.toConfirmOwn": "penolakan usulan Anda menunggu orang kedua",
  "objections.heard": "{state} oleh {name}, {when}",
  "objections.elsewhere":
    "Anda ikut memutus atau melaporkan, atau terikat undangan dengan yang melakukannya, jadi orang lain yang menanganinya.",
  "objector.platform": "Platform, menurut pengirimnya",
  "objector.uploader": "Pengunggah, menurut pengirimnya",
  "objector.other": "Orang lain",
  "objectionState.open": "Menunggu",
  "objectionState.upheld": "Dikabulkan",
  "objectionState.dismissed": "Tidak dikabulkan",
  "hearing.open": "Tangani sanggahan",
  "hearing.outcome": "Hasil",
  "hearing.upheld": "Kabulkan",
  "hearing.dismissed": "Tidak dikabulkan",
  "hearing.confirm": "Sahkan: tidak dikabulkan",
  "hearing.dismissedHint": "Diusulkan dahulu, lalu disahkan orang kedua yang tidak terlibat.",
  "hearing.pick": "Pilih hasilnya.",
  "hearing.reason": "Alasan",
  "hearing.reasonHint":
    "Dibaca oleh yang menyanggah di halaman tiketnya. Jangan sebut nama pelapor atau rekan.",
  "hearing.reverses": "Putusan pengganti ikut diusulkan dan disahkan orang kedua yang tidak terlibat.",
  "hearing.already": "Putusan ini sudah ditinjau ulang; sanggahan ini ikut dikabulkan.",
  "hearing.send": "Catat hasil",
  "hearing.sendHint": "Ctrl+Enter mengirim.",
} as const;

const en: Record<keyof typeof id, string> = {
  "act.reverse": "Reverse",
  "cannot.took-part":
    "You took part in deciding this case, or are tied by an invitation to who did. Others look at it again.",
  "decide.reverseTitle": "The decision that stands",
  "decide.reverseHint":
    "The earlier decision stands until a second person, who took no part either, confirms what replaces it.",
  "decision.reverses": "Reverses an earlier decision",
  "decision.reversed": "Reversed {when}",
  "restore.due":
    "The decision was reversed after the platform had the request. Make a request to restore this content.",
  "logAct.objection-received": "Objection received",
  "logAct.dismissal-proposed": "Dismissal of an objection proposed",
  "logAct.objection-heard": "Objection heard",
  "logAct.objection-reopened": "Objection opened again",
  "logAct.request-withdrawn": "Request withdrawn",
  "objections.title": "Objections",
  "objections.waiting": "{count} {count:objection waits|objections wait}",
  "objections.waitingMore": "More than {count} objections wait",
  "objections.hide": "Hide objections",
  "objections.byAddress": "Started from the post's address, without a reference.",
  "objections.withheld": "Only who hears it reads what it says.",
  "objections.due": "To be heard by {when}",
  "objections.from": "{who}, {when}",
  "objections.contact": "Contact: {contact}",
  "objections.dismissal": "{name} proposes to dismiss it. A second person who took no part confirms that.",
  "objections.dismissalHidden":
    "It is proposed to dismiss it. A second person who took no part confirms that.",
  "objections.dismissalOwn":
    "You propose to dismiss it. A second person who took no part has yet to confirm that.",
  "objections.toConfirm": "a dismissal waits to be confirmed",
  "objections.toConfirmOwn": "your dismissal waits for a second person",
  "objections.heard": "{state} by {name}, {when}",
  "objections.elsewhere":
    "You decided or reported, or are tied by an invitation to who did, so somebody else hears it.",
  "objector.platform": "The platform, as the sender says",
  "objector.uploader": "The uploader, as the sender says",
  "objector.other": "Somebody else",
  "objectionState.open": "Waiting",
  "objectionState.upheld": "Upheld",
  "objectionState.dismissed": "Dismissed",
  "hearing.open": "Hear the objection",
  "hearing.outcome": "Outcome",
  "hearing.upheld": "Uphold",
  "hearing.dismissed": "Dismiss",
  "hearing.confirm": "Confirm the dismissal",
  "hearing.dismissedHint": "This proposes it; a second person who took no part confirms it.",
  "hearing.pick": "Choose the outcome.",
  "hearing.reason": "Reason",
  "hearing.reasonHint":
    "Read by whoever objected, on the ticket's page. Name neither reporters nor colleagues.",
  "hearing.reverses":
    "The decision that replaces it is proposed with this; a second person who took no part confirms it.",
  "hearing.already": "This decision is being reversed already; the objection is upheld with that.",
  "hearing.send": "Record the outcome",
  "hearing.sendHint": "Ctrl+Enter sends.",
};

export const objectionTexts = { id, en };
