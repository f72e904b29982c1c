/**
 * The settings that popup or desk read last, so that the next page need not wait for the background. In `localStorage`,
 * because no other storage answers at once.
 */

import type { MessageOutput } from "../../shared/contract/messages.ts";
import { extensionVersion } from "../browser/browser.ts";

export type PageSettings = MessageOutput<"read-settings">;

const key = "last-settings";

/** Undefined after an update, because another version may have kept another shape. */
export function readLastSettings(): PageSettings | undefined {
  const [version, settings] = JSON.parse(localStorage.getItem(key) ?? "[]");
  return version === extensionVersion() ? settings : undefined;
}

/** Returns whether they differ from those that were kept. */
export function keepSettings(settings: PageSettings): boolean {
  const text = JSON.stringify([extensionVersion(), settings]);
  const isNew = localStorage.getItem(key) !== text;
  localStorage.setItem(key, text);
  return isNew;
}

/** For a page that changes them: the next one must not begin with another person's name. */
export function forgetSettings(): void {
  localStorage.removeItem(key);
}
