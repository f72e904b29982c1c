/**
 * In place of zod's way to JSON Schema, by an alias in `wxt.config.ts`: only the intake writes any, and in the extension
 * it would weigh more than the recipes of two sites.
 */

function toJSONSchema(): never {
  throw new Error("the extension writes no JSON Schema");
}

/** zod asks for a method for each schema that it makes. */
const method = () => toJSONSchema;

export { method as createStandardJSONSchemaMethod, method as createToJSONSchemaMethod, toJSONSchema };
