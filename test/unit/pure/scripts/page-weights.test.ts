/** Files of the build: the groups of modules name what exists, and chunks that import each other are noticed. */

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importCircle } from "../../../../scripts/check/page-weights.ts";
import { chunkGroups } from "../../../../scripts/release/chunk-groups.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lapor-chunks-"));
  mkdirSync(join(folder, "chunks"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, code: string) => writeFileSync(join(folder, "chunks", `${name}.js`), code);

test("names a circle of three files", () => {
  write("a", 'import{t as e}from"./b.js";e();');
  write("b", 'import"./c.js";export const t=()=>1;');
  write("c", 'export{x}from"./a.js";');
  expect(importCircle(folder)).toEqual(["chunks/a.js", "chunks/b.js", "chunks/c.js", "chunks/a.js"]);
});

test("accepts files that share a third, and one that loads its importer later", () => {
  write("a", 'import"./b.js";import"./c.js";');
  write("b", 'import"./c.js";const later=()=>import("./a.js");');
  write("c", "export const x=1;");
  expect(importCircle(folder)).toEqual([]);
});

test("every module of a chunk's group exists, and is in one group", () => {
  const modules = chunkGroups.flatMap((group) => group.modules);
  const root = join(import.meta.dirname, "../../../..");
  expect(modules.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(modules.filter((path, at) => modules.indexOf(path) !== at)).toEqual([]);
});
