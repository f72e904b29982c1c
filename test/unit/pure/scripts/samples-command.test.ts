import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { telegramCases } from "../../../../utils/page/sites/telegram/telegram.cases.ts";
import { xCases } from "../../../../utils/page/sites/x/x.cases.ts";

const folder = mkdtempSync(join(tmpdir(), "samples-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The rows of what is printed for these files, each as its cells. */
function rowsFor(files: Readonly<Record<string, string>>): string[][] {
  for (const [name, html] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), html);
  }
  const { stdout, stderr } = spawnSync(process.execPath, ["scripts/dev/samples.ts", folder], {
    cwd: join(import.meta.dirname, "../../../.."),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

const post = xCases[0]?.html ?? "";
const nameless = '<article data-testid="tweet"><time></time></article>';
const webK = telegramCases.find(({ name }) => name.startsWith("Web K: a channel known by name"))?.html ?? "";

test("shows how each post got its permalink, and the result of each mark", () => {
  const rows = rowsFor({
    "x/beranda.html": post + nameless,
    "telegram/kanal.html": webK,
    "lain.html": "<p>Bukan halaman situs.</p>",
  });
  const of = (first: string) => rows.filter(([cell]) => cell === first).map((cells) => cells.slice(1));
  const [found, marks] = of("x/beranda.html");
  expect(found?.slice(0, 3)).toEqual([
    "post",
    "x:post:1993210000000000001",
    'attr:href time in a[href*="/status/"]',
  ]);
  expect(marks).toEqual(["article tweet", "2", "1", "0", "0", "0", "1", "2"]);
  // Without an address nothing shows that the channel is public.
  expect(of("telegram/kanal.html")[1]).toEqual(["bubble (Web K)", "1", "0", "0", "0", "1", "0", ""]);
  expect(of("x")).toEqual([["1", "1", "1", "0", "0", "0", "1", "0"]]);
  expect(of("lain.html")).toEqual([["-", "no site recognised", "", "", ""]]);
});
