/** Why a case is rejected: what each reason means, in the first words of the reason that a supervisor writes. */

import type { RejectionCode } from "../contract/grounds.ts";
import type { Words } from "./category.ts";

export interface Rejection {
  code: RejectionCode;
  label: Words;
  /** It says nothing about what the post says: somebody else may find that it violates. */
  leavesOpen?: true;
  /** A first reason, which the person may change; absent: only their own words say it. */
  first?: Words;
}

/** In the order in which they are shown: the key of each is its place, from 1. What protects speech comes first. */
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

/** What is known of a reason for rejection. */
export function rejectionOf(code: RejectionCode): Rejection {
  const found = rejections.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no words for rejection ${code}`);
  return found;
}
