/** The language-neutral content of a request, signed by the intake and rendered in Indonesian and English. */

import { z } from "zod";
import { actionCode, categoryCode, subReasonKey } from "./category.ts";
import { address, id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { noPictureReason, requestKind } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

export const letterFormat = "lapor-kominfo/request/1";

/** For example `00012/LK-KOMINFO/XI/2026`. */
export const requestNumber = z.string().regex(/^\d{5,}\/LK-[A-Z0-9-]{1,40}\/[IVX]{1,4}\/\d{4}$/);

/** 128 random bits in base 32. The reference in a notice is enough to file an objection. */
export const noticeReference = z.string().regex(/^[0-9A-Z]{26}$/);

/**
 * SHA-256 of a picture in the sealed evidence, or why there is none. `veiled`: adult material, shown only after a
 * press on the page that the letter names.
 */
const letterPicture = z.union([
  z.strictObject({ sha256, veiled: z.literal(true).optional() }),
  z.strictObject({ none: noPictureReason }),
]);

export const letterItem = z.strictObject({
  /** Starts at 1. */
  place: z.int().min(1),
  id,
  caseId: id,
  decisionId: id,
  subject,
  aliases: z.array(subject),
  address,
  /** Account name as shown on the page. Absent if unknown, and in the no-pixels lane, which has the id only. */
  author: z.string().optional(),
  authorId: z.string().optional(),
  /** Publication time as the page gives it, and the time of capture; both UTC. */
  publishedAt: instant.optional(),
  capturedAt: instant.optional(),
  picture: letterPicture,
  /** SHA-256 of the report's sealed manifest. Absent in reports made before sealing existed. */
  manifest: sha256.optional(),
  /**
   * Why the content meets the elements, in the decider's words. In the no-pixels lane it contains no
   * description.
   */
  analysis: shortText(limits.reasonChars),
  /** The narrower reason that was decided. Absent if none was. */
  subReason: subReasonKey.optional(),
  /** Elements of the category that are met. */
  elements: z.array(z.string()),
  reference: noticeReference,
});
export type LetterItem = z.infer<typeof letterItem>;

export const letter = z.strictObject({
  format: z.literal(letterFormat),
  id,
  number: requestNumber,
  kind: requestKind,
  /** Number of the order to undo. */
  restores: requestNumber.optional(),
  organisation: shortText(limits.nameChars),
  site: siteId,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  /** Absent if this is no order but a notice under the platform's own rules. */
  hours: z.int().min(1).optional(),
  /** Ids in `utils/shared/policy/legal-bases.ts`, with the text in force on that day. */
  basis: z.array(z.strictObject({ id: z.string(), text: z.string(), verified: z.boolean() })),
  /** Name of the platform's own rule. Absent if it has not been researched. */
  rule: z.strictObject({ name: z.string(), verified: z.boolean() }).optional(),
  items: z.array(letterItem).min(1).max(limits.letterItems),
  madeAt: instant,
  /** Base address of the intake, where objections are filed and the letter is verified. */
  origin: z.url(),
});
export type Letter = z.infer<typeof letter>;
