import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../../../intake/documents/markdown.ts";
import { guideNames } from "../../../../utils/shared/contract/guides.ts";

const docs = join(import.meta.dirname, "../../../../docs");
const targets = {
  link: (target: string) => (target.startsWith("ok") ? `/${target}` : undefined),
  picture: (target: string) => (target.startsWith("ok") ? `/${target}` : undefined),
};
const render = (text: string) => renderMarkdown(text, targets).map(String).join("");

test("renders headings, lists, tables and inline marks", () => {
  const made = render(
    "# A **b**\n\ntext `c`\nmore *d*\n\n- one\n- [two](ok.md)\n\n1. first\n2. ![e](ok.png)\n\n| f | g |\n|---|---|\n| h | [`i`](ok) |",
  );
  expect(made).toContain("<h1>A <strong>b</strong></h1><p>text <code>c</code> more <em>d</em></p>");
  expect(made).toContain('<ul><li>one</li><li><a href="/ok.md">two</a></li></ul><ol><li>first</li>');
  expect(made).toContain('<img src="/ok.png" alt="e" loading="lazy" />');
  expect(made).toContain('aria-label="f, g"');
  expect(made).toContain('<td>h</td><td><a href="/ok"><code>i</code></a></td>');
});

test("shows HTML and unknown targets as text", () => {
  const made = render(
    "# <script>x</script>\n\n<img src=x> `<b>` [click](javascript:x) ![hidden](https://evil.example/a.png)\n\n| <i> |\n|---|\n| \"'& |",
  );
  expect(made).not.toMatch(/<(script|img|b|i|a)\b/);
  expect(made).toContain("&lt;script&gt;");
  expect(made).toContain("click");
});

/** Marks that the renderer does not know would be shown to people. */
test.each([...guideNames.map((name) => `id/${name}`), "id/README", "id/privasi", "../PRIVACY"])(
  "leaves no mark of Markdown in %s",
  (name) => {
    const text = readFileSync(join(docs, `${name}.md`), "utf8");
    const made = render(text)
      .replace(/<code>.*?<\/code>/g, "")
      .replace(/&\w+;|&#\d+;/g, "");
    expect(made.replace(/<[^>]+>/g, "")).not.toMatch(/[#*|`[\]]|^\s*[-+>] /m);
    expect(made.match(/<h1>/g)).toHaveLength(1);
  },
);
