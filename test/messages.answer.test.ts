import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { MessageSender } from "../utils/core/browser.ts";
import { senderKind } from "../utils/messages/answer.ts";

const own = (path: string) => `${fakeBrowser.runtime.getURL("/" as never)}${path}`;
const isSitePage = (address: string) => address.startsWith("https://x.com/");
const from = (address: string, more: Partial<MessageSender> = {}): MessageSender => ({
  address,
  own: true,
  ...more,
});

beforeEach(() => fakeBrowser.reset());

test.each([
  ["form", from(own("form.html?draft=1"), { tabId: 1 })],
  ["popup", from(own("popup.html"))],
  ["desk", from(own("desk.html#queue"))],
  ["options", from(own("options.html?intake=x"))],
  ["content", from("https://x.com/home", { tabId: 1 })],
  [undefined, from("https://x.com/home")],
  [undefined, from("https://evil.example/form.html", { tabId: 1 })],
  [undefined, from("https://evil.example/?https://x.com/", { tabId: 1 })],
  [undefined, from(own("unknown.html"))],
  [undefined, from("not an address", { tabId: 1 })],
  [undefined, { ...from(own("form.html")), own: false }],
])("takes for %s what the browser vouches for", (expected, sender) => {
  expect(senderKind(sender, isSitePage)).toBe(expected);
});
