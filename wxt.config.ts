/** How the extension is built: one code base for Chrome, Edge and Firefox, and the manifest they share. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type UserManifest } from "wxt";
import { bundlerGroups } from "./scripts/release/chunk-groups.ts";
import { notices, packageFolder } from "./scripts/release/licences/notices.ts";
import { iconFile, namesInBuild, readNames, withNames } from "./scripts/release/names.ts";
import { textFiles } from "./scripts/release/text-files.ts";
import { sites } from "./utils/page/sites/index.ts";

const names = readNames();

const matches = Object.values(sites).flatMap((site) => [...site.matches]);
/** Web-accessible resources are granted to whole hosts: a pattern there may have no path. */
const hosts = [
  ...new Set(matches.map((pattern) => pattern.replace(/^(\*|https?):\/\/([^/]+)\/.*$/, "$1://$2/*"))),
];

/** Folders of the packages of which code went into this build. */
const bundled = new Set<string>();

const inUtils = (file: string) => join(import.meta.dirname, "utils", file);

/** Only the intake reads the purpose and the callers of a route; in the extension they would weigh as much as a site. */
const forTheIntake = /\n *(?:summary:\s*"(?:[^"\\]|\\.)*"|callers: \{[^}]*\}),/g;

/** Content security policy of the extension pages. */
const contentSecurity = [
  "default-src 'none'",
  "script-src 'self'",
  // Copies of posts are drawn in a frame that inherits this; their own policy is stricter.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  // The intake's address is a person's choice: https, or http on this machine (`isProtectedAddress`). Pictures are data addresses.
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:* data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

const shared: UserManifest = {
  name: "__MSG_name__",
  description: "__MSG_description__",
  default_locale: "id",
  permissions: ["storage", "scripting", "alarms", "activeTab", "contextMenus", "identity"],
  commands: {
    "report-post": { suggested_key: { default: "Alt+Shift+L" }, description: "__MSG_reportPost__" },
    "mark-second": { suggested_key: { default: "Alt+Shift+M" }, description: "__MSG_markSecond__" },
  },
  host_permissions: matches,
  optional_permissions: ["notifications"],
  optional_host_permissions: ["<all_urls>"],
  action: { default_title: "__MSG_name__" },
};

/** Scripts whose byte budget has no room for the polyfill. They answer no message. */
const withoutPolyfill = /^(?:report-\w+|check|structure|repair)$/;
const nativeBrowser = fileURLToPath(import.meta.resolve("wxt/browser"));

/** The registries of sites, with one line for each. */
const registries = /\/utils\/(?:page\/sites\/(?:index|engine\/names)|shared\/subject\/grammars)\.ts$/;

/** Takes the other sites out of the registries. */
function onlySite(site: string) {
  const others = Object.keys(sites).filter((id) => id !== site);
  const lines = new RegExp(`^ +(?:\\.{3})?(?:${others.join("|")})(?:Names)?(?:: .*)?,$`, "gm");
  return {
    name: "only-site",
    enforce: "pre" as const,
    transform(this: { error(message: string): never }, code: string, id: string) {
      if (!registries.test(id)) return undefined;
      const left = code.replace(lines, "");
      // Written in another way, they would be in the build unseen.
      if (left === code) this.error(`${id} lists sites in another way`);
      return { code: left, map: null };
    },
  };
}

export default defineConfig({
  imports: false,
  modules: ["@wxt-dev/webextension-polyfill"],
  outDir: ".output",
  manifestVersion: 3,
  vite: ({ mode }) => ({
    define: {
      "import.meta.env.AUTOMATION": JSON.stringify(mode === "automation"),
      // Without, the packages have no code that fetches or checks recipes of an intake.
      "import.meta.env.PUBLISHED_RECIPES": JSON.stringify(process.env.PUBLISHED_RECIPES !== "off"),
      // Otherwise WXT adds its log of crashes, which no store build has.
      ...(mode === "automation" ? { "import.meta.env.MODE": '"production"' } : {}),
    },
    // Recipes are built with spreads and calls, which have no side effect, so unused ones can be removed.
    build: {
      // The oldest browsers of the manifests, so that nothing is rewritten for older ones.
      target: ["chrome130", "firefox142"],
      rolldownOptions: {
        treeshake: {
          propertyReadSideEffects: false,
          moduleSideEffects: [{ test: /\/utils\/page\/sites\//, sideEffects: false }],
        },
      },
    },
    plugins: [
      textFiles(),
      {
        name: "parts-of-form",
        outputOptions: (output) =>
          output.codeSplitting === false || output.inlineDynamicImports
            ? output
            : {
                ...output,
                // The shortest hash. Each page lists the names of all chunks, and hashes do not compress.
                chunkFileNames: "chunks/[name]-[hash:7].js",
                codeSplitting: {
                  includeDependenciesRecursively: false,
                  groups: bundlerGroups(import.meta.dirname),
                },
              },
      },
      namesInBuild(names),
      {
        // WXT's own start wraps the page script in a log that prints nothing in a build.
        name: "plain-start",
        transform(code, id) {
          if (!id.startsWith("\0virtual:wxt-content-script-isolated-world-entrypoint")) return undefined;
          const imports = code.match(/^import (?:definition|\{ ContentScriptContext \}) .*$/gm) ?? [];
          if (imports.length !== 2) this.error("WXT starts content scripts in another way");
          return { code: [...imports, "definition.main(new ContentScriptContext());"].join("\n"), map: null };
        },
      },
      {
        name: "routes-for-callers",
        enforce: "pre",
        transform(code, id) {
          if (!/\/utils\/shared\/contract\/(?:routes\/)?[\w-]+\.ts$/.test(id) || !code.includes("callers: {"))
            return undefined;
          const left = code.replace(forTheIntake, "");
          // Written in another way, it would be in the build unseen.
          if (left.includes("callers: {")) this.error(`${id} names callers in a way that is not taken out`);
          return { code: left, map: null };
        },
      },
      {
        name: "packages-bundled",
        generateBundle(_, bundle) {
          for (const part of Object.values(bundle)) {
            for (const id of part.type === "chunk" ? part.moduleIds : []) {
              const folder = packageFolder(id);
              if (folder !== undefined) bundled.add(folder);
            }
          }
        },
      },
    ],
    resolve: {
      alias: {
        "wxt/utils/content-script-context": inUtils("page/content-script-context.ts"),
        "../locales/en.js": inUtils("extension/browser/zod-replacements.ts"),
        "../core/json-schema-processors.js": inUtils("extension/browser/zod-replacements.ts"),
        "../core/to-json-schema.js": inUtils("extension/browser/zod-replacements.ts"),
      },
    },
  }),
  manifest: ({ browser, mode }) => ({
    ...shared,
    // Read by `utils/extension/browser/delays.ts`.
    ...(mode === "automation" ? { short_name: "fast" } : {}),
    ...(browser === "firefox" ? firefox() : chromium()),
  }),
  hooks: {
    // Vite and WXT take NODE_ENV from the mode; an automation build is compiled like the store build.
    "build:before": ({ config }) => {
      if (config.command === "build") process.env.NODE_ENV = "production";
    },
    // WXT takes titles from the pages' sources.
    "build:manifestGenerated": (_, manifest) => {
      Object.assign(manifest, JSON.parse(withNames(JSON.stringify(manifest), names)));
    },
    "build:publicAssets": (_, files) => {
      for (const [index, file] of files.entries()) {
        const { relativeDest } = file;
        const source = "absoluteSrc" in file ? file.absoluteSrc : undefined;
        const [folder, name = ""] = relativeDest.split(/[/\\]/);
        if (folder === "_locales" && source !== undefined)
          files[index] = { relativeDest, contents: withNames(readFileSync(source, "utf8"), names) };
        else if (folder === "icon" && name.endsWith(".png"))
          files[index] = { relativeDest, absoluteSrc: iconFile(names, name) };
      }
    },
    // Their licences ask that their notices go where their code goes.
    "build:done": ({ config }) => writeFileSync(join(config.outDir, "licences.txt"), notices(bundled)),
    // A page needs only one site's recipes, so the page script is built once per site.
    "entrypoints:resolved": (_, entrypoints) => {
      const at = entrypoints.findIndex(({ name }) => name === "report");
      const [report] = entrypoints.splice(at, 1);
      if (report?.type !== "content-script") throw new Error("there is no content script called report");
      for (const { id, matches } of Object.values(sites))
        entrypoints.push({
          ...report,
          name: `report-${id}`,
          options: { ...report.options, matches: [...matches] },
        });
    },
    "vite:build:extendConfig": (entrypoints, vite) => {
      const site = /^report-(\w+)$/.exec(entrypoints[0]?.name ?? "")?.[1];
      if (site) vite.plugins = [vite.plugins, onlySite(site)];
      vite.define = { ...vite.define, "process.env.NODE_ENV": JSON.stringify(process.env.NODE_ENV) };
      if (!entrypoints.every(({ name }) => withoutPolyfill.test(name))) return;
      vite.resolve = { ...vite.resolve, alias: { ...vite.resolve?.alias, "wxt/browser": nativeBrowser } };
    },
    // The developer's page that records cases is in no build for people.
    "entrypoints:found": ({ config }, entrypoints) => {
      if (config.mode !== "production") return;
      const kept = entrypoints.filter(({ name }) => !/^record(?:-post)?$/.test(name));
      entrypoints.splice(0, entrypoints.length, ...kept);
    },
  },
  zip: {
    excludeSources: [".data/**", "test/**", "docs/**", "scripts/dev/{drivers,kits,practice}/**"],
  },
});

/** Not in Firefox, where the frame of a post's copy inherits it and is then not shown. */
const framedBySites = `frame-ancestors 'self' ${hosts.map((host) => host.replace(/^\*:(.*)\/\*$/, "https:$1")).join(" ")}`;

function chromium(): UserManifest {
  return {
    minimum_chrome_version: "130",
    // Settings for administrators. Chrome and Edge refuse others, and show these at chrome://policy.
    storage: { managed_schema: "managed-schema.json" },
    web_accessible_resources: [{ resources: ["form.html"], matches: hosts, use_dynamic_url: true }],
    content_security_policy: { extension_pages: [...contentSecurity, framedBySites].join("; ") },
  };
}

function firefox(): UserManifest {
  return {
    web_accessible_resources: [{ resources: ["form.html"], matches: hosts }],
    content_security_policy: { extension_pages: contentSecurity.join("; ") },
    browser_specific_settings: {
      gecko: {
        id: names.addOnId,
        strict_min_version: "142.0",
        data_collection_permissions: {
          required: ["personallyIdentifyingInfo", "websiteContent", "websiteActivity"],
        },
      },
    },
  };
}
