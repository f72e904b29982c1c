/** Storage is closed to content scripts where the browser supports it. */

import { afterEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { closeStorage } from "../utils/core/storage.ts";

const { local } = fakeBrowser.storage;

afterEach(() => {
  Reflect.deleteProperty(local, "setAccessLevel");
});

test("the local area is given to the extension's own pages alone", async () => {
  const setAccessLevel = vi.fn(async () => undefined);
  Object.assign(local, { setAccessLevel });
  await closeStorage();
  expect(setAccessLevel.mock.calls).toEqual([[{ accessLevel: "TRUSTED_CONTEXTS" }]]);
});

test("a browser that cannot do it, as Firefox, starts all the same", async () => {
  await expect(closeStorage()).resolves.toBeUndefined();
});

test("the background does it when it starts", async () => {
  const setAccessLevel = vi.fn(async () => undefined);
  Object.assign(local, { setAccessLevel });
  const { openBackground } = await import("./fuzz/background.ts");
  (await openBackground()).start();
  expect(setAccessLevel).toHaveBeenCalledOnce();
});
