import { build } from "esbuild";
import type { SiteId } from "../../utils/contract/site.ts";
import type { SeenPage } from "../../utils/recorder/read-page.ts";
import { cases } from "../cases/all.ts";
import { expectCase } from "../cases/expect-case.ts";
import type { SitePage } from "./drivers/driver.ts";
import { test } from "./fixtures.ts";

let page: SitePage;
test.beforeAll(async ({ stage }) => {
  page = await (await stage.visitor()).open("about:blank?cases");
  await page.evaluate((await bundleEngine()) as never);
});

/** The engine that reads recipes, as one script that sets `engine`. */
async function bundleEngine(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["utils/recorder/read-page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "engine",
  });
  return `${outputFiles[0]?.text ?? ""}; globalThis.engine = engine; undefined`;
}

for (const id of Object.keys(cases) as SiteId[])
  test.describe(`reads the case of ${id}:`, { tag: "@firefox-capture" }, () => {
    for (const one of cases[id])
      test(one.name, async () => {
        const seen = await page.evaluate(
          ({ id, one }) => {
            const { engine } = globalThis as never as {
              engine: typeof import("../../utils/recorder/read-page.ts");
            };
            for (const { name } of [...document.documentElement.attributes])
              document.documentElement.removeAttribute(name);
            for (const [name, value] of Object.entries(one.htmlAttributes ?? {}))
              document.documentElement.setAttribute(name, value);
            document.body.innerHTML = one.html;
            return engine.readPage(id, document, one);
          },
          { id, one },
        );
        expectCase(one, seen as SeenPage);
      });
  });
