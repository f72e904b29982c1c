/** A letter in one language as blocks, the same for the preview and for the recipient. */

import type { Letter, LetterItem } from "../contract/letter.ts";
import type { LetterKind } from "../contract/request-state.ts";
import type { Language } from "../contract/site.ts";
import { actions } from "../policy/action-labels.ts";
import { categories } from "../policy/categories.ts";
import { elements } from "../policy/decision-elements.ts";
import { subReasonLabel } from "../policy/sub-reasons.ts";
import { basisTable, heading, postRows, type Row, row, type WordBlock, words } from "./document-blocks.ts";
import { type SayLetter, sayIn } from "./letter.ts";
import { text } from "./text.ts";
import { letterTime } from "./time.ts";

/** Time of sending and end of the limit, for a reprimand. */
export interface MissedDeadline {
  sentAt: string;
  dueAt: string;
  hours: number;
}

/** A link that opens an item's evidence for a limited time. */
export interface EvidenceLink {
  address: string;
  until: string;
}

export interface LetterContent {
  letter: Letter;
  kind: LetterKind;
  language: Language;
  /** For a reprimand. */
  missed?: MissedDeadline;
  /** Keyed by position. Empty in the no-pixels lane. */
  evidence?: ReadonlyMap<number, EvidenceLink>;
}

export interface WrittenItem {
  place: number;
  title: string;
  blocks: WordBlock[];
}

/** The content below the title: before the items, each item, and after the items. */
export interface LetterBlocks {
  head: WordBlock[];
  items: WrittenItem[];
  foot: WordBlock[];
}

export function letterBlocks(writing: LetterContent): LetterBlocks {
  const { letter, kind, language } = writing;
  const say = sayIn(language);
  const { organisation, origin } = letter;
  return {
    head: [
      { kind: "pairs", rows: headRows(writing, say) },
      heading(say("request")),
      ...requestBlocks(writing, say),
      ...lawBlocks(letter, say),
      heading(say("items")),
    ],
    items: letter.items.map((item) => writtenItem(item, writing, say)),
    foot: [
      ...(kind === "request" && letter.kind === "order" ? noticeBlocks(writing, say) : []),
      heading(say("answer")),
      words(say("answerWords")),
      heading(say("check")),
      words(say("checkWords", { organisation, origin })),
    ],
  };
}

export function titleOf({ letter, kind, language }: LetterContent): string {
  const say = sayIn(language);
  if (kind !== "request") return say(`title.${kind}`);
  return say(letter.kind === "restore" ? "titleRestore" : "title");
}

export function ruleOf({ rule }: Letter, language: Language): string {
  const say = sayIn(language);
  if (!rule) return say("ruleUnknown");
  return rule.verified ? rule.name : say("ruleUnverified", { rule: rule.name });
}

function headRows({ letter, kind, language }: LetterContent, say: SayLetter): Row[] {
  const { number, madeAt, organisation, site, hours } = letter;
  const action = actions[letter.action];
  return [
    row(say("number"), number, "digest"),
    row(say(kind === "request" ? "date" : "dateOfRequest"), letterTime(language, madeAt)),
    row(say("from"), organisation),
    row(say("to"), say("toTeam", { site: text(language, `site.${site}`) })),
    row(say("category"), categories[letter.category].label[language]),
    ...(letter.kind === "order"
      ? [
          row(say("action"), `${action.label[language]}. ${action.hint[language]}`),
          row(say("rule"), ruleOf(letter, language)),
          row(say("limit"), hours === undefined ? say("limitNone") : say("limitHours", { hours })),
        ]
      : []),
  ];
}

function requestBlocks(writing: LetterContent, say: SayLetter): WordBlock[] {
  const { letter, kind, language, missed } = writing;
  const { organisation, number } = letter;
  if (kind !== "request" && missed) {
    const { hours } = missed;
    const [sentAt, dueAt] = [letterTime(language, missed.sentAt), letterTime(language, missed.dueAt)];
    const title = titleOf(writing);
    const next = kind === "st3" ? [] : [words(say("reprimandNext", { hours }))];
    return [
      { kind: "warning", text: say("reprimandWords", { number, sentAt, dueAt, hours, title }) },
      ...next,
    ];
  }
  if (letter.kind === "restore") return [words(say("restore", { restores: letter.restores ?? "" }))];
  return [
    words(say(letter.hours === undefined ? "orderPolicy" : "order", { organisation })),
    words(say("narrow")),
  ];
}

function lawBlocks({ kind, basis }: Letter, say: SayLetter): WordBlock[] {
  if (kind === "restore") return [];
  if (basis.length === 0) return [heading(say("basis")), words(say("noBasis"))];
  return [heading(say("basis")), basisTable(basis, say)];
}

function writtenItem(
  item: LetterItem,
  { letter, language, evidence }: LetterContent,
  say: SayLetter,
): WrittenItem {
  const { place, address, manifest } = item;
  const link = evidence?.get(place);
  const met = elements[letter.category].filter(({ id }) => item.elements.includes(id));
  const rows: Row[] = [
    row(say("address"), address, "foreign"),
    ...postRows(item, language, say),
    ...(letter.kind === "order" ? [row(say("picture"), pictureWords(item, say))] : []),
    ...(manifest === undefined ? [] : [row(say("manifest"), manifest, "digest")]),
    ...(met.length > 0
      ? [row(say("elements"), met.map((element) => element.words[language]).join("; "))]
      : []),
    ...(item.subReason === undefined
      ? []
      : [row(say("subReason"), subReasonLabel(letter.category, item.subReason)[language])]),
    row(say("reference"), item.reference, "digest"),
    ...(link
      ? [
          row(say("dossier"), link.address),
          row("", say("dossierUntil", { at: letterTime(language, link.until) })),
        ]
      : []),
  ];
  return {
    place,
    title: say("item", { place }),
    blocks: [
      { kind: "pairs", rows },
      { kind: "quote", label: say("analysis"), text: item.analysis },
    ],
  };
}

function pictureWords({ picture }: LetterItem, say: SayLetter): string {
  if ("none" in picture) return say(`noPicture.${picture.none}`);
  return say(picture.veiled ? "pictureVeiled" : "pictureSha256", { sha256: picture.sha256 });
}

/** One notice per item, because its reference belongs to one decision. */
function noticeBlocks({ letter, language }: LetterContent, say: SayLetter): WordBlock[] {
  const category = categories[letter.category].label[language];
  const { organisation, origin } = letter;
  const notices = letter.items.map(({ address, reference }) =>
    say("noticeText", { organisation, address, category, reference, objection: `${origin}/sanggah` }),
  );
  return [heading(say("notice")), words(say("noticeWords")), { kind: "list", items: notices }];
}
