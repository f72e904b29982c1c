/** Locations of browsers on this machine. */

import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import type { BrowserName } from "../drivers/driver.ts";

const home = homedir();
const local = process.env.LOCALAPPDATA ?? join(home, "AppData", "Local");
/** Cache folders of browser installers. */
export const puppeteerCache = join(home, ".cache", "puppeteer");
const playwrightCaches = [
  process.env.PLAYWRIGHT_BROWSERS_PATH ?? "",
  join(home, ".cache", "ms-playwright"),
  join(home, "Library", "Caches", "ms-playwright"),
  join(local, "ms-playwright"),
];

/** Free builds first: branded Chrome and Edge no longer load unpacked extensions by command-line switch. */
const programs: Record<BrowserName, string[]> = {
  chromium: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"],
  firefox: ["firefox-esr", "firefox", "firefox-developer-edition"],
};

const places: Record<BrowserName, string[]> = {
  chromium: [
    chromium.executablePath(),
    ...playwrightCaches.flatMap((cache) => [
      `${cache}/chromium-*/chrome-linux*/chrome`,
      `${cache}/chromium-*/chrome-mac*/*.app/Contents/MacOS/*`,
      `${cache}/chromium-*/chrome-win*/chrome.exe`,
    ]),
    `${puppeteerCache}/chrome/*/chrome-linux64/chrome`,
    `${puppeteerCache}/chrome/*/chrome-mac*/*.app/Contents/MacOS/*`,
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  firefox: [
    `${puppeteerCache}/firefox/*/firefox/firefox`,
    `${puppeteerCache}/firefox/*/*.app/Contents/MacOS/firefox`,
    `${puppeteerCache}/firefox/*/core/firefox.exe`,
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
  ],
};

/** Existing programs, the likeliest first. `LAPOR_CHROMIUM` or `LAPOR_FIREFOX` takes precedence. */
export function candidates(name: BrowserName): string[] {
  const named = process.env[`LAPOR_${name.toUpperCase()}`];
  const folders = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  const inPath = programs[name].flatMap((program) => folders.map((folder) => join(folder, program)));
  const elsewhere = places[name].flatMap((pattern) =>
    pattern.includes("*") ? globSync(pattern) : [pattern],
  );
  return [...new Set([...(named ? [named] : []), ...inPath, ...elsewhere])].filter((path) =>
    existsSync(path),
  );
}
