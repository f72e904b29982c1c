import { build } from "esbuild";
import type { SitePage } from "../../scripts/dev/drivers/driver.ts";
import type { ReadPageCase } from "../../utils/page/recorder/read-page.ts";
import type { SiteCase } from "../../utils/page/sites/cases.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { cases } from "../support/cases/all.ts";
import { expectCase } from "../support/cases/expect-case.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

let page: SitePage;
test.beforeAll(async ({ stage }) => {
  page = await (await stage.visitor()).open("about:blank?cases");
  await page.evaluate((await bundleEngine()) as never);
});

/** The engine that reads recipes, as one script that sets `engine`. */
async function bundleEngine(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["utils/page/recorder/read-page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "engine",
  });
  return `${outputFiles[0]?.text ?? ""}; globalThis.engine = engine; undefined`;
}

for (const id of Object.keys(cases) as SiteId[])
  test(`reads every case of ${id}`, { tag: "@firefox-capture" }, async () => {
    for (const siteCase of cases[id]) {
      const seen = await page.evaluate(readCase, { id, one: siteCase });
      // A failed case does not hide those after it.
      expect.soft(faultOf(siteCase, seen), siteCase.name).toBeUndefined();
    }
  });

/** Runs in the page. */
function readCase({ id, one }: { id: SiteId; one: SiteCase }): ReadPageCase {
  const { engine } = globalThis as never as {
    engine: typeof import("../../utils/page/recorder/read-page.ts");
  };
  const root = document.documentElement;
  for (const { name } of [...root.attributes]) root.removeAttribute(name);
  for (const [name, value] of Object.entries(one.htmlAttributes ?? {})) root.setAttribute(name, value);
  document.body.innerHTML = one.html;
  return engine.readPage(id, document, one);
}

function faultOf(one: SiteCase, seen: ReadPageCase): string | undefined {
  try {
    expectCase(one, seen);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
