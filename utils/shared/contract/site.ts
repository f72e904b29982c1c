/** Sites, the kinds of subject on them, and the notation of subjects. */

import { z } from "zod";
import { siteNames } from "./site-names.ts";

export type SiteId = keyof typeof siteNames;
export const siteId = z.enum(Object.keys(siteNames) as SiteId[]);

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
  .regex(new RegExp(`^(${siteId.options.join("|")}):[a-z]+:[^\\s\\0]+$`));
export type Subject = z.infer<typeof subject>;

export const role = z.enum(["officer", "vlogger", "supervisor", "panelist", "admin"]);
export type Role = z.infer<typeof role>;

/** The body that a panelist comes from. */
export const affiliation = z.enum(["civil-society", "ministry"]);
export type Affiliation = z.infer<typeof affiliation>;

export const language = z.enum(["id", "en"]);
export type Language = z.infer<typeof language>;

/** Button style that matches the site. */
export const buttonLook = z.enum(["icon", "word", "pill", "round"]);
export type ButtonLook = z.infer<typeof buttonLook>;
