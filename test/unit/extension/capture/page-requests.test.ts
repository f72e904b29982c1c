/** "Pilih beberapa" starts in the frame with the buttons, or reports that there is none. */

import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { startSelection } from "../../../../utils/extension/drafts/page-requests.ts";
import type { PageScriptState } from "../../../../utils/page/sites/engine/post-ref.ts";

interface Asked {
  target: { tabId: number; frameIds: number[] };
  func?: (argument: unknown) => unknown;
  args?: unknown[];
  files?: string[];
}

/** The page script's state in each frame of the tab. */
let frames: Map<number, Partial<PageScriptState> | undefined>;
let injected: number[];

beforeEach(() => {
  fakeBrowser.reset();
  frames = new Map();
  injected = [];
  const executeScript = async ({ target, func, args = [], files }: Asked) => {
    const [frame = -1] = target.frameIds;
    if (!frames.has(frame)) throw new Error("this frame may not be touched");
    if (files) injected.push(frame);
    globalThis.laporKominfo = frames.get(frame) as PageScriptState | undefined;
    const result = func?.(args[0]);
    globalThis.laporKominfo = undefined;
    return [{ result }];
  };
  Object.assign(fakeBrowser, { scripting: { executeScript } });
});

test("from the popup, in the page's own frame", async () => {
  frames.set(0, {});
  expect((await startSelection(7)).ok).toBe(true);
  expect(frames.get(0)).toEqual({ selectionRequested: true });
  expect(injected).toEqual([0]);
});

test("from the menu, in the frame that it was opened in", async () => {
  frames.set(0, {}).set(3, {});
  await startSelection(7, 3);
  expect([frames.get(0), frames.get(3)]).toEqual([{}, { selectionRequested: true }]);
  expect(injected).toEqual([3]);
});

test("a frame without buttons leads to the page's main frame", async () => {
  frames.set(0, {}).set(3, undefined);
  await startSelection(7, 3);
  expect(injected).toEqual([0]);
});

test.each([[new Map()], [new Map([[0, undefined]])]])(
  "fails with an explanation without our script",
  async (tab) => {
    frames = tab;
    expect(await startSelection(7)).toMatchObject({ ok: false, problem: { code: "capture-failed" } });
    expect(injected).toEqual([]);
  },
);
