/** A fifth site added as `docs/adding-a-site.md` describes: in a copy of the project, which is then checked like any other. */

import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const toy = join(root, "test/support/fifth-site");
/** Inside the project, so that packages are found. */
const copy = join(root, ".output/fifth-site");
const copied = ["components", "entrypoints", "intake", "scripts", "test", "utils"];
const settings = [
  "names.json",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
  "vitest.mutation.config.ts",
  "wxt.config.ts",
  "wxt-env.d.ts",
  "drizzle.config.ts",
];
const mostLines = 80;

const names = "utils/shared/contract/site-names.ts";
const addresses = "utils/shared/subject/grammars.ts";
const recipes = "utils/page/sites/index.ts";

/** The lines in files that are there already, each ahead of Telegram's. */
const registered: Readonly<Record<string, readonly (readonly [ahead: string, line: string])[]>> = {
  [names]: [['  telegram: "Telegram",', '  sebar: "Sebar",']],
  [addresses]: [
    ['import { telegram, telegramForms } from "./telegram.ts";', 'import { sebar } from "./sebar.ts";'],
    ["  telegram,", "  sebar,"],
    ["  telegram: telegramForms,", "  sebar: () => sebar.forms,"],
  ],
  [recipes]: [
    [
      'import { telegram } from "./telegram/telegram.ts";',
      'import { sebar, sebarFields } from "./sebar/sebar.ts";',
    ],
    ["  telegram: { ...telegram, version },", "  sebar: { ...sebar, version },"],
    ["  telegram: telegramFields,", "  sebar: sebarFields,"],
  ],
};

const linesOf = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n");
const filesOf = (folder: string) =>
  globSync("**/*", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
const toyFiles = filesOf(toy);

function register(path: string): void {
  const lines = linesOf(join(root, path));
  for (const [ahead, line] of registered[path] ?? []) {
    expect(lines.filter((one) => one === ahead)).toHaveLength(1);
    lines.splice(lines.indexOf(ahead), 0, line);
  }
  writeFileSync(join(copy, path), `${lines.join("\n")}\n`);
}

/** Runs a tool of the project in the copy; what surrounds this test is not handed on. */
function run(tool: string, ...args: string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^VITEST/.test(name)));
  const file = join(root, "node_modules", tool);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    ...{ cwd: copy, env, encoding: "utf8" },
  });
  return { status, out: stdout + stderr };
}

/** Keeps what the compiler found out, so that the next run checks only what has changed since. */
const compile = (project: string) =>
  run(
    "@typescript/native/bin/tsc",
    ...["--pretty", "false", "-p", project, "--incremental"],
    ...["--tsBuildInfoFile", join(root, "node_modules/.cache/fifth-site", project)],
  );

beforeAll(() => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of [...copied, ...settings])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const only = { extends: "./tsconfig.json", include: ["utils/**/*.ts", "wxt-env.d.ts"] };
  writeFileSync(join(copy, "tsconfig.utils.json"), JSON.stringify(only));
});

test(`takes fewer than ${mostLines} lines, including those of the registries`, () => {
  const own = toyFiles.flatMap((file) => linesOf(join(toy, file)));
  const inRegistries = Object.values(registered).flat();
  expect(own.length + inRegistries.length).toBeLessThan(mostLines);
});

test("its name alone makes the compiler report each missing part and its place", { timeout: 120_000 }, () => {
  register(names);
  const { status, out } = compile("tsconfig.utils.json");
  expect(status).not.toBe(0);
  const errors = out.split("\n").filter((line) => /error TS/.test(line));
  expect(new Set(errors.map((line) => line.split("(")[0]))).toEqual(new Set([addresses, recipes]));
  for (const error of errors) expect(error).toContain("'sebar' is missing");
  expect(errors).toHaveLength(4);
});

test("with its files and their lines in the registries, the whole project type-checks", {
  timeout: 240_000,
}, () => {
  cpSync(toy, join(copy, "utils"), { recursive: true });
  for (const path of Object.keys(registered)) register(path);
  const { status, out } = compile("tsconfig.json");
  expect(out).toBe("");
  expect(status).toBe(0);
});

test("the tests that apply to every site apply to it, too", { timeout: 240_000 }, () => {
  const files = [
    "pure/sites/cases",
    "pure/sites/mutants",
    "pure/subject/forms",
    "pure/subject/parse-address",
    "extension/sites/recorder",
    "pure/i18n/language",
  ];
  const report = join(copy, "report.json");
  run(
    "vitest/vitest.mjs",
    ...["run", "--project", "pure", "--project", "extension", "--reporter", "json", "--outputFile", report],
    ...["-t", "sebar|every code with a name has one", ...files.map((name) => `test/unit/${name}.test.ts`)],
  );
  const { success, numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const failed = testResults.filter(({ status }: { status: string }) => status !== "passed");
  expect(failed).toEqual([]);
  expect(success).toBe(true);
  // Its case, four sites' pages that say nothing to it and the other way round, addresses, mutants, recordings.
  expect(numPassedTests).toBeGreaterThanOrEqual(20);
});

test("no other file was changed", () => {
  const added = toyFiles.map((file) => `utils/${file}`);
  const now = copied.flatMap((folder) => filesOf(join(copy, folder)).map((file) => `${folder}/${file}`));
  const before = copied.flatMap((folder) => filesOf(join(root, folder)).map((file) => `${folder}/${file}`));
  expect(now.toSorted()).toEqual([...before, ...added].toSorted());
  const changed = [...before, ...settings].filter(
    (file) => !readFileSync(join(root, file)).equals(readFileSync(join(copy, file))),
  );
  expect(changed.toSorted()).toEqual(Object.keys(registered).toSorted());
});
