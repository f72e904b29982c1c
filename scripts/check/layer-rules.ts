/** The layers as rules over imports: the three parts of `utils`, the four programs, and the use of packages. */

import type { ICruiseOptions, IForbiddenRuleType } from "dependency-cruiser";

const severity = "error" as const;

/** Folders of `utils`, each of which may import itself and those before it. */
const utils = [
  "shared/contract",
  "shared/policy",
  "shared/i18n",
  "shared/classifier",
  "shared/subject",
  "shared/seal",
  "shared/verify",
  "extension/browser",
  "extension/messages",
  "extension/api",
  "page/sites",
  "page/recorder",
  "extension/recipe-packs",
  "extension/known-subjects",
  "page/snapshot",
  "page/capture",
  "extension/drafts",
  "extension/outbox",
  "extension/vlogger",
  "extension/desk",
  "extension/recipe-health",
  "extension/alerts",
];
/** Domains of the intake, each of which may import itself and those before it. */
export const domains: readonly string[] = [
  ...["core", "db", "evidence", "documents", "audit-log", "recipes", "people", "webhooks", "delivery"],
  ...["cases", "reports", "decisions", "referrals", "requests", "objections", "vloggers", "alerts"],
  ...["desk", "exports", "statistics", "verify"],
  ...["jobs", "backup", "health", "http", "admin"],
];
const within = (folders: readonly string[]) => `^utils/(${folders.join("|")})/`;
const packages = "(^|/)node_modules/";
const extensionApi = `${packages}(wxt|@wxt-dev|(@types/)?webextension-polyfill)/`;
const cases = "\\.(cases|examples)\\.tsx?$";
const code = "^(utils|components|entrypoints|intake|verifier|scripts|test)/";

/** Rules over every import, types included. */
const everyImport: IForbiddenRuleType[] = [
  { name: "no-cycle", severity, from: {}, to: { circular: true } },
  { name: "no-unresolvable", severity, from: {}, to: { couldNotResolve: true, pathNot: "^virtual:" } },
  ...utils.slice(0, -1).map((folder, index) => ({
    name: `order-of-${folder.replace("/", "-")}`,
    severity,
    from: { path: `^utils/${folder}/` },
    to: { path: within(utils.slice(index + 1)) },
  })),
  {
    name: "utils-stand-alone",
    comment: "utils imports nothing of what is built on it.",
    severity,
    from: { path: "^utils/" },
    to: { path: code, pathNot: within(utils) },
  },
  {
    name: "shared-imports-shared",
    severity,
    from: { path: "^utils/shared/" },
    to: { path: code, pathNot: "^utils/shared/" },
  },
  {
    name: "page-imports-shared",
    comment: "Of the extension, pages use its API and delays, and send messages.",
    severity,
    from: { path: "^utils/page/" },
    to: {
      path: "^utils/extension/",
      pathNot: "^utils/extension/(browser/(browser|browser-name|pictures|delays)|messages/send)\\.ts$",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "contract-imports-zod-only",
    severity,
    from: { path: "^utils/shared/contract/" },
    to: { pathNot: "^utils/shared/contract/|(^|/)node_modules/zod/" },
  },
  {
    name: "shared-knows-no-platform",
    comment: "The intake and the extension both run it: no extension API.",
    severity,
    from: { path: "^utils/shared/" },
    to: { path: extensionApi },
  },
  {
    name: "shared-knows-no-node",
    severity,
    from: { path: "^utils/shared/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "components-take-data",
    comment:
      "Components get what changes by props; texts, policy, limits, places, sites, delays and the table of keys are constants, and a Result is a shape.",
    severity,
    from: { path: "^components/" },
    to: {
      path: "^utils/",
      pathNot:
        "^utils/shared/(i18n|policy)/|^utils/(shared/contract/(limits|screen-addresses|result|site-names)|extension/(desk/keyboard-shortcuts|browser/delays))\\.ts$",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "components-use-preact-only",
    severity,
    from: { path: "^components/" },
    to: {
      path: `${packages}|^(entrypoints|intake|scripts|test)/`,
      pathNot: "(^|/)node_modules/(preact|lucide-preact|wouter-preact)/",
    },
  },
  {
    name: "extension-api-in-one-place",
    severity,
    from: {
      pathNot: [
        "^utils/extension/browser/(browser|browser-tabs|auth-window|notifications|session-storage|site-access|storage|window-session)\\.ts$",
        `^(entrypoints|test)/|^wxt|${packages}`,
      ],
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
    from: { pathNot: `^test/|^scripts/dev/(record|samples)\\b|${cases}` },
    to: { path: cases },
  },
  {
    name: "intake-imports-shared",
    severity,
    from: { path: "^intake/" },
    to: { path: code, pathNot: "^intake/|^utils/shared/" },
  },
  ...domains.slice(0, -1).map((domain, index) => ({
    name: `order-of-intake-${domain}`,
    severity,
    from: { path: `^intake/${domain}/` },
    to: { path: `^intake/(${domains.slice(index + 1).join("|")})/` },
  })),
  {
    name: "intake-has-these-domains",
    severity,
    from: { path: "^intake/" },
    to: { path: "^intake/[^/]+/", pathNot: `^intake/(${domains.join("|")})/` },
  },
  {
    name: "intake-is-composed-on-top",
    comment: "Domains know what is composed of them by its types only.",
    severity,
    from: { path: "^intake/[^/]+/" },
    to: { path: "^intake/[^/]+\\.ts$", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "verifier-imports-shared",
    comment: "The page that checks exports is part of nothing else, and needs no extension.",
    severity,
    from: { path: "^verifier/" },
    to: { path: code, pathNot: "^verifier/|^utils/shared/|^components/ui/\\w+\\.css$" },
  },
  {
    name: "intake-stays-outside",
    comment: "Nothing of the extension or the verifier imports the intake.",
    severity,
    from: { path: "^(utils|components|entrypoints|verifier)/" },
    to: { path: "^(intake|scripts|test)/" },
  },
  {
    name: "scripts-import-no-tests",
    comment: "Tests import scripts/dev for drivers, practice pages and kits, never the other way round.",
    severity,
    from: { path: "^scripts/" },
    to: { path: "^test/" },
  },
];

/** Rules over what is left at run time: the script on every page reaches no package at all. */
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
    to: {
      path: "^utils/shared/contract/",
      pathNot: "^utils/shared/contract/(result|limits)\\.ts$",
      reachable: true,
    },
  },
];

const options: ICruiseOptions = {
  doNotFollow: { path: "node_modules" },
  // Files of `test/support/fifth-site` have their place in a copy of the project, which a test makes.
  exclude: { path: "^\\.(output|wxt)/|^test/support/fifth-site/" },
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

export const cruises: readonly Cruise[] = [
  { forbidden: everyImport, options: { ...options, tsPreCompilationDeps: true } },
  { forbidden: runTime, options: { ...options, tsPreCompilationDeps: false } },
];

export const ruleNames: readonly string[] = cruises.flatMap(({ forbidden }) =>
  forbidden.map(({ name = "" }) => name),
);
