/** What the build tells TypeScript: `import.meta.env`, style imports, and the extension's own addresses. */

/// <reference types="wxt/vite-builder-env" />

import "wxt/browser";

declare module "wxt/browser" {
  /** Stands in for what `wxt prepare` would write, so that a fresh clone type-checks without a build. */
  interface WxtRuntime {
    getURL(path: string): string;
  }
}
