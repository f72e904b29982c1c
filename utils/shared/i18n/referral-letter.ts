/** Texts of letters to agencies, the hotline and fact checkers, and a letter as blocks. */

import type { ReferralLetter } from "../contract/referral.ts";
import type { ReferralLetterKind } from "../contract/referral-state.ts";
import type { Language } from "../contract/site.ts";
import { actions } from "../policy/action-labels.ts";
import { categories } from "../policy/categories.ts";
import { partnerLabel } from "../policy/decision-destinations.ts";
import { elements } from "../policy/decision-elements.ts";
import { subReasonLabel } from "../policy/sub-reasons.ts";
import { basisTable, heading, postRows, type Row, row, type WordBlock, words } from "./document-blocks.ts";
import { fill } from "./fill-placeholders.ts";
import { letterTime } from "./time.ts";

const id = {
  "title.referral": "Surat Rujukan",
  "title.reminder": "Pengingat atas Surat Rujukan",
  "title.withdrawal": "Penarikan Surat Rujukan",
  "subject.referral": "Rujukan ke {partner}, kategori {category}",
  "subject.reminder": "Pengingat {round} atas rujukan {number}",
  "subject.withdrawal": "Penarikan rujukan {number}",
  page: "Halaman {page} dari {pages}",
  number: "Nomor",
  date: "Tanggal",
  dateOfReferral: "Tanggal rujukan",
  from: "Dari",
  to: "Kepada",
  category: "Kategori",
  subReason: "Alasan rinci",
  elements: "Unsur yang terpenuhi",
  purpose: "Maksud",
  escalated: "Diteruskan karena menjadi kewenangan penerima",
  urgent: "Sifat",
  urgentWords: "Segera",
  request: "Isi surat",
  "words.agency":
    "Dua penyelia {organisation} telah menilai konten di bawah ini dan memutuskan untuk meneruskannya kepada Saudara. Mohon ditangani sesuai kewenangan Saudara.",
  "words.HOTLINE_ANAK":
    "Dua penyelia {organisation} telah menilai alamat di bawah ini sebagai materi kekerasan seksual terhadap anak. Surat ini hanya memuat alamat dan identitas; tidak ada gambar atau uraian isi yang diambil, disimpan, atau dikirim.",
  "words.PEMERIKSA_FAKTA":
    "Dua penyelia {organisation} meminta klaim dalam konten di bawah ini diperiksa. Mohon hasilnya: salah, benar, atau tidak dapat dipastikan. Putusan tentang konten tetap pada {organisation}.",
  "words.reminder":
    "Rujukan {number} bertanggal {date} belum kami terima jawabannya. Mohon dijawab, walaupun jawabannya bahwa rujukan ini tidak ditindaklanjuti atau bukan kewenangan Saudara.",
  "words.withdrawal":
    "Putusan di balik rujukan {number} bertanggal {date} telah dibatalkan setelah ditinjau ulang oleh dua penyelia lain. Rujukan ini kami tarik. Mohon tidak ditindaklanjuti; bila sudah ditindaklanjuti, mohon kami diberi tahu.",
  basis: "Dasar hukum",
  basisText: "Ketentuan",
  basisMark: "Catatan",
  verified: "sumber sudah dibaca",
  unverified: "belum diverifikasi",
  content: "Konten",
  address: "Alamat",
  noAddress: "Konten ini tidak memiliki alamat publik sendiri",
  subject: "Identitas",
  aliases: "Nama lain",
  author: "Akun",
  authorId: "ID akun",
  publishedAt: "Waktu terbit",
  capturedAt: "Dilihat petugas",
  manifest: "SHA-256 berkas bukti",
  evidence:
    "Berkas bukti yang tersegel disimpan {organisation} dan dapat diminta dengan menyebut nomor surat ini.",
  analysis: "Alasan",
  answer: "Jawaban",
  answerWords:
    "Mohon dijawab dalam {days} hari dengan membalas surat ini dan menyebut nomornya. Jawaban pertama yang kami terima dicatat; jawaban berikutnya disimpan bersamanya.",
  check: "Keaslian",
  checkWords:
    "Surat ini ditandatangani secara elektronik oleh sistem {organisation} ({origin}). Berkas .jws yang menyertainya memuat isi yang sama.",
} as const;

const en: Record<keyof typeof id, string> = {
  "title.referral": "Referral",
  "title.reminder": "Reminder of a Referral",
  "title.withdrawal": "Withdrawal of a Referral",
  "subject.referral": "Referral to {partner}, category {category}",
  "subject.reminder": "Reminder {round} of referral {number}",
  "subject.withdrawal": "Withdrawal of referral {number}",
  page: "Page {page} of {pages}",
  number: "Number",
  date: "Date",
  dateOfReferral: "Date of the referral",
  from: "From",
  to: "To",
  category: "Category",
  subReason: "Narrower reason",
  elements: "Elements that are met",
  purpose: "Purpose",
  escalated: "Passed on because the recipient is competent",
  urgent: "Priority",
  urgentWords: "Urgent",
  request: "Referral",
  "words.agency":
    "Two supervisors of {organisation} have assessed the content below and decided to pass it on to you. Please handle it within your competence.",
  "words.HOTLINE_ANAK":
    "Two supervisors of {organisation} have assessed the address below as child sexual abuse material. This letter has the address and identity only; no picture or description was taken, stored or sent.",
  "words.PEMERIKSA_FAKTA":
    "Two supervisors of {organisation} ask for the claim in the content below to be checked. Please answer: false, true, or undetermined. The decision about the content stays with {organisation}.",
  "words.reminder":
    "We have not received an answer to referral {number} of {date}. Please answer, even if you do not act on the referral or are not competent for it.",
  "words.withdrawal":
    "The decision behind referral {number} of {date} was reversed after a review by two other supervisors. We withdraw this referral. Please do not act on it; if you have acted on it, please tell us.",
  basis: "Legal basis",
  basisText: "Provision",
  basisMark: "Note",
  verified: "source was read",
  unverified: "not verified yet",
  content: "Content",
  address: "Address",
  noAddress: "This content has no public address of its own",
  subject: "Identity",
  aliases: "Other names",
  author: "Account",
  authorId: "Account id",
  publishedAt: "Published",
  capturedAt: "Seen by the officer",
  manifest: "SHA-256 of the evidence",
  evidence:
    "{organisation} keeps the sealed evidence, which can be asked for with the number of this letter.",
  analysis: "Reason",
  answer: "Answer",
  answerWords:
    "Please answer within {days} days by replying to this letter with its number. The first answer that we receive is recorded; later ones are kept with it.",
  check: "Authenticity",
  checkWords:
    "This letter is signed electronically by the system of {organisation} ({origin}). The enclosed .jws file has the same content.",
};

