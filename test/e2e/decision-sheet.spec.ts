/** An open act in the popup: a sheet below the words of the post, over a case that cannot be reached behind it. */

import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

const size = { width: 400, height: 600 };

/** Runs in the page: which of these a press would meet. */
function pressable(selectors: string[]): string[] {
  return selectors.filter((selector) => {
    const element = document.querySelector(selector);
    const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    const top = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 10));
    return width > 0 && element?.contains(top);
  });
}

/** Runs in the page: the part of the case that has the focus. */
function focusedPart(): string {
  const { activeElement } = document;
  const part = activeElement?.closest(".decide, .evidence");
  return part?.classList.item(0) ?? activeElement?.localName ?? "";
}

test("shows words, sheet and its send button at once, and lets nothing else be pressed or focused", {
  tag: "@firefox-keys",
}, async ({ stage }) => {
  await fillDesk(await stage.device("officer", "Petugas Contoh"), { count: 2, alike: 1 });
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const popup = await supervisor.extensionPage("popup.html", size);
  await popup.click('case-row[data-state="open"]');
  await popup.waitFor("decide-more");
  const words = '.evidence [data-place="text"]';
  const head = '[data-testid="case-back"]';
  const send = '[data-testid="decide"] [data-testid="decide-approve"]';
  const leave = '[data-testid="decide-leave"]';
  expect(await popup.evaluate(pressable, [words, head, send])).toEqual([words, head, send]);
  await popup.press("s");
  await popup.waitFor("decide-leave");
  await shoot(popup, "sheet");
  const sheet = await popup.evaluate(() => {
    const { left, right, top, bottom } =
      document.querySelector('[data-testid="decide"]')?.getBoundingClientRect() ?? new DOMRect();
    return { left, right, top: Math.round(top), bottom: Math.round(bottom) };
  });
  expect(sheet).toEqual({ left: 0, right: size.width, top: 0.4 * size.height, bottom: size.height });
  expect(await popup.evaluate(pressable, [words, head, send, leave])).toEqual([words, send, leave]);

  await expect.poll(() => popup.evaluate(focusedPart), "the focus").toBe("decide");
  const focused = new Set<string>();
  for (let presses = 0; presses < 6; presses++) {
    await popup.press("Shift+Tab");
    focused.add(await popup.evaluate(focusedPart));
  }
  // Before the first part come the scrolling container, which takes the focus in Firefox, and the browser's own controls.
  for (const part of ["main", "body"]) focused.delete(part);
  expect([...focused].sort()).toEqual(["decide", "evidence"]);

  await popup.type("decide-reason", "Tautan ke situs judi.");
  await popup.press("Escape");
  await expect.poll(() => popup.count("decide-leave")).toBe(0);
  await expect.poll(() => popup.evaluate(focusedPart), "the focus").toBe("decide");
  await expect.poll(() => popup.evaluate(pressable, [head])).toEqual([head]);
  await popup.press("s");
  await expect.poll(() => popup.text("decide-reason")).toContain("Tautan ke situs judi.");
  await popup.press("Escape");
  await popup.close();
  await supervisor.close();
});
