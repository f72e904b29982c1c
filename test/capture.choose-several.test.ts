/** @vitest-environment happy-dom */
/** Presses that come before the mode is ready belong to it. */

import { expect, test, vi } from "vitest";
import { chooseSeveral } from "../utils/capture/choose-several.ts";
import { Marks } from "../utils/capture/marks.ts";
import * as siteFields from "../utils/capture/site-fields.ts";
import type { Clicked, PageMemory } from "../utils/sites/clicked.ts";
import { sites } from "../utils/sites/index.ts";

// What this document lacks: the bar is lifted above the page.
Object.assign(HTMLElement.prototype, { showPopover: () => undefined });

test("a second press while the fields are still fetched is marked after the first", async () => {
  const ready = Promise.withResolvers<Awaited<ReturnType<typeof siteFields.fieldsOf>>>();
  vi.spyOn(siteFields, "fieldsOf").mockReturnValue(ready.promise);
  const pressed = vi.spyOn(Marks.prototype, "press").mockReturnValue({ marked: [] });
  const site = sites.x;
  const clickOn = (id: string) =>
    ({
      site,
      recipe: 0,
      subject: `x:post:${id}`,
      post: new WeakRef(document.body),
      state: "idle",
    }) as Clicked;
  const memory: PageMemory = {
    site,
    setState: () => undefined,
    markAll: () => undefined,
    posts: () => [],
    focus: () => undefined,
  };
  const starting = chooseSeveral(memory, false, clickOn("1"));
  memory.choosing?.press(clickOn("2"));
  expect(pressed).not.toHaveBeenCalled();
  ready.resolve({ ok: true, value: {} as never });
  await starting;
  expect(pressed.mock.calls.map(([clicked]) => clicked.subject)).toEqual(["x:post:1", "x:post:2"]);
  memory.choosing?.press(clickOn("3"));
  expect(pressed).toHaveBeenCalledTimes(3);
});
