/** Reasons for rejecting a case, with their meaning and a draft of the explanation. */

import type { RejectionCode } from "../contract/decision-grounds.ts";
import type { Words } from "./category-definition.ts";

export interface Rejection {
  code: RejectionCode;
  label: Words;
  /** The reason does not judge the content, so another report may still lead to an approval. */
  leavesOpen?: true;
  /** Draft of the explanation, which the supervisor may edit. Absent if they must write it themselves. */
  first?: Words;
}

/** In display order; each reason's key is its position, from 1. Reasons that protect speech come first. */
export const rejections: readonly Rejection[] = [
  {
    code: "criticism",
    label: { id: "Kritik kepada pemerintah atau pejabat", en: "Criticism of government or officials" },
    first: {
      id: "Ini kritik kepada pemerintah, pejabat, atau kebijakan. Itu hak warga, juga bila keras.",
      en: "This is criticism of government, officials or policy. It is a citizen's right, harsh or not.",
    },
  },
  {
    code: "press",
    label: { id: "Karya pers", en: "Press work" },
    first: {
      id: "Ini karya pers. Keberatan diselesaikan menurut UU 40/1999, lewat hak jawab atau Dewan Pers.",
      en: "This is press work. Objections follow UU 40/1999, by the right of reply or the Press Council.",
    },
  },
  {
    code: "protected",
    label: { id: "Dilindungi pengecualian lain", en: "Protected by another exception" },
    first: {
      id: "Isinya dilindungi pengecualian: kepentingan umum, membela diri, seni, budaya, olahraga, kesehatan, ilmu, atau penelitian.",
      en: "It is protected by an exception: public interest, self-defence, art, culture, sport, health, science or research.",
    },
  },
  {
    code: "elements-missing",
    label: { id: "Unsur tidak terpenuhi", en: "Elements are not met" },
    first: {
      id: "Unsur kategori ini tidak terpenuhi semua.",
      en: "Not all elements of this category are met.",
    },
  },
  {
    code: "wrong-address",
    leavesOpen: true,
    label: { id: "Alamat keliru", en: "Wrong address" },
    first: {
      id: "Alamat yang dilaporkan bukan kiriman yang dimaksud. Laporkan lagi dari kirimannya.",
      en: "The reported address is not the post that was meant. Report it again from the post itself.",
    },
  },
  {
    code: "gone",
    leavesOpen: true,
    label: { id: "Kiriman sudah tidak ada", en: "The post is gone" },
    first: {
      id: "Kiriman ini sudah tidak dapat dibuka umum, jadi tidak ada yang diminta dari platform.",
      en: "The public can no longer open this post, so nothing is asked of the platform.",
    },
  },
  {
    code: "evidence-poor",
    leavesOpen: true,
    label: { id: "Bukti kurang", en: "Poor evidence" },
    first: {
      id: "Bukti yang terkirim tidak cukup untuk menilai isinya. Laporkan lagi bila kirimannya masih ada.",
      en: "The evidence is not enough to judge by. Report it again if the post is still there.",
    },
  },
  {
    code: "duplicate",
    leavesOpen: true,
    label: { id: "Sudah ada di kasus lain", en: "Already in another case" },
    first: {
      id: "Isi yang sama ditangani dalam kasus lain.",
      en: "The same content is handled in another case.",
    },
  },
  { code: "other", label: { id: "Alasan lain", en: "Another reason" } },
];

export function rejectionOf(code: RejectionCode): Rejection {
  const match = rejections.find((rejection) => rejection.code === code);
  if (match === undefined) throw new Error(`unknown rejection code ${code}`);
  return match;
}
