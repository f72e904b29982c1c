/** "Pilih beberapa" starts in the frame with the buttons, or reports that there is none. */

import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
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

describe("without access to X", () => {
  const allowed = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
  const withheld = "https://x.com/contoh/status/1";
  const stranger = "https://contoh.id/";
  let opened: string[];
  let allowsX: boolean;

  beforeEach(() => {
    opened = [];
    allowsX = false;
    Object.assign(fakeBrowser.runtime, {
      getManifest: () => ({ host_permissions: ["*://x.com/*", "*://www.youtube.com/*"] }),
    });
    Object.assign(fakeBrowser.tabs, { create: async ({ url }: { url: string }) => void opened.push(url) });
    const contains = async ({ origins = [] }: { origins?: string[] }) =>
      origins.every(
        (origin) => origin.includes("//www.youtube.com/") || (allowsX && origin.includes("x.com")),
      );
    Object.assign(fakeBrowser, { permissions: { contains } });
    return () => Object.assign(fakeBrowser, { permissions: undefined });
  });

  const never = new Promise<Result<Record<string, never>>>(() => undefined);
  const refused = () => Promise.reject(new Error("Missing host permission for the tab"));

  test.each([
    ["does not end", withheld, () => never],
    ["is refused", withheld, refused],
    ["fails", withheld, async () => fail("capture-failed")],
    ["is refused, and its address is hidden,", undefined, refused],
  ])("opens the settings if the work in its page %s", async (_, address, work) => {
    expect(await orExplain(work(), address)).toMatchObject({
      ok: false,
      problem: { code: "capture-failed" },
    });
    expect(opened).toEqual([fakeBrowser.runtime.getURL("/options.html" as never)]);
  });

  test.each([withheld, undefined])("opens nothing if the page can be used", async (address) => {
    expect(await orExplain(Promise.resolve(done), address)).toEqual(done);
    expect(opened).toEqual([]);
  });

  test("waits for the page of another site until its work ends", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const work = Promise.withResolvers<Result<Record<string, never>>>();
    const answer = orExplain(work.promise, allowed);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened).toEqual([]);
    work.resolve(done);
    expect(await answer).toEqual(done);
  });

  test.each([
    ["another site", allowed, false],
    ["no site", stranger, false],
    ["X after it was allowed", withheld, true],
    ["a hidden address after X was allowed", undefined, true],
  ])("passes every answer on for %s", async (_, address, isXAllowed) => {
    allowsX = isXAllowed;
    expect(await orExplain(Promise.resolve(fail("no-post-here")), address)).toEqual(fail("no-post-here"));
    await expect(orExplain(Promise.reject(new Error("the tab was closed")), address)).rejects.toThrow(
      "closed",
    );
    expect(opened).toEqual([]);
  });
});
