/** Which decisions ask something of a platform. */

import type { ActionCode } from "../contract/category.ts";

const asking: readonly ActionCode[] = [
  "HAPUS_KEBIJAKAN",
  "BATAS_WILAYAH",
  "TUTUP_KANAL",
  "LAPOR_PLATFORM",
  "TURUNKAN_JANGKAUAN",
];

/** Others are noted here or go to another agency. */
export function asksPlatform(action: ActionCode): boolean {
  return asking.includes(action);
}
