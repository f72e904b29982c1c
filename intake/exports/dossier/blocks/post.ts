/**
 * Dossier blocks of the captured post: author, address, times, counts, text, links, media addresses, and pictures
 * if the category allows them.
 */

import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import type { Evidence, Fields } from "../../../../utils/shared/contract/evidence.ts";
import type { ExportedReport } from "../../../../utils/shared/contract/export.ts";
import type { ImageFile } from "../../../../utils/shared/contract/files.ts";
import type { Value } from "../../../../utils/shared/i18n/document-blocks.ts";
import { timecode } from "../../../../utils/shared/i18n/time.ts";
import { hostsOf } from "../../../../utils/shared/policy/link-host.ts";
import { pictureHandover } from "../../../../utils/shared/policy/picture-handover.ts";
import type { Block } from "../../../documents/dossier-blocks.ts";
import type { CaseContent, DossierPlace } from "../../../documents/export-source.ts";
import type { Translator } from "../../../documents/translator.ts";

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

export function postBlocks(
  content: CaseContent,
  exported: ExportedReport,
  speech: Translator,
  place: DossierPlace,
): Block[] {
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
    ...countRow(evidence, speech),
    own(say("capturedAt"), when(evidence.capturedAt)),
  ];
  return [
    { kind: "heading", text: say("post") },
    ...stateBlocks(exported, speech),
    { kind: "pairs", rows },
    ...quote(say("textOf"), fields.text?.value),
    ...quote(name("field.links"), linkLines(evidence, speech)),
    ...linkNoteBlocks(content, exported, speech),
    ...quote(name("field.media"), fields.media?.value.join("\n")),
    ...(exported.withheld || exported.deletedAt ? [] : pictureBlocks(content, exported, speech, place)),
  ];
}

function own(label: string, text: string): Row {
  return { label, value: { text, voice: "own" } };
}

function foreign(label: string, text: string): Row {
  return { label, value: { text, voice: "foreign" } };
}

/** A quote, because its text is foreign and a PDF shortens it. */
function quote(label: string, text: string | undefined): Block[] {
  return text === undefined || text === "" ? [] : [{ kind: "quote", label, text }];
}

/** Lists one address per line, as the page links to it. X shows the target of its short addresses only as text. */
function linkLines({ fields }: Evidence, { say }: Translator): string {
  const lines = (fields.links?.value ?? []).map(({ address, shown }) =>
    shown === undefined ? address : say("linkShown", { address, shown }),
  );
  return lines.join("\n");
}

function countRow({ fields }: Evidence, { name, count }: Translator): Row[] {
  const counts = Object.entries(fields.counts?.value ?? {}).map(
    ([what, { shown, value }]) => `${value === undefined ? shown : count(value)} ${name(`count.${what}`)}`,
  );
  return counts.length === 0 ? [] : [foreign(name("field.counts"), counts.join(", "))];
}

/** Categories in which the linked page is what the request is about. */
const linkCategories: readonly CategoryCode[] = ["JUDI", "TAUTAN_RENDAH"];

/** Notes on pages that this report links to. */
function linkNoteBlocks(
  { case: { category }, linkNotes = [] }: CaseContent,
  { report, withheld }: ExportedReport,
  { say, name, when }: Translator,
): Block[] {
  if (withheld || !linkCategories.includes(category)) return [];
  const hosts = hostsOf(report.evidence.fields.links?.value ?? []);
  const rows = linkNotes
    .filter(({ host }) => hosts.includes(host))
    .map(({ host, page, advertisements, covering, note = "", at }) => [
      host,
      name(`linkedPage.${page}`),
      say(covering ? "advertisementsCovering" : "advertisements", { count: advertisements }),
      note,
      when(at),
    ]);
  if (rows.length === 0) return [];
  const columns = [
    { label: say("linkHost"), share: 0.24, voice: "foreign" as const },
    { label: say("linkPage"), share: 0.18, voice: "own" as const },
    { label: say("linkAdvertisements"), share: 0.16, voice: "own" as const },
    { label: say("linkNote"), share: 0.24, voice: "own" as const },
    { label: say("linkAt"), share: 0.18, voice: "own" as const },
  ];
  return [
    { kind: "heading", text: say("linkNotes") },
    { kind: "text", text: say("linkNotesWords") },
    { kind: "table", columns, rows },
  ];
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

function pictureBlocks(
  content: CaseContent,
  { report }: ExportedReport,
  speech: Translator,
  { handedAt }: DossierPlace,
): Block[] {
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
      : pictureHandover([content.case.category, report.category]) === "shown"
        ? pictures
        : [{ kind: "warning" as const, text: veiledWords(handedAt, speech) }]),
    ...(hidden > 0 ? [{ kind: "text" as const, text: say("redacted", { count: hidden }) }] : []),
  ];
}

function veiledWords(handedAt: string | undefined, { say }: Translator): string {
  return handedAt === undefined ? say("picturesSensitive") : say("picturesVeiled", { address: handedAt });
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
