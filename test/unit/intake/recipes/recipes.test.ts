/** The intake's side of recipe packs: what it takes from a publisher, what it hands to devices, and that nothing is lost. */

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../../intake/admin/commands.ts";
import { recipesList } from "../../../../intake/admin/recipes.ts";
import { createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { enrolment, type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { newPackKey, packOf } from "../../../support/recipe-packs-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("%s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let key: PackKey;
  const run = (asked: Parameters<typeof runCommand>[2]) => runCommand(kit.store, "", asked);
  const add = async (version: number, signer = key) =>
    run({
      command: "add-recipes",
      jws: await signPack(packOf(version), signer),
      act: "publish",
      by: "pengelola",
    });

  const newest = async () => recipesList.parse(await run({ command: "list-recipes" })).packs[0]?.version ?? 0;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    key = await newPackKey();
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const enrolled = async () => {
    const device = await kit.newDevice("Siti");
    const { code } = await createEnrolment(kit.store, { role: "officer", name: "Siti" }, kit.intake.now());
    return { device, answer: await device.call("POST", "/v1/enrolments", { body: enrolment(code) }) };
  };

  test("without a key, publishes no key and accepts no pack", async () => {
    const { answer } = await enrolled();
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty("recipesKey");
    await expect(add(3)).rejects.toThrow("no key");
  });

  test("the first key is permanent", async () => {
    expect(await run({ command: "pin-recipes-key", key: key.publicKey })).toEqual({ key: key.publicKey });
    const other = await newPackKey();
    expect(await run({ command: "pin-recipes-key", key: other.publicKey })).toEqual({ key: key.publicKey });
    await expect(add(3, other)).rejects.toThrow("not signed with the key");
    expect(await run({ command: "list-recipes" })).toMatchObject({
      thumbprint: await thumbprintOf(key.publicKey),
      packs: [],
    });
  });

  test("a device receives the key at its enrolment, and only then", async () => {
    const { device, answer } = await enrolled();
    expect(answer.body).toMatchObject({ name: "Siti", recipesKey: key.publicKey });
    expect((await device.call("GET", "/v1/me")).body).not.toHaveProperty("recipesKey");
  });

  test("every role gets the newest pack once; unknown devices get none", async () => {
    const officer = await kit.enrolled("officer");
    expect((await officer.call("GET", "/v1/recipes")).body).toEqual({});
    await add(3);
    await add(5);
    for (const role of ["officer", "vlogger", "supervisor", "admin"] as const) {
      const device = await kit.enrolled(role);
      const { pack } = (await device.call("GET", "/v1/recipes?after=3")).body;
      expect(JSON.parse(Buffer.from(pack.split(".")[1], "base64url").toString()).version).toBe(5);
      expect((await device.call("GET", "/v1/recipes?after=5")).body).toEqual({});
    }
    expect((await officer.call("GET", "/v1/recipes?after=x")).problem).toBe("invalid-input");
    const stranger = await kit.newDevice();
    expect((await stranger.call("GET", "/v1/recipes")).problem).toBe("device-unknown");
  });

  test("versions only increase, even if two are published at once", async () => {
    await expect(add(5)).rejects.toThrow("meanwhile");
    await expect(add(4)).rejects.toThrow("meanwhile");
    const both = await Promise.allSettled([add(6), add(6)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await run({ command: "list-recipes" })).toMatchObject({
      packs: [
        { version: 6, act: "publish", by: "pengelola", note: null },
        { version: 5, act: "publish" },
        { version: 3, act: "publish" },
      ],
    });
  });

  test("rejects changing or removing a published pack", async () => {
    for (const act of [
      sql`update recipe_packs set jws = 'x'`,
      sql`delete from recipe_packs`,
      sql`truncate recipe_packs`,
    ]) {
      await expect(kit.store.db.execute(act)).rejects.toThrow();
    }
    expect(await newest()).toBe(6);
  });

  test("refuses a pack that violates the contract", async () => {
    const jws = await signPack({ ...packOf(9), code: "x" }, key);
    await expect(run({ command: "add-recipes", jws, act: "publish", by: "x" })).rejects.toThrow();
    expect(await newest()).toBe(6);
  });
});
