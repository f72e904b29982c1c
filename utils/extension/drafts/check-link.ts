/**
 * Telegram Web A does not distinguish public from private channels, so a pasted public link is fetched once and
 * compared.
 */

import type { CheckedLink } from "../../shared/contract/draft.ts";
import type { Notice } from "../../shared/contract/messages.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { sendToFrame } from "../browser/browser.ts";
import { rememberChat } from "./checked-chats.ts";
import { readDraft, removeDraft } from "./drafts.ts";
import { checkPublicLink, readPublicLink } from "./public-link.ts";

const longestReadMs = 10_000;

/**
 * Fetches the public post at the link. If it is the clicked post, captures the page again and remembers the
 * chat's name for the tab.
 */
export async function checkLink(draftId: string, link: string): Promise<Result<Record<string, never>>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "link-needed") return fail("draft-gone");
  const { origin, question, profileLink } = draft.value;
  const named = readPublicLink(link, question);
  if (!named.ok) return named;
  const html = await readPage(named.value.embedAddress);
  if (!html.ok) return html;
  const checked = checkPublicLink(link, html.value, question);
  if (!checked.ok) return checked;
  const found: CheckedLink = { name: checked.value.name, from: link === profileLink ? "profile" : "pasted" };
  await rememberChat(origin.tabId, question.channelId, found.name);
  await removeDraft(draftId);
  const notice = { type: "capture-again", draftId, link: found } satisfies Notice;
  await sendToFrame(origin.tabId, origin.frameId, notice);
  return done;
}

async function readPage(address: string): Promise<Result<string>> {
  try {
    const response = await fetch(address, {
      credentials: "omit",
      signal: AbortSignal.timeout(longestReadMs),
    });
    return response.ok
      ? ok(await response.text())
      : fail("link-unreachable", `HTTP ${response.status}`, "later");
  } catch (error) {
    return fail("link-unreachable", String(error).slice(0, 300), "later");
  }
}
