/** Import rules: a file imports only from its own layer or those to its left, and the page script stays bare. */

import type { ICruiseOptions, IForbiddenRuleType } from "dependency-cruiser";

const severity = "error" as const;

const layers = [
  "contract",
  "policy",
  "language",
  "suggest",
  "subject",
  "seal",
  "verify",
  "core",
  "messages",
  "sites",
  "recorder",
  "packs",
  "reported",
  "capture",
  "draft",
  "outbox",
  "review",
  "canary",
];
const pure = layers.slice(0, layers.indexOf("core"));
const within = (names: string[]) => `^utils/(${names.join("|")})/`;
const packages = "(^|/)node_modules/";
const extensionApi = `${packages}(wxt|@wxt-dev|(@types/)?webextension-polyfill)/`;
const cases = "\\.(cases|examples)\\.tsx?$";
const code = "^(utils|components|entrypoints|intake|verifier|scripts|test)/";

/** Rules for every import, including types. */
const everyImport: IForbiddenRuleType[] = [
  { name: "no-cycle", severity, from: {}, to: { circular: true } },
  { name: "no-unresolvable", severity, from: {}, to: { couldNotResolve: true } },
  ...layers.slice(0, -1).map((layer, index) => ({
    name: `${layer}-looks-left`,
    severity,
    from: { path: `^utils/${layer}/` },
    to: { path: within(layers.slice(index + 1)) },
  })),
  {
    name: "utils-are-layered",
    comment: "Everything in utils lies in a layer and knows nothing of what is built on it.",
    severity,
    from: { path: "^utils/" },
    to: { path: code, pathNot: within(layers) },
  },
  {
    name: "contract-imports-zod-only",
    severity,
    from: { path: "^utils/contract/" },
    to: { pathNot: "^utils/contract/|(^|/)node_modules/zod/" },
  },
  {
    name: "pure-layers-know-no-platform",
    comment: "The intake and the extension both run these: no extension API, no Node.",
    severity,
    from: { path: within(pure) },
    to: { path: extensionApi },
  },
  {
    name: "pure-layers-know-no-node",
    severity,
    from: { path: within(pure) },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "components-take-data",
    comment:
      "Components get what changes by props; texts, policy, limits, waits and the table of keys are constants, and a Result is a shape.",
    severity,
    from: { path: "^components/" },
    to: {
      path: "^utils/",
      pathNot: "^utils/(language|policy)/|^utils/(contract/(limits|result)|review/keys|core/waits)\\.ts$",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "components-use-preact-only",
    severity,
    from: { path: "^components/" },
    to: {
      path: `${packages}|^(entrypoints|intake|scripts|test)/`,
      pathNot: "(^|/)node_modules/(preact|lucide-preact)/",
    },
  },
  {
    name: "extension-api-in-one-place",
    severity,
    from: {
      pathNot:
        "^(utils/core/(browser|browser-keys|browser-life|browser-panel|browser-policy|browser-visit|auth-window|storage)\\.ts$|entrypoints/|test/|node_modules/|wxt)",
    },
    to: { path: extensionApi },
  },
  {
    name: "entrypoints-never-meet",
    severity,
    from: { path: "^entrypoints/([^/]+)(/|$)" },
    to: { path: "^entrypoints/", pathNot: "^entrypoints/$1(/|$)" },
  },
  {
    name: "cases-are-for-tests",
    severity,
    from: { pathNot: `^test/|^scripts/(record|samples)\\b|${cases}` },
    to: { path: cases },
  },
  {
    name: "intake-imports-pure-layers",
    severity,
    from: { path: "^intake/" },
    to: { path: code, pathNot: `^intake/|${within(pure)}` },
  },
  {
    name: "verifier-imports-pure-layers",
    comment: "The page that checks exports is part of nothing else, and needs no extension.",
    severity,
    from: { path: "^verifier/" },
    to: { path: code, pathNot: `^verifier/|${within(pure)}|^components/shared/\\w+\\.css$` },
  },
  {
    name: "intake-stays-outside",
    comment: "Nothing of the extension imports the intake.",
    severity,
    from: { path: "^(utils|components|entrypoints|verifier)/" },
    to: { path: "^(intake|scripts|test)/" },
  },
];

/** Rules for runtime imports: the script on every page uses no package at all. */
const runTime: IForbiddenRuleType[] = [
  {
    name: "page-script-is-bare",
    severity,
    from: { path: "^entrypoints/report\\.content" },
    to: { path: packages, pathNot: extensionApi, reachable: true },
  },
  {
    name: "page-script-validates-nothing",
    severity,
    from: { path: "^entrypoints/report\\.content" },
    to: { path: "^utils/contract/", pathNot: "^utils/contract/(result|limits)\\.ts$", reachable: true },
  },
];

const options: ICruiseOptions = {
  doNotFollow: { path: "node_modules" },
  // A test copies `test/fifth-site` into a copy of the project, so its imports resolve only there.
  exclude: { path: "^\\.(output|wxt)/|^test/fifth-site/" },
  tsConfig: { fileName: "tsconfig.json" },
  enhancedResolveOptions: {
    exportsFields: ["exports"],
    conditionNames: ["import", "require", "node", "default", "types"],
  },
};

export interface Cruise {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
}

export const cruises: Cruise[] = [
  { forbidden: everyImport, options: { ...options, tsPreCompilationDeps: true } },
  { forbidden: runTime, options: { ...options, tsPreCompilationDeps: false } },
];
