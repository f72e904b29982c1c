/** A letter in one language as blocks: page, PDF and plain text show the same in the same order. */

import type { Letter, LetterItem } from "../../utils/contract/letter.ts";
import type { LetterKind } from "../../utils/contract/request-state.ts";
import type { Language } from "../../utils/contract/site.ts";
import { fill } from "../../utils/language/fill.ts";
import { type LetterKey, letterTexts } from "../../utils/language/letter.ts";
import { actions } from "../../utils/policy/actions.ts";
import { categories } from "../../utils/policy/categories.ts";
import { elements } from "../../utils/policy/elements.ts";
import type { Block, Value } from "../evidence/export/dossier/block.ts";
import { type Speech, speechIn } from "../evidence/export/dossier/speech.ts";

/** When the request was sent and its limit ended, for a reprimand. */
export interface Missed {
  sentAt: Date;
  dueAt: Date;
  hours: number;
}

/** An address that opens an item's evidence for a while. */
export interface EvidenceLink {
  address: string;
  until: Date;
}

export interface WrittenLetter {
  title: string;
  /** Of an e-mail. */
  subject: string;
  blocks: Block[];
}

export interface Writing {
  letter: Letter;
  kind: LetterKind;
  language: Language;
  /** Of a reprimand. */
  missed?: Missed;
  /** By place; none in the no-pixels lane. */
  evidence?: ReadonlyMap<number, EvidenceLink>;
}

type Say = (key: LetterKey, values?: Record<string, string | number>) => string;
type Row = { label: string; value: Value };

export function writeLetter(writing: Writing): WrittenLetter {
  const { letter, kind, language } = writing;
  const speech = speechIn(language);
  const say: Say = (key, values = {}) => fill(letterTexts[language][key], values);
  const title = titleOf(letter, kind, say);
  return {
    title,
    subject: `[${letter.number}] ${subjectOf(writing, title, say, speech)}`,
    blocks: [
      { kind: "title", text: title, over: letter.organisation },
      { kind: "pairs", rows: headRows(letter, say, speech) },
      { kind: "heading", text: say("request") },
      ...requestBlocks(writing, title, say, speech),
      ...lawBlocks(letter, say),
      { kind: "heading", text: say("items") },
      ...letter.items.flatMap((item) => itemBlocks(item, writing, say, speech)),
      ...(kind === "request" && letter.kind === "order" ? noticeBlocks(letter, say, speech) : []),
      { kind: "heading", text: say("answer") },
      { kind: "text", text: say("answerWords") },
      { kind: "heading", text: say("check") },
      { kind: "text", text: say("checkWords", { organisation: letter.organisation, origin: letter.origin }) },
    ],
  };
}

function titleOf({ kind }: Letter, letter: LetterKind, say: Say): string {
  if (letter !== "request") return say(`title.${letter}`);
  return say(kind === "restore" ? "titleRestore" : "title");
}

function subjectOf({ letter, kind }: Writing, title: string, say: Say, { pick }: Speech): string {
  if (kind !== "request") return say("subjectReprimand", { title, number: letter.number });
  const category = pick(categories[letter.category].label);
  const count = letter.items.length;
  return letter.kind === "restore"
    ? say("subjectRestore", { count, category })
    : say("subjectOrder", { action: pick(actions[letter.action].label), count, category });
}

function headRows(letter: Letter, say: Say, { pick, name, when }: Speech): Row[] {
  const { number, madeAt, organisation, site, rule, hours } = letter;
  const ruleWords = rule
    ? rule.verified
      ? rule.name
      : say("ruleUnverified", { rule: rule.name })
    : say("ruleUnknown");
  const action = actions[letter.action];
  return [
    { label: say("number"), value: { text: number, voice: "digest" } },
    own(say("date"), when(madeAt)),
    own(say("from"), organisation),
    own(say("to"), say("toTeam", { site: name(`site.${site}`) })),
    own(say("category"), pick(categories[letter.category].label)),
    ...(letter.kind === "order"
      ? [
          own(say("action"), `${pick(action.label)}. ${pick(action.hint)}`),
          own(say("rule"), ruleWords),
          own(say("limit"), hours === undefined ? say("limitNone") : say("limitHours", { hours })),
        ]
      : []),
  ];
}

