/** Documents: links lead to a file and a heading, named files exist, and the README keeps its limits. */

import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const documents = ["*.md", "docs/**/*.md", "deploy/**/*.md", ".github/**/*.md"].flatMap((pattern) =>
  globSync(pattern, { cwd: root }),
);
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Targets outside code. */
function targetsIn(text: string): string[] {
  const prose = text.replace(/```.*?```/gs, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^()\s]+)\)|(?:href|src|srcset)="([^"]+)"/g)].map(
    ([, a, b]) => a ?? b ?? "",
  );
}

/** As GitHub makes them. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
    words
      .toLowerCase()
      .replace(/\]\([^)]*\)/g, "")
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-"),
  );
}

test.each(documents)("%s: every link has a target", (path) => {
  const broken = targetsIn(read(path)).filter((target) => {
    if (/^(https?|mailto):/.test(target)) return false;
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? path : join(dirname(path), file);
    if (!existsSync(join(root, linked))) return true;
    return anchor !== undefined && linked.endsWith(".md") && !anchorsIn(read(linked)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** Paths of the repository in code. `sebar` is the invented site of the page on adding one. */
function pathsIn(text: string): string[] {
  const folders = "intake|utils|components|entrypoints|scripts|test|verifier|docs|deploy|public";
  const paths = text.matchAll(
    new RegExp(`\`((?:${folders})/[\\w./-]+\\.(?:tsx?|mjs|md|json|yml|css|html))\``, "g"),
  );
  return [...paths].map(([, path = ""]) => path).filter((path) => !path.includes("sebar"));
}

test.each(documents)("%s: every file that it names exists", (path) => {
  expect(pathsIn(read(path)).filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

describe.each(["README.md", "README.id.md"])("%s", (path) => {
  const text = read(path);
  const words = text
    .replace(/<[^>]+>/g, " ")
    .trim()
    .split(/\s+/);
  const pictures = [...text.matchAll(/<img [^>]*src="docs\/images\/[^>]+>/g)].map(([tag]) => tag);

  test("is one screen to start and short enough to read", () => {
    expect(text.split("\n").length).toBeLessThanOrEqual(151);
    expect(words.length).toBeLessThanOrEqual(900);
    expect(pictures.length).toBeLessThanOrEqual(6);
    expect(text.match(/```mermaid/g)).toHaveLength(1);
  });

  test("has motion only in its first picture, of at most 1.5 MB, and none with reduced motion", () => {
    const moving = [...new Set(text.match(/docs\/images\/[\w-]+\.webp/g))];
    expect(pictures[0]).toContain(moving.find((file) => !file.includes("dark")));
    expect(moving).toHaveLength(2);
    for (const file of moving) expect(statSync(join(root, file)).size, file).toBeLessThanOrEqual(1_500_000);
    expect(text.indexOf("prefers-reduced-motion")).toBeLessThan(text.indexOf("prefers-color-scheme"));
  });

  test("has each picture in light and in dark", () => {
    const sources = [...text.matchAll(/prefers-color-scheme: dark\)" srcset="([^"]+)"/g)].map(
      ([, file]) => file,
    );
    const dark = pictures.map((tag) => /src="([^"]+)"/.exec(tag)?.[1]?.replace(/(\.\w+)$/, "-dark$1"));
    expect(sources).toEqual(dark);
  });
});
