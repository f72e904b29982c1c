import type { Context } from "hono";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { fill } from "../../../utils/shared/i18n/fill.ts";
import { type ObjectionPageKey, objectionPageTexts } from "../../../utils/shared/i18n/objection-page.ts";
import { dateTime, jakartaMinutes } from "../../../utils/shared/i18n/time.ts";

export function languageOf(c: Context): Language {
  return c.req.query("language") === "en" ? "en" : "id";
}

export function say(
  language: Language,
  key: ObjectionPageKey,
  values: Record<string, string | number> = {},
): string {
  return fill(objectionPageTexts[language][key], values);
}

export function when(language: Language, at: Date): string {
  return dateTime(language, at.toISOString(), jakartaMinutes);
}

/** A local address in the page's language. */
export function localePath(language: Language, path: string): string {
  return language === "en" ? `${path}?language=en` : path;
}
