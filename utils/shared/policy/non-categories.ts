/** Complaints that are not a category: the reason, and the alternative. */

import type { RefusalCode } from "../contract/category.ts";
import type { Words } from "./category-definition.ts";

export interface Refusal {
  code: RefusalCode;
  label: Words;
  why: Words;
  instead: Words;
}

export const refusals: Record<RefusalCode, Refusal> = {
  KRITIK: {
    code: "KRITIK",
    label: { id: "Kritik kepada pemerintah", en: "Criticism of government" },
    why: {
      id: "Kritik kepada pemerintah, pejabat, kebijakan, polisi, atau TNI adalah hak warga, juga bila keras.",
      en: "Criticism of government, officials, policy, police or military is a citizen's right, harsh or not.",
    },
    instead: {
      id: "Jangan dilaporkan. Bila kiriman itu juga mengancam seseorang, pilih “Hasutan kekerasan”.",
      en: "Do not report it. If the post also threatens someone, choose “Violence”.",
    },
  },
  NAMA_BAIK: {
    code: "NAMA_BAIK",
    label: { id: "Pencemaran nama baik", en: "Defamation" },
    why: {
      id: "Ini delik aduan: hanya korban sendiri yang dapat mengadu, bukan lembaga (UU 1/2024 Ps 45(5), (7)).",
      en: "Only the victim can complain, not an institution (UU 1/2024 Art. 45(5), (7)).",
    },
    instead: {
      id: "Sarankan korban mengadu sendiri ke kepolisian atau melalui formulir platform.",
      en: "Advise the victim to complain to the police or through the platform's form.",
    },
  },
  MERESAHKAN: {
    code: "MERESAHKAN",
    label: { id: "Sekadar “meresahkan”", en: "Merely “disturbing”" },
    why: {
      id: "“Meresahkan masyarakat” baru menjadi dasar bila kementerian atau lembaga menetapkannya dengan surat (Permenkominfo 5/2020 Ps 9(5)).",
      en: "“Disturbing the public” is a ground only once a ministry or agency determines it in a letter (MR 5/2020 Art. 9(5)).",
    },
    instead: {
      id: "Cari pelanggaran yang nyata. Bila tidak ada, jangan dilaporkan.",
      en: "Look for an actual violation. If there is none, do not report it.",
    },
  },
  PERS: {
    code: "PERS",
    label: { id: "Karya pers", en: "Press products" },
    why: {
      id: "Berita dari perusahaan pers diselesaikan menurut UU 40/1999, bukan dengan permintaan penghapusan.",
      en: "Disputes about press products follow UU 40/1999, not takedown requests.",
    },
    instead: {
      id: "Gunakan hak jawab atau sampaikan ke Dewan Pers.",
      en: "Use the right of reply or turn to the Press Council (Dewan Pers).",
    },
  },
  PRIVAT: {
    code: "PRIVAT",
    label: { id: "Percakapan pribadi", en: "Private chats" },
    why: {
      id: "Percakapan pribadi, grup tertutup, dan tautan undangan tidak diambil. Alat ini hanya untuk konten publik.",
      en: "Private chats, closed groups and invitation links are not captured. This tool is for public content only.",
    },
    instead: {
      id: "Bila Anda korban atau saksi, laporkan ke kepolisian.",
      en: "If you are a victim or a witness, report to the police.",
    },
  },
};

/** In display order. */
export const refusalOrder: readonly RefusalCode[] = ["KRITIK", "NAMA_BAIK", "MERESAHKAN", "PERS", "PRIVAT"];
