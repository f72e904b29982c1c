/** Decides which actions lead to a request to a platform. */

import type { ActionCode } from "../contract/category.ts";

const asking: readonly ActionCode[] = [
  "HAPUS_KEBIJAKAN",
  "BATAS_WILAYAH",
  "TUTUP_KANAL",
  "LAPOR_PLATFORM",
  "TURUNKAN_JANGKAUAN",
];

/** The other actions are only recorded or lead to a referral. */
export function asksPlatform(action: ActionCode): boolean {
  return asking.includes(action);
}
