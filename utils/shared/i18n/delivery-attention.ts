/** Texts about deliveries that need an administrator's attention, for the command line. */

import type { Language } from "../contract/site.ts";
import { fill } from "./fill-placeholders.ts";

const id = {
  well: "Baik: tidak ada yang menunggu tindakan.",
  acts: "{count} hal perlu ditindak.",
  act: "TINDAK",
  know: "tahu",
  "database-away":
    "Basis data tidak terjangkau: tidak ada laporan yang diterima. Nyalakan server PostgreSQL, atau periksa DATABASE_URL dan DATA_DIR.",
  "evidence-away":
    "Berkas bukti tidak dapat ditulis. Periksa EVIDENCE_URL, apakah disknya terpasang (mount), izin folder atau hak akses bucket, dan ruang disk.",
  "database-newer":
    "Basis data sudah dipakai versi yang lebih baru ({count} perubahan tidak dikenal). Perbarui pusat laporan ini.",
  "migrations-missing":
    "{count} perubahan basis data belum diterapkan. Mulai ulang pusat laporan dengan versi ini.",
  "key-lost":
    "Berkas kunci {names} hilang atau bukan kunci yang dikenal perangkat: setelah berhenti, pusat laporan tidak akan mulai lagi. Kembalikan berkas itu dari salinannya.",
  "log-backwards":
    "Catatan mundur: penyimpanan bukti mengenal batch {no}, basis data tidak. Tidak ada yang disegel. Batch dihapus orang, atau basis data dipulihkan tanpa lapor restore: baca backup-drill.md.",
  "mark-damaged":
    "Berkas newest-batch di penyimpanan bukti rusak: batch yang dihapus tidak akan diketahui darinya. Cari sebabnya, lalu hapus berkas itu; pusat laporan menulisnya lagi dalam satu menit.",
  unsealed:
    "{count} entri catatan belum disegel, tertua {hours} jam. Periksa baris seal-log-failed dan mulai ulang pusat laporan.",
  "files-wanted":
    "{count} berkas bukti masih ditunggu, tertua {hours} jam. Minta petugas membuka perambannya; bila tetap, periksa daftar laporannya.",
  undescribed:
    "{count} laporan tidak dapat diolah, tertua {hours} jam: laporannya aman, tetapi tidak ditemukan dalam pencarian dan tidak dibandingkan. Periksa baris describe-failed, perbarui, lalu mulai ulang pusat laporan: semuanya dicoba lagi.",
  "days-unclosed":
    "{count} hari yang sudah lewat belum ditutup. Periksa baris close-days-failed dan mulai ulang pusat laporan.",
  "days-unstamped": "{count} hari belum bercap waktu. Periksa apakah TSA_URL terjangkau dari server ini.",
  "days-unanchored":
    "{count} hari belum tertambat di Bitcoin. Periksa kalender OTS_CALENDARS dengan: lapor doctor.",
  "days-ahead":
    "{count} hari catatan disegel oleh jam yang terlalu maju; hari itu baru ditutup dan dicap pada tanggalnya. Betulkan jam semua server; periksa dengan: lapor doctor.",
  "cases-late":
    "{count} kasus melewati batas waktunya, {urgent} di antaranya mendesak. Minta penyelia memutusnya.",
  "disk-low": "Sisa ruang {megabytes} MB pada {path}. Kosongkan atau perbesar disk sebelum penuh.",
  "panel-few":
    "Panel belum dapat dibentuk: baru {members} dari {needed} panelis. {waiting} keputusan menunggu panel; penolakan lain langsung final. Daftarkan panelis, dari kementerian maupun masyarakat sipil: lapor enrol --role panelist --affiliation ministry atau civil-society.",
  "panel-no-civil-society":
    "Panel belum dapat dibentuk: tidak ada panelis dari masyarakat sipil. {waiting} keputusan menunggu panel; penolakan lain langsung final. Daftarkan: lapor enrol --role panelist --affiliation civil-society.",
  "panel-no-ministry":
    "Panel belum dapat dibentuk: tidak ada panelis dari kementerian. {waiting} keputusan menunggu panel; penolakan lain langsung final. Daftarkan: lapor enrol --role panelist --affiliation ministry.",
  "deciders-tied":
    "Tidak ada putusan yang dapat disahkan: {count} penyelia saling mengundang atau diundang orang yang sama. Daftarkan penyelia lain: lapor enrol --role supervisor.",
  "devices-unrenewed":
    "{count} orang memakai perangkat dari sebelum mereka menjadi penyelia atau pengelola: {who}. Bila orang lain pernah melihat kodenya, ia dapat bertindak atas nama mereka. Cabut: lapor people revoke ID, lalu daftarkan lagi: lapor enrol --person ID.",
  "hearers-few":
    "Sanggahan tidak dapat dijawab sampai tuntas pada {where}: hanya {members} dari {needed} penyelia yang melihatnya. Dua orang memutus, yang ketiga menangani sanggahan, yang keempat mengesahkan pembatalan. {waiting} sanggahan menunggu di sana. Daftarkan penyelia: lapor enrol --role supervisor, atau perluas unitnya.",
  "objections-crowded":
    "{count} dari {most} tempat formulir /sanggah/alamat terpakai dalam 48 jam; setiap jaringan kini hanya boleh mengirim dua. Bila isinya sampah, tolak jaringan pengirimnya di proksi. Pemegang nomor rujukan tidak terpengaruh.",
  "mail-unset":
    "{count} saluran surel belum dapat dipakai: isi SMTP_URL dan MAIL_FROM, lalu mulai ulang pusat laporan.",
  "channels-none":
    "Tidak ada saluran ke {where}: surat tidak dapat dikirim ke sana. {waiting} putusan menunggu surat. Tambahkan saluran: lapor channels save BERKAS",
  "letters-stuck":
    "{count} surat belum terkirim, tertua {hours} jam. Periksa baris letter-not-sent di log dan saluran penerimanya.",
  "hooks-failing":
    "{count} webhook gagal: pesannya menunggu lebih dari sehari atau sudah dilepas. Lihat: lapor webhooks. Perbaiki penerimanya, atau akhiri: lapor webhooks end ID",
  "keys-ending":
    "{count} kunci API berakhir tanpa pengganti, yang pertama {at}: {who}. Sesudahnya sistem itu ditolak, juga jawaban platform. Buat yang baru: lapor keys add, atau cabut bila tidak dipakai lagi: lapor keys revoke ID",
  "proofs-kept":
    "{expired} dari {count} bukti terpakai seharusnya sudah dilupakan. Periksa baris tidy-failed dan mulai ulang pusat laporan.",
  "deletion-late":
    "Bukti {count} laporan sudah melewati masa simpan. Jalankan: lapor retention --dry-run, lalu --run.",
  "job-failed": "Pekerjaan {name} terakhir gagal ({failure}) pada {at}. Periksa baris {name}-failed di log.",
  "job-failed ClockInDoubt":
    "Tidak ada yang dihapus, dan tidak ada surat yang dikirim selama jam server ini dan basis data berbeda: jam diragukan ({at}). Betulkan jam server ini atau basis data. Bila benar dan pusat laporan lama mati, tunggu sehari.",
  "job-silent": "Pekerjaan {name} terakhir berhasil pada {at}. Pastikan pusat laporan berjalan.",
  "backup-old": "Cadangan terakhir {days} hari lalu. Jalankan: lapor backup --out BERKAS",
  "backup-none": "Belum pernah ada cadangan. Jalankan: lapor backup --out BERKAS",
  "backup-ahead":
    "Cadangan terakhir bertanggal {at}, di masa depan: jam saat itu salah. Betulkan jam server, lalu jalankan: lapor backup --out BERKAS",
  "backup-incomplete":
    "Cadangan terakhir kekurangan {count} berkas bukti yang hilang atau berubah di penyimpanan. Ambil kembali dari cadangan lebih lama (backup-drill.md), lalu jalankan: lapor backup --out BERKAS",
  restored:
    "Pusat laporan ini dipulihkan pada {at} dari cadangan {backup}: yang terjadi di antaranya tidak ada dalam catatan. Bila tidak ada yang tahu tentang pemulihan itu, selidiki.",
} as const;
type Key = keyof typeof id;

