/** Lesson: spam, low-quality links and copyright, which mostly fall under the platforms' own rules. */

import { type Lesson, tryCase, words } from "./lesson.ts";

export const platform: Lesson = {
  id: "platform",
  edition: 1,
  title: words("Spam, tautan, dan hak cipta", "Spam, links and copyright"),
  categories: ["SPAM", "TAUTAN_RENDAH", "HKI"],
  intro: words(
    "Di sini negara hampir tidak memerintahkan apa pun. Anda membantu platform menegakkan aturannya sendiri, dan tindakannya kecil: turunkan jangkauan, bukan hapus.",
    "Here the state orders almost nothing. You help platforms keep their own rules, and the action is small: less reach, not removal.",
  ),
  platform: [
    words(
      "Spam adalah pengulangan yang tidak diminta: teks sama dari banyak akun, tagar yang tidak berhubungan, komentar otomatis.",
      "Spam is repetition that nobody asked for: one text from many accounts, hashtags that do not belong, automatic comments.",
    ),
    words(
      "Tautan rendah mengarah ke laman yang hampir tanpa isi dan penuh iklan, dengan judul yang menjanjikan lain. Facebook berjanji pada 2017 menurunkan jangkauannya.",
      "A poor link leads to a page with hardly any content, full of advertisements, under a title that promises otherwise. Facebook promised in 2017 to give it less reach.",
    ),
    words(
      "Hak cipta diadukan oleh pemiliknya lewat formulir platform. Anda hanya mencatat yang terang-terangan, seperti film utuh yang sedang tayang di bioskop.",
      "Copyright is claimed by its owner through the platform's form. You only note what is blatant, such as a whole film that is still in cinemas.",
    ),
  ],
  law: [
    words(
      "Tidak ada perintah negara untuk spam dan tautan rendah. Tidak ada tenggat, dan tidak ada sanksi.",
      "For spam and poor links the state gives no order. There is no time limit and no sanction.",
    ),
    words(
      "Pelanggaran hak cipta ditangani DJKI dan Kementerian atas permintaan pemilik atau pemegang hak.",
      "Infringement is handled by DJKI and the ministry at the request of the owner or holder of the right.",
    ),
    words(
      "Kutipan, ulasan, parodi, dan pelajaran dengan menyebut sumber dilindungi.",
      "Quotation, review, parody and teaching that name the source are protected.",
    ),
  ],
  fine: [
    words(
      "Pedagang kecil yang beriklan di grup jual beli, juga bila sering.",
      "Small traders who advertise in a selling group, also often.",
    ),
    words(
      "Kampanye warga yang memakai kalimat sama karena bersepakat: petisi, unjuk rasa, penggalangan dana.",
      "Citizens' campaigns that use one sentence because they agreed on it: petitions, demonstrations, collections.",
    ),
    words(
      "Judul yang heboh di atas berita yang sungguh ada isinya.",
      "A loud title above news that does have content.",
    ),
    words(
      "Reaksi, lagu yang dinyanyikan ulang, rekaman hajatan dengan musik di latar, dan meme.",
      "Reactions, cover songs, clips of a wedding with music behind, and memes.",
    ),
  ],
  local: [
    words(
      "Ucapan berantai (“selamat hari raya, mohon maaf lahir batin”) dikirim ribuan orang dengan kalimat sama. Itu sopan santun, bukan spam.",
      "Greetings that go around (“selamat hari raya, mohon maaf lahir batin”) are sent by thousands in the same words. That is courtesy, not spam.",
    ),
    words(
      "“P”, “up”, “sundul”, dan “nitip sandal” adalah kebiasaan forum, mengganggu tetapi bukan spam terorganisasi.",
      "“P”, “up”, “sundul” and “nitip sandal” are habits of forums, a nuisance but no organised spam.",
    ),
    words(
      "Lagu daerah sering tanpa pemilik tunggal. Menyanyikannya ulang bukan pelanggaran; rekaman orang lain yang diunggah utuh bisa.",
      "Regional songs often have no single owner. Singing them again infringes nothing; somebody's recording uploaded whole may.",
    ),
  ],
  tries: [
    tryCase(
      "platform-1",
      "violates",
      words(
        "Empat puluh akun berumur dua hari menulis kalimat yang sama di bawah setiap video sebuah kanal anak, dengan tautan pendek yang sama.",
        "Forty accounts, two days old, write the same sentence below each video of a children's channel, with the same short link.",
      ),
      words(
        "Pengulangan tanpa diminta, dari banyak akun. Tindakan yang diusulkan: turunkan jangkauan.",
        "Repetition unasked, from many accounts. The action proposed: less reach.",
      ),
    ),
    tryCase(
      "platform-2",
      "does-not",
      words(
        "Ratusan orang menulis “#SelamatkanSungaiKami” dengan kalimat pengantar yang sama dari sebuah petisi.",
        "Hundreds of people write “#SelamatkanSungaiKami” with the same sentence from a petition.",
      ),
      words(
        "Kampanye warga yang bersepakat. Serempak bukan berarti palsu.",
        "A citizens' campaign by agreement. In unison does not mean fake.",
      ),
    ),
    tryCase(
      "platform-3",
      "violates",
      words(
        "“Artis ini MENINGGAL! Lihat fotonya” mengarah ke laman dengan dua kalimat dan sebelas iklan. Artisnya masih hidup.",
        "“This star is DEAD! See the photo” leads to a page with two sentences and eleven advertisements. The star is alive.",
      ),
      words(
        "Laman minim isi dan penuh iklan di balik judul yang menyesatkan: tautan rendah. Jangan pilih hoaks; tidak ada kerusuhan.",
        "A page with little content and many advertisements behind a misleading title: a poor link. Do not choose hoax; there is no unrest.",
      ),
    ),
    tryCase(
      "platform-4",
      "does-not",
      words(
        "Guru memutar tiga puluh detik sebuah film, menghentikannya, lalu membahas sudut kameranya sambil menyebut judul dan pembuatnya.",
        "A teacher plays thirty seconds of a film, stops it, and discusses the camera's angle, naming title and maker.",
      ),
      words(
        "Kutipan untuk pelajaran dengan menyebut sumber.",
        "A quotation for teaching that names its source.",
      ),
    ),
    tryCase(
      "platform-5",
      "needs-context",
      words(
        "Kanal mengunggah rekaman konser utuh. Keterangannya: “atas izin panitia”.",
        "A channel uploads a whole concert. The description says: “by permission of the organisers”.",
      ),
      words(
        "Izin tidak dapat Anda periksa dari kiriman, dan mengadu adalah hak pemiliknya. Catat, jangan menebak.",
        "You cannot check the permission from the post, and to complain is the owner's right. Note it, do not guess.",
      ),
    ),
  ],
};
