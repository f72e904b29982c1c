/** The text of a draft's inert copy. */

import type { DraftPost } from "../../utils/contract/draft.ts";

/** Undefined where there is none. */
export function snapshotIn({ evidence: { snapshot }, files }: DraftPost): string | undefined {
  const address = snapshot?.state === "taken" ? files[snapshot.file.sha256] : undefined;
  if (address === undefined) return undefined;
  const binary = atob(address.slice(address.indexOf(",") + 1));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
