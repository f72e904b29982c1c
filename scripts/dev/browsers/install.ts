/** Installs a browser: with its own installer, else by apt if run as root. */

import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserName } from "../drivers/driver.ts";
import { puppeteerCache } from "./candidates.ts";

const installers: Record<BrowserName, string[]> = {
  chromium: ["playwright", "install", "chromium", "--no-shell"],
  firefox: ["browsers", "install", "firefox@stable", "--path", puppeteerCache],
};
const packages: Record<BrowserName, string> = { chromium: "chromium", firefox: "firefox-esr" };
const fonts = ["fonts-noto-color-emoji", "fonts-liberation"];
const maxDownloadMs = 90_000;

const aptLock = join(tmpdir(), "lapor-apt.lock");

/** Downloads the browser for this user only. Returns true on success. */
export function download(name: BrowserName): boolean {
  const [program = "", ...args] = installers[name];
  return runs(program, args, maxDownloadMs);
}

export function canUseApt(): boolean {
  return process.getuid?.() === 0 && runs("apt-get", ["--version"], 10_000);
}

/** Installs browsers and fonts from the system's packages. No time limit. */
export function installByApt(names: readonly BrowserName[]): boolean {
  const wanted = [...names.map((name) => packages[name]), ...fonts];
  // Two test workers on a new machine may both get here.
  const apt = (...args: string[]) => runs("flock", [aptLock, "apt-get", ...args]);
  return apt("update") && apt("install", "--yes", "--no-install-recommends", ...wanted);
}

function runs(program: string, args: readonly string[], timeout?: number): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status } = spawnSync(program, args, { env, timeout, stdio: ["ignore", "ignore", "ignore"] });
  return status === 0;
}
