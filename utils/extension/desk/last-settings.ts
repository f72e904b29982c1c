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

/**
 * Returns whether they differ from `last`, with which this page began. What is stored does not say so: another open page
 * may have stored the new ones already.
 */
export function keepSettings(settings: PageSettings, last: PageSettings | undefined): boolean {
  localStorage.setItem(key, JSON.stringify([extensionVersion(), settings]));
  return JSON.stringify(settings) !== JSON.stringify(last);
}

/** For a page that changes them: the next one must not begin with another person's name. */
export function forgetSettings(): void {
  localStorage.removeItem(key);
}
