/** Labelled lines for the parts of evidence that are not fields: files, redactions, quality and clock. */

import type { Evidence, Redaction } from "../../utils/shared/contract/evidence.ts";
import type { File, Picture, Snapshot } from "../../utils/shared/contract/files.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { text } from "../../utils/shared/i18n/text.ts";
import { dateTime, number } from "../../utils/shared/i18n/time.ts";

export interface Part {
  name: string;
  label: string;
  /** Empty if the part was looked for and not found. */
  lines: string[];
  /** Source on the page; undefined for data added by the extension. */
  source?: string;
}

const fileNames = ["picture", "frame", "snapshot"] as const;
/** Number of hex digits of a digest that suffices to compare by eye. */
const digestShown = 8;

export function countFiles(evidence: Evidence): number {
  return fileNames.filter((name) => evidence[name]?.state === "taken").length;
}

export function fileParts(evidence: Evidence, language: Language): Part[] {
  const lines = fileNames.flatMap((name) => {
    const part: Picture | Snapshot | undefined = evidence[name];
    if (part?.state !== "taken") return [];
    const { file } = part;
    return text(language, "file.line", {
      name: text(language, `file.${name}`),
      type: typeText(file, language),
      size: `${number(language, Math.ceil(file.bytes / 1000))} kB`,
      digest: file.sha256.slice(0, digestShown),
    });
  });
  return lines.length > 0 ? [{ name: "evidence.files", label: text(language, "evidence.files"), lines }] : [];
}

function typeText(file: File, language: Language): string {
  if (file.type === "text/html") return "HTML";
  const { width, height } = file;
  return text(language, "file.pixels", { type: file.type === "image/webp" ? "WebP" : "PNG", width, height });
}

export function judgedParts(evidence: Evidence, language: Language): Part[] {
  const { quality, redactions, clock } = evidence;
  const part = (name: "redactions" | "quality" | "clock", lines: string[]): Part[] =>
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
            }),
          ]
        : [],
    ),
  ];
}

function redactionLines(redactions: readonly Redaction[], language: Language): string[] {
  const boxes = (["own", "box"] as const).flatMap((what) =>
    (["picture", "frame"] as const).flatMap((name) => {
      const count = redactions.filter((one) => one.what === what && one.file === name).length;
      const key = what === "own" ? "evidence.redactedOwn" : "evidence.redactedBoxes";
      return count > 0 ? text(language, key, { file: text(language, `file.${name}`), count }) : [];
    }),
  );
  const words = redactions.flatMap((one) =>
    one.what === "words"
      ? text(language, "evidence.redactedWords", {
          count: one.count,
          places: one.in.map((place) => placeName(place, language)).join(", "),
        })
      : [],
  );
  return [...boxes, ...words];
}

function placeName(place: Extract<Redaction, { what: "words" }>["in"][number], language: Language): string {
  if (place === "page") return text(language, "form.page");
  return place === "snapshot" ? text(language, "file.snapshot") : text(language, `field.${place}`);
}
