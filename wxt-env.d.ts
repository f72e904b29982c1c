/** What the build tells TypeScript: `import.meta.env` and style imports. */

/// <reference types="wxt/vite-builder-env" />
