/**
 * Which modules the build puts together. Each file that a page asks for costs it some milliseconds, so small modules that
 * the same people load share a file. The first group that matches takes the module. Modules that start together must not
 * import each other over two groups: a circle of files breaks the page (`npm run check` refuses it).
 */

export const chunkGroups = [
  {
    name: "parts-of-form",
    test: anyOf(
      "components/ui/(?:Chips|Fold|Picture).tsx$",
      "icons/(?:arrow-left|chevron-right|external-link|eye|eye-off|image-off|lock-keyhole|refresh-cw|undo-2|x).m?js$",
    ),
  },
  {
    /** Every page loads all of it. */
    name: "base",
    test: anyOf(
      "rolldown/runtime",
      "vite/(?:preload-helper|modulepreload-polyfill)",
      "virtual:(?:text-files$|wxt-)",
      "node_modules/(?:preact|webextension-polyfill|@wxt-dev/webextension-polyfill)/",
      "lucide-preact/dist/esm/(?!icons/)",
      "icons/(?:check|circle-question-mark|inbox|triangle-alert).m?js$",
      "shared/contract/(?:guides|limits|result|site-names).ts$",
      "shared/i18n/(?:fill-placeholders|foreign-text|time).ts$",
      "shared/policy/categories.ts$",
      "extension/browser/(?:browser|delays|loaded-text).ts$",
      "extension/messages/send.ts$",
      "components/ui/(?:Failure|Field|Foreign|HelpLink|language|lazy|Placeholder|TextArea|use-act|use-load|use-now).tsx?$",
    ),
  },
  {
    name: "contract",
    test: anyOf(
      "node_modules/zod/",
      "browser/zod-replacements.ts$",
      "shared/contract/(?:ids|site|category|reviewer-level|review|lesson).ts$",
    ),
  },
  {
    /** Every signed request, and the stored settings. */
    name: "calls",
    test: anyOf(
      "node_modules/(?:canonicalize|idb|jose)/",
      "shared/contract/(?:alert|case-state|decision-grounds|desk|enrolment|evidence|files|known-subjects|managed-policy).ts$",
      "shared/contract/(?:own-report|problem|protected-address|recipe-health|referral-state|report|route|sign-on).ts$",
      "shared/contract/routes/(?:alerts|devices).ts$",
      "shared/seal/(?:digest|request-claims|request-proof).ts$",
      "extension/api/(?:call-route|device-keys|intake-clock|managed-policy).ts$",
      "extension/browser/(?:storage|value-store).ts$",
    ),
  },
  { name: "keys", test: anyOf("/(?:use-keys|keyboard-shortcuts|act-keys).ts$", "icons/timer.m?js$") },
  { name: "outcomes", test: anyOf("shared/policy/(?:agencies|decision-destinations).ts$") },
  {
    /** The first screen of supervisors, panelists and administrators. */
    name: "queue",
    test: anyOf(
      "components/desk/queue/(?!HandOver)[\\w-]+.tsx?$",
      "components/desk/(?:Review|PendingActsLine|PanelStatus|UrgencyTags|use-desk|use-desk-calls).tsx?$",
      "components/desk/case/(?:CaseCard|FindCase|use-case-ahead).tsx?$",
      "components/desk/(?:decision/QueuePosition|objections/OpenObjections|requests/leads-to-request).tsx?$",
      "components/ui/FilterFields.tsx$",
      "shared/i18n/spoken-languages.ts$",
      "shared/policy/wellbeing.ts$",
      "icons/(?:layers|sliders-horizontal).m?js$",
    ),
  },
];

/** Matches a module whose path matches one of the patterns. A dot is a dot. */
function anyOf(...patterns: string[]): RegExp {
  return new RegExp(patterns.map((pattern) => pattern.replaceAll(".", "\\.")).join("|"));
}
