/** Channels and accounts under a new name: linked by their number, their own case included, and never merged. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyScope } from "../../../../intake/core/scope.ts";
import { cases, requestItems } from "../../../../intake/db/schema/index.ts";
import { readReappearance } from "../../../../intake/requests/store/schedule-reappeared.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { type Desk, deskOf } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const field = <T>(value: T) => ({ value, source: "s" });

describe.each(engines)("a renamed channel or account on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];
  let officer: TestDevice;
  let other: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    [officer, other] = [await kit.enrolled("officer", "Siti"), await kit.enrolled("officer", "Rina")];
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    for (const site of ["x", "telegram"])
      await insertChannel(kit.store.db, { ...channelSamples.mail, site, id: `surat-${site}` }, 1);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  type Named = { subject: Evidence["subject"]; number?: string; handle?: string };

  async function report({ subject, number, handle }: Named, by = officer): Promise<string> {
    const [site, kind] = subject.split(":") as [Evidence["site"], Evidence["kind"]];
    const fields = {
      text: field(`Teks ${randomUUID()}`),
      audience: field("public" as const),
      ...(number === undefined ? {} : { authorId: field(number) }),
      ...(handle === undefined ? {} : { authorHandle: field(handle) }),
    };
    const body = sampleReport({ evidence: { site, kind, subject, fields } });
    const sent = await by.call("POST", "/v1/reports", { body });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    return sent.body.caseId;
  }

  const historyOf = async (caseId: string): Promise<string[]> =>
    (await desk.read(caseId)).body.history.map((one: { caseId: string }) => one.caseId);

  test("an account's own case under a new name is linked by its number to its old case and its posts", async () => {
    const old = await report({ subject: "x:account:slot_lama", number: "4401" });
    // Feeds show the name of an account only.
    const post = await report({ subject: "x:post:44010001", handle: "slot_lama" });
    await approved(desk, two, { caseId: old });
    await approved(desk, two, { caseId: post });
    expect(await historyOf(old)).toEqual([post]);
    const renamed = await report({ subject: "x:account:slot_baru", number: "4401" });
    expect(renamed).not.toBe(old);
    expect(await historyOf(renamed)).toEqual([old]);
    const newPost = await report({ subject: "x:post:44010002", handle: "slot_baru" });
    await approved(desk, two, { caseId: renamed });
    expect(await historyOf(newPost)).toEqual([renamed]);
  });

  test("a channel's own case under a new name reappears after its old case was acted on", async () => {
    const number = "1700000001";
    const old = await report({ subject: "telegram:channel:kabar_lama", number });
    const item = await approved(desk, two, { caseId: old });
    const made = await two[0].call("POST", "/v1/requests", { body: { id: randomUUID(), items: [item] } });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    await kit.store.db
      .update(requestItems)
      .set({ outcome: "acted", outcomeAt: new Date(kit.clock.ms) })
      .where(eq(requestItems.requestId, made.body.id));
    kit.clock.ms += 60_000;
    const renamed = await report({ subject: "telegram:channel:kabar_baru", number });
    const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, renamed));
    if (!row) throw new Error("no case");
    expect(await readReappearance(kit.store.db, row, anyScope)).toMatchObject({
      caseId: old,
      why: "same-author",
    });
  });

  test("a name that passed to another account links nothing once both numbers are known", async () => {
    const first = await report({ subject: "x:account:warung", number: "5501" });
    await approved(desk, two, { caseId: first });
    const post = await report({ subject: "x:post:55020001", handle: "warung", number: "5502" });
    expect(await historyOf(post)).toEqual([]);
  });

  test("a page that lies about the number merges no two cases, nor proposes it", async () => {
    const victim = await report({ subject: "x:account:wartawan", number: "6601" });
    for (const by of [officer, other]) {
      const forged = await report({ subject: "x:account:penipu", number: "6601" }, by);
      expect(forged).not.toBe(victim);
      const view = (await desk.read(forged)).body;
      expect(view.maybeSame ?? []).toEqual([]);
      expect(view.merged).toEqual([]);
      expect(view.aliases).toEqual([]);
    }
    const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, victim));
    expect(row).toMatchObject({ mergedInto: null, reports: 1, state: "open", subject: "x:account:wartawan" });
  });
});
