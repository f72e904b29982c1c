/**
 * Replaces two modules of zod through aliases in `wxt.config.ts`. If a new zod imports more names, the build fails.
 *
 * - Its JSON Schema: only the intake generates it, and here it would be larger than the recipes of two sites.
 * - Its English sentences: their templates are a kilobyte of every page. A refused message or pack needs the place,
 *   which zod adds, and the rule.
 */

import type { core } from "zod";

function toJSONSchema(): never {
  throw new Error("JSON Schema is not available in the extension");
}

/** zod requests a method for each schema it creates. */
const method = () => toJSONSchema;

/** zod's introspection of bounds is also implemented there; the extension does not use it. */
const aggregateChecks = () => ({});

export {
  aggregateChecks,
  method as createStandardJSONSchemaMethod,
  method as createToJSONSchemaMethod,
  toJSONSchema,
  toJSONSchema as anyProcessor,
  toJSONSchema as arrayProcessor,
  toJSONSchema as bigintProcessor,
  toJSONSchema as booleanProcessor,
  toJSONSchema as catchProcessor,
  toJSONSchema as customProcessor,
  toJSONSchema as dateProcessor,
  toJSONSchema as defaultProcessor,
  toJSONSchema as enumProcessor,
  toJSONSchema as fileProcessor,
  toJSONSchema as functionProcessor,
  toJSONSchema as intersectionProcessor,
  toJSONSchema as js,
  toJSONSchema as lazyProcessor,
  toJSONSchema as literalProcessor,
  toJSONSchema as mapProcessor,
  toJSONSchema as nanProcessor,
  toJSONSchema as neverProcessor,
  toJSONSchema as nonoptionalProcessor,
  toJSONSchema as nullProcessor,
  toJSONSchema as nullableProcessor,
  toJSONSchema as numberProcessor,
  toJSONSchema as objectProcessor,
  toJSONSchema as optionalProcessor,
  toJSONSchema as pipeProcessor,
  toJSONSchema as prefaultProcessor,
  toJSONSchema as promiseProcessor,
  toJSONSchema as readonlyProcessor,
  toJSONSchema as recordProcessor,
  toJSONSchema as setProcessor,
  toJSONSchema as stringProcessor,
  toJSONSchema as successProcessor,
  toJSONSchema as symbolProcessor,
  toJSONSchema as templateLiteralProcessor,
  toJSONSchema as transformProcessor,
  toJSONSchema as tupleProcessor,
  toJSONSchema as undefinedProcessor,
  toJSONSchema as unionProcessor,
  toJSONSchema as unknownProcessor,
  toJSONSchema as voidProcessor,
};

const localeError = (issue: core.$ZodRawIssue): string =>
  "expected" in issue ? `${issue.code}, expected ${issue.expected}` : (issue.code ?? "");

// biome-ignore lint/style/noDefaultExport: zod's modules import the default export of this one
export default () => ({ localeError });
