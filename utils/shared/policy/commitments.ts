/**
 * The platforms' promises of 1-4 August 2017 in Jakarta, and how each is measured. No promise named a share;
 * `goal` is the ministry's own standard, equal for all.
 */

import type { CategoryCode } from "../contract/category.ts";
import type { CountName } from "../contract/figures.ts";
import type { SiteId } from "../contract/site.ts";
import type { Words } from "./category-definition.ts";

/** The limit of urgent requests, within which a platform should acknowledge them. */
export const acknowledgeWithinMinutes = 240;
export const dayMinutes = 1_440;
/** Fewer events than this are not judged. */
export const leastCount = 5;

/**
 * `share`: `part` as a share of `part` and `rest` together. `faster`: median time to the platform's action in
 * the quarter, compared with its previous four quarters. `none`: no figure measures the promise.
 */
export type Measure =
  | {
      kind: "share";
      part: readonly CountName[];
      rest: readonly CountName[];
      goal: number;
      /** The share of `part` that two people proved, one in Indonesia and one abroad. */
      proven?: readonly CountName[];
    }
  | { kind: "faster" }
  | { kind: "none" };

export interface Commitment {
  id: string;
  site: SiteId;
  /** Absent: all categories. */
  categories?: readonly CategoryCode[];
  promisedOn: `2017-08-0${1 | 2 | 3 | 4}`;
  promise: Words;
  /** Explains what the figure measures, or why there is none. */
  measured: Words;
  measure: Measure;
}

/** The ministry's own standard for every share. */
export const goal = 0.9;
const dayShare: Measure = { kind: "share", part: ["day.kept"], rest: ["day.missed"], goal };
const answered: Measure = {
  kind: "share",
  part: ["items.in-time", "items.late", "items.no-limit"],
  rest: ["items.restricted", "items.refused"],
  goal,
};
const heard: Measure = { kind: "share", part: ["acknowledged.kept"], rest: ["acknowledged.missed"], goal };

const heardWords: Words = {
  id: "Permintaan yang dikonfirmasi platform dalam 4 jam sejak terkirim.",
  en: "Requests that the platform confirmed within 4 hours of sending.",
};
const answeredWords = (what: Words): Words => ({
  id: `${what.id} yang ditindak, menurut platform atau pemeriksaan kementerian, dari semua yang ditindak, hanya dibatasi, atau ditolak.`,
  en: `${what.en} that were acted on, by the platform's word or the ministry's own check, of all that were acted on, only restricted, or refused.`,
});
const dayWords = (what: Words): Words => ({
  id: `${what.id} yang ditindak dalam 24 jam sejak terkirim, menurut platform atau pemeriksaan kementerian, dari semua yang dimintakan, kecuali yang dalam waktu itu ditarik, dibatalkan, atau dijawab sudah tidak ada atau tidak ditemukan.`,
  en: `${what.en} acted on within 24 hours of sending, by the platform's word or the ministry's own check, of all that were asked for, except those that within that time were withdrawn, reversed, or answered as gone or not found.`,
});
const fasterWords = (what: Words): Words => ({
  id: `Median waktu dari terkirim sampai ditindak, ${what.id}: triwulan ini dibanding empat triwulan sebelumnya.`,
  en: `Median time from sending to action, ${what.en}: this quarter against the four before.`,
});

const telegram = { site: "telegram", promisedOn: "2017-08-01" } as const;
const facebook = { site: "facebook", promisedOn: "2017-08-02" } as const;
const google = { site: "youtube", promisedOn: "2017-08-04" } as const;
const twitter = { site: "x", promisedOn: "2017-08-04" } as const;

