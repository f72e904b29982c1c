import type { DraftPost } from "../../utils/shared/contract/draft.ts";

/** Returns the HTML of a draft's page copy; undefined if none was taken. */
export function snapshotIn({ evidence: { snapshot }, files }: DraftPost): string | undefined {
  const address = snapshot?.state === "taken" ? files[snapshot.file.sha256] : undefined;
  if (address === undefined) return undefined;
  const binary = atob(address.slice(address.indexOf(",") + 1));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
