/** What Facebook's pages need beyond the shared transforms: the time inside their data, and the audience's words. */

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

/** What a person shared with, as the icon's title says it in languages seen; anything else is not a finding. */
function audience(raw: string): "public" | "not-public" | undefined {
  if (!/[:\s]/.test(raw)) return undefined;
  if (/\b(?:public|publik|público)\b|công khai/iu.test(raw)) return "public";
  if (/\b(?:friends|teman|amigos|only me|hanya saya)\b/iu.test(raw)) return "not-public";
  return undefined;
}

export const facebookReaders = {
  "facebook-creation-time": creationTime,
  "facebook-audience": audience,
};
