/** Public names of Telegram chats checked in a tab. In memory only; removed when the tab closes. */

import { type CheckedLink, checkedLink } from "../../shared/contract/draft.ts";
import { tabExists } from "../browser/browser.ts";
import { session } from "../browser/session-storage.ts";

/** Names keyed by the chat's number. */
type Chats = Readonly<Record<string, string>>;

const key = (tabId: number) => `checked-chats:${tabId}`;

export async function rememberChat(tabId: number, channelId: string, name: string): Promise<void> {
  const chats = await session.read<Chats>(key(tabId));
  await session.write<Chats>(key(tabId), { ...chats, [channelId]: name });
  // The tab may have closed while the link was fetched.
  if (!(await tabExists(tabId))) await forgetTab(tabId);
}

export async function recallChat(tabId: number, channelId: string): Promise<CheckedLink | undefined> {
  const chats = await session.read<Chats>(key(tabId));
  return checkedLink.safeParse({ name: chats?.[channelId], from: "earlier" }).data;
}

export async function forgetTab(tabId: number): Promise<void> {
  await session.remove(key(tabId));
}
