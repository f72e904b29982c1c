import { build } from "esbuild";
import { afterAll, describe, inject, test } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import type { SiteId } from "../../utils/contract/site.ts";
import type { SeenPage } from "../../utils/recorder/read-page.ts";
import { cases } from "../cases/all.ts";
import { expectCase } from "../cases/expect-case.ts";
import { automationBuild } from "./drivers/builds.ts";
import { launch } from "./drivers/launch.ts";

/** The engine as one script: a real browser has the deciding vote on what a recipe reads. */
const { outputFiles } = await build({
  entryPoints: ["utils/recorder/read-page.ts"],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "engine",
});
const engine = outputFiles[0]?.text ?? "";
const name = inject("browser");
const driver = await launch(name, {
  executable: findBrowsers([name])[name],
  extension: automationBuild(name),
});
afterAll(() => driver.close());
const page = await driver.open("about:blank?cases");
await page.evaluate(`${engine}; globalThis.engine = engine; undefined` as never);

describe.each(Object.keys(cases) as SiteId[])("%s", (id) => {
  test.each(cases[id])("$name", async (one) => {
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
