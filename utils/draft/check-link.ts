/** Telegram Web A tells a public channel from a private one nowhere: a pasted public link is read once and compared. */

import { readPublicPost } from "../capture/public-link.ts";
import type { Notice } from "../contract/messages.ts";
import { done, fail, ok, type Result } from "../contract/result.ts";
import { sendToFrame } from "../core/browser.ts";
import { parseAddress } from "../subject/parse-address.ts";
import { readDraft, removeDraft } from "./drafts.ts";

const longestReadMs = 10_000;

/** Reads the public post the link names; when it is the very post that was clicked, has the page captured again. */
export async function checkLink(draftId: string, link: string): Promise<Result<Record<string, never>>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "link-needed") return fail("draft-gone");
  const parsed = parseAddress(link.trim());
  if (!parsed.ok) return parsed;
  const [, kind, name] = /^telegram:(message):([^/]+)\/\d+$/.exec(parsed.value.subject) ?? [];
  if (!kind || !name) return fail("link-mismatch", parsed.value.subject);
  const html = await readPage(`${parsed.value.permalink}?embed=1`);
  if (!html.ok) return html;
  const post = readPublicPost(html.value, parsed.value.subject, draft.value.question);
  if (!post.ok) return post;
  const { origin } = draft.value;
  await removeDraft(draftId);
  await sendToFrame(origin.tabId, origin.frameId, {
    type: "capture-again",
    draftId,
    channelName: name,
  } satisfies Notice);
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
