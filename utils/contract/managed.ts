/** What an administrator may set for a browser by policy (`storage.managed`); what is set, the person cannot change. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { language } from "./site.ts";

export const managed = z.object({
  /** Origin of the intake. */
  intake: z.url({ protocol: /^https?$/ }).optional(),
  organisation: shortText(limits.nameChars).optional(),
  language: language.optional(),
  /** Those that the form offers; absent: all. */
  categories: z.array(categoryCode).min(1).optional(),
  /** `never`: no picture is taken or asked for. */
  pictures: z.enum(["asked", "never"]).optional(),
  /** `only`: codes are refused by the settings page; `off`: sign-on is not offered. */
  signOn: z.enum(["offered", "only", "off"]).optional(),
});
export type Managed = z.infer<typeof managed>;
