/** Plants one violation per layer rule in a small project and expects the check to name it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { domains, ruleNames } from "../../../../scripts/check/layer-rules.ts";
import { checkLayers, type Violation } from "../../../../scripts/check/layers.ts";

/** Per rule a file and what it imports; imported files of our own are made empty. */
const planted: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  "no-cycle": ["utils/shared/policy/circle.ts", "utils/shared/policy/circle-back.ts"],
  "no-unresolvable": ["utils/shared/policy/lost.ts", "./not-there.ts"],
  "order-of-shared-contract": ["utils/shared/contract/order.ts", "utils/shared/policy/target.ts"],
  "order-of-shared-policy": ["utils/shared/policy/order.ts", "utils/shared/i18n/target.ts"],
  "order-of-shared-i18n": ["utils/shared/i18n/order.ts", "utils/shared/classifier/target.ts"],
  "order-of-shared-classifier": ["utils/shared/classifier/order.ts", "utils/shared/subject/target.ts"],
  "order-of-shared-subject": ["utils/shared/subject/order.ts", "utils/shared/seal/target.ts"],
  "order-of-shared-seal": ["utils/shared/seal/order.ts", "utils/shared/verify/target.ts"],
  "order-of-shared-verify": ["utils/shared/verify/order.ts", "utils/extension/browser/target.ts"],
  "order-of-extension-browser": ["utils/extension/browser/order.ts", "utils/extension/messages/target.ts"],
  "order-of-extension-messages": ["utils/extension/messages/order.ts", "utils/extension/api/target.ts"],
  "order-of-extension-api": ["utils/extension/api/order.ts", "utils/page/sites/target.ts"],
  "order-of-page-sites": ["utils/page/sites/order.ts", "utils/page/recorder/target.ts"],
  "order-of-page-recorder": ["utils/page/recorder/order.ts", "utils/extension/recipe-packs/target.ts"],
  "order-of-extension-recipe-packs": [
    "utils/extension/recipe-packs/order.ts",
    "utils/extension/known-subjects/target.ts",
  ],
  "order-of-extension-known-subjects": [
    "utils/extension/known-subjects/order.ts",
    "utils/page/snapshot/target.ts",
  ],
  "order-of-page-snapshot": ["utils/page/snapshot/order.ts", "utils/page/capture/target.ts"],
  "order-of-page-capture": ["utils/page/capture/order.ts", "utils/extension/drafts/target.ts"],
  "order-of-extension-drafts": ["utils/extension/drafts/order.ts", "utils/extension/outbox/target.ts"],
  "order-of-extension-outbox": ["utils/extension/outbox/order.ts", "utils/extension/vlogger/target.ts"],
  "order-of-extension-vlogger": ["utils/extension/vlogger/order.ts", "utils/extension/desk/target.ts"],
  "order-of-extension-desk": ["utils/extension/desk/order.ts", "utils/extension/recipe-health/target.ts"],
  "order-of-extension-recipe-health": [
    "utils/extension/recipe-health/order.ts",
    "utils/extension/alerts/target.ts",
  ],
  "utils-stand-alone": ["utils/page/sites/alone.ts", "components/target.ts"],
  "shared-imports-shared": ["utils/shared/seal/room.ts", "utils/page/sites/target.ts"],
  "page-imports-shared": ["utils/page/capture/room.ts", "utils/extension/outbox/target.ts"],
  "contract-imports-zod-only": ["utils/shared/contract/package.ts", "jose"],
  "shared-knows-no-platform": ["utils/shared/seal/platform.ts", "wxt/browser"],
  "shared-knows-no-node": ["utils/shared/seal/node.ts", "node:fs"],
  "components-take-data": ["components/report/data.ts", "utils/extension/outbox/target.ts"],
  "components-use-preact-only": ["components/report/package.ts", "zod"],
  "extension-api-in-one-place": ["utils/extension/outbox/api.ts", "wxt/browser"],
  "entrypoints-never-meet": ["entrypoints/desk/main.ts", "entrypoints/form/target.ts"],
  "cases-are-for-tests": ["entrypoints/background.ts", "utils/page/sites/x/target.cases.ts"],
  "intake-imports-shared": ["intake/rooms.ts", "utils/page/sites/target.ts"],
  ...Object.fromEntries(
    domains
      .slice(0, -1)
      .map((domain, index) => [
        `order-of-intake-${domain}`,
        [`intake/${domain}/order.ts`, `intake/${domains[index + 1]}/target.ts`] as const,
      ]),
  ),
  "intake-has-these-domains": ["intake/serve.ts", "intake/other/target.ts"],
  "intake-is-composed-on-top": ["intake/db/top.ts", "intake/target.ts"],
  "verifier-imports-shared": ["verifier/rooms.ts", "utils/extension/browser/target.ts"],
  "intake-stays-outside": ["components/report/outside.ts", "intake/target.ts"],
  "scripts-import-no-tests": ["scripts/dev/tests.ts", "test/support/target.ts"],
  "page-script-is-bare": ["entrypoints/report.content/index.ts", "zod"],
  "page-script-validates-nothing": [
    "entrypoints/report.content/contract.ts",
    "utils/shared/contract/target.ts",
  ],
};

const root = join(import.meta.dirname, "../../../..");
let project = "";
let violations: Violation[] = [];

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

beforeAll(async () => {
  // Inside the project, so that packages are found.
  mkdirSync(join(root, ".output"), { recursive: true });
  project = mkdtempSync(join(root, ".output/layers-"));
  write("tsconfig.json", '{ "extends": "../../tsconfig.json", "include": ["**/*.ts"] }');
  const steps = (file: string) => "../".repeat(file.split("/").length - 1);
  for (const [file, imported] of Object.values(planted)) {
    const own = imported.includes("/target") || imported.includes("/circle");
    if (own) write(imported, "export const target = 1;\n");
    const specifier = own ? `${steps(file)}${imported}` : imported;
    write(file, `import * as target from "${specifier}";\nexport const used = target;\n`);
  }
  write("utils/shared/policy/circle-back.ts", 'export * from "./circle.ts";\n');
  ({ violations } = await checkLayers(project));
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("every rule has a planted violation", () => {
  expect(Object.keys(planted).toSorted()).toEqual([...ruleNames].toSorted());
});

test.each(Object.entries(planted))("finds a violation of %s", (rule, [file]) => {
  const matches = violations.filter((violation) => violation.rule === rule);
  expect(matches.map(({ sentence }) => sentence).join("\n")).toContain(file);
});

test("reads every file", () => {
  expect(violations.filter(({ rule }) => rule === "not-cruised")).toEqual([]);
});
