/** Lesson: incitement to hatred, and hoaxes that cause unrest. */

import { type Lesson, tryCase, words } from "./lesson.ts";

export const hatred: Lesson = {
  id: "kebencian",
  edition: 1,
  title: words("Kebencian dan hoaks", "Hatred and hoaxes"),
  categories: ["KEBENCIAN_SARA", "HOAKS"],
  intro: words(
    "Di sinilah orang paling sering keliru, dan di sinilah kekeliruan paling mahal: pendapat yang sah hilang, atau rumah orang dibakar. Karena itu dua orang memutuskan, dan mesin tidak ikut menebak.",
    "This is where people err most often and where errors cost most: a lawful opinion disappears, or somebody's house burns. So two people decide, and no machine guesses along.",
  ),
  platform: [
    words(
      "Platform melarang merendahkan orang sebagai hewan atau penyakit, mengajak mengucilkan, dan mengajak menyakiti karena agama, suku, ras, kecacatan, atau gender.",
      "Platforms forbid calling people animals or a disease, calling for their exclusion, and calling to harm them for religion, ethnicity, race, disability or gender.",
    ),
    words(
      "Mengkritik ajaran, kebiasaan, atau lembaga diizinkan; menyerang orang karena ia pemeluknya tidak.",
      "Criticising teachings, customs or institutions is allowed; attacking people because they belong to them is not.",
    ),
    words(
      "Tentang kabar yang tidak benar platform biasanya memberi label atau menurunkan jangkauan. Menghapus hanya bila bahayanya nyata, seperti obat palsu atau kekerasan.",
      "Untrue news usually gets a label or less reach. It is removed only where the danger is real, such as false cures or violence.",
    ),
  ],
  law: [
    words(
      "Hasutan menyasar orang, mengajak membenci, dan mengarah pada kekerasan. Tanpa ketiganya, kiriman itu kasar atau menyakitkan, tetapi bukan hasutan.",
      "Incitement targets people, calls for hatred and leads to violence. Without all three the post is crude or hurtful, but no incitement.",
    ),
    words(
      "Hoaks menuntut tiga bukti: isinya tidak benar, penyebarnya tahu atau patut menduga, dan terjadi kerusuhan fisik. Ramai di internet bukan kerusuhan (MK 115/PUU-XXII/2024).",
      "A hoax needs three proofs: it is untrue, whoever spread it knew or should have, and physical unrest followed. An uproar online is no unrest (MK 115/PUU-XXII/2024).",
    ),
    words(
      "Menghina pejabat atau lembaga negara tidak termasuk golongan. Pemerintah bukan suku, agama, atau ras.",
      "Insulting officials or state bodies is not about a group. A government is no ethnicity, religion or race.",
    ),
  ],
  fine: [
    words(
      "Debat agama, perbandingan ajaran, fatwa, dan kesaksian orang yang berpindah keyakinan, tanpa mengajak menyakiti.",
      "Religious debate, comparing teachings, fatwas, and testimony of people who changed their faith, without a call to harm.",
    ),
    words(
      "Kritik terhadap kebijakan tentang suatu kelompok, termasuk yang salah menurut Anda.",
      "Criticism of policy on a group, also where you think it is wrong.",
    ),
    words(
      "Lelucon tentang kelompok sendiri, satire, dan panggilan akrab di antara teman.",
      "Jokes about one's own group, satire, and familiar names among friends.",
    ),
    words(
      "Salah ingat, salah hitung, berita yang kemudian diralat, dan ramalan yang meleset.",
      "A wrong memory, a wrong sum, news that was corrected later, and a forecast that failed.",
    ),
    words(
      "Kesaksian korban diskriminasi yang mengutip hinaan kepadanya.",
      "Testimony of people who were discriminated against, quoting what they were called.",
    ),
  ],
  local: [
    words(
      "Satu kata berbeda lukanya. “Cina” netral bagi sebagian keluarga, hinaan bagi yang lain; “Tionghoa” lebih aman. Lihat siapa bicara kepada siapa.",
      "One word wounds differently. “Cina” is neutral to some families, an insult to others; “Tionghoa” is safer. See who speaks to whom.",
    ),
    words(
      "“Kafir” adalah istilah ajaran di mimbar, dan ancaman bila diikuti “usir dari kampung ini”. Kalimat sesudahnya menentukan.",
      "“Kafir” is a term of doctrine in a sermon, and a threat when “drive them from this village” follows. The next sentence decides.",
    ),
    words(
      "Ejekan antarpendukung bola (“viking”, “jak”, nama hewan) keras, tetapi biasanya bukan kebencian antargolongan. Ajakan menghadang bus mereka adalah kekerasan.",
      "Taunts between football supporters are harsh but usually no hatred of groups. A call to stop their bus is violence.",
    ),
    words(
      "Di daerah yang pernah mengalami konflik, sebuah nama tempat atau warna ikat kepala dapat berarti ajakan. Bila Anda bukan dari sana, tulis “perlu konteks” dan sebutkan apa yang tidak Anda ketahui.",
      "Where there was conflict, the name of a place or the colour of a headband can be a call. If you are not from there, write “needs context” and say what you do not know.",
    ),
  ],
  tries: [
    tryCase(
      "kebencian-1",
      "violates",
      words(
        "“Mereka bukan manusia, mereka kutu. Besok setelah salat kita bersihkan kios-kios mereka di pasar. Ajak tetangga.” Yang dimaksud adalah pedagang dari satu suku.",
        "“They are not human, they are lice. Tomorrow after prayers we clean out their stalls in the market. Bring neighbours.” It is about traders of one ethnic group.",
      ),
      words(
        "Menyasar orang karena sukunya, mengajak membenci, dan menyebut kapan serta di mana kekerasan akan terjadi.",
        "It targets people for their ethnicity, calls for hatred, and says when and where violence is to happen.",
      ),
    ),
    tryCase(
      "kebencian-2",
      "does-not",
      words(
        "Seorang penceramah menjelaskan mengapa menurut keyakinannya ajaran lain keliru, lalu mengingatkan jamaah agar tetap berlaku adil kepada tetangga.",
        "A preacher explains why in his belief another teaching is wrong, then reminds people to be fair to neighbours.",
      ),
      words(
        "Perbandingan ajaran. Ajaran yang dinilai, bukan orangnya, dan tidak ada ajakan menyakiti.",
        "A comparison of teachings. The teaching is judged, not the people, and nobody is called to harm.",
      ),
    ),
    tryCase(
      "kebencian-3",
      "does-not",
      words(
        "“Kementerian ini isinya pembohong semua. Data kemiskinannya bohong, menterinya badut.” Angka dalam kiriman itu memang keliru.",
        "“This ministry is full of liars. Its poverty figures are lies, the minister is a clown.” The number in the post is indeed wrong.",
      ),
      words(
        "Kritik kepada pemerintah, dengan angka yang salah. Tidak ada kerusuhan, dan pemerintah bukan golongan. Kritik ditolak sebagai kategori.",
        "Criticism of government, with a wrong number. There is no unrest, and a government is no group. Criticism is refused as a category.",
      ),
    ),
    tryCase(
      "kebencian-4",
      "violates",
      words(
        "Akun menyebarkan rekaman lama dari negara lain sebagai “serangan ke masjid kita tadi pagi”, menghapus bantahan, dan tetap menyebarkannya setelah sebuah toko dibakar massa malam itu.",
        "An account spreads an old clip from another country as “the attack on our mosque this morning”, deletes denials, and goes on after a crowd burnt a shop that night.",
      ),
      words(
        "Tidak benar, penyebarnya tahu (bantahan dihapus), dan kerusuhan fisik terjadi. Ketiga bukti ada.",
        "It is untrue, whoever spread it knew (denials were deleted), and physical unrest followed. All three proofs are there.",
      ),
    ),
    tryCase(
      "kebencian-5",
      "needs-context",
      words(
        "“Kalau mereka lewat jembatan, tahu sendiri akibatnya. Orang sini paham.” Di bawahnya foto ikat kepala merah.",
        "“If they cross the bridge they know what comes. People here understand.” Below it a photo of a red headband.",
      ),
      words(
        "Bagi orang setempat ini bisa ancaman antarkampung. Anda perlu tahu siapa “mereka” dan apa yang terjadi di jembatan itu.",
        "To locals this may be a threat between villages. You need to know who “they” are and what happened at the bridge.",
      ),
    ),
  ],
};
