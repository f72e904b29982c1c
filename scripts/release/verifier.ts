/**
 * `npm run verifier`: writes `.output/verify.html`, the page that verifies evidence and exports offline. One file with
 * inline script and style; its CSP allows nothing else, and no network.
 */

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { readNames, withNames } from "./names.ts";

const root = join(import.meta.dirname, "../..");

/** The intake serves it from here. */
const file = join(root, ".output/verify.html");

/** Returns the file's path and its size in bytes. */
export async function writeVerifier(): Promise<{ file: string; bytes: number }> {
  const page = Buffer.from(await buildVerifier());
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page);
  return { file, bytes: page.length };
}

async function buildVerifier(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "verifier/main.tsx")],
    outdir: "out",
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const names = readNames();
  const find = (end: string) =>
    withNames(outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "", names);
  const [script, style] = [find(".js"), find(".css")];
  if (/<\/(script|style)/i.test(script + style))
    throw new Error("the script or style contains a closing tag");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>Pemeriksa bukti ${names.product}</title>
<style>${style}</style>
</head>
<body>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

if (import.meta.main) {
  await import("../dev/help.ts");
  const { file, bytes } = await writeVerifier();
  console.log(`${file}: ${Math.round(bytes / 1000)} kB`);
}