type Key = keyof typeof id;
type Say = (key: Key, values?: Record<string, string | number>) => string;

function sayReferral(language: Language): Say {
  const texts: Record<Key, string> = language === "id" ? id : en;
  return (key, values = {}) => fill(texts[key], values);
}

/** With placeholders for the page and the number of pages. */
export function referralPageWords(language: Language): string {
  return (language === "id" ? id : en).page;
}

export interface ReferralContent {
  letter: ReferralLetter;
  kind: ReferralLetterKind;
  /** Number of the reminder. */
  round: number;
  /** When this letter was written. */
  at: string;
  language: Language;
}

export function referralTitle({ kind, language }: ReferralContent): string {
  return sayReferral(language)(`title.${kind}`);
}

export function referralSubject({ letter, kind, round, language }: ReferralContent): string {
  const { number, partner, category } = letter;
  return sayReferral(language)(`subject.${kind}`, {
    number,
    round,
    partner: partnerLabel(partner)[language],
    category: categories[category].label[language],
  });
}

/** The content below the title. */
export function referralBlocks(content: ReferralContent): WordBlock[] {
  const { letter, kind, language } = content;
  const { organisation, origin, answerDays, analysis } = letter;
  const say = sayReferral(language);
  const isReferral = kind === "referral";
  return [
    { kind: "pairs", rows: headRows(content, say) },
    heading(say("request")),
    words(openingWords(content, say)),
    ...(isReferral ? [...reasonBlocks(content, say), ...basisBlocks(letter, say)] : []),
    heading(say("content")),
    { kind: "pairs", rows: contentRows(content, say) },
    ...(isReferral && letter.manifest !== undefined ? [words(say("evidence", { organisation }))] : []),
    ...(isReferral && analysis !== undefined
      ? [{ kind: "quote", label: say("analysis"), text: analysis } as const]
      : []),
    ...(kind === "withdrawal"
      ? []
      : [heading(say("answer")), words(say("answerWords", { days: answerDays }))]),
    heading(say("check")),
    words(say("checkWords", { organisation, origin })),
  ];
}

function headRows({ letter, kind, at, language }: ReferralContent, say: Say): Row[] {
  const { number, madeAt, organisation, partner, category, action, urgent } = letter;
  return [
    row(say("number"), number, "digest"),
    row(say("date"), letterTime(language, kind === "referral" ? madeAt : at)),
    ...(kind === "referral" ? [] : [row(say("dateOfReferral"), letterTime(language, madeAt))]),
    row(say("from"), organisation),
    row(say("to"), partnerLabel(partner)[language]),
    row(say("category"), categories[category].label[language]),
    row(say("purpose"), action === undefined ? say("escalated") : actions[action].label[language]),
    ...(urgent ? [row(say("urgent"), say("urgentWords"))] : []),
  ];
}

function openingWords({ letter, kind, language }: ReferralContent, say: Say): string {
  const { organisation, number, madeAt, partner } = letter;
  const date = letterTime(language, madeAt);
  if (kind !== "referral") return say(`words.${kind}`, { number, date });
  const isOther = partner === "HOTLINE_ANAK" || partner === "PEMERIKSA_FAKTA";
  return say(isOther ? `words.${partner}` : "words.agency", { organisation });
}

/** The narrower reason and the elements of the category that two people found to be met. */
function reasonBlocks({ letter, language }: ReferralContent, say: Say): WordBlock[] {
  const { category, subReason: key, elements: ids = [] } = letter;
  const met = elements[category].filter(({ id }) => ids.includes(id));
  const rows = [
    ...(key === undefined ? [] : [row(say("subReason"), subReasonLabel(category, key)[language])]),
    ...(met.length === 0
      ? []
      : [row(say("elements"), met.map((element) => element.words[language]).join("; "))]),
  ];
  return rows.length === 0 ? [] : [{ kind: "pairs", rows }];
}

function basisBlocks({ basis }: ReferralLetter, say: Say): WordBlock[] {
  if (basis.length === 0) return [];
  return [heading(say("basis")), basisTable(basis, say)];
}

function contentRows({ letter, language }: ReferralContent, say: Say): Row[] {
  const { address, manifest } = letter;
  return [
    address === undefined ? row(say("address"), say("noAddress")) : row(say("address"), address, "foreign"),
    ...postRows(letter, language, say),
    ...(manifest === undefined ? [] : [row(say("manifest"), manifest, "digest")]),
  ];
}
