/** A real enterprise policy for one extension in one browser, removed after the test. */

import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { automationBuild } from "../../../scripts/dev/drivers/builds.ts";
import { extensionId } from "../../../scripts/dev/drivers/chromium.ts";
import type { BrowserName, LaunchOptions } from "../../../scripts/dev/drivers/driver.ts";
import { atExit } from "../../../scripts/dev/kits/processes.ts";

export interface ManagedPolicy {
  /** Launch options that make the policy apply. */
  launch: Pick<LaunchOptions, "extension" | "env">;
  /** Replaces the policy. Chromium applies it at once, Firefox at its next start. */
  set(values: Record<string, unknown>): void;
  remove(): void;
}

/** Returns a sentence if policies cannot be set on this machine. */
export function managedPolicyFor(browser: BrowserName, executable: string): ManagedPolicy | string {
  const place = browser === "chromium" ? inChromium(executable) : inFirefox();
  // Removed even if the test is killed, so that no browser on this machine keeps the policy.
  if (typeof place !== "string") atExit(place.remove);
  return place;
}

/** An unpacked extension's id depends on its folder, so a new folder avoids conflicts with others. */
function inChromium(executable: string): ManagedPolicy | string {
  const version = execFileSync(executable, ["--version"], { encoding: "utf8" });
  const policies = /for Testing/.test(version)
    ? "/etc/opt/chrome_for_testing/policies"
    : "/etc/chromium/policies";
  const folder = join(policies, "managed");
  const made = missingFolders(folder);
  try {
    accessSync(dirname(made.at(-1) ?? join(folder, "x")), constants.W_OK);
  } catch {
    return `${folder} cannot be written: Chromium on this machine takes no policy of a test`;
  }
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "lapor-managed-")));
  cpSync(automationBuild("chromium"), copy, { recursive: true });
  mkdirSync(folder, { recursive: true });
  const id = extensionId(copy);
  const file = join(folder, `lapor-test-${id}.json`);
  return {
    launch: { extension: copy },
    set: (values) => writeFileSync(file, JSON.stringify({ "3rdparty": { extensions: { [id]: values } } })),
    remove: () => {
      for (const path of [file, copy]) rmSync(path, { recursive: true, force: true });
      for (const path of made) if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
    },
  };
}

/** Missing folders, deepest first. Those created are removed afterwards unless another program uses them. */
function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

/** Uses a managed storage manifest in a temporary home, because `policies.json` would affect all Firefox profiles. */
function inFirefox(): ManagedPolicy {
  const home = mkdtempSync(join(tmpdir(), "lapor-home-"));
  const folder = join(home, ".mozilla/managed-storage");
  mkdirSync(folder, { recursive: true });
  const name = "lapor@kominfo.go.id";
  return {
    launch: { extension: automationBuild("firefox"), env: { HOME: home } },
    set: (data) =>
      writeFileSync(
        join(folder, `${name}.json`),
        JSON.stringify({ name, description: "-", type: "storage", data }),
      ),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
