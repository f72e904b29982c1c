/** The sentences of a letter, as the intake writes them. */

import type { Letter, LetterItem } from "../../utils/contract/letter.ts";
import type { LetterKind } from "../../utils/contract/request-state.ts";
import type { Language } from "../../utils/contract/site.ts";
import { text } from "../../utils/language/text.ts";
import { dateTime } from "../../utils/language/time.ts";
import { actions } from "../../utils/policy/actions.ts";
import { categories } from "../../utils/policy/categories.ts";
import { elements } from "../../utils/policy/elements.ts";
import type { Fact } from "./Facts.tsx";
import { sayIn } from "./say-in.ts";

/** When the request was sent and its limit ended, for a reprimand. */
export interface Missed {
  sentAt: string;
  dueAt: string;
  hours: number;
}

/** A letter names one zone, wherever it is read. */
const wibMinutes = 420;
const when = (language: Language, at: string) => dateTime(language, at, wibMinutes);

export function titleOf({ kind }: Letter, letter: LetterKind, language: Language): string {
  const say = sayIn(language);
  return letter === "request" ? say(kind === "restore" ? "titleRestore" : "title") : say(`title.${letter}`);
}

export function writtenHead(
  letter: Letter,
  kind: LetterKind,
  language: Language,
): { title: string; rows: Fact[] } {
  const say = sayIn(language);
  const { number, madeAt, organisation, site, hours } = letter;
  const action = actions[letter.action];
  const rows = [
    { label: say("number"), words: number },
    { label: say("date"), words: when(language, madeAt) },
    { label: say("from"), words: organisation },
    { label: say("to"), words: say("toTeam", { site: text(language, `site.${site}`) }) },
    { label: say("category"), words: categories[letter.category].label[language] },
  ];
  const asked = [
    { label: say("action"), words: `${action.label[language]}. ${action.hint[language]}` },
    { label: say("rule"), words: ruleOf(letter, language) },
    { label: say("limit"), words: hours === undefined ? say("limitNone") : say("limitHours", { hours }) },
  ];
  return {
    title: titleOf(letter, kind, language),
    rows: letter.kind === "order" ? [...rows, ...asked] : rows,
  };
}

export function ruleOf({ rule }: Letter, language: Language): string {
  const say = sayIn(language);
  if (!rule) return say("ruleUnknown");
  return rule.verified ? rule.name : say("ruleUnverified", { rule: rule.name });
}

export function writtenRequest(
  letter: Letter,
  kind: LetterKind,
  language: Language,
  missed?: Missed,
): string[] {
  const say = sayIn(language);
  const { organisation, number } = letter;
  if (kind !== "request" && missed) {
    const { hours } = missed;
    const [sentAt, dueAt] = [when(language, missed.sentAt), when(language, missed.dueAt)];
    const words = say("reprimandWords", {
      number,
      sentAt,
      dueAt,
      hours,
      title: titleOf(letter, kind, language),
    });
    return kind === "st3" ? [words] : [words, say("reprimandNext", { hours })];
  }
  if (letter.kind === "restore") return [say("restore", { restores: letter.restores ?? "" })];
  return [say(letter.hours === undefined ? "orderPolicy" : "order", { organisation }), say("narrow")];
}

export function writtenLaw({ basis }: Letter, language: Language): string[] {
  const say = sayIn(language);
  if (basis.length === 0) return [say("noBasis")];
  return basis.map(({ text: words, verified }) => `${words} (${say(verified ? "verified" : "unverified")})`);
}

export function writtenItem(item: LetterItem, letter: Letter, language: Language): Fact[] {
  const say = sayIn(language);
  const { address, subject, aliases, author, authorId, publishedAt, capturedAt, manifest, picture } = item;
  const met = elements[letter.category].filter(({ id }) => item.elements.includes(id));
  const pictureWords =
    "sha256" in picture ? say("pictureSha256", { sha256: picture.sha256 }) : say(`noPicture.${picture.none}`);
  return [
    { label: say("address"), words: address },
    { label: say("subject"), words: subject },
    ...(aliases.length > 0 ? [{ label: say("aliases"), words: aliases.join(", ") }] : []),
    ...(author === undefined ? [] : [{ label: say("author"), words: author }]),
    ...(authorId === undefined ? [] : [{ label: say("authorId"), words: authorId }]),
    ...(publishedAt === undefined ? [] : [{ label: say("publishedAt"), words: when(language, publishedAt) }]),
    ...(capturedAt === undefined ? [] : [{ label: say("capturedAt"), words: when(language, capturedAt) }]),
    ...(letter.kind === "order" ? [{ label: say("picture"), words: pictureWords }] : []),
    ...(manifest === undefined ? [] : [{ label: say("manifest"), words: manifest }]),
    ...(met.length > 0
      ? [{ label: say("elements"), words: met.map(({ words }) => words[language]).join("; ") }]
      : []),
    { label: say("reference"), words: item.reference },
  ];
}

/** Of each item its own: the reference names one decision. */
export function noticesOf(letter: Letter, language: Language): string[] {
  const category = categories[letter.category].label[language];
  const { organisation, origin } = letter;
  return letter.items.map(({ address, reference }) =>
    sayIn(language)("noticeText", {
      organisation,
      address,
      category,
      reference,
      objection: `${origin}/sanggah`,
    }),
  );
}
