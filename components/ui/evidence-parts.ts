/** Lists everything in a piece of evidence as labelled lines, so that what is shown is what is sent. */

import type {
  ContextEntry,
  Count,
  Evidence,
  FieldName,
  Fields,
  Redaction,
} from "../../utils/shared/contract/evidence.ts";
import type { File, Picture, Snapshot } from "../../utils/shared/contract/files.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { type TextKey, text } from "../../utils/shared/i18n/text.ts";
import { dateTime, number, timecode } from "../../utils/shared/i18n/time.ts";

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

interface EvidencePart {
  name: string;
  label: string;
  /** Empty if the part was looked for and not found. */
  lines: string[];
  /** Source on the page; undefined for data added by the extension. */
  source?: string;
}

const fileNames = ["picture", "frame", "snapshot"] as const;

/** Number of hex digits of a digest that suffices to compare by eye. */
const digestChars = 8;

/** Labelled lines for the parts of evidence that are not fields: files, redactions, quality and clock. */
function countFiles(evidence: Evidence): number {
  return fileNames.filter((name) => evidence[name]?.state === "taken").length;
}

function fileParts(evidence: Evidence, language: Language): EvidencePart[] {
  const lines = fileNames.flatMap((name) => {
    const part: Picture | Snapshot | undefined = evidence[name];
    if (part?.state !== "taken") return [];
    const { file } = part;
    return text(language, "file.line", {
      name: text(language, `file.${name}`),
      type: typeText(file, language),
      size: `${number(language, Math.ceil(file.bytes / 1000))} kB`,
      digest: file.sha256.slice(0, digestChars),
    });
  });
  return lines.length > 0 ? [{ name: "evidence.files", label: text(language, "evidence.files"), lines }] : [];
}

function typeText(file: File, language: Language): string {
  if (file.type === "text/html") return "HTML";
  const { width, height } = file;
  return text(language, "file.pixels", { type: file.type === "image/webp" ? "WebP" : "PNG", width, height });
}

function qualityParts(evidence: Evidence, language: Language): EvidencePart[] {
  const { quality, redactions, clock } = evidence;
  const part = (name: "redactions" | "quality" | "clock", lines: string[]): EvidencePart[] =>
    lines.length > 0 ? [{ name: `evidence.${name}`, label: text(language, `evidence.${name}`), lines }] : [];
  return [
    ...part("redactions", redactionLines(redactions, language)),
    ...part(
      "quality",
      quality.map((code) => text(language, `quality.${code}`)),
    ),
    ...part(
      "clock",
      clock
        ? [
            text(language, "evidence.clockOff", {
              seconds: number(language, Math.round(clock.offsetMs / 100) / 10),
              when: dateTime(language, clock.intakeAt),
              heard: dateTime(language, clock.heardAt),
            }),
          ]
        : [],
    ),
  ];
}

function redactionLines(redactions: readonly Redaction[], language: Language): string[] {
  const boxes = (["own", "box"] as const).flatMap((what) =>
    (["picture", "frame"] as const).flatMap((name) => {
      const count = redactions.filter(
        (redaction) => redaction.what === what && redaction.file === name,
      ).length;
      const key = what === "own" ? "evidence.redactedOwn" : "evidence.redactedBoxes";
      return count > 0 ? text(language, key, { file: text(language, `file.${name}`), count }) : [];
    }),
  );
  const words = redactions.flatMap((redaction) =>
    redaction.what === "words"
      ? text(language, "evidence.redactedWords", {
          count: redaction.count,
          places: redaction.in.map((place) => placeName(place, language)).join(", "),
        })
      : [],
  );
  return [...boxes, ...words];
}

function placeName(place: Extract<Redaction, { what: "words" }>["in"][number], language: Language): string {
  if (place === "page") return text(language, "form.page");
  return place === "snapshot" ? text(language, "file.snapshot") : text(language, `field.${place}`);
}

/** Order: fields of the post, missing fields, data added by the extension. */
export function evidenceParts(evidence: Evidence, language: Language): EvidencePart[] {
  const label = (name: FieldName) => text(language, `field.${name}`);
  const parts = fieldOrder.flatMap((name): EvidencePart[] => {
    const field = evidence.fields[name];
    if (field === undefined) return [];
    return [
      { name, label: label(name), lines: fieldLines(evidence.fields, name, language), source: field.source },
    ];
  });
  const missing = evidence.missing.map((name): EvidencePart => ({ name, label: label(name), lines: [] }));
  return [...parts, ...missing, ...extensionParts(evidence, language)];
}

/** Counts the parts that are sent and the fields that were not found. */
export function countParts(evidence: Evidence): { sent: number; missing: number } {
  const fields = Object.values(evidence.fields).filter((field) => field !== undefined).length;
  return { sent: fields + countFiles(evidence), missing: evidence.missing.length };
}

function extensionParts(evidence: Evidence, language: Language): EvidencePart[] {
  const { page } = evidence;
  const part = (key: TextKey & `form.${string}`, ...lines: string[]): EvidencePart => ({
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
    ...qualityParts(evidence, language),
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

type Value<N extends FieldName> = NonNullable<Fields[N]>["value"];

type FieldLines = { [N in FieldName]?: (value: Value<N>, language: Language) => string[] };

/** Texts of the fields that are not shown as they are. */
const linesOf: FieldLines = {
  media: (addresses) => addresses,
  links: (links, language) => links.map(({ address, shown }) => withShown(address, shown, language)),
  counts: (counts, language) =>
    Object.entries(counts).flatMap(([name, count]) =>
      count === undefined ? [] : countLine(count, countName(name, language), language),
    ),
  truncated: (isTruncated, language) => [isTruncated ? text(language, "form.truncated") : "–"],
  publishedAt: (at, language) => [dateTime(language, at)],
  audience: (audience, language) => [text(language, `audience.${audience}`)],
  promoted: (_, language) => [text(language, "form.promoted")],
  unavailable: (why, language) => [text(language, `unavailable.${why}`)],
  context: (entries, language) => entries.map((entry) => contextLine(entry, language)),
  timecodeSeconds: (seconds) => [timecode(seconds)],
};

function fieldLines<N extends FieldName>(fields: Fields, name: N, language: Language): string[] {
  const value = fields[name]?.value as Value<N> | undefined;
  if (value === undefined) return [];
  const lines = linesOf[name];
  return lines ? lines(value, language) : [String(value)];
}

function withShown(line: string, shown: string | undefined, language: Language): string {
  return shown === undefined ? line : `${line} (${text(language, "form.shownAs", { shown })})`;
}

/** For example `1.234 suka (tampil sebagai 1,2 rb)`. */
function countLine({ value, shown }: Count, name: string, language: Language): string {
  if (value === undefined) return `${shown} ${name}`;
  const exact = number(language, value);
  return withShown(`${exact} ${name}`, shown === exact ? undefined : shown, language);
}

/** For example `Mengutip: Warung Sari · x:post:1 · https://x.com/warung/status/1 · "Sayur lodeh"`. */
function contextLine(
  { relation, subject, name, text: words, address }: ContextEntry,
  language: Language,
): string {
  const quoted = words === undefined ? undefined : `“${words}”`;
  const parts = [name, subject, address, quoted].filter((part) => part !== undefined);
  return `${text(language, `relation.${relation}`)}: ${parts.join(" · ")}`;
}

function countName(name: string, language: Language): string {
  return text(language, `count.${name as keyof NonNullable<NonNullable<Fields["counts"]>["value"]>}`);
}
