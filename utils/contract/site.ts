/** The sites, what can be reported on each, and how a post's identity is written. */

import { z } from "zod";

export const siteId = z.enum(["facebook", "youtube", "x", "telegram"]);
export type SiteId = z.infer<typeof siteId>;

export const kind = z.enum([
  "post",
  "account",
  "space",
  "photo",
  "video",
  "story",
  "event",
  "comment",
  "group",
  "chat",
  "playlist",
  "clip",
  "channel",
  "message",
]);
export type Kind = z.infer<typeof kind>;

/** `site:kind:id`, such as `x:post:123` or `telegram:message:contohkanal/42`. */
export const subject = z
  .string()
  .max(300)
  .regex(/^(facebook|youtube|x|telegram):[a-z]+:[^\s\0]+$/);
export type Subject = z.infer<typeof subject>;

export const role = z.enum(["officer", "vlogger", "supervisor", "admin"]);
export type Role = z.infer<typeof role>;

export const language = z.enum(["id", "en"]);
export type Language = z.infer<typeof language>;
