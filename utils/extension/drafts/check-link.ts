/**
 * Telegram's web clients do not prove that a channel is public, so its public link (pasted, or by the name that the page
 * shows) is fetched once and compared.
 */

import { startTags, type Tag } from "../../page/capture/start-tags.ts";
import type { CheckedLink, LinkQuestion } from "../../shared/contract/draft.ts";
import type { Notice } from "../../shared/contract/messages.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { parseAddress } from "../../shared/subject/parse-address.ts";
import { sendToFrame } from "../browser/browser.ts";
import { rememberChat } from "./checked-chats.ts";
import { readDraft, removeDraft } from "./drafts.ts";

const longestReadMs = 10_000;

/** Far more than an embedded post needs. Longer responses are rejected. */
const maxChars = 2_000_000;

interface PublicLink {
  /** The channel's name in lower case. */
  name: string;
  /** Address at which Telegram shows the single message without its app. */
  embedAddress: string;
}

/**
 * Checks that a pasted Telegram link is the public address of the clicked message (the web clients prove no
 * address). Returns what to fetch for a pasted link. Problems: `not-public` (invitation or private post),
 * `address-unknown` (not a Telegram address), `link-mismatch` (names another message or none).
 */
export function readPublicLink(link: string, question: LinkQuestion): Result<PublicLink> {
  const text = link.trim();
  const parsed = parseAddress(/^[a-z][\w+.-]*:/i.test(text) ? text : `https://${text}`);
  if (!parsed.ok) return parsed;
  if (parsed.value.site !== "telegram") return fail("address-unknown");
  const [name, messageId] = parsed.value.id.split("/");
  if (parsed.value.kind !== "message" || !name || messageId !== question.messageId) {
    return fail("link-mismatch", "the link names another message");
  }
  return ok({ name, embedAddress: `https://t.me/${name}/${messageId}?embed=1` });
}

/**
 * Compares the fetched page with the question and fails closed: the page must show exactly this message, with
 * the same name and number, in the channel with the same id. Problems: as above, and `not-public` if Telegram
 * shows an error instead.
 */
export function checkPublicLink(link: string, html: string, question: LinkQuestion): Result<PublicLink> {
  const wanted = readPublicLink(link, question);
  if (!wanted.ok) return wanted;
  if (html.length > maxChars) return fail("link-mismatch", "the answer is too long");
  const tags = startTags(html);
  const shown = tags.filter((tag) => hasClass(tag, "tgme_widget_message"));
  if (shown.length === 0 && tags.some((tag) => hasClass(tag, "tgme_widget_message_error")))
    return fail("not-public");
  const [message] = shown;
  if (!message || shown.length > 1) return fail("link-mismatch", "the page does not show one message");
  if (message.attributes["data-post"]?.toLowerCase() !== `${wanted.value.name}/${question.messageId}`) {
    return fail("link-mismatch", "the page shows another message");
  }
  if (channelIdIn(message.attributes["data-view"]) !== question.channelId) {
    return fail("link-mismatch", "the name belongs to another channel");
  }
  return wanted;
}

/**
 * Returns the channel's number in a `data-view`: base64 of JSON whose `c` is its negative. Ignores the token
 * beside it.
 */
function channelIdIn(view: string | undefined): string | undefined {
  try {
    const { c } = JSON.parse(atob((view ?? "").replaceAll("-", "+").replaceAll("_", "/"))) as { c?: unknown };
    return typeof c === "number" && Number.isSafeInteger(c) && c < 0 ? String(-c) : undefined;
  } catch {
    return undefined;
  }
}

function hasClass(tag: Tag, name: string): boolean {
  return tag.attributes.class?.split(/\s+/).includes(name) ?? false;
}

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
  const checkedLink: CheckedLink = {
    name: checked.value.name,
    from: link === profileLink ? "profile" : "pasted",
  };
  await rememberChat(origin.tabId, question.channelId, checkedLink.name);
  await removeDraft(draftId);
  const notice = { type: "capture-again", draftId, link: checkedLink } satisfies Notice;
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
