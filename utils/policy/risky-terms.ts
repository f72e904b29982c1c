/** Words whose mention in one's own video is worth a look: hints for the rules of `self-review.ts`, never a verdict. */

export interface RiskyTerms {
  /** Id of a rule in the checklist. */
  rule: string;
  /** As a transcript writes them; disguises are undone on both sides. */
  terms: readonly string[];
}

export const riskyTerms: readonly RiskyTerms[] = [
  {
    rule: "anak",
    terms: ["pedofil", "bokep anak", "bokep bocil", "video bocil", "child grooming"],
  },
  {
    rule: "teror",
    terms: [
      ...["bom bunuh diri", "merakit bom", "rakit bom", "bahan peledak", "amaliyah", "baiat"],
      ...["isis", "jihad bersenjata", "angkat senjata", "thogut", "merdeka dari indonesia"],
    ],
  },
  {
    rule: "ancaman",
    terms: [
      ...["kubunuh", "aku bunuh", "saya bunuh", "gue bunuh", "bunuh dia", "bunuh mereka", "habisi dia"],
      ...["habisi mereka", "bakar rumahnya", "penggal", "bacok", "gantung dia", "gebuki", "awas kamu"],
    ],
  },
  {
    rule: "sara",
    terms: ["kafir", "darahnya halal", "darah halal", "ganyang", "usir mereka", "bangsa babi", "sesat"],
  },
  {
    rule: "porno",
    terms: ["bokep", "bugil", "telanjang", "video syur", "open bo", "vcs", "jablay", "ngentot", "coli"],
  },
  {
    rule: "judi",
    terms: [
      ...["slot gacor", "gacor", "maxwin", "togel", "judol", "judi online", "judi bola", "situs slot"],
      ...["taruhan bola", "sabung ayam", "bandar bola", "kasino", "casino", "jackpot", "rtp live"],
      ...["scatter", "free spin", "link alternatif", "depo pulsa", "deposit pulsa", "bonus new member"],
    ],
  },
  {
    rule: "narkotika",
    terms: [
      ...["sabu", "nyabu", "ganja", "cimeng", "ekstasi", "inex", "kokain", "heroin", "putaw", "sinte"],
      ...["tembakau gorila", "pil koplo", "tramadol", "gele", "narkoba", "magic mushroom"],
    ],
  },
  {
    rule: "hoaks",
    terms: [
      ...["sebarkan sebelum dihapus", "viralkan", "media menutupi", "ditutupi pemerintah", "konspirasi"],
      ...["terbukti menyembuhkan", "bumi datar", "chip vaksin", "kiamat tanggal", "fakta tersembunyi"],
    ],
  },
  {
    rule: "jualan",
    terms: [
      ...["pinjol", "pinjaman online", "tanpa jaminan", "langsung cair", "tanpa bi checking", "galbay"],
      ...["untung pasti", "pasti untung", "dijamin untung", "profit pasti", "profit konsisten"],
      ...["robot trading", "binary option", "money game", "titip dana", "balik modal", "passive income"],
      ...["obat kuat", "pelangsing", "pemutih instan", "merkuri", "segala penyakit", "tanpa bpom"],
    ],
  },
  {
    rule: "hak-cipta",
    terms: ["full movie", "nonton gratis", "download film", "film bajakan", "bajakan", "reupload"],
  },
  {
    rule: "spam",
    terms: [
      ...["link di deskripsi", "link di bio", "klik link", "klik tautan", "saldo dana gratis"],
      ...["bagi bagi saldo", "sub for sub", "kuota gratis", "giveaway"],
    ],
  },
];
