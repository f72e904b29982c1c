/** Agencies for referrals: their responsibilities, and the categories that they fit. */

import type { CategoryCode } from "../contract/category.ts";
import type { AgencyCode } from "../contract/decision-grounds.ts";
import type { Words } from "./category-definition.ts";

export interface Agency {
  code: AgencyCode;
  label: Words;
  /** The agency's responsibility. */
  hint: Words;
  /** Categories for which it is listed first. */
  categories: readonly CategoryCode[];
}

const list: readonly Agency[] = [
  {
    code: "POLRI",
    label: { id: "Polri", en: "National police (Polri)" },
    hint: {
      id: "Tindak pidana, juga siber dan PPA",
      en: "Crimes, also online and against women and children",
    },
    categories: [
      "PORNO_ANAK",
      "TERORISME",
      "KEBENCIAN_SARA",
      "HASUT_KEKERASAN",
      "NARKOTIKA",
      "PENIPUAN",
      "SEPARATISME",
      "JUDI",
    ],
  },
  {
    code: "BNPT",
    label: { id: "BNPT", en: "Counter-terrorism agency (BNPT)" },
    hint: { id: "Terorisme dan ekstremisme", en: "Terrorism and extremism" },
    categories: ["TERORISME"],
  },
  {
    code: "BNN",
    label: { id: "BNN", en: "Narcotics agency (BNN)" },
    hint: { id: "Narkotika", en: "Narcotics" },
    categories: ["NARKOTIKA"],
  },
  {
    code: "BPOM",
    label: { id: "BPOM", en: "Food and drug authority (BPOM)" },
    hint: { id: "Obat, makanan, kosmetik", en: "Medicine, food, cosmetics" },
    categories: ["KEUANGAN_OBAT_ILEGAL"],
  },
  {
    code: "OJK",
    label: { id: "OJK", en: "Financial services authority (OJK)" },
    hint: { id: "Pinjaman, investasi, penipuan keuangan", en: "Loans, investments, financial fraud" },
    categories: ["KEUANGAN_OBAT_ILEGAL", "PENIPUAN"],
  },
  {
    code: "BAPPEBTI",
    label: { id: "Bappebti", en: "Futures trading regulator (Bappebti)" },
    hint: { id: "Perdagangan berjangka", en: "Futures trading" },
    categories: ["KEUANGAN_OBAT_ILEGAL"],
  },
  {
    code: "KPAI",
    label: { id: "KPAI", en: "Child protection commission (KPAI)" },
    hint: { id: "Perlindungan anak", en: "Protection of children" },
    categories: ["PORNO_ANAK"],
  },
  {
    code: "BAWASLU",
    label: { id: "Bawaslu", en: "Election supervisor (Bawaslu)" },
    hint: { id: "Pelanggaran pemilu", en: "Election offences" },
    categories: ["HOAKS"],
  },
  {
    code: "DEWAN_PERS",
    label: { id: "Dewan Pers", en: "Press Council (Dewan Pers)" },
    hint: { id: "Karya pers", en: "Press work" },
    categories: ["HOAKS"],
  },
  {
    code: "DJKI",
    label: { id: "DJKI", en: "Intellectual property office (DJKI)" },
    hint: { id: "Hak cipta, merek", en: "Copyright, trademarks" },
    categories: ["HKI"],
  },
  {
    code: "BSSN",
    label: { id: "BSSN", en: "Cyber and crypto agency (BSSN)" },
    hint: { id: "Serangan dan keamanan siber", en: "Attacks on and security of systems" },
    categories: ["PENIPUAN"],
  },
];

/** Returns all agencies, those that fit the category first. */
export function agenciesFor(category: CategoryCode): Agency[] {
  const fits = (agency: Agency) => agency.categories.includes(category);
  return [...list.filter(fits), ...list.filter((agency) => !fits(agency))];
}

export function allAgencies(): readonly Agency[] {
  return list;
}

export function agencyOf(code: AgencyCode): Agency {
  const agency = list.find((entry) => entry.code === code);
  if (agency === undefined) throw new Error(`unknown agency ${code}`);
  return agency;
}
