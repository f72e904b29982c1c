/** Texts of the settings for alerts, the desk's list and the on-call roster. */

const id = {
  "alerts.tab": "Peringatan",
  "alerts.title": "Peringatan untuk Anda",
  "alerts.loading": "Memuat peringatan",
  "alerts.refresh": "Muat ulang",
  "alerts.empty": "Tidak ada yang menunggu Anda.",
  "alerts.emptyHint":
    "Peringatan muncul di sini bila ada kasus mendesak, batas waktu, atau surat yang perlu ditangani.",
  "alerts.hidden":
    "{count} peringatan lain belum ditampilkan. Tangani yang di atas, atau buka antrean: semua kasus mendesak ada di sana.",
  "alerts.decideAgain": "Kiriman yang diamati perlu diputus lagi",
  "alerts.since": "sejak {time}",
  "alerts.recipe": "{recipe}, versi {version} ({browser})",
  "alerts.passed": "diteruskan {count} kali",
  "alerts.take": "Saya tangani",
  "alerts.taken": "Ditangani {name}, {time}",
  "alerts.takenByYou": "Anda tangani, {time}",
  "alerts.takenFirst": "{name} lebih dulu menangani peringatan ini, {time}.",
  "alerts.opened": "Sedang dibuka {name}, {time}",
  "alerts.open": "Buka",

  "alertSettings.why":
    "Kasus di jalur empat jam dapat datang kapan saja. Dengan izin ini peramban menampilkan pemberitahuan walau ekstensi tidak sedang dibuka. Pemberitahuan hanya memuat nomor dan jalur, tanpa isi kiriman.",
  "alertSettings.whyOfficer":
    "Bila penyelia bertanya tentang laporan Anda, peramban dapat memberi tahu. Ini mati sampai Anda menyalakannya. Pemberitahuan hanya memuat nomor laporan, tanpa isi kiriman.",
  "alertSettings.ask": "Nyalakan pemberitahuan",
  "alertSettings.on": "Pemberitahuan menyala di peramban ini.",
  "alertSettings.stop": "Matikan",
  "alertSettings.refused":
    "Peramban menolak izin pemberitahuan. Angka pada ikon dan surel tetap berjalan. Untuk mengubahnya, izinkan pemberitahuan bagi ekstensi ini di setelan peramban, lalu tekan tombol ini lagi.",
  "alertSettings.mail": "Surel",
  "alertSettings.mailNow": "Segera; yang tidak mendesak sekali sehari",
  "alertSettings.mailDigest": "Sekali sehari, pukul 07.30 WIB",
  "alertSettings.mailOff": "Jangan kirim",
  "alertSettings.email": "Alamat surel",
  "alertSettings.emailHint":
    "Surel hanya memuat nomor, jalur, batas waktu, dan tautan. Tidak pernah isi kiriman. Kosongkan untuk tidak menerima surel.",
  "alertSettings.noServer": "Pusat laporan belum punya server surel. Beri tahu pengelola.",
  "alertSettings.quiet": "Jam tenang (WIB)",
  "alertSettings.quietFrom": "Mulai",
  "alertSettings.quietUntil": "Sampai",
  "alertSettings.quietHint":
    "Selama jam tenang, jalur empat jam diteruskan ke petugas piket. Bila tidak ada yang dapat dihubungi, semua tetap diberi tahu.",
  "alertSettings.save": "Simpan",
  "alertSettings.saved": "Tersimpan.",
  "alertSettings.test": "Kirim percobaan",
  "alertSettings.testing": "Mengirim percobaan",
  "alertSettings.testedMail": "Percobaan dibuat. Surel ke {email} berangkat dalam satu menit.",
  "alertSettings.tested": "Percobaan dibuat.",
  "alertSettings.testedSilent":
    "Percobaan dibuat, tetapi hanya tampak pada ikon: pemberitahuan mati di peramban ini dan surel tidak diatur.",
  "alertSettings.onCall": "Anda piket {from} sampai {until}, urutan {place}.",

  "onCall.title": "Piket malam",
  "onCall.hint":
    "Jalur empat jam lebih dulu ke urutan 1. Bila 15 menit tidak ditangani, ke urutan berikutnya. Waktu menurut peramban ini.",
  "onCall.empty": "Belum ada giliran. Tanpa piket, peringatan mendesak pada jam tenang dikirim ke semua.",
  "onCall.person": "Petugas",
  "onCall.from": "Mulai",
  "onCall.until": "Sampai",
  "onCall.place": "Urutan",
  "onCall.add": "Tambah giliran",
  "onCall.remove": "Hapus giliran {name}",
  "onCall.none": "Belum ada penyelia yang terdaftar.",
  "onCall.incomplete": "Isi petugas, waktu mulai, dan waktu selesai.",
} as const;

