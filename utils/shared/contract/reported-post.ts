/** A post as its reporter reads it in a list: author, first words and address. */

import { z } from "zod";
import type { Fields } from "./evidence.ts";

export const reportedPost = z.object({
  author: z.string().optional(),
  excerpt: z.string().optional(),
  permalink: z.string().optional(),
});
export type ReportedPost = z.infer<typeof reportedPost>;

const excerptChars = 160;

/** `address`: the subject's public address, for fields without one. */
export function toReportedPost(
  { authorName, authorHandle, text, title, permalink }: Fields,
  address: string | undefined,
): ReportedPost {
  const words = (text ?? title)?.value.trim().slice(0, excerptChars);
  return {
    author: (authorName ?? authorHandle)?.value,
    excerpt: words === "" ? undefined : words,
    permalink: permalink?.value ?? address,
  };
}
