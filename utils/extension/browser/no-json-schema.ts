/**
 * Replaces zod's JSON Schema module through an alias in `wxt.config.ts`. Only the intake generates JSON Schema;
 * in the extension the module would be larger than the recipes of two sites. If a new zod imports more names,
 * the build fails.
 */

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
