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

/** Runs a command that makes packages, and returns the lines of `SHA256SUMS`. */
async function run(place: string, command: string, env: Record<string, string>): Promise<string[]> {
  const child = spawn("sh", ["-c", command, process.execPath], {
    cwd: place,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  return readFileSync(join(place, ".output/SHA256SUMS"), "utf8").trimEnd().split("\n");
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
  symlinkSync(join(root, "node_modules"), join(first, "node_modules"));
  const sums = await run(first, 'umask 022 && exec "$0" scripts/release/zip.ts', { TZ: "UTC", LANG: "C" });
  const [chrome, edge, firefox, sources] = sums;
  expect(sums.map((line) => line.replace(/^[\da-f]{64} {2}/, ""))).toEqual(
    ["chrome", "edge", "firefox", "sources"].map((name) => `lapor-kominfo-${version}-${name}.zip`),
  );
  unpackTo(second, join(first, `.output/lapor-kominfo-${version}-sources.zip`));
  symlinkSync(join(root, "node_modules"), join(second, "node_modules"));
  const elsewhere = { TZ: "Asia/Jayapura", LANG: "id_ID.UTF-8" };
  const remade = await run(
    second,
    'umask 077 && exec "$0" scripts/release/zip.ts --browser chrome',
    elsewhere,
  );
  expect(remade).toEqual([chrome]);
  // Edge's package has Chrome's code, so a second build of it would show nothing more.
  expect(edge?.slice(0, 64)).toBe(chrome?.slice(0, 64));

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
  expect(await run(second, "umask 077 && exec npm run build-for-amo", elsewhere)).toEqual([firefox, sources]);

  const calls = /\.getRecipes\b/;
  await run(second, '"$0" scripts/release/zip.ts --browser chrome', { PUBLISHED_RECIPES: "off" });
  expect(scriptsIn(join(first, `.output/lapor-kominfo-${version}-chrome.zip`))).toMatch(calls);
  expect(scriptsIn(join(second, `.output/lapor-kominfo-${version}-chrome.zip`))).not.toMatch(calls);
  const unpacked = readdirSync(second, { recursive: true, encoding: "utf8" });
  expect(unpacked.filter((name) => /^(test|docs|\.data)\//.test(name))).toEqual([]);
  expect(lstatSync(join(second, "package-lock.json")).isFile()).toBe(true);
});
