#!/usr/bin/env node
// Starts `lapor`. Plain JavaScript, so that older versions of Node can run it: they cannot read TypeScript.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const wanted = [24, 2];
const root = fileURLToPath(new URL("..", import.meta.url));
const bundled = join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
/** In the account's own folder: code from a folder that others can write would be theirs. */
const compiled = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lapor-kominfo", "compiled");
const [major, minor] = process.versions.node.split(".").map(Number);

const compileCache = folderOfCompiled();
if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) {
  if (compileCache) module.enableCompileCache(compileCache);
  await import("../intake/cli.ts");
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [join(root, "intake/cli.ts"), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, ...(compileCache ? { NODE_COMPILE_CACHE: compileCache } : {}) },
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  // A terminal sends Ctrl-C to both processes; a second signal would end `serve` without waiting.
  process.on("SIGINT", () => undefined);
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(
    `lapor needs Node ${wanted.join(".")} or newer, and this is ${process.version}. Install Node 24, or run npm ci without --omit=dev, which brings it.`,
  );
  process.exitCode = 1;
}

/** Halves the time of a start. Without a folder that can be made, the program starts as before. */
function folderOfCompiled() {
  if (process.env.NODE_COMPILE_CACHE) return undefined;
  try {
    // Made here, so that no other account can put code into it.
    mkdirSync(compiled, { recursive: true, mode: 0o700 });
    return compiled;
  } catch {
    return undefined;
  }
}
