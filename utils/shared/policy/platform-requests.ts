/** Decides which actions lead to a request to a platform. */

import type { ActionCode } from "../contract/category.ts";

const requestActions: readonly ActionCode[] = [
  "HAPUS_KEBIJAKAN",
  "BATAS_WILAYAH",
  "TUTUP_KANAL",
  "LAPOR_PLATFORM",
  "TURUNKAN_JANGKAUAN",
];

/** The other actions are only recorded or lead to a referral. */
export function isPlatformRequest(action: ActionCode): boolean {
  return requestActions.includes(action);
}
