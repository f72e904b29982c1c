/** Public names of Telegram chats that were checked in a tab: in memory only, and gone when the tab closes. */

import type { CheckedLink } from "../contract/messages.ts";
import { tabExists } from "../core/browser.ts";
import { session } from "../core/storage.ts";

/** By the chat's number. */
type Chats = Readonly<Record<string, CheckedLink>>;

const key = (tabId: number) => `checked-chats:${tabId}`;

export async function rememberChat(tabId: number, channelId: string, link: CheckedLink): Promise<void> {
  const chats = await session.read<Chats>(key(tabId));
  await session.write<Chats>(key(tabId), { ...chats, [channelId]: link });
  // It may have closed while the link was read.
  if (!(await tabExists(tabId))) await forgetTab(tabId);
}

export async function recallChat(tabId: number, channelId: string): Promise<CheckedLink | undefined> {
  const chats = await session.read<Chats>(key(tabId));
  return chats?.[channelId];
}

export async function forgetTab(tabId: number): Promise<void> {
  await session.remove(key(tabId));
}
