/** No act leads nowhere: each ends in a row and a final state. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { caseAct } from "../../../../utils/shared/contract/case.ts";
import { actionCode } from "../../../../utils/shared/contract/category.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { walkEnds } from "../../../support/walk-ends.ts";

let stores: TestStores;
let kit: IntakeKit;

beforeAll(async () => {
  stores = await openTestStores(engines[0] ?? "pglite");
  kit = await startKit(await stores.open());
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

test("every act of every role has an end", async () => {
  const walked = await walkEnds(kit);
  expect(walked.filter(({ end }) => end === undefined).map(({ name }) => name)).toEqual([]);
  expect(new Set(walked.map(({ act }) => act))).toEqual(new Set(caseAct.options));
  const names = walked.map(({ name }) => name).join("\n");
  for (const action of actionCode.options) expect(names).toContain(` ${action}`);
}, 900_000);
