/**
 * Settings that an administrator can enforce by browser policy (`storage.managed`). The user cannot change
 * them.
 */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { language } from "./site.ts";

export const managed = z.object({
  intake: z.url({ protocol: /^https?$/ }).optional(),
  organisation: shortText(limits.nameChars).optional(),
  language: language.optional(),
  /** Categories offered in the form. Absent: all. */
  categories: z.array(categoryCode).min(1).optional(),
  /** `never`: no picture is taken and no permission is requested. */
  pictures: z.enum(["asked", "never"]).optional(),
  /** `only`: the settings page refuses enrolment codes. `off`: sign-on is not offered. */
  signOn: z.enum(["offered", "only", "off"]).optional(),
});
export type Managed = z.infer<typeof managed>;
