/** Finds or installs browsers for tests and tour. A browser is accepted only after it has shown an extension page. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { candidates } from "./browsers/candidates.ts";
import { canUseApt, download, installByApt } from "./browsers/install.ts";
import type { BrowserName } from "./drivers/driver.ts";

const root = join(import.meta.dirname, "../..");
const memory = join(root, "node_modules/.cache/lapor/browsers.json");
const maxTrialMs = 90_000;

/** Returns the program of each browser, installing missing ones. Throws one sentence that names what to install. */
export function findBrowsers<Name extends BrowserName>(names: readonly Name[]): Record<Name, string> {
  const paths: Partial<Record<Name, string>> = {};
  for (const name of names) paths[name] = whatLaunches(name) ?? afterDownload(name);
  const missing = names.filter((name) => !paths[name]);
  if (missing.length > 0 && canUseApt()) {
    console.log(`installing ${missing.join(" and ")} with apt`);
    installByApt(missing);
    for (const name of missing) paths[name] = whatLaunches(name);
  }
  const lacking = names.filter((name) => !paths[name]);
  if (lacking.length > 0) {
    throw new Error(
      `No ${lacking.join(" and no ")} that can load an extension was found or could be installed here. ` +
        `Install ${lacking.map((name) => advice[name]).join(" and ")}, then run this again.`,
    );
  }
  return paths as Record<Name, string>;
}

const advice: Record<BrowserName, string> = {
  chromium:
    "Chromium (Debian: `apt-get install chromium`; elsewhere: `npx playwright install --with-deps chromium`)",
  firefox: "Firefox (Debian: `apt-get install firefox-esr`; elsewhere: from mozilla.org)",
};

function afterDownload(name: BrowserName): string | undefined {
  console.log(`no working ${name} found, downloading one`);
  return download(name) ? whatLaunches(name) : undefined;
}

/** Returns the first program that works. Earlier results are trusted until the program changes. */
function whatLaunches(name: BrowserName): string | undefined {
  return candidates(name).find((path) => {
    if (readMemory().includes(fingerprint(path))) return true;
    const trial = spawnSync(process.execPath, [join(root, "scripts/dev/browsers/launch.ts"), name, path], {
      timeout: maxTrialMs,
      encoding: "utf8",
    });
    if (trial.status !== 0) {
      const reason = trial.stderr?.match(/^\w*Error: .*$/m)?.[0] ?? `no page after ${maxTrialMs / 1000} s`;
      console.log(`${path} does not work: ${reason}`);
      return false;
    }
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, JSON.stringify([...readMemory(), fingerprint(path)]));
    return true;
  });
}

function readMemory(): string[] {
  try {
    return JSON.parse(readFileSync(memory, "utf8"));
  } catch {
    return [];
  }
}

function fingerprint(path: string): string {
  const real = realpathSync(path);
  const { size, mtimeMs } = statSync(real);
  return `${path} ${real} ${size} ${mtimeMs}`;
}

if (import.meta.main) console.log(findBrowsers(["chromium", "firefox"]));
