/** @vitest-environment happy-dom */
/** The view that a page begins to load before it knows who looks. */

import { beforeEach, expect, test, vi } from "vitest";
import { browser } from "wxt/browser";
import {
  forgetSettings,
  keepSettings,
  readLastSettings,
} from "../../../../utils/extension/desk/last-settings.ts";
import { noteView, readLastView } from "../../../../utils/extension/desk/last-view.ts";

beforeEach(() => {
  localStorage.clear();
  location.hash = "";
  document.documentElement.lang = "en";
});

test("is unknown on the first visit, and later the section without what was open in it", () => {
  expect(readLastView()).toBeUndefined();
  location.hash = "#/requests/11111111-1111-4111-8111-111111111111";
  noteView();
  location.hash = "";
  expect(readLastView()).toEqual({ language: "en", head: "requests" });
  expect(JSON.stringify({ ...localStorage })).not.toContain("11111111");
});

test("is that of the address, if it names one", () => {
  location.hash = "#/cases";
  noteView();
  location.hash = "#/board";
  expect(readLastView()).toEqual({ language: "en", head: "board" });
});

test.each(["", "id", "fr cases", "id no-such-list", "id constructor", "<b> cases", "id /cases/x"])(
  "is unknown for the stored value %j",
  (stored) => {
    localStorage.setItem("last-view", stored);
    expect(readLastView()).toBeUndefined();
  },
);

test("settings are kept until they change, are forgotten or another version starts", () => {
  const version = vi.spyOn(browser.runtime, "getManifest");
  const run = (of: string) =>
    version.mockReturnValue({ version: of } as ReturnType<typeof browser.runtime.getManifest>);
  run("1.0.0");
  const settings = { language: "id", intake: "https://lapor.example.go.id" } as const;
  expect(readLastSettings()).toBeUndefined();
  expect(keepSettings(settings, undefined)).toBe(true);
  expect(readLastSettings()).toEqual(settings);
  expect(keepSettings(settings, readLastSettings())).toBe(false);
  const changed = { ...settings, language: "en" } as const;
  // Two open pages that began with the same settings.
  expect([keepSettings(changed, settings), keepSettings(changed, settings)]).toEqual([true, true]);
  run("1.0.1");
  expect(readLastSettings()).toBeUndefined();
  keepSettings(settings, undefined);
  forgetSettings();
  expect(readLastSettings()).toBeUndefined();
});
