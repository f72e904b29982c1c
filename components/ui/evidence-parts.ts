/** Lists everything in a piece of evidence as labelled lines, so that what is shown is what is sent. */

import type { ContextEntry, Evidence, FieldName, Fields } from "../../utils/shared/contract/evidence.ts";
import type { Language } from "../../utils/shared/contract/site.ts";

import { type TextKey, text } from "../../utils/shared/i18n/text.ts";
import { dateTime, number, timecode } from "../../utils/shared/i18n/time.ts";
import { countFiles, fileParts, judgedParts, type Part } from "./packet-parts.ts";

const fieldOrder: readonly FieldName[] = [
  "permalink",
  "authorName",
  "authorHandle",
  "authorLink",
  "authorId",
  "title",
  "text",
  "truncated",
  "publishedAt",
  "publishedRaw",
  "audience",
  "counts",
  "media",
  "links",
  "language",
  "timecodeSeconds",
  "promoted",
  "context",
  "unavailable",
];

/** Order: fields of the post, missing fields, data added by the extension. */
export function evidenceParts(evidence: Evidence, language: Language): Part[] {
  const label = (name: FieldName) => text(language, `field.${name}`);
  const found = fieldOrder.flatMap((name): Part[] => {
    const field = evidence.fields[name];
    if (field === undefined) return [];
    return [
      { name, label: label(name), lines: fieldLines(evidence.fields, name, language), source: field.source },
    ];
  });
  const missing = evidence.missing.map((name): Part => ({ name, label: label(name), lines: [] }));
  return [...found, ...missing, ...toolParts(evidence, language)];
}

/** Counts the parts that are sent and the fields that were not found. */
export function countParts(evidence: Evidence): { sent: number; missing: number } {
  const fields = Object.values(evidence.fields).filter((field) => field !== undefined).length;
  return { sent: fields + countFiles(evidence), missing: evidence.missing.length };
}

function toolParts(evidence: Evidence, language: Language): Part[] {
  const { page } = evidence;
  const part = (key: TextKey & `form.${string}`, ...lines: string[]): Part => ({
    name: key,
    // Only keys without placeholders are passed here.
    label: text(language, key as "form.subject"),
    lines: lines.filter((line) => line !== ""),
  });
  const aliases = [...evidence.aliases, ...(evidence.channelId === undefined ? [] : [evidence.channelId])];
  return [
    part("form.subject", evidence.subject),
    ...(aliases.length > 0 ? [part("form.aliases", ...aliases)] : []),
    ...(page ? [part("form.page", page.address), part("form.pageTitle", page.title)] : []),
    ...(page ? [part("form.pageLanguage", page.language)] : []),
    ...fileParts(evidence, language),
    ...judgedParts(evidence, language),
    part("form.capturedAt", dateTime(language, evidence.capturedAt)),
    part(
      "form.tool",
      text(language, "form.toolValue", {
        extension: evidence.extensionVersion,
        recipe: evidence.recipeVersion,
        browser: evidence.browser,
      }),
    ),
  ];
}

function fieldLines(fields: Fields, name: FieldName, language: Language): string[] {
  switch (name) {
    case "media":
      return fields.media?.value ?? [];
    case "links":
      return (fields.links?.value ?? []).map(({ address, shown }) =>
        shown === undefined ? address : `${address} (${text(language, "form.shownAs", { shown })})`,
      );
    case "counts":
      return Object.entries(fields.counts?.value ?? {}).flatMap(([count, value]) =>
        value === undefined
          ? []
          : [
              `${value.value === undefined ? value.shown : number(language, value.value)} ${countName(count, language)}`,
            ],
      );
    case "truncated":
      return [fields.truncated?.value ? text(language, "form.truncated") : "–"];
    case "publishedAt":
      return fields.publishedAt ? [dateTime(language, fields.publishedAt.value)] : [];
    case "audience":
      return fields.audience ? [text(language, `audience.${fields.audience.value}`)] : [];
    case "promoted":
      return [text(language, "form.promoted")];
    case "unavailable":
      return fields.unavailable ? [text(language, `unavailable.${fields.unavailable.value}`)] : [];
    case "context":
      return (fields.context?.value ?? []).map((entry) => contextLine(entry, language));
    case "timecodeSeconds":
      return fields.timecodeSeconds ? [timecode(fields.timecodeSeconds.value)] : [];
    default: {
      const value = fields[name]?.value;
      return value === undefined ? [] : [String(value)];
    }
  }
}

/** For example `Kutipan dari: Warung Sari · x:post:1 · "Sayur lodeh"`. */
function contextLine(
  { relation, subject, name, text: words, address }: ContextEntry,
  language: Language,
): string {
  const said = words === undefined ? undefined : `“${words}”`;
  const parts = [name, subject ?? address, said].filter((part) => part !== undefined);
  return `${text(language, `relation.${relation}`)}: ${parts.join(" · ")}`;
}

function countName(name: string, language: Language): string {
  return text(language, `count.${name as keyof NonNullable<NonNullable<Fields["counts"]>["value"]>}`);
}