export const commitments: readonly Commitment[] = [
  {
    ...telegram,
    id: "telegram-day",
    categories: ["TERORISME"],
    promise: {
      id: "Kanal terorisme ditutup dalam sehari atau lebih cepat",
      en: "Terror channels closed within a day or sooner",
    },
    measured: dayWords({ id: "Konten terorisme", en: "Terrorism items" }),
    measure: dayShare,
  },
  {
    ...telegram,
    id: "telegram-line",
    promise: { id: "Jalur langsung dengan kementerian", en: "A direct line to the ministry" },
    measured: heardWords,
    measure: heard,
  },
  {
    ...telegram,
    id: "telegram-team",
    promise: { id: "Tim yang berbahasa Indonesia", en: "A team that speaks Indonesian" },
    measured: {
      id: "Tidak terukur dari sini: siapa yang membaca permintaan hanya diketahui Telegram.",
      en: "Not measurable from here: only Telegram knows who reads the requests.",
    },
    measure: { kind: "none" },
  },
  {
    ...facebook,
    id: "facebook-geoblock",
    promise: { id: "Pembatasan akses dari Indonesia", en: "Geoblocking in Indonesia" },
    measured: {
      id: "Konten yang diminta dibatasi dan, saat dilihat dari Indonesia, memang tidak tampil.",
      en: "Content asked to be restricted that could not be seen when looked at from Indonesia.",
    },
    measure: {
      kind: "share",
      part: ["limited.kept"],
      rest: ["limited.missed"],
      goal,
      proven: ["limited.proven"],
    },
  },
  {
    ...facebook,
    id: "facebook-team",
    promise: { id: "Tim konten yang menanggapi", en: "A content team that responds" },
    measured: heardWords,
    measure: heard,
  },
  {
    ...facebook,
    id: "facebook-spam",
    categories: ["SPAM"],
    promise: { id: "Pembelajaran mesin melawan spam", en: "Machine learning against spam" },
    measured: answeredWords({ id: "Laporan spam", en: "Spam reports" }),
    measure: answered,
  },
  {
    ...facebook,
    id: "facebook-links",
    categories: ["TAUTAN_RENDAH"],
    promise: {
      id: "Lebih sedikit kiriman ke laman berkualitas rendah",
      en: "Fewer posts linking to low-quality pages",
    },
    measured: answeredWords({
      id: "Permintaan menurunkan jangkauan",
      en: "Requests to demote",
    }),
    measure: answered,
  },
  {
    ...google,
    id: "google-flags",
    promise: { id: "Laporan ditinjau dengan efisien", en: "Flags reviewed efficiently" },
    measured: dayWords({ id: "Konten YouTube", en: "YouTube items" }),
    measure: dayShare,
  },
  {
    ...google,
    id: "google-vloggers",
    promise: { id: "Vlogger tepercaya", en: "Trusted vloggers" },
    measured: {
      id: "Kasus yang diputus seperti kata vlogger, dari yang dinilai jelas oleh vlogger.",
      en: "Cases decided as the vloggers said, of those on which they took a clear side.",
    },
    measure: { kind: "share", part: ["flags.agreed"], rest: ["flags.disagreed"], goal },
  },
  {
    ...twitter,
    id: "twitter-terror",
    categories: ["TERORISME"],
    promise: {
      id: "Radikalisme dan terorisme ditangani lebih cepat",
      en: "Radicalism and terrorism handled faster",
    },
    measured: fasterWords({ id: "terorisme", en: "terrorism" }),
    measure: { kind: "faster" },
  },
  {
    ...twitter,
    id: "twitter-narcotics",
    categories: ["NARKOTIKA"],
    promise: { id: "Narkotika ditangani lebih cepat", en: "Narcotics handled faster" },
    measured: fasterWords({ id: "narkotika", en: "narcotics" }),
    measure: { kind: "faster" },
  },
  {
    ...twitter,
    id: "twitter-children",
    categories: ["PORNO_ANAK"],
    promise: {
      id: "Materi kekerasan seksual anak ditangani lebih cepat",
      en: "Child sexual abuse material handled faster",
    },
    measured: fasterWords({ id: "kekerasan seksual anak", en: "child sexual abuse" }),
    measure: { kind: "faster" },
  },
  {
    ...twitter,
    id: "twitter-focal",
    promise: { id: "Kementerian sebagai satu pintu", en: "The ministry as the one focal point" },
    measured: {
      id: "Tidak terukur dari sini: permintaan di luar jalur ini hanya diketahui X. Lewat jalur ini tidak ada yang diminta dua kali.",
      en: "Not measurable from here: only X knows of requests outside this way. By this way nothing is asked for twice.",
    },
    measure: { kind: "none" },
  },
];
