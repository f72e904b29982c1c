/** Words wrong options and settings in plain English, in place of zod's own sentences. */

import type { z } from "zod";

/** Passed to `safeParse` as `error`. Returns undefined if the schema defines a message. */
export function plainError(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be a ${issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "too_small":
      return issue.origin === "string" ? "must not be empty" : `must be at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `must have at most ${issue.maximum} characters`
        : `must be at most ${issue.maximum}`;
    case "invalid_format":
      return issue.format === "uuid" ? "must be an id, such as lists show" : "has the wrong form";
    default:
      return undefined;
  }
}
