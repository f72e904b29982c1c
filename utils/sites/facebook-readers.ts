/** What Facebook's pages need beyond the shared transforms: the time inside their data, the audience, and what comments stand under. */

import { facebookCommentId } from "../subject/facebook-comment-id.ts";
import { parseAddress } from "../subject/parse-address.ts";
import type { Place } from "./place.ts";

const mostChars = 3_000_000;
const mostNodes = 300_000;

/** Whether a piece of the page's data is about this very post: by its number or by its address. */
function isAbout(data: Record<string, unknown>, subject: string): boolean {
  if (`facebook:post:${data.post_id}` === subject) return true;
  return [data.url, data.wwwURL].some((address) => {
    const parsed = typeof address === "string" ? parseAddress(address) : undefined;
    return parsed?.ok && parsed.value.subject === subject;
  });
}

/**
 * Seconds since 1970 beside the post's own number or address in the data of the first page load. The data also
 * holds other posts, so a time that does not lie in the same piece as the name is nobody's.
 */
function creationTime(_raw: string, { element, subject }: Place): string | undefined {
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
 * Whom the post is shown to: by the drawing, else by the title, as languages seen have it. What a title says of a
 * person or a group is no finding, so the word for everybody must end it.
 */
function audience(_raw: string, { element }: Place): "public" | "not-public" | undefined {
  const shape = element?.querySelector("path")?.getAttribute("d") ?? "";
  if (shape.startsWith("M109.5 408.5c0 3.23")) return "public";
  if (shape.startsWith("M459.75 551")) return "not-public";
  const title = element?.querySelector("title")?.textContent?.trim() ?? "";
  if (/\b(?:friends|teman|amigos|only me|hanya saya)\b/iu.test(title)) return "not-public";
  return /[:\s](?:public|publik|público|công khai)$/iu.test(title) ? "public" : undefined;
}

/** The address of what a comment stands under, without the comment's own number. */
function commented(raw: string, { page }: Place): string | undefined {
  const url = URL.parse(raw, page.address);
  if (!url) return undefined;
  for (const name of numbers) url.searchParams.delete(name);
  const parsed = parseAddress(url.href);
  return parsed.ok && /^(?:post|photo|video)$/.test(parsed.value.kind) ? parsed.value.permalink : undefined;
}

const numbers = ["comment_id", "reply_comment_id"];

/** The comment's own address: that of what it stands under and its numbers, without all that follows the person. */
function commentAddress(raw: string, place: Place): string | undefined {
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

/** The comment that a reply answers; its link says the comment's number, and the reply's subject the post's. */
function replied(raw: string, { page, subject }: Place): string | undefined {
  const query = URL.parse(raw, page.address)?.searchParams;
  const id = query?.get("reply_comment_id") ? query.get("comment_id") : undefined;
  const comment = id && (facebookCommentId(id)?.comment ?? /^[1-9]\d{0,29}$/.exec(id)?.[0]);
  const under = /^facebook:comment:\d+_/.exec(subject ?? "")?.[0];
  return comment && under ? under + comment : undefined;
}

function memberLinks({ element }: Place): HTMLAnchorElement[] {
  return [...(element?.querySelectorAll<HTMLAnchorElement>('a[href*="/user/"]') ?? [])];
}

export const facebookReaders = {
  /** The member of a group whose links, one around the picture, stand in a block. */
  "facebook-member-name": (_raw: string, place: Place) =>
    memberLinks(place)
      .map((link) => link.textContent?.trim())
      .find(Boolean),
  "facebook-member-id": (_raw: string, place: Place) =>
    /\/user\/(\d+)/.exec(memberLinks(place)[0]?.getAttribute("href") ?? "")?.[1],
  "facebook-creation-time": creationTime,
  "facebook-audience": audience,
  "facebook-commented": commented,
  "facebook-comment-address": commentAddress,
  "facebook-replied": replied,
};
