/**
 * Dossier blocks of the captured post: author, address, times, text, and pictures if the category allows
 * them.
 */

import type { Evidence, Fields } from "../../../utils/shared/contract/evidence.ts";
import type { ExportedReport } from "../../../utils/shared/contract/export.ts";
import type { ImageFile } from "../../../utils/shared/contract/files.ts";
import type { Value } from "../../../utils/shared/i18n/block.ts";
import { timecode } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Category } from "../../../utils/shared/policy/category.ts";
import type { Block } from "../../documents/block.ts";
import type { CaseContent } from "../../documents/export-source.ts";
import type { Translator } from "../../documents/translator.ts";

type Row = { label: string; value: Value };

/** Rows of the table, in this order; the text is shown separately. */
const shown = [
  "permalink",
  "title",
  "authorName",
  "authorHandle",
  "authorLink",
  "authorId",
  "publishedAt",
  "publishedRaw",
  "audience",
  "unavailable",
  "promoted",
] as const satisfies (keyof Fields)[];

export function postBlocks(said: CaseContent, exported: ExportedReport, speech: Translator): Block[] {
  const { say, name, when } = speech;
  const { evidence } = exported.report;
  const { site, kind, subject, aliases, fields } = evidence;
  const rows: Row[] = [
    foreign(say("subject"), subject),
    ...(aliases.length > 0 ? [foreign(say("aliases"), aliases.join(", "))] : []),
    own(say("place"), say("placeOf", { site: name(`site.${site}`), kind: name(`kind.${kind}`) })),
    ...shown.flatMap((field) => fieldRow(evidence, field, speech)),
    ...(fields.context?.value ?? []).map(({ relation, ...entry }) =>
      foreign(name(`relation.${relation}`), Object.values(entry).join(" · ")),
    ),
    own(say("capturedAt"), when(evidence.capturedAt)),
  ];
  return [
    { kind: "heading", text: say("post") },
    ...stateBlocks(exported, speech),
    { kind: "pairs", rows },
    ...(fields.text ? [{ kind: "quote" as const, label: say("textOf"), text: fields.text.value }] : []),
    ...(exported.withheld || exported.deletedAt ? [] : pictureBlocks(said, exported, speech)),
  ];
}

function own(label: string, text: string): Row {
  return { label, value: { text, voice: "own" } };
}

function foreign(label: string, text: string): Row {
  return { label, value: { text, voice: "foreign" } };
}

function stateBlocks({ withheld, deletedAt }: ExportedReport, { say, when }: Translator): Block[] {
  if (deletedAt) return [{ kind: "warning", text: say("deleted", { at: when(deletedAt) }) }];
  return withheld ? [{ kind: "warning", text: say("withheld") }] : [];
}

function fieldRow({ fields, missing }: Evidence, field: (typeof shown)[number], speech: Translator): Row[] {
  const { say, name, when } = speech;
  const label = name(`field.${field}`);
  const value = fields[field]?.value;
  if (value === undefined) return missing.includes(field) ? [own(label, say("absent"))] : [];
  if (field === "publishedAt") return [own(label, when(String(value)))];
  if (field === "audience" || field === "unavailable") return [own(label, name(`${field}.${value}`))];
  if (field === "promoted") return value === true ? [own(label, "✓")] : [];
  return [foreign(label, String(value))];
}

function pictureBlocks(said: CaseContent, { report }: ExportedReport, speech: Translator): Block[] {
  const { say } = speech;
  const { picture, frame, fields, redactions } = report.evidence;
  const pictures = [
    ...(picture.state === "taken" ? [pictureBlock(picture.file, "picture", undefined, speech)] : []),
    ...(frame?.state === "taken"
      ? [pictureBlock(frame.file, "frame", fields.timecodeSeconds?.value, speech)]
      : []),
  ];
  const hidden = redactions.filter(({ what }) => what !== "words").length;
  return [
    { kind: "heading", text: say("pictures") },
    ...(pictures.length === 0
      ? [{ kind: "text" as const, text: say("noPictures") }]
      : isSensitive(said, report.category)
        ? [{ kind: "warning" as const, text: say("picturesSensitive") }]
        : pictures),
    ...(hidden > 0 ? [{ kind: "text" as const, text: say("redacted", { count: hidden }) }] : []),
  ];
}

/** Either category makes pictures sensitive: a decision for another category must not unveil a picture. */
function isSensitive(said: CaseContent, reported: Category["code"]): boolean {
  const all: Category[] = [categories[said.case.category], categories[reported]];
  return all.some(({ capture }) => capture !== "C1");
}

function pictureBlock(
  file: ImageFile,
  words: "picture" | "frame",
  seconds: number | undefined,
  { say }: Translator,
): Block {
  const { width, height } = file;
  const time = seconds === undefined ? "–" : timecode(seconds);
  return {
    kind: "picture",
    file,
    words: say(words, { width, height, time }),
    gone: say("pictureGone"),
    unreadable: say("pictureUnreadable"),
  };
}