const en: Record<keyof typeof id, string> = {
  "alerts.tab": "Alerts",
  "alerts.title": "Alerts for you",
  "alerts.loading": "Loading alerts",
  "alerts.refresh": "Reload",
  "alerts.empty": "Nothing is waiting for you.",
  "alerts.emptyHint": "Alerts appear here when an urgent case, a time limit or a letter needs attention.",
  "alerts.hidden":
    "{count} more {count:alert is|alerts are} not shown. Handle those above, or open the queue: it has all urgent cases.",
  "alerts.decideAgain": "A watched post must be decided again",
  "alerts.since": "since {time}",
  "alerts.recipe": "{recipe}, version {version} ({browser})",
  "alerts.passed": "passed on {count} {count:time|times}",
  "alerts.take": "I will handle it",
  "alerts.taken": "Handled by {name}, {time}",
  "alerts.takenByYou": "Handled by you, {time}",
  "alerts.takenFirst": "{name} was first to handle this alert, {time}.",
  "alerts.opened": "Opened by {name}, {time}",
  "alerts.open": "Open",

  "alertSettings.why":
    "A case in the four-hour lane can arrive at any time. With this permission the browser shows a notification even while the extension is closed. Notifications contain a number and the lane only, never a post's content.",
  "alertSettings.whyOfficer":
    "The browser can notify you when a supervisor asks about your report. This is off until you turn it on. Notifications contain the report's number only, never a post's content.",
  "alertSettings.ask": "Turn on notifications",
  "alertSettings.on": "Notifications are on in this browser.",
  "alertSettings.stop": "Turn off",
  "alertSettings.refused":
    "The browser denied permission for notifications. The number on the icon and mail still work. To change this, allow notifications for this extension in the browser's settings, then press this button again.",
  "alertSettings.mail": "Mail",
  "alertSettings.mailNow": "At once; what is not urgent once a day",
  "alertSettings.mailDigest": "Once a day, at 07.30 WIB",
  "alertSettings.mailOff": "Do not send",
  "alertSettings.email": "Mail address",
  "alertSettings.emailHint":
    "Mail contains a number, the lane, the time limit and a link only, never a post's content. Leave empty to receive none.",
  "alertSettings.noServer": "The intake has no mail server yet. Tell the administrator.",
  "alertSettings.quiet": "Quiet hours (WIB)",
  "alertSettings.quietFrom": "From",
  "alertSettings.quietUntil": "Until",
  "alertSettings.quietHint":
    "During quiet hours the four-hour lane passes to the person on call. If nobody can be reached, everyone is alerted.",
  "alertSettings.save": "Save",
  "alertSettings.saved": "Saved.",
  "alertSettings.test": "Send a test",
  "alertSettings.testing": "Sending a test",
  "alertSettings.testedMail": "The test was made. The mail to {email} leaves within a minute.",
  "alertSettings.tested": "The test was made.",
  "alertSettings.testedSilent":
    "The test was made, but it appears on the icon only: notifications are off in this browser and mail is not set.",
  "alertSettings.onCall": "You are on call from {from} until {until}, place {place}.",

  "onCall.title": "On call at night",
  "onCall.hint":
    "The four-hour lane reaches place 1 first and, if not handled within 15 minutes, the next place. Times are this browser's.",
  "onCall.empty": "There are no turns. Without them, urgent alerts in quiet hours are sent to everyone.",
  "onCall.person": "Person",
  "onCall.from": "From",
  "onCall.until": "Until",
  "onCall.place": "Place",
  "onCall.add": "Add a turn",
  "onCall.remove": "Remove the turn of {name}",
  "onCall.none": "No supervisor is enrolled yet.",
  "onCall.incomplete": "Enter the person, the start and the end.",
};

export const alertScreenTexts = { id, en };
