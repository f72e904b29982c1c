/** Vite plugin: the pages of the extension load their texts by language and group instead of all at once. */

import { join } from "node:path";
import { texts } from "../../utils/shared/i18n/text.ts";
import { groupOfKeys, type TextGroup, textGroups } from "../../utils/shared/i18n/text-groups.ts";

const root = join(import.meta.dirname, "../..");
const allTexts = join(root, "utils/shared/i18n/text.ts");
const loadedTexts = join(root, "utils/extension/browser/loaded-text.ts");
const list = "virtual:text-files";
/** The part of the bundler that the plugin uses. */
interface Resolver {
  resolve(source: string, importer: string | undefined, options: object): Promise<{ id: string } | null>;
}

const languages = ["id", "en"] as const;

export function textFiles() {
  return {
    name: "text-files",
    enforce: "pre" as const,
    async resolveId(this: Resolver, source: string, importer: string | undefined, options: object) {
      if (source.startsWith(list)) return `\0${source}`;
      if (!source.endsWith("/text.ts")) return undefined;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved?.id === allTexts ? loadedTexts : undefined;
    },
    load(id: string) {
      if (id === `\0${list}`) return listOfFiles();
      if (!id.startsWith(`\0${list}/`)) return undefined;
      const [, language, group] = id.slice(list.length + 2).split("-");
      return fileOf(language as "id" | "en", group as TextGroup);
    },
  };
}

function listOfFiles(): string {
  const names = languages.flatMap((language) => textGroups.map((group) => `${language}/${group}`));
  const lines = names.map((name) => `"${name}": () => import("${list}/texts-${name.replace("/", "-")}"),`);
  return `export const files = {\n${lines.join("\n")}\n};`;
}

function fileOf(language: "id" | "en", group: TextGroup): string {
  const groups = groupOfKeys();
  const words = Object.entries(texts[language]).filter(([key]) => groups.get(key) === group);
  return `export const words = ${JSON.stringify(Object.fromEntries(words))};`;
}
