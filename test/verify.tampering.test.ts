/** Whatever an administrator changes in the database, `npm run verify` names it. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealLog } from "../intake/custody/seal-log.ts";
import { verifyStore } from "../intake/store/verify.ts";
import { type Kit, startKit } from "./intake-kit.ts";
import { engines, openTestStores, type TestStores } from "./stores.ts";
import { changes, foundIn, otherChanges, type Story, tellStory } from "./tampering-kit.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: Kit;
  let story: Story;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    story = await tellStory(kit);
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  test("finds nothing in a story that nobody altered", async () => {
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true, broken: [] });
  });

  test.each([...changes, ...otherChanges])("finds %s", async (_, statements, says) => {
    expect(await foundIn(kit.store.db, story, statements)).toContainEqual(expect.stringMatching(says));
  });
});
