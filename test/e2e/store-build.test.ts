/** The store build tells the page nothing: no attribute on our element, whatever was reported. */

import { expect, test } from "vitest";
import { storeBuild } from "./drivers/builds.ts";
import { until } from "./drivers/driver.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();

test("a page learns neither the subject nor the state from our elements", async () => {
  const driver = await stage.visitor({ extension: storeBuild(stage.browser) });
  const page = await driver.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const elements = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("lapor-kominfo")].map((host) => ({
        names: host
          .getAttributeNames()
          .filter((name) => name.startsWith("data-") && !name.startsWith("data-ignore")),
        children: host.childNodes.length,
        open: host.shadowRoot !== null,
      })),
    );
  const seen = await until("our elements", async () => {
    const found = await elements();
    return found.length > 0 ? found : undefined;
  });
  expect(seen).toEqual(seen.map(() => ({ names: [], children: 0, open: false })));
});
