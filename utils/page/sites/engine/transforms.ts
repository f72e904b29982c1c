/** Transforms from a raw string to a field's type. They return undefined if the string does not fit. */

import type { Count, CountName, Fields, Link } from "../../../shared/contract/evidence.ts";
import { captureLimits } from "../../../shared/contract/limits.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import { unwrap } from "../../../shared/subject/unwrap-address.ts";
import { facebookAudiences, facebookReaders } from "../facebook/readers.ts";
import { telegramReaders } from "../telegram/readers.ts";
import { xAudiences, xReaders } from "../x/readers.ts";
import { youtubeAudiences, youtubeReaders } from "../youtube/readers.ts";
import { names } from "./names.ts";
import { namedText, type ReadContext } from "./page.ts";

export type Transform = (raw: string, place: ReadContext) => unknown;

function webAddress(raw: string, { page }: ReadContext): string | undefined {
  const url = URL.parse(raw, page.address);
  return url && /^https?:$/.test(url.protocol) && url.href.length <= captureLimits.addressChars
    ? url.href
    : undefined;
}

function parsed(raw: string, { page }: ReadContext) {
  const result = parseAddress(raw, page.address);
  return result.ok ? result.value : undefined;
}

/** Returns the link's displayed target. A t.co link contains its whole address, partly hidden, and then "…". */
function shownAddress(element: Element | undefined): string | undefined {
  const text = (element?.textContent ?? "").trim().replace(/…$/, "");
  if (/^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/.test(text))
    return text.slice(0, captureLimits.addressChars);
  return /^[\w-]+(?:\.[\w-]+)+(?=\s)/.exec(element?.getAttribute("aria-label") ?? "")?.[0];
}

const units = "rb|ribu|jt|juta|miliar|k|m|b|mil|mi|mio|thousand|million|billion|lakh|crore";
const aNumber = new RegExp(
  `(?<whole>\\d{1,3}(?:[.,\\s]\\d{3})+(?!\\d)|\\d+)(?<part>[.,]\\d{1,2})?(?:\\s?(?<unit>${units})(?!\\p{L}))?`,
  "iu",
);

/** `17002` and `17.002` are exact; `1,2 rb` is only a displayed value. */
function count(raw: string, shownText: string): Count | undefined {
  const match = aNumber.exec(raw);
  if (!match) return undefined;
  const { whole = "", part, unit } = match.groups ?? {};
  const shown = (shownText || match[0]).slice(0, 60);
  const value = part || unit ? Number.NaN : Number(whole.replace(/\D/g, ""));
  return Number.isSafeInteger(value) ? { shown, value } : { shown };
}

/** Parses the number at the start of a label such as `17002 suka. Suka`; `shown` is the element's own text. */
const counts =
  (name: CountName) =>
  (raw: string, place: ReadContext): Partial<Record<CountName, Count>> | undefined => {
    const text = (place.element?.textContent ?? "").trim();
    const number = count(raw, /^\d[\d.,]*(?:\s?\p{L}{1,5})?$/u.test(text) ? text : "");
    return number && { [name]: number };
  };

const audienceIs = (audience: NonNullable<Fields["audience"]>["value"]) => () => audience;

export const transforms = {
  ...names,
  address: webAddress,
  /** Returns the canonical address of the post that the raw address names. */
  permalink: (raw, place) => parsed(raw, place)?.permalink,
  link: (raw, place): Link | undefined => {
    const address = unwrap(raw, place.page.address);
    const shown = shownAddress(place.element);
    return address === undefined || address.length > captureLimits.addressChars
      ? undefined
      : { address, ...(shown && shown !== address ? { shown } : {}) };
  },
  /** `@nama` without `@`. */
  handle: (raw) => /^@([\p{L}\p{M}\p{N}_.·-]{1,60})$/u.exec(raw.trim())?.[1],
  "account-handle": (raw, place) => {
    const account = parsed(raw, place);
    return account && /^(?:account|channel)$/.test(account.kind) && !/^\d+$/.test(account.id)
      ? account.id
      : undefined;
  },
  "account-id": (raw, place) =>
    /^facebook:account:(\d+)$/.exec(parsed(raw, place)?.subject ?? "")?.[1] ??
    /\/groups\/[^/]+\/user\/(\d+)/.exec(raw)?.[1],
  /** Returns the canonical address of an account. Group members have none. */
  "account-address": (raw, place) => {
    const account = parsed(raw, place);
    return account && /^(?:account|channel)$/.test(account.kind) ? account.permalink : undefined;
  },
  instant: (raw) => (/^\d{4}-\d\d-\d\dT/.test(raw) ? isoOf(Date.parse(raw)) : undefined),
  "epoch-seconds": (raw) => (/^\d{9,11}$/.test(raw) ? isoOf(Number(raw) * 1000) : undefined),
  language: (raw) => {
    // X still uses the old code `in` for Indonesian, and its own codes for posts without words.
    if (raw === "in") return "id";
    return /^(?:und|art|zxx|q[a-z]{2})$/.test(raw) || !/^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(raw)
      ? undefined
      : raw;
  },
  /** Returns the first address in a CSS `background-image: url(…)`. */
  "background-image": (raw, place) => {
    const inner = /url\(\s*(["']?)(.*?)\1\s*\)/.exec(raw)?.[2];
    return inner && webAddress(inner, place);
  },
  "by-id": namedText,
  "count-replies": counts("replies"),
  "count-reposts": counts("reposts"),
  "count-likes": counts("likes"),
  "count-bookmarks": counts("bookmarks"),
  "count-views": counts("views"),
  "count-comments": counts("comments"),
  "count-shares": counts("shares"),
  "count-reactions": counts("reactions"),
  ...facebookReaders,
  ...telegramReaders,
  ...xReaders,
  ...youtubeReaders,
} as const satisfies Record<string, Transform>;

/** Apart from the others: recipes from the intake cannot name them, so only the capture script has them. */
const audienceTransforms = {
  "audience-public": audienceIs("public"),
  "audience-not-public": audienceIs("not-public"),
  "audience-unknown": audienceIs("unknown"),
  ...facebookAudiences,
  ...xAudiences,
  ...youtubeAudiences,
} as const satisfies Record<string, Transform>;

export type TransformName = keyof typeof transforms | keyof typeof audienceTransforms;

/** Applies a transform. One that throws on hostile input yields no value. */
export function transform(name: TransformName, raw: string, place: ReadContext): unknown {
  try {
    const all: Record<TransformName, Transform> = { ...transforms, ...audienceTransforms };
    return all[name](raw, place);
  } catch {
    return undefined;
  }
}

function isoOf(ms: number): string | undefined {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}
