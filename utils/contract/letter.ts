/** What a request says: language-neutral, signed by the intake, written out in Indonesian and English. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { address, id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { noPictureReason, requestKind } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

export const letterFormat = "lapor-kominfo/request/1";

/** Such as `00012/LK-KOMINFO/XI/2026`. */
export const requestNumber = z.string().regex(/^\d{5,}\/LK-[A-Z0-9-]{1,40}\/[IVX]{1,4}\/\d{4}$/);

/** 128 random bits in base 32. Anyone who has the notice can object with it. */
export const noticeReference = z.string().regex(/^[0-9A-Z]{26}$/);

/** A picture in the sealed evidence, by its SHA-256, or why there is none. */
const letterPicture = z.union([z.strictObject({ sha256 }), z.strictObject({ none: noPictureReason })]);

export const letterItem = z.strictObject({
  /** From 1. */
  place: z.int().min(1),
  id,
  caseId: id,
  decisionId: id,
  subject,
  aliases: z.array(subject),
  address,
  /** As the page names the account; absent: unknown. In the no-pixels lane its id alone. */
  author: z.string().optional(),
  authorId: z.string().optional(),
  /** When the page says that it was published, and when it was seen as reported; UTC. */
  publishedAt: instant.optional(),
  capturedAt: instant.optional(),
  picture: letterPicture,
  /** SHA-256 of the report's sealed manifest; absent: it came before there were seals. */
  manifest: sha256.optional(),
  /** Why this content meets the elements, in the words of who decided; in the no-pixels lane it describes nothing. */
  analysis: shortText(limits.reasonChars),
  /** Of the category's elements, those that are met. */
  elements: z.array(z.string()),
  reference: noticeReference,
});
export type LetterItem = z.infer<typeof letterItem>;

export const letter = z.strictObject({
  format: z.literal(letterFormat),
  id,
  number: requestNumber,
  kind: requestKind,
  /** Number of the order that is taken back. */
  restores: requestNumber.optional(),
  organisation: shortText(limits.nameChars),
  site: siteId,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  /** Absent: the state gives no order, the platform's own rules are referred to. */
  hours: z.int().min(1).optional(),
  /** Ids in `utils/policy/bases.ts`, with their words as they were on that day. */
  basis: z.array(z.strictObject({ id: z.string(), text: z.string(), verified: z.boolean() })),
  /** The platform's own rule by its name; absent: nobody has looked it up. */
  rule: z.strictObject({ name: z.string(), verified: z.boolean() }).optional(),
  items: z.array(letterItem).min(1).max(limits.letterItems),
  madeAt: instant,
  /** Where objections are heard and the letter can be checked. */
  origin: z.url(),
});
export type Letter = z.infer<typeof letter>;
