/** Facebook-specific transforms: the time in embedded JSON, the audience, and the parents of comments. */

import { facebookCommentId } from "../../../shared/subject/facebook-comment-id.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import type { ReadContext } from "../engine/read-context.ts";

const mostChars = 3_000_000;
const mostNodes = 300_000;

/** Returns true if a JSON object concerns the given post, by id or by address. */
function isAbout(data: Record<string, unknown>, subject: string): boolean {
  if (`facebook:post:${data.post_id}` === subject) return true;
  return [data.url, data.wwwURL].some((address) => {
    const parsed = typeof address === "string" ? parseAddress(address) : undefined;
    return parsed?.ok && parsed.value.subject === subject;
  });
}

/**
 * Returns the creation time (Unix seconds) from the JSON of the first page load. The JSON also describes other
 * posts, so a time counts only if its own object also holds the post's id or address.
 */
function creationTime(_raw: string, { element, subject }: ReadContext): string | undefined {
  const text = element?.textContent ?? "";
  const id = subject?.split(":")[2];
  if (!subject || !id || text.length > mostChars || !text.includes('"creation_time"') || !text.includes(id)) {
    return undefined;
  }
  const waiting: unknown[] = [JSON.parse(text)];
  for (let visited = 0; waiting.length > 0 && visited < mostNodes; visited++) {
    const data = waiting.pop();
    if (typeof data !== "object" || data === null) continue;
    const { creation_time: seconds } = data as Record<string, unknown>;
    if (
      typeof seconds === "number" &&
      seconds > 0 &&
      seconds < 1e11 &&
      isAbout(data as Record<string, unknown>, subject)
    ) {
      return new Date(seconds * 1000).toISOString();
    }
    for (const value of Object.values(data)) if (typeof value === "object") waiting.push(value);
  }
  return undefined;
}

/**
 * Returns the audience from the icon's shape, else from its title in the known languages. Titles can contain
 * names of people and groups, so the word for "public" must come last.
 */
function audience(_raw: string, { element }: ReadContext): "public" | "not-public" | undefined {
  const shape = element?.querySelector("path")?.getAttribute("d") ?? "";
  if (shape.startsWith("M109.5 408.5c0 3.23")) return "public";
  if (shape.startsWith("M459.75 551")) return "not-public";
  const title = element?.querySelector("title")?.textContent?.trim() ?? "";
  if (/\b(?:friends|teman|amigos|only me|hanya saya)\b/iu.test(title)) return "not-public";
  return /[:\s](?:public|publik|público|công khai)$/iu.test(title) ? "public" : undefined;
}

/** Returns the address of the content that a comment belongs to, without the comment's id. */
function commented(raw: string, { page }: ReadContext): string | undefined {
  const url = URL.parse(raw, page.address);
  if (!url) return undefined;
  for (const name of numbers) url.searchParams.delete(name);
  const parsed = parseAddress(url.href);
  return parsed.ok && /^(?:post|photo|video)$/.test(parsed.value.kind) ? parsed.value.permalink : undefined;
}

const numbers = ["comment_id", "reply_comment_id"];

/** Returns the comment's address: its parent's address and its own ids, without tracking parameters. */
function commentAddress(raw: string, place: ReadContext): string | undefined {
  const query = URL.parse(raw, place.page.address)?.searchParams;
  const under = commented(raw, place);
  if (!under || !query?.get("comment_id")) return undefined;
  const address = new URL(under);
  for (const name of numbers) {
    const value = query.get(name);
    if (value) address.searchParams.set(name, value);
  }
  return address.href;
}

/** Returns the parent comment of a reply. The link has the parent's id; the reply's subject has the post's. */
function replied(raw: string, { page, subject }: ReadContext): string | undefined {
  const query = URL.parse(raw, page.address)?.searchParams;
  const id = query?.get("reply_comment_id") ? query.get("comment_id") : undefined;
  const comment = id && (facebookCommentId(id)?.comment ?? /^[1-9]\d{0,29}$/.exec(id)?.[0]);
  const under = /^facebook:comment:\d+_/.exec(subject ?? "")?.[0];
  return comment && under ? under + comment : undefined;
}

function memberLinks({ element }: ReadContext): HTMLAnchorElement[] {
  return [...(element?.querySelectorAll<HTMLAnchorElement>('a[href*="/user/"]') ?? [])];
}

export const facebookReaders = {
  /** Returns the group member's name. One of the links in the block wraps the avatar and has no text. */
  "facebook-member-name": (_raw: string, place: ReadContext) =>
    memberLinks(place)
      .map((link) => link.textContent?.trim())
      .find(Boolean),
  "facebook-member-id": (_raw: string, place: ReadContext) =>
    /\/user\/(\d+)/.exec(memberLinks(place)[0]?.getAttribute("href") ?? "")?.[1],
  "facebook-creation-time": creationTime,
  "facebook-audience": audience,
  "facebook-commented": commented,
  "facebook-comment-address": commentAddress,
  "facebook-replied": replied,
};
