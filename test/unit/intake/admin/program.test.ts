/** The program `lapor`: help, options, exit codes and completion, run in this process. */

import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Command, CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  examplesOf,
  type Question,
  type Surroundings,
} from "../../../../intake/admin/command-line/define-command.ts";
import { answer } from "../../../../intake/admin/command-line/print-answer.ts";
import { createProgram } from "../../../../intake/admin/command-line/program.ts";
import type { Check } from "../../../../intake/admin/doctor.ts";
import { type Config, readConfig } from "../../../../intake/config.ts";
import { lockFolder } from "../../../../intake/core/folder-lock.ts";
import { findWrongSettings } from "../../../../intake/wrong-settings.ts";
import { attentionTexts } from "../../../../utils/shared/i18n/delivery-attention.ts";
import { childEnvironment } from "../../../support/child-environment.ts";

let folder: string;
let output: string;
let published: string[];
let asked: Question[];
let environment: Record<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-program-"));
  [output, published, asked, environment] = ["", [], [], {}];
  process.exitCode = 0;
  vi.spyOn(console, "log").mockImplementation((line) => {
    output += `${line}\n`;
  });
});
afterEach(async () => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const settings = (): Record<string, string> => ({ DATA_DIR: folder, PORT: "0", ...environment });

function program(): Command {
  const surroundings: Surroundings = {
    readConfig: async (): Promise<Config> => readConfig(settings()),
    wrongSettings: () => findWrongSettings(settings()),
    answer: async (question) => {
      asked.push(question);
    },
    serve: async () => undefined,
    publish: async (words) => {
      published = [...words];
    },
  };
  const made = createProgram(surroundings);
  const write = (text: string) => {
    output += text;
  };
  const silence = (command: Command) => {
    command.configureOutput({ writeOut: write, writeErr: write });
    command.commands.forEach(silence);
  };
  silence(made);
  return made;
}

/** Returns the exit code. */
async function run(...words: string[]): Promise<number> {
  try {
    await program().parseAsync(words, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

/** Every visible command that does something, as `people suspend`. */
function leaves(command: Command, path: readonly string[] = []): [string, Command][] {
  const visible = command.createHelp().visibleCommands(command);
  return visible.flatMap((subcommand): [string, Command][] => {
    const own = [...path, subcommand.name()];
    return subcommand.commands.length > 0 ? leaves(subcommand, own) : [[own.join(" "), subcommand]];
  });
}

const all = leaves(program());

describe("help", () => {
  test.each(all)("gives %s a summary and an example that the program accepts", async (path, command) => {
    expect(await run(...path.split(" "), "--help")).toBe(0);
    expect(output).toContain(`Usage: lapor ${path}`);
    expect(output).toMatch(/Examples:\n {2}\$ /);
    expect(command.description()).not.toBe("");
    for (const example of examplesOf(command))
      expect(example.startsWith(path.split(" ")[0] ?? "")).toBe(true);
  });

  test("lists every command of the program and the exit codes", async () => {
    expect(await run("--help")).toBe(0);
    for (const [path] of all) expect(output).toContain(path.split(" ")[0]);
    expect(output).toMatch(/Exit codes:\n {2}0 [\s\S]*\n {2}75 /);
  });

  test("offers --json for all but two commands", () => {
    const without = all.filter(([, command]) => !command.options.some(({ long }) => long === "--json"));
    expect(without.map(([path]) => path).sort()).toEqual(["completion", "serve"]);
  });
});

describe("wrong words", () => {
  test.each([
    [["peple"], "Did you mean people?"],
    [["enrol", "--rol", "officer"], "Did you mean --role?"],
    [["people", "suspend"], "missing required argument 'person'"],
    [["keys", "add"], "required option '--scope"],
    [["keys", "add", "--scope", "all"], "Allowed choices are read, platform"],
    [["holds", "place", "1"], "required option '--reason"],
    [["recipes", "rollback", "--to", "old"], "must be a number"],
    [["recipes", "off", "--site", "bank"], "Allowed choices are facebook, youtube, x, telegram"],
  ])("%j exit with 1 and name what helps", async (words, sentence) => {
    expect(await run(...words)).toBe(1);
    expect(output).toContain(sentence);
    expect(asked).toEqual([]);
  });

  test.each([
    [{ command: "enrol", role: "officer", name: "x", hours: "900" }, "--hours must be at most 168"],
    [{ command: "enrol", person: "5" }, "--person must be an id"],
    [{ command: "enrol" }, "error: give --role and --name"],
  ])("%j are worded without the schema", async (wrong, sentence) => {
    const command = program().commands.find((subcommand) => subcommand.name() === "enrol");
    if (!command) throw new Error("there is no enrol");
    const question = { command, asked: wrong, json: true };
    await expect(answer(question, readConfig(settings()))).rejects.toThrow(CommanderError);
    expect(output).toContain(sentence);
    expect(output).not.toMatch(/invalid|expected|received/i);
  });
});

describe("a command asks the intake", () => {
  const id = "0b9e6f1c-0000-4000-8000-000000000000";
  test.each([
    [["people"], { command: "people" }],
    [["people", "assign", id, "--unit", "Judi"], { command: "assign", person: id, unit: "Judi" }],
    [["assign", "--person", id, "--unit", "Judi"], { command: "assign", person: id, unit: "Judi" }],
    [["units", "set", "Judi", "--sites", "x"], { command: "unit", name: "Judi", sites: "x" }],
    [["unit", "--name", "Judi", "--sites", "x"], { command: "unit", name: "Judi", sites: "x" }],
    [
      ["people", "import", "test/unit/intake/people/people.csv", "--dry-run", "--mail"],
      { command: "import-people", text: "name,role\nAni,officer\n", dryRun: true, mail: true },
    ],
    [
      ["enrol", "--role", "officer", "--name", "Ani", "--mail", "ani@example.go.id", "--qr"],
      { command: "enrol", role: "officer", name: "Ani", mail: "ani@example.go.id", qr: true },
    ],
    [["keys", "add", "--scope", "read"], { command: "apikey", scope: "read" }],
    [["apikey", "--scope", "read"], { command: "apikey", scope: "read" }],
    [["devices", "revoke", id], { command: "revoke", device: id }],
    [["revoke", "--device", id], { command: "revoke", device: id }],
    [["holds", "place", id, "--reason", "x"], { command: "hold", case: id, reason: "x" }],
    [["hold", "--case", id, "--reason", "x"], { command: "hold", case: id, reason: "x" }],
    [["retention", "--dry-run"], { command: "retention", "dry-run": true }],
    [["export", "person", "@x"], { command: "about", name: "@x" }],
    [["about", "--name", "@x"], { command: "about", name: "@x" }],
    [["export", "breach", "--device", id], { command: "taken", device: id }],
    [["recipes", "health"], { command: "canaries" }],
    [["canaries"], { command: "canaries" }],
    [["webhooks", "end", id], { command: "hooks", act: "end", hook: id }],
    [["hooks", "end", "--hook", id], { command: "hooks", act: "end", hook: id }],
    [["backup", "--out", "x.tar"], { command: "backup", out: join(process.cwd(), "x.tar") }],
  ])("%j", async (words, wanted) => {
    expect(await run(...words, "--json")).toBe(0);
    expect(asked).toEqual([expect.objectContaining({ asked: wanted, json: true })]);
  });

  test("passes arguments on to the publisher's program", async () => {
    await run("lessons", "publish", "a b.json", "--same-edition", "--json");
    expect(published).toEqual(["publish", "--same-edition", "--json", "--lessons=a b.json"]);
    await run("recipes", "publish", "file.json", "--note", "x");
    expect(published).toEqual(["publish", "--note=x", "file.json"]);
    await run("lessons", "export", "--out", "x.json");
    expect(published).toEqual(["lessons", "--out=x.json"]);
  });
});

test("people import refuses a file in another encoding with one sentence", async () => {
  const file = join(folder, "people.csv");
  await writeFile(file, new Uint8Array([0x6e, 0xe9]));
  await expect(run("people", "import", file)).rejects.toThrow("is not UTF-8 text");
  expect(asked).toEqual([]);
});

test.each([
  ["people", "import", "none.csv"],
  ["channels", "load", "none.csv"],
])("%s %s names a missing file by its absolute path, with the reason", async (...words) => {
  const path = join(process.cwd(), "none.csv");
  await expect(run(...words)).rejects.toThrow(`${path} cannot be read: no such file or directory.`);
  expect(asked).toEqual([]);
});

test("the advice of health names commands that exist", () => {
  const advice = Object.values(attentionTexts)
    .flatMap((texts) => Object.values(texts))
    .join("\n");
  expect(advice).not.toContain("npm run");
  const named = [...advice.matchAll(/lapor ([a-z]+)/g)].map(([, word = ""]) => word);
  expect(named.length).toBeGreaterThan(8);
  const groups = new Set(all.map(([path]) => path.split(" ")[0]));
  expect(named.filter((word) => !groups.has(word))).toEqual([]);
});

test.each([
  [false, 1, "There is no such active device.\n"],
  [true, 0, "Device 0b9e6f1c-0000-4000-8000-000000000000 is refused from now on.\n"],
])("devices revoke with the answer %s exits with %i", async (revoked, exitCode, printed) => {
  const device = "0b9e6f1c-0000-4000-8000-000000000000";
  const taken = await lockFolder(folder, async () => ({ device, revoked }));
  await answer(
    { command: program(), asked: { command: "revoke", device }, json: false },
    readConfig(settings()),
  );
  expect(process.exitCode).toBe(exitCode);
  expect(output).toBe(printed);
  if ("lock" in taken) await taken.lock.release();
});

test("a backup that lacks evidence is kept and exits with 3", async () => {
  const out = join(folder, "x.tar");
  const made = {
    path: out,
    bytes: 1,
    sha256: "a",
    rows: 1,
    files: 0,
    fileBytes: 0,
    outside: [],
    keysMissing: [],
  };
  for (const [missing, exitCode] of [
    [["b"], 3],
    [[], 0],
  ] as const) {
    process.exitCode = 0;
    const taken = await lockFolder(folder, async () => ({ ...made, ok: missing.length === 0, missing }));
    await answer(
      { command: program(), asked: { command: "backup", out }, json: false },
      readConfig(settings()),
    );
    expect(process.exitCode).toBe(exitCode);
    if ("lock" in taken) await taken.lock.release();
  }
  expect(output).toContain("Missing or changed in the evidence store: b");
});

test("export timestamps exits with 1 if a day differs from an earlier export", async () => {
  const day = { day: "2026-11-20", root: "a", at: null, authority: null, timestamp: null };
  const said = vi.spyOn(console, "error").mockReturnValue();
  const exported = async (root: string) => {
    const taken = await lockFolder(folder, async () => ({ days: [{ ...day, root }], anchors: [] }));
    const asked = { command: "timestamps", out: join(folder, "days") };
    await answer({ command: program(), asked, json: true }, readConfig(settings()));
    if ("lock" in taken) await taken.lock.release();
    return process.exitCode;
  };
  expect(await exported("a")).toBe(0);
  expect(await exported("b")).toBe(1);
  expect(said).toHaveBeenLastCalledWith(expect.stringContaining("2026-11-20.root"));
});

test("config check names each wrong setting and exits with 1", async () => {
  Object.assign(environment, { PORT: "99999", SMTP_URL: "smtp://mail.test" });
  expect(await run("config", "check", "--json")).toBe(1);
  expect(JSON.parse(output)).toEqual({
    ok: false,
    wrong: ["PORT: must be at most 65535", "SMTP_URL and MAIL_FROM: set both or neither"],
  });
});

test("config check and doctor read the files that settings name, as a start does", async () => {
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  Object.assign(environment, {
    RETENTION: await file("periods.json", '{"JUDI":{"aproved":1}}'),
    CELLS: join(folder, "none.json"),
    CELL: "pusat",
    DATABASE_URL: "postgres://127.0.0.1:1/none",
    INTAKE_KEY: await file("no-key.json", "{}"),
    FILES_KEY: "files-key.json",
    RECIPES_KEY: await file("recipes.json", "{}"),
  });
  expect(await run("config", "check", "--json")).toBe(1);
  expect(JSON.parse(output).wrong).toEqual([
    expect.stringMatching(/^FILES_KEY: must be an absolute path/),
    expect.stringMatching(/^RETENTION .*JUDI.aproved: is unknown$/),
    expect.stringMatching(/^CELLS .*cannot be read/),
    expect.stringMatching(/^INTAKE_KEY: .*no-key.json is not a private key/),
    expect.stringMatching(/^RECIPES_KEY: .* out of DATA_DIR/),
  ]);
  output = "";
  expect(await run("doctor", "--json")).toBe(1);
  const checks: Check[] = JSON.parse(output).checks;
  expect(checks.find(({ name }) => name === "Settings")).toMatchObject({
    ok: false,
    found: expect.stringContaining("JUDI.aproved: is unknown"),
  });
  output = "";
  Object.assign(environment, { RETENTION: await file("right.json", "{}"), FILES_KEY: "", RECIPES_KEY: "" });
  for (const name of ["CELLS", "CELL"]) delete environment[name];
  environment.INTAKE_KEY = join(folder, "made-on-first-start.json");
  process.exitCode = 0;
  expect(await run("config", "check")).toBe(0);
});

test("config check names what was perhaps meant as a setting, whose default would apply without a word", async () => {
  Object.assign(environment, {
    OIDC_UNIT_CLAIMS: "satker",
    OIDC_UNITS: "satker",
    SMPT_URL: "smtp://mail.test",
    RETENTIONS: "/etc/lapor/periods.json",
    ...{ HOSTNAME: "a", XDG_CONFIG_DIRS: "/etc/xdg", LOGNAME: "lapor", POD_NAME: "lapor-0", AWS_REGION: "x" },
  });
  expect(await run("config", "check", "--json")).toBe(1);
  expect(JSON.parse(output).wrong).toEqual([
    "OIDC_UNIT_CLAIMS: is no setting; OIDC_UNIT_CLAIM was perhaps meant",
    "OIDC_UNITS: is no setting",
    "SMPT_URL: is no setting; SMTP_URL was perhaps meant",
    "RETENTIONS: is no setting; RETENTION was perhaps meant",
  ]);
});

test("config check names a misspelt setting beside the missing one", async () => {
  Object.assign(environment, { HOST: "0.0.0.0", PUBLIC_URI: "https://lapor.example.go.id" });
  expect(await run("config", "check", "--json")).toBe(1);
  expect(JSON.parse(output).wrong).toEqual([
    expect.stringContaining("PUBLIC_URL: is required with HOST=0.0.0.0"),
    "PUBLIC_URI: is no setting; PUBLIC_URL was perhaps meant",
  ]);
});

test("config check says which database is used without DATABASE_URL", async () => {
  expect(await run("config", "check")).toBe(0);
  expect(output).toBe(
    `All settings are right.\nDATABASE_URL is not set: the embedded database in ${folder} would be used.\n`,
  );
  output = "";
  environment.DATABASE_URL = "postgres://127.0.0.1:1/none";
  expect(await run("config", "check")).toBe(0);
  expect(output).toBe("All settings are right.\n");
});

test("doctor prints the result for each part", async () => {
  expect(await run("doctor", "--json")).toBe(0);
  const { ok, checks } = JSON.parse(output);
  expect(ok).toBe(true);
  const names = checks.map(({ name }: { name: string }) => name);
  expect(names).toEqual([
    "Node",
    "Settings",
    "Database",
    "Evidence store",
    "Keys",
    "Other servers",
    "Mail server",
    "Single sign-on",
    "Timestamp authority",
    "OpenTimestamps",
    "Disk space",
    "Public address",
    "Clock",
  ]);
});

test("doctor names what fails, with a remedy", async () => {
  const closed = "127.0.0.1:1";
  const database = `postgres://name:word@${closed}/none`;
  const cells = join(folder, "cells.json");
  const evidence = `file:${folder}/timur`;
  await writeFile(
    cells,
    JSON.stringify({
      home: "pusat",
      servers: { pusat: { database, evidence }, timur: { database, evidence } },
    }),
    { mode: 0o600 },
  );
  Object.assign(environment, {
    DATABASE_URL: database,
    CELLS: cells,
    CELL: "pusat",
    SMTP_URL: `smtp://${closed}`,
    MAIL_FROM: "lapor@example.go.id",
    TSA_URL: `http://${closed}/`,
    OTS_CALENDARS: `http://${closed},http://${closed}/b`,
    OIDC_ISSUER: `http://${closed}`,
    OIDC_CLIENT_ID: "lapor",
    OIDC_ROLE_CLAIM: "role",
    OIDC_ROLES: '{"petugas":"officer"}',
    EVIDENCE_URL: "s3://bucket",
  });
  // A public address that answers, with a clock that is an hour late.
  const server = createServer((_, response) => {
    response.setHeader("Date", new Date(Date.now() - 3_600_000).toUTCString()).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  environment.PUBLIC_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await run("doctor", "--json")).toBe(1);
  } finally {
    server.close();
  }
  const checks = JSON.parse(output).checks as Check[];
  const failed = checks.filter(({ ok }) => !ok);
  expect(failed.map(({ name }) => name)).toEqual([
    "Database",
    "Evidence store",
    "Other servers",
    "Mail server",
    "Single sign-on",
    "Timestamp authority",
    "OpenTimestamps",
    "Clock",
  ]);
  for (const { advice, found } of failed) {
    expect(advice).toMatch(/^(Check|Synchronise) /);
    expect(found).not.toContain("word");
  }
});

test("a file that cannot be checked exits with 2", async () => {
  expect(await run("verify", join(folder, "none.wacz"))).toBe(2);
  await writeFile(join(folder, "some.json"), "{}");
  expect(await run("verify", join(folder, "some.json"), "--json")).toBe(2);
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])(
    "lists commands and options for %s, and no hidden words",
    async (shell) => {
      expect(await run("completion", shell)).toBe(0);
      expect(output).toContain("list assign role suspend resume import revoke");
      expect(output).toContain("--reason");
      expect(output).not.toContain("canaries");
    },
  );

  test("completes in bash", async () => {
    await run("completion", "bash");
    const script = join(folder, "lapor.bash");
    await writeFile(script, output);
    const complete = (line: string) => {
      const words = line.split(" ").map((word) => `"${word}"`);
      const probe = `. ${script}; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _lapor; echo "\${COMPREPLY[@]}"`;
      return execFileSync("bash", ["-c", probe], { encoding: "utf8" }).trim();
    };
    expect(complete("lapor peo")).toBe("people");
    expect(complete("lapor people sus")).toBe("suspend");
    expect(complete("lapor enrol --r")).toBe("--role");
  });
});

test("the JavaScript that starts the program passes its exit code on", { timeout: 60_000 }, async () => {
  const bin = join(import.meta.dirname, "../../../../bin/lapor.mjs");
  const env = { ...childEnvironment(), ...settings() };
  const start = (...words: string[]) => promisify(execFile)(process.execPath, [bin, ...words], { env });
  expect((await start("--help")).stdout).toContain("Usage: lapor");
  await expect(start("fly")).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("'fly'") });
});
