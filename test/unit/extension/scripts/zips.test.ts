/** The packages for the stores are the same bytes from another folder, at another date, and from the sources alone. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import { noticed } from "../../../../scripts/release/licences/notices.ts";

const root = join(import.meta.dirname, "../../../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const folder = mkdtempSync(join(tmpdir(), "lapor-zips-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Copies the files of a fresh clone: no dependencies, builds or local data. */
function copyTo(place: string): void {
  cpSync(root, place, {
    recursive: true,
    filter: (path) => {
      const name = relative(root, path);
      return name === "" || (!/(^|\/)node_modules(\/|$)/.test(name) && !/^\.(?!ci)/.test(name));
    },
  });
}

function unpackTo(place: string, zip: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), bytes);
    utimesSync(join(place, name), new Date("2001-01-01"), new Date("2001-01-01"));
  }
}

/** Gives `SHA256SUMS`. */
async function zipIn(place: string, { umask, zone }: { umask: string; zone: string }): Promise<string> {
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  return run(place, `umask ${umask} && exec "$0" scripts/release/zip.ts`, {
    TZ: zone,
    LANG: zone === "UTC" ? "C" : "id_ID.UTF-8",
  });
}

async function run(place: string, command: string, env: Record<string, string>): Promise<string> {
  const child = spawn("sh", ["-c", command, process.execPath], {
    cwd: place,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  return readFileSync(join(place, ".output/SHA256SUMS"), "utf8");
}

/** All code of a package. */
function scriptsIn(zip: string): string {
  const files = Object.entries(unzipSync(readFileSync(zip))).filter(([name]) => name.endsWith(".js"));
  return files.map(([, bytes]) => new TextDecoder().decode(bytes)).join("\n");
}

test("two builds have the same bytes, the second from the sources of the first", {
  timeout: 500_000,
}, async () => {
  const first = join(folder, "one");
  const second = join(folder, "another/much deeper/place");
  copyTo(first);
  const sums = await zipIn(first, { umask: "022", zone: "UTC" });
  const names = [...sums.matchAll(/^[\da-f]{64} {2}(.+)$/gm)].map(([, name]) => name);
  expect(names).toEqual(
    ["chrome", "edge", "firefox", "sources"].map((name) => `lapor-kominfo-${version}-${name}.zip`),
  );
  unpackTo(second, join(first, `.output/lapor-kominfo-${version}-sources.zip`));
  expect(await zipIn(second, { umask: "077", zone: "Asia/Jayapura" })).toBe(sums);

  for (const browser of ["chrome", "edge", "firefox"]) {
    const files = unzipSync(readFileSync(join(first, `.output/lapor-kominfo-${version}-${browser}.zip`)));
    const text = new TextDecoder();
    expect(noticed(text.decode(files["licences.txt"])).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["preact", "zod", "jose", "idb"]),
    );
    // A store's package must reveal no paths of the build machine.
    for (const [name, bytes] of Object.entries(files))
      expect(text.decode(bytes).includes(folder), name).toBe(false);
  }
  const ofFirefox = (text: string) =>
    text.split("\n").filter((line) => /-(firefox|sources)\.zip$/.test(line));
  expect(ofFirefox(await run(second, "npm run build-for-amo", {}))).toEqual(ofFirefox(sums));

  const calls = /\.getRecipes\b/;
  await run(second, '"$0" scripts/release/zip.ts --browser chrome', { PUBLISHED_RECIPES: "off" });
  expect(scriptsIn(join(first, `.output/lapor-kominfo-${version}-chrome.zip`))).toMatch(calls);
  expect(scriptsIn(join(second, `.output/lapor-kominfo-${version}-chrome.zip`))).not.toMatch(calls);
  const sources = readdirSync(second, { recursive: true, encoding: "utf8" });
  expect(sources.filter((name) => /^(test|docs|\.data)\//.test(name))).toEqual([]);
  expect(lstatSync(join(second, "package-lock.json")).isFile()).toBe(true);
});
