/**
 * Which modules the build puts together. Each file that a page asks for costs it some milliseconds, so small modules that
 * the same people load share a file. The first group that has the module takes it. Modules that start together must not
 * import each other over two groups: a circle of files breaks the page (`npm run check` refuses it).
 */

import { join } from "node:path";

interface ChunkGroup {
  name: string;
  /** Paths from the project's folder. A folder ends with a slash. */
  modules: readonly string[];
  /** Modules that the bundler makes, by a part of their names. */
  made?: RegExp;
}

const from = (folder: string, ...names: string[]) => names.map((name) => `${folder}/${name}`);
const icons = (...names: string[]) =>
  from("node_modules/lucide-preact/dist/esm/icons", ...names.map((name) => `${name}.mjs`));

/** A test checks that every module exists: a renamed one would silently get a separate file. */
export const chunkGroups: readonly ChunkGroup[] = [
  {
    name: "parts-of-form",
    modules: [
      ...from("components/ui", "Chips.tsx", "Fold.tsx", "Picture.tsx"),
      ...icons("arrow-left", "chevron-right", "external-link", "eye", "eye-off", "image-off", "lock-keyhole"),
      ...icons("refresh-cw", "undo-2", "x"),
    ],
  },
  {
    /** Every page loads all of it. */
    name: "base",
    modules: [
      ...from("node_modules", "preact/", "webextension-polyfill/", "@wxt-dev/webextension-polyfill/"),
      ...from(
        "node_modules/lucide-preact/dist/esm",
        "shared/",
        "context.mjs",
        "createLucideIcon.mjs",
        "Icon.mjs",
      ),
      ...icons("check", "circle-question-mark", "inbox", "triangle-alert"),
      ...from("utils/shared/contract", "guides.ts", "limits.ts", "result.ts", "site-names.ts"),
      ...from("utils/shared/i18n", "fill-placeholders.ts", "foreign-text.ts", "time.ts"),
      "utils/shared/policy/categories.ts",
      ...from("utils/extension/browser", "browser.ts", "delays.ts", "loaded-text.ts"),
      "utils/extension/messages/send.ts",
      ...from(
        "components/ui",
        "Failure.tsx",
        "Field.tsx",
        "Foreign.tsx",
        "HelpLink.tsx",
        "language.ts",
        "lazy.tsx",
      ),
      ...from("components/ui", "Placeholder.tsx", "TextArea.tsx", "use-act.ts", "use-load.ts", "use-now.ts"),
    ],
    made: /vite\/(?:preload-helper|modulepreload-polyfill)|virtual:(?:text-files$|wxt-)/,
  },
  {
    name: "contract",
    modules: [
      "node_modules/zod/",
      "utils/extension/browser/zod-replacements.ts",
      ...from(
        "utils/shared/contract",
        "category.ts",
        "ids.ts",
        "lesson.ts",
        "review.ts",
        "reviewer-level.ts",
        "site.ts",
      ),
    ],
  },
  {
    /** Every signed request, and the stored settings. */
    name: "calls",
    modules: [
      ...from("node_modules", "canonicalize/", "idb/", "jose/"),
      ...from(
        "utils/shared/contract",
        "alert.ts",
        "case-state.ts",
        "decision-grounds.ts",
        "desk.ts",
        "enrolment.ts",
      ),
      ...from("utils/shared/contract", "evidence.ts", "files.ts", "known-subjects.ts", "managed-policy.ts"),
      ...from(
        "utils/shared/contract",
        "own-report.ts",
        "problem.ts",
        "protected-address.ts",
        "recipe-health.ts",
      ),
      ...from(
        "utils/shared/contract",
        "referral-state.ts",
        "report.ts",
        "reported-post.ts",
        "route.ts",
        "sign-on.ts",
      ),
      ...from("utils/shared/contract/routes", "alerts.ts", "devices.ts"),
      ...from("utils/shared/seal", "digest.ts", "request-claims.ts", "request-proof.ts"),
      ...from(
        "utils/extension/api",
        "call-route.ts",
        "device-keys.ts",
        "intake-clock.ts",
        "managed-policy.ts",
      ),
      ...from("utils/extension/browser", "storage.ts", "value-store.ts"),
    ],
  },
  {
    name: "keys",
    modules: [
      "components/ui/use-keys.ts",
      "components/desk/decision/act-keys.ts",
      "utils/extension/desk/keyboard-shortcuts.ts",
      ...icons("timer"),
    ],
  },
  { name: "outcomes", modules: from("utils/shared/policy", "agencies.ts", "decision-destinations.ts") },
  {
    /** The first screen of supervisors, panelists and administrators. */
    name: "queue",
    modules: [
      ...from("components/desk/queue", "Queue.tsx", "QueueFilters.tsx", "QueueHead.tsx", "QueueSummary.tsx"),
      ...from(
        "components/desk/queue",
        "PickList.tsx",
        "queue-rows.ts",
        "SavedViews.tsx",
        "use-queue.ts",
        "use-row-keys.ts",
      ),
      ...from("components/desk/queue", "use-saved-views.ts", "use-search-marks.ts", "use-selection.ts"),
      ...from("components/desk", "PanelStatus.tsx", "PendingActsLine.tsx", "Review.tsx", "UrgencyTags.tsx"),
      ...from("components/desk", "use-desk.ts", "use-desk-calls.ts"),
      ...from("components/desk/case", "CaseCard.tsx", "FindCase.tsx", "use-case-ahead.ts"),
      "components/desk/decision/QueuePosition.tsx",
      "components/desk/objections/OpenObjections.tsx",
      "components/desk/requests/leads-to-request.ts",
      "components/ui/FilterFields.tsx",
      "utils/shared/i18n/spoken-languages.ts",
      "utils/shared/policy/wellbeing.ts",
      ...icons("layers", "sliders-horizontal"),
    ],
  },
];

/** The groups as the bundler takes them. `root`: the project's folder. */
export function bundlerGroups(root: string) {
  return chunkGroups.map(({ name, modules, made }) => {
    const files = new Set(modules.map((path) => join(root, path)));
    const folders = modules.filter((path) => path.endsWith("/")).map((path) => join(root, path));
    const test = (id: string) =>
      files.has(id) || folders.some((folder) => id.startsWith(folder)) || made?.test(id) === true;
    return { name, test };
  });
}
