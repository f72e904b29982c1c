/** Texts of the page that a person sees in place of a problem: what it is about, and what to do next. */

import type { Language } from "../contract/site.ts";
import { evidencePageTexts } from "./evidence-page.ts";

const id = {
  evidence: evidencePageTexts.id.unknown,
  evidenceHint: evidencePageTexts.id.unknownHint,
  month: "Tidak ada halaman untuk bulan ini",
  monthHint: "Bulannya belum dimuat, atau alamatnya keliru. Pilih bulan dari daftarnya.",
  months: "Lihat daftar bulan",
  missing: "Halaman ini tidak ada",
  missingHint: "Periksa alamatnya, atau mulai dari halaman depan.",
  home: "Ke halaman depan",
  many: evidencePageTexts.id.many,
  manyHint: evidencePageTexts.id.manyHint,
  away: "Halaman ini sedang tidak dapat dibuka",
  awayHint:
    "Server ini sedang terganggu. Muat ulang beberapa menit lagi. Bila tetap tidak terbuka, hubungi lembaga yang memberi Anda alamat ini.",
};

export type ProblemPageKey = keyof typeof id;

const en: Record<ProblemPageKey, string> = {
  evidence: evidencePageTexts.en.unknown,
  evidenceHint: evidencePageTexts.en.unknownHint,
  month: "There is no page for this month",
  monthHint: "The month is not published yet, or the address is wrong. Choose a month from the list.",
  months: "See the list of months",
  missing: "This page does not exist",
  missingHint: "Check the address, or begin at the front page.",
  home: "Go to the front page",
  many: evidencePageTexts.en.many,
  manyHint: evidencePageTexts.en.manyHint,
  away: "This page cannot be opened at the moment",
  awayHint:
    "This server has a fault. Reload in a few minutes. If it still does not open, ask the organisation that gave you this address.",
};

export const problemPageTexts: Record<Language, Record<ProblemPageKey, string>> = { id, en };
