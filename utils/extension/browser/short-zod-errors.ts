/**
 * Replaces zod's English sentences through an alias in `wxt.config.ts`. Their templates are a kilobyte of every page; a
 * refused message or pack needs the place, which zod adds, and the rule.
 */

import type { core } from "zod";

const localeError = (issue: core.$ZodRawIssue): string =>
  "expected" in issue ? `${issue.code}, expected ${issue.expected}` : (issue.code ?? "");

// biome-ignore lint/style/noDefaultExport: zod imports it so
export default () => ({ localeError });
