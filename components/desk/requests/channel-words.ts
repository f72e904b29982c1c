import type { ChannelView } from "../../../utils/shared/contract/channel.ts";
import type { LetterGap } from "../../../utils/shared/contract/request.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { text } from "../../../utils/shared/i18n/text.ts";

export function channelWords(language: Language, { name, kind }: ChannelView): string {
  return text(language, "channel.name", { name, kind: text(language, `channelKind.${kind}`) });
}

/** True if a person delivers the letter. */
export function isManualChannel({ kind }: ChannelView): boolean {
  return kind === "form" || kind === "file";
}

export function gapWords(language: Language, { what, place = 0 }: LetterGap): string {
  if (what === "basis" || what === "rule" || what === "channel") return text(language, `gap.${what}`);
  return text(language, `gap.${what}`, { place });
}
