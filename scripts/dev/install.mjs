// Installs missing packages before `npm start` and `npm test`. Plain JavaScript for Node 20: nothing is installed yet.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const wantedMajor = 24;

/** Whether `node_modules` matches the lock file. Packages for other systems may be absent. */
function installed() {
  try {
    const wanted = readLock("package-lock.json");
    const present = readLock("node_modules/.package-lock.json");
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === "" || optional || present[path]?.version === version,
    );
  } catch {
    return false;
  }
}

function readLock(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
}

/** Whether the Node version that npm scripts use is installed. */
function nodeIsThere() {
  const program = join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)/.exec(stdout ?? "")?.[1]) >= wantedMajor;
}

function npm(...args) {
  const options = { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" };
  return spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], options).status === 0;
}

if (!installed()) {
  console.log("Installing packages (about a minute the first time) …");
  if (!npm("ci")) {
    console.error("The packages could not be installed: see npm's output above.");
    process.exit(1);
  }
}
// If npm is configured to skip install scripts, runs the one that installs Node explicitly.
if (!nodeIsThere() && !(npm("rebuild", "node", "--ignore-scripts=false") && nodeIsThere())) {
  console.error(
    `Node ${wantedMajor} could not be installed into node_modules; install Node ${wantedMajor} or newer and run again.`,
  );
  process.exit(1);
}
