/** The store build has no marks on its elements: they are for tests only. */

import { storeBuild } from "../../scripts/dev/drivers/builds.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";

test("shows the page neither subject nor state on the elements of the store build", {
  tag: "@firefox-capture",
}, async ({ stage }) => {
  const visitor = await stage.visitor({ extension: storeBuild(stage.browser) });
  const page = await visitor.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
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
  const seen = await pollFor("our elements", async () => {
    const hosts = await elements();
    return hosts.length > 0 ? hosts : undefined;
  });
  expect(seen).toEqual(seen.map(() => ({ names: [], children: 0, open: false })));
});