function requestBlocks(
  { letter, kind, missed }: Writing,
  title: string,
  say: Say,
  { when }: Speech,
): Block[] {
  const { organisation, number } = letter;
  if (kind !== "request" && missed) {
    const [sentAt, dueAt] = [when(missed.sentAt.toISOString()), when(missed.dueAt.toISOString())];
    const words = say("reprimandWords", { number, sentAt, dueAt, hours: missed.hours, title });
    const next = kind === "st3" ? [] : [text(say("reprimandNext", { hours: missed.hours }))];
    return [{ kind: "warning", text: words }, ...next];
  }
  if (letter.kind === "restore") return [text(say("restore", { restores: letter.restores ?? "" }))];
  return [
    text(say(letter.hours === undefined ? "orderPolicy" : "order", { organisation })),
    text(say("narrow")),
  ];
}

function lawBlocks({ kind, basis }: Letter, say: Say): Block[] {
  if (kind === "restore") return [];
  const heading: Block = { kind: "heading", text: say("basis") };
  if (basis.length === 0) return [heading, text(say("noBasis"))];
  const columns = [
    { label: say("basisText"), share: 0.7, voice: "own" as const },
    { label: say("basisMark"), share: 0.3, voice: "own" as const },
  ];
  const rows = basis.map(({ text: words, verified }) => [words, say(verified ? "verified" : "unverified")]);
  return [heading, { kind: "table", columns, rows }];
}

function itemBlocks(item: LetterItem, { letter, evidence }: Writing, say: Say, speech: Speech): Block[] {
  const { place, address, subject, aliases, author, authorId, publishedAt, capturedAt, manifest } = item;
  const { when, pick } = speech;
  const link = evidence?.get(place);
  const met = elements[letter.category].filter(({ id }) => item.elements.includes(id));
  const rows: Row[] = [
    foreign(say("address"), address),
    foreign(say("subject"), subject),
    ...(aliases.length > 0 ? [foreign(say("aliases"), aliases.join(", "))] : []),
    ...(author === undefined ? [] : [foreign(say("author"), author)]),
    ...(authorId === undefined ? [] : [foreign(say("authorId"), authorId)]),
    ...(publishedAt === undefined ? [] : [own(say("publishedAt"), when(publishedAt))]),
    ...(capturedAt === undefined ? [] : [own(say("capturedAt"), when(capturedAt))]),
    ...(letter.kind === "order" ? [own(say("picture"), pictureWords(item, say))] : []),
    ...(manifest === undefined ? [] : [digest(say("manifest"), manifest)]),
    ...(met.length > 0 ? [own(say("elements"), met.map(({ words }) => pick(words)).join("; "))] : []),
    digest(say("reference"), item.reference),
    ...(link
      ? [
          own(say("dossier"), link.address),
          own("", say("dossierUntil", { at: when(link.until.toISOString()) })),
        ]
      : []),
  ];
  return [
    { kind: "text", text: say("item", { place }) },
    { kind: "pairs", rows },
    { kind: "quote", label: say("analysis"), text: item.analysis },
  ];
}

function pictureWords({ picture }: LetterItem, say: Say): string {
  return "sha256" in picture
    ? say("pictureSha256", { sha256: picture.sha256 })
    : say(`noPicture.${picture.none}`);
}

/** Of each item its own: the reference names one decision. */
function noticeBlocks(letter: Letter, say: Say, { pick }: Speech): Block[] {
  const category = pick(categories[letter.category].label);
  const { organisation, origin } = letter;
  const notices = letter.items.map(({ address, reference }) =>
    say("noticeText", { organisation, address, category, reference, objection: `${origin}/sanggah` }),
  );
  return [
    { kind: "heading", text: say("notice") },
    text(say("noticeWords")),
    { kind: "list", items: notices },
  ];
}

function text(words: string): Block {
  return { kind: "text", text: words };
}

function own(label: string, words: string): Row {
  return { label, value: { text: words, voice: "own" } };
}

function foreign(label: string, words: string): Row {
  return { label, value: { text: words, voice: "foreign" } };
}

function digest(label: string, words: string): Row {
  return { label, value: { text: words, voice: "digest" } };
}
