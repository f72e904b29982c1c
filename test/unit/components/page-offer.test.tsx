/** @vitest-environment happy-dom */
/** The popup's offers for the page in the tab: to report it, and to mark several of its posts. */

import { expect, test } from "vitest";
import { PageOffer, type PageOfferProps } from "../../../components/home/Home.tsx";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { click, find, seek, show } from "../../support/components-kit.tsx";

const never = async () => {
  throw new Error("nobody asked for this");
};
const offer = (props: Partial<PageOfferProps>) => (
  <PageOffer recognised onReport={never} onSeveral={never} {...props} />
);

test("offers the page first where no post was recognised, and last elsewhere", async () => {
  await show(offer({ recognised: false }));
  expect(find("report-page").className).toContain("primary");
  expect(document.body.textContent).toContain("Tidak ada kiriman yang dikenali");
  await show(offer({}), "en");
  expect(find("report-page").className).not.toContain("primary");
  expect(find("report-page").textContent).toBe("Report this page");
});

test("offers to mark several posts where there are posts", async () => {
  let started = 0;
  const onSeveral = async () => {
    started++;
    return ok({});
  };
  await show(offer({ recognised: false, onSeveral }));
  expect(seek("choose-several")).toBeNull();
  await show(offer({ onSeveral }), "en");
  expect(find("choose-several").textContent).toBe("Choose several posts");
  await show(offer({ onSeveral }));
  expect(find("choose-several").textContent).toBe("Pilih beberapa kiriman");
  await click("choose-several");
  expect(started).toBe(1);
  expect(seek("problem")).toBeNull();
});

test.each([
  ["report-page", "onReport"],
  ["choose-several", "onSeveral"],
] as const)("explains what prevents %s, until the next try", async (testId, name) => {
  const answers = [fail("capture-failed"), ok({})];
  await show(offer({ [name]: async () => answers.shift() ?? ok({}) }));
  await click(testId);
  expect(find("problem").dataset.code).toBe("capture-failed");
  await click(testId);
  expect(seek("problem")).toBeNull();
});
