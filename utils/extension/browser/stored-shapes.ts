/** Validates stored values like untrusted input. A value of another shape counts as absent. */

import { z } from "zod";
import { identity, publicKey } from "../../shared/contract/enrolment.ts";
import { clock } from "../../shared/contract/files.ts";
import { instant } from "../../shared/contract/ids.ts";
import { lessonProgress, storedLessons } from "../../shared/contract/lesson.ts";
import { problem } from "../../shared/contract/problem.ts";
import { language, siteId } from "../../shared/contract/site.ts";

const connection = z.object({
  intake: z.url({ protocol: /^https?$/ }),
  identity,
  keyName: z.string().optional(),
  recipesKey: publicKey.optional(),
  intakeKey: publicKey.optional(),
  filesKey: publicKey.optional(),
});

export const storedShapes = {
  connection: connection.nullable(),
  formerConnections: z.array(connection),
  signOnKeys: z.record(z.string(), z.string()),
  language,
  recipes: z
    .object({
      kid: z.string(),
      jws: z.string().optional(),
      version: z.int().min(0),
      acceptedAt: instant.optional(),
      askedAt: instant.optional(),
      refusal: z.object({ problem, at: instant }).optional(),
      unreadable: z.array(siteId).optional(),
    })
    .nullable(),
  nonce: z.string().nullable(),
  clock: clock.nullable(),
  forgottenUntil: z.record(z.string(), instant),
  lessonsProgress: lessonProgress,
  alertNotices: z.boolean().nullable(),
  welcomed: z.boolean(),
  shownAlerts: z.array(z.string()),
  ownLessons: z.record(z.string(), storedLessons),
};
