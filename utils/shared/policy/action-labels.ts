/** Labels of the actions that can be requested. */

import type { ActionCode } from "../contract/category.ts";
import type { Words } from "./category-definition.ts";

export interface Action {
  code: ActionCode;
  label: Words;
  hint: Words;
}

export const actions: Record<ActionCode, Action> = {
  PANTAU: {
    code: "PANTAU",
    label: { id: "Pantau", en: "Watch" },
    hint: {
      id: "Dicatat dan diamati, tanpa permintaan ke platform.",
      en: "Noted and watched, nothing is asked of the platform.",
    },
  },
  CEK_FAKTA: {
    code: "CEK_FAKTA",
    label: { id: "Cek fakta", en: "Fact check" },
    hint: { id: "Diteruskan ke pemeriksa fakta.", en: "Passed on to fact checkers." },
  },
  LAPOR_PLATFORM: {
    code: "LAPOR_PLATFORM",
    label: { id: "Lapor ke platform", en: "Report to the platform" },
    hint: { id: "Menurut aturan platform sendiri.", en: "Under the platform's own rules." },
  },
  TURUNKAN_JANGKAUAN: {
    code: "TURUNKAN_JANGKAUAN",
    label: { id: "Turunkan jangkauan", en: "Reduce reach" },
    hint: { id: "Tetap ada, lebih jarang ditampilkan.", en: "It stays, and is shown less." },
  },
  RUJUK_DJKI: {
    code: "RUJUK_DJKI",
    label: { id: "Rujuk ke DJKI", en: "Refer to DJKI" },
    hint: { id: "Pemegang hak mengurus lewat DJKI.", en: "The rights holder proceeds through DJKI." },
  },
  BATAS_WILAYAH: {
    code: "BATAS_WILAYAH",
    label: { id: "Batasi di Indonesia", en: "Restrict in Indonesia" },
    hint: { id: "Tidak tampil di Indonesia saja.", en: "Not shown in Indonesia only." },
  },
  HAPUS_KEBIJAKAN: {
    code: "HAPUS_KEBIJAKAN",
    label: { id: "Hapus kiriman", en: "Remove the post" },
    hint: { id: "Menurut kebijakan platform.", en: "Under the platform's policy." },
  },
  TUTUP_KANAL: {
    code: "TUTUP_KANAL",
    label: { id: "Tutup kanal", en: "Close the channel" },
    hint: { id: "Seluruh kanal atau akun ditutup.", en: "The whole channel or account is closed." },
  },
  TERUSKAN_HOTLINE: {
    code: "TERUSKAN_HOTLINE",
    label: { id: "Teruskan ke hotline", en: "Pass to the hotline" },
    hint: { id: "Alamat saja, tanpa berkas.", en: "The address only, no files." },
  },
  TERUSKAN_APH: {
    code: "TERUSKAN_APH",
    label: { id: "Teruskan ke APH", en: "Pass to law enforcement" },
    hint: { id: "Aparat penegak hukum menangani.", en: "Law enforcement takes over." },
  },
};
