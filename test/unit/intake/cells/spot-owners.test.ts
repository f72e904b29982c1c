/** Owners of spots: a server without rows owns all, and one that gave a spot away stores no new post of it. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { logTrust } from "../../../../intake/audit-log/store/trust-log.ts";
import { reports, spotOwners } from "../../../../intake/db/schema/index.ts";
import { spotOfSubject } from "../../../../intake/db/spot.ts";
import {
  lockSpots,
  nameOfSpot,
  readSpotOwners,
  restOfSpots,
  saveSpotOwners,
} from "../../../../intake/db/spot-owners.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
  });
  beforeEach(async () => {
    officer = await kit.enrolled("officer", "Siti");
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const used = new Set<number>();
  const spotOf = (report: ReturnType<typeof sampleReport>) => spotOfSubject(report.evidence.subject);
  /** A report of a post whose spot no other test has. */
  function reportOfNewSpot(): ReturnType<typeof sampleReport> {
    for (;;) {
      const report = sampleReport();
      const spot = spotOf(report);
      if (used.has(spot)) continue;
      used.add(spot);
      return report;
    }
  }
  const send = (report = reportOfNewSpot(), by = officer) => by.call("POST", "/v1/reports", { body: report });
  const stored = async () =>
    (await kit.store.db.select({ id: reports.id }).from(reports)).map(({ id }) => id);

  function write(name: string, owner: string | null, former: string[] = [], moves = 1): Promise<void> {
    const at = kit.intake.now();
    return kit.store.db.transaction(async (tx) => {
      await lockSpots(tx);
      await saveSpotOwners(tx, [{ name, owner, former, moves }], at);
      await logTrust(tx, { act: "spots-given", at, by: "administrator" }, { spot_owners: [name] });
    });
  }

  test("without rows, the server owns every spot", async () => {
    expect(await kit.store.db.select().from(spotOwners)).toEqual([]);
    const ownerOf = await readSpotOwners(kit.store.db, [0, 1_023]);
    expect(ownerOf(1_023)).toEqual({ owner: null, former: [], moves: 0 });
    expect((await send()).status).toBe(200);
  });

  test("a new post of a spot that was given away is not stored, and its proof stays unused", async () => {
    const report = reportOfNewSpot();
    await write(nameOfSpot(spotOf(report)), "timur");
    const refused = await send(report);
    expect([refused.status, refused.problem]).toEqual([503, "intake-unavailable"]);
    expect(await stored()).not.toContain(report.id);
    await write(nameOfSpot(spotOf(report)), null, [], 2);
    expect((await send(report)).status).toBe(200);
  });

  test("a post that is known stays where it is known", async () => {
    const report = reportOfNewSpot();
    const { body } = await send(report);
    await write(nameOfSpot(spotOf(report)), "timur");
    expect((await send(report)).body.jws).toBe(body.jws);
    const again = await send(sampleReport({ evidence: report.evidence }), await kit.enrolled("officer"));
    expect(again.body).toMatchObject({ caseId: body.caseId, reportsOnCase: 2 });
  });

  test("of a batch, only the reports of other servers' spots are kept out", async () => {
    const mixed = Array.from({ length: 6 }, reportOfNewSpot);
    const away = mixed.filter((_, index) => index % 2 === 0);
    for (const report of away) await write(nameOfSpot(spotOf(report)), "timur");
    const answers = await Promise.all(mixed.map((report) => send(report)));
    expect(answers.map(({ status }) => status)).toEqual([503, 200, 503, 200, 503, 200]);
    const ids = await stored();
    expect(mixed.map(({ id }) => ids.includes(id))).toEqual([false, true, false, true, false, true]);
  });

  test("a new post waits until the spot's former owners were asked", async () => {
    const report = reportOfNewSpot();
    await write(nameOfSpot(spotOf(report)), null, ["barat"], 3);
    expect((await send(report)).status).toBe(503);
    expect(await stored()).not.toContain(report.id);
  });

  test("a row for the rest concerns every spot without a row", async () => {
    const [here, elsewhere] = [reportOfNewSpot(), reportOfNewSpot()];
    await write(nameOfSpot(spotOf(here)), null);
    await write(restOfSpots, "pusat", [], 0);
    expect((await send(here)).status).toBe(200);
    expect((await send(elsewhere)).status).toBe(503);
    await write(restOfSpots, null, [], 1);
  });

  test("verify names an owner that was changed by hand", async () => {
    expect((await verifyStore(kit.store)).broken).toEqual([]);
    await kit.store.db.update(spotOwners).set({ owner: "lain" });
    const { broken } = await verifyStore(kit.store);
    expect(broken.join("\n")).toMatch(/owner of spot \d{4}: owner differs from entry \d+ of the trust log/);
  });
});
