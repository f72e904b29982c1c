/** What the build tells TypeScript: `import.meta.env` and style imports. */

/// <reference types="wxt/vite-builder-env" />

interface ImportMetaEnv {
  /** Whether tests and tours run this build; undefined outside a build. */
  readonly AUTOMATION?: boolean;
}
