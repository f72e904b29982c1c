/** Types of what the build provides: `import.meta.env`, style imports, and the module behind `wxt/browser`. */

/// <reference types="wxt/vite-builder-env" />

interface ImportMetaEnv {
  /** Whether tests and tours run this build; undefined outside a build. */
  readonly AUTOMATION?: boolean;
  /** False in a build that fetches no recipes from an intake; undefined outside a build. */
  readonly PUBLISHED_RECIPES?: boolean;
}

/** An alias of the build (`@wxt-dev/webextension-polyfill`); not by `paths`, which know one place of `node_modules`. */
declare module "wxt/browser" {
  export { default as browser } from "webextension-polyfill";
}

/** Written by `scripts/release/text-files.ts`. */
declare module "virtual:text-files" {
  export const files: Record<`${"id" | "en"}/${string}`, () => Promise<{ words: Record<string, string> }>>;
}
