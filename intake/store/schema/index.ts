/** Every table of the intake. */

export * from "./canaries.ts";
export * from "./cases.ts";
export * from "./custody.ts";
export * from "./desk.ts";
export * from "./figures.ts";
export * from "./holds.ts";
export * from "./judgements.ts";
export * from "./links.ts";
export * from "./merge-proposals.ts";
export * from "./objections.ts";
export * from "./people.ts";
export * from "./programme.ts";
export * from "./recipes.ts";
export * from "./requests.ts";
export * from "./similar.ts";
