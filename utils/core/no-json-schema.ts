/**
 * In place of zod's way to JSON Schema, by an alias in `wxt.config.ts`: only the intake writes any, and in the extension
 * it would weigh more than the recipes of two sites. A new zod that asks for more names makes the build say so.
 */

function toJSONSchema(): never {
  throw new Error("the extension writes no JSON Schema");
}

/** zod asks for a method for each schema that it makes. */
const method = () => toJSONSchema;

/** What a schema says of its own bounds comes from there too; nobody asks. */
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
