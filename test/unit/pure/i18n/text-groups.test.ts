/** Each page of the extension loads the texts that its code looks up. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type TextKey, texts } from "../../../../utils/shared/i18n/text.ts";
import { groupOfKeys, type TextGroup } from "../../../../utils/shared/i18n/text-groups.ts";

const root = join(import.meta.dirname, "../../../..");
const groups = groupOfKeys();

/** Files that a file loads at once, itself included. Type-only and later imports are left out. */
function filesOf(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path) || !existsSync(path)) return seen;
  seen.add(path);
  const imports = readFileSync(path, "utf8").matchAll(
    /^(?:import|export) (?!type )([^;]*?)from "(\.[^"]+)"/gms,
  );
  for (const [, names = "", from = ""] of imports) {
    const isTypes =
      /^\{[^}]*\}/.test(names) &&
      [...names.matchAll(/[\w ]+/g)].every(([name]) => /^\s*(?:type .*)?$/.test(name));
    if (!isTypes) filesOf(join(dirname(path), from), seen);
  }
  return seen;
}

/** `Failure` composes the keys of all problems. These occur only beside the acts that have them, which load them. */
const isProblemOfActs = (key: string) =>
  key.startsWith("problem.") && ["home", "form", "requests", "admin", "desk"].includes(groups.get(key) ?? "");

/** Keys of texts that a file names; of keys that it composes, all with the same beginning. */
function keysIn(path: string): string[] {
  const source = readFileSync(path, "utf8");
  const whole = [...source.matchAll(/"([a-zA-Z-]+\.[\w.-]+)"/g)].map(([, key = ""]) => key);
  const starts = [...source.matchAll(/`([a-zA-Z-]+\.[\w.-]*)\$\{/g)].map(([, start = ""]) => start);
  return [...groups.keys()].filter(
    (key) => whole.includes(key) || (starts.some((start) => key.startsWith(start)) && !isProblemOfActs(key)),
  );
}

/** Holds names of texts as data, which only the sheet of keys looks up. */
const onlyNames = new Set(["utils/extension/desk/keyboard-shortcuts.ts"].map((path) => join(root, path)));

function lacking(entry: string, loads: readonly string[]): string[] {
  const files = [...filesOf(join(root, entry))].filter(
    (path) => !/\/shared\/(?:i18n|contract)\//.test(path) && !onlyNames.has(path),
  );
  const keys = files.flatMap((path) => keysIn(path).map((key) => ({ key, path })));
  const missing = keys.filter(({ key }) => !loads.includes(groups.get(key) ?? ""));
  return [
    ...new Set(
      missing.map(({ key, path }) => `${groups.get(key)}: ${key} in ${path.slice(root.length + 1)}`),
    ),
  ];
}

const quoted = (list: string) => [...list.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);

test("every text belongs to a group", () => {
  expect([...groups.keys()].sort()).toEqual(Object.keys(texts.id).sort());
});

const pages = ["desk", "form", "options", "sidepanel", "record"].map(
  (name) => `entrypoints/${name}/main.tsx`,
);

test.each(pages)("%s loads the texts that it shows", (entry) => {
  const calls = readFileSync(join(root, entry), "utf8").matchAll(/loadTexts\(\w+, ([^)]+)\)/g);
  expect(
    lacking(
      entry,
      [...calls].flatMap(([, loads = ""]) => quoted(loads)),
    ),
  ).toEqual([]);
});

/** Components that load others later, each with the groups of its page. */
const hosts: [path: string, groups: TextGroup[]][] = [
  ["components/home/Home.tsx", ["base", "home"]],
  ["components/settings/Options.tsx", ["base", "settings"]],
  ["components/report/ReportForm.tsx", ["base", "form"]],
  ["components/ui/TextArea.tsx", ["base"]],
];

const sections = hosts.flatMap(([host, groups]) => {
  const source = readFileSync(join(root, host), "utf8");
  const matches = source.matchAll(
    /lazy\(\s*async \(\) => \((?:await styled\()?(?:await )?import\("([^"]+)"\)\)?\)\.\w+,\s*\[([^\]]*)\]/g,
  );
  return [...matches].map(
    ([, path = "", list = ""]) => [join(dirname(host), path), [...groups, ...quoted(list)]] as const,
  );
});

test("finds the sections that are loaded later", () => {
  const calls = hosts.flatMap(([host]) => readFileSync(join(root, host), "utf8").match(/ lazy\(/g) ?? []);
  expect(sections.length).toBe(calls.length);
});

test.each([...sections, ["components/settings/Welcome.tsx", ["base", "settings", "welcome"]] as const])(
  "the section %s loads the texts that it shows",
  (path, loads) => {
    expect(lacking(path, loads)).toEqual([]);
  },
);

test("no text about evidence addresses its reader, who is the reporter or a supervisor", () => {
  const keys = Object.keys(texts.id).filter((key) =>
    /^(evidence|noPicture|noSnapshot)\./.test(key),
  ) as TextKey[];
  expect(keys.length).toBeGreaterThan(20);
  for (const key of keys) {
    expect(texts.id[key], key).not.toMatch(/\bAnda\b/);
    expect(texts.en[key], key).not.toMatch(/\byou(?:rs?)?\b/i);
  }
});
