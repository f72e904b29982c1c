/**
 * Names of a build: product, organisation, icons and the add-on's id, from `names.json` or the file in `NAMES`. The
 * sources have the default names; a build with others exchanges them in its texts.
 */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import defaults from "../../names.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");

/** No characters that end a string or a tag: names are put into code, HTML and JSON. */
const name = z
  .string()
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,()-]*$/u, "may have letters, digits, spaces and .,()- only");

const shape = z.strictObject({
  product: name,
  organisation: name,
  addOnId: z.string().regex(/^[\w.-]+@[\w-]+(\.[\w-]+)+$/, "must be such as lapor@example.go.id"),
  /** Folder with 16.png, 32.png, 48.png and 128.png. */
  icons: z.string().min(1),
});
export type Names = z.infer<typeof shape>;

/** The names in the sources. */
const written = { product: "Lapor Kominfo", organisation: "Kominfo" };
const productPattern = new RegExp(`\\b${written.product}\\b`, "g");
const organisationPattern = new RegExp(`\\b${written.organisation}\\b`, "g");

/** Throws with one sentence per wrong name. */
export function parseNames(value: unknown, file: string): Names {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new Error(
    read.error.issues.map((issue) => `${file}: ${issue.path.join()} ${issue.message}`).join("\n"),
  );
}

export function readNames(env: Record<string, string | undefined> = process.env): Names {
  if (!env.NAMES) return parseNames(defaults, "names.json");
  const file = resolve(env.NAMES);
  return parseNames(JSON.parse(readFileSync(file, "utf8")), env.NAMES);
}

export const iconFile = ({ icons }: Names, file: string) => join(resolve(root, icons), file);

/** Exchanges the names in a text or in code. Identifiers such as `laporKominfo` are no whole words. */
export function withNames(text: string, { product, organisation }: Omit<Names, "addOnId" | "icons">): string {
  return (
    text
      // The product may contain the organisation's default name.
      .split(productPattern)
      .map((part) => part.replaceAll(organisationPattern, organisation))
      .join(product)
  );
}

/** Vite plugin: exchanges the names in the project's modules and pages. */
export function namesInBuild(names: Names) {
  return {
    name: "names",
    enforce: "pre" as const,
    transform(code: string, id: string) {
      if (id.includes("/node_modules/") || !code.includes(written.organisation)) return undefined;
      return { code: withNames(code, names), map: null };
    },
    transformIndexHtml: (html: string) => withNames(html, names),
  };
}

/** Stores accept this many characters as the short text. */
const maxShortChars = 132;

/** Also counts the short text's characters again. Throws if it became too long. */
export function storeListing(listing: string, messages: string, names: Names): string {
  const { description } = JSON.parse(messages) as { description: { message: string } };
  const short = withNames(description.message, names);
  if (short.length > maxShortChars)
    throw new Error(
      `The short text has ${short.length} characters with these names; stores accept ${maxShortChars}.`,
    );
  return withNames(listing, names).replace(/\((\d+) (karakter|characters)\)/, `(${short.length} $2)`);
}
