/** @vitest-environment happy-dom */
/** The popup's offer to report the page itself. */

import { expect, test } from "vitest";
import { PageOffer } from "../components/home/PageOffer.tsx";
import { fail, ok } from "../utils/contract/result.ts";
import { click, find, seek, show } from "./components.kit.tsx";

test("it comes first where no post was recognised, and stays quiet elsewhere", async () => {
  await show(<PageOffer recognised={false} onReport={async () => ok({})} />);
  expect(find("report-page").className).toContain("primary");
  expect(document.body.textContent).toContain("Tidak ada kiriman yang dikenali");
  await show(<PageOffer recognised onReport={async () => ok({})} />, "en");
  expect(find("report-page").className).not.toContain("primary");
  expect(find("report-page").textContent).toBe("Report this page");
});

test("what stands in the way is said, and goes with the next try", async () => {
  const answers = [fail("capture-failed"), ok({})];
  await show(<PageOffer recognised onReport={async () => answers.shift() ?? ok({})} />);
  await click("report-page");
  expect(find("problem").dataset.code).toBe("capture-failed");
  await click("report-page");
  expect(seek("problem")).toBeNull();
});