const en: Record<Key, string> = {
  well: "Well: nothing waits for an act.",
  acts: "{count} {count:thing needs|things need} an act.",
  act: "ACT",
  know: "know",
  "database-away":
    "The database cannot be reached: no report is received. Start the PostgreSQL server, or check DATABASE_URL and DATA_DIR.",
  "evidence-away":
    "Evidence files cannot be written. Check EVIDENCE_URL, that its disk is mounted, the folder's or bucket's permissions, and the free space.",
  "database-newer":
    "A newer version has used the database ({count} unknown {count:change|changes}). Update this intake.",
  "migrations-missing":
    "{count} {count:change|changes} of the database not made yet. Restart the intake with this version.",
  "key-lost":
    "The key file of {names} is missing or is not the key that devices have pinned: once stopped, the intake will not start again. Put the file back from its copy.",
  "log-backwards":
    "The log went backwards: the evidence store keeps batch {no}, the database does not have it. Nothing is sealed. Someone removed batches, or restored the database without lapor restore: see backup-drill.md.",
  "mark-damaged":
    "The file newest-batch in the evidence store is damaged: it no longer shows whether batches were removed. Look for the cause, then delete the file; the intake writes it again within a minute.",
  unsealed:
    "{count} log {count:entry is|entries are} not sealed, the oldest for {hours} hours. Look for lines seal-log-failed and restart the intake.",
  "files-wanted":
    "{count} evidence {count:file is|files are} still to come, the oldest for {hours} hours. Ask officers to open their browser; if that does not help, look at their list of reports.",
  undescribed:
    "{count} {count:report|reports} could not be described, the oldest for {hours} hours: {count:it is|they are} safe, but not searchable and not compared. Look for lines describe-failed, update and restart the intake: it tries again.",
  "days-unclosed":
    "{count} finished {count:day is|days are} not closed. Look for lines close-days-failed and restart the intake.",
  "days-unstamped":
    "{count} {count:day has|days have} no timestamp. Check that TSA_URL can be reached from here.",
  "days-unanchored":
    "{count} {count:day has|days have} no anchor in Bitcoin. Test the calendars of OTS_CALENDARS with: lapor doctor.",
  "days-ahead":
    "{count} {count:day|days} of the log {count:was|were} sealed by a clock that was ahead; {count:it is|they are} closed and stamped only on {count:its date|their dates}. Correct the clocks of all servers; compare them with: lapor doctor.",
  "cases-late":
    "{count} {count:case is|cases are} past the time limit, {urgent} of them urgent. Ask the supervisors to decide.",
  "disk-low": "{megabytes} MB left on {path}. Free or add space before it is full.",
  "panel-few":
    "No panel can be formed: there {members:is|are} {members} of {needed} panelists. {waiting} {waiting:decision waits|decisions wait} for the panel; other refusals are final. Enrol panelists from the ministry and from civil society: lapor enrol --role panelist --affiliation ministry or civil-society.",
  "panel-no-civil-society":
    "No panel can be formed: there is no panelist from civil society. {waiting} {waiting:decision waits|decisions wait} for the panel; other refusals are final. Enrol one: lapor enrol --role panelist --affiliation civil-society.",
  "panel-no-ministry":
    "No panel can be formed: there is no panelist from the ministry. {waiting} {waiting:decision waits|decisions wait} for the panel; other refusals are final. Enrol one: lapor enrol --role panelist --affiliation ministry.",
  "deciders-tied":
    "No decision can be confirmed: the {count} supervisors invited each other or have the same inviter. Enrol another supervisor: lapor enrol --role supervisor.",
  "devices-unrenewed":
    "{count} {count:person uses|people use} a device from before they became supervisor or administrator: {who}. If another person was shown the code, that person can act in their name. Revoke: lapor people revoke ID, then enrol again: lapor enrol --person ID.",
  "hearers-few":
    "Objections cannot be fully answered at {where}: {members} of {needed} supervisors {members:sees|see} it. Two decide, a third hears the objection, a fourth confirms the reversal. {waiting} {waiting:objection waits|objections wait} there. Enrol supervisors: lapor enrol --role supervisor, or widen their units.",
  "objections-crowded":
    "{count} of {most} places of the form /sanggah/alamat were taken within 48 hours; each network may send two more now. If it is a flood, refuse its networks at the proxy. Holders of a reference are not affected.",
  "mail-unset":
    "{count} {count:channel|channels} by e-mail cannot be used: set SMTP_URL and MAIL_FROM, then restart the intake.",
  "channels-none":
    "There is no channel to {where}, so no letter can be sent there. {waiting} {waiting:decision waits|decisions wait} for one. Add channels: lapor channels save FILE",
  "letters-stuck":
    "{count} {count:letter has|letters have} not been sent, the oldest for {hours} hours. Look for lines letter-not-sent and at the recipient's channel.",
  "hooks-failing":
    "{count} {count:webhook fails|webhooks fail}: messages have waited for over a day or were given up. Look at: lapor webhooks. Correct the receiver, or end it: lapor webhooks end ID",
  "keys-ending":
    "{count} API {count:key ends|keys end} without another, the first at {at}: {who}. Its system is then refused, the answers of a platform too. Make a new one: lapor keys add, or revoke it if it is not used any more: lapor keys revoke ID",
  "proofs-kept":
    "{expired} of {count} used proofs should be forgotten by now. Look for lines tidy-failed and restart the intake.",
  "deletion-late":
    "Evidence of {count} {count:report|reports} is over its time. Run: lapor retention --dry-run, then --run.",
  "job-failed": "The job {name} failed last ({failure}) at {at}. Look for lines {name}-failed in the log.",
  "job-failed ClockInDoubt":
    "Nothing is deleted, and no letter is sent while this server's clock and the database's differ: the clock is in doubt ({at}). Correct this server's or the database's. If they are right and the intake was off for long, wait a day.",
  "job-silent": "The job {name} last succeeded at {at}. Make sure that the intake runs.",
  "backup-old": "The last backup is {days} days old. Run: lapor backup --out FILE",
  "backup-none": "There has never been a backup. Run: lapor backup --out FILE",
  "backup-ahead":
    "The last backup is dated {at}, in the future: the clock was wrong. Correct it, then run: lapor backup --out FILE",
  "backup-incomplete":
    "The last backup lacks {count} evidence {count:file|files}, missing or changed in the store. Take {count:it|them} from an older backup (backup-drill.md), then run: lapor backup --out FILE",
  restored:
    "This intake was restored at {at} from the backup of {backup}: the log does not have what happened in between. If no one knows of that restore, investigate.",
};

export const attentionTexts: Record<Language, Record<Key, string>> = { id, en };

export function attentionText(
  language: Language,
  key: Key,
  values: Record<string, string | number> = {},
): string {
  const texts: Record<string, string> = attentionTexts[language];
  return fill(texts[`${key} ${values.failure}`] ?? texts[key] ?? "", values);
}
