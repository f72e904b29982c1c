/** "Pilih beberapa" starts in the frame with the buttons, or reports that there is none. */

import { beforeEach, describe, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { orExplain, startSelection } from "../../../../utils/extension/drafts/page-requests.ts";
import type { PageScriptState } from "../../../../utils/page/sites/engine/post-ref.ts";
import { done, fail, type Result } from "../../../../utils/shared/contract/result.ts";

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

describe("without access to every site", () => {
  let opened: string[];
  const ofSites = { host_permissions: ["*://x.com/*", "*://www.youtube.com/*"] };
  const allow = (allowed: boolean) =>
    Object.assign(fakeBrowser, {
      permissions: {
        contains: async ({ origins = [] }: { origins?: string[] }) =>
          allowed || (origins.length === 1 && origins[0] === "*://x.com/*"),
      },
    });

  beforeEach(() => {
    opened = [];
    Object.assign(fakeBrowser.runtime, { getManifest: () => ofSites });
    Object.assign(fakeBrowser.tabs, { create: async ({ url }: { url: string }) => void opened.push(url) });
    allow(false);
    return () => Object.assign(fakeBrowser, { permissions: undefined });
  });

  const never = new Promise<Result<Record<string, never>>>(() => undefined);

  test.each([
    ["does not end", () => never],
    ["is refused", () => Promise.reject(new Error("Missing host permission for the tab"))],
    ["fails", async () => fail("capture-failed")],
  ])("opens the settings if the work in the page %s", async (_, work) => {
    expect(await orExplain(work())).toMatchObject({ ok: false, problem: { code: "capture-failed" } });
    expect(opened).toEqual([fakeBrowser.runtime.getURL("/options.html" as never)]);
  });

  test("opens nothing if the page can be used", async () => {
    expect(await orExplain(Promise.resolve(done))).toEqual(done);
    expect(opened).toEqual([]);
  });

  test("passes every answer on if all sites may be used", async () => {
    allow(true);
    expect(await orExplain(Promise.resolve(fail("no-post-here")))).toEqual(fail("no-post-here"));
    await expect(orExplain(Promise.reject(new Error("the tab was closed")))).rejects.toThrow("closed");
    expect(opened).toEqual([]);
  });
});
