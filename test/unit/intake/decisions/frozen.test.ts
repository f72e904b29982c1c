/** A decision keeps what two people saw: attacks by reports that come after it (finding C2). */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decisions } from "../../../../intake/db/schema/index.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import type { evidence as sample } from "../../../../scripts/dev/kits/evidence.ts";
import {
  facebookPost,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const source = "text a";

/** Fields of a post as one page shows them. */
function fieldsOf(id: string, who: string, authorId: string) {
  return {
    permalink: { value: `https://x.com/${who}/status/${id}`, source },
    authorName: { value: who, source },
    authorId: { value: authorId, source },
  };
}

describe.each(engines)("frozen decisions on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];
  let vlogger: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer");
    vlogger = await kit.enrolled("vlogger");
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    await insertChannel(kit.store.db, channelSamples.mail, 1);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  let last = 4_000;
  /** A case of a post by `pemilik`, reported once. */
  async function openPost() {
    const id = String(++last);
    const fields = fieldsOf(id, "pemilik", "111");
    const caseId = await desk.open({ evidence: { subject: `x:post:${id}`, fields } });
    return { id, caseId };
  }
  const report = (id: string, fields: object, by = vlogger) =>
    by.call("POST", "/v1/reports", {
      body: sampleReport({ evidence: { subject: `x:post:${id}`, fields: fields as typeof sample.fields } }),
    });
  const preview = (item: object) => two[0].call("POST", "/v1/requests/preview", { body: { items: [item] } });
  const make = (item: object) =>
    two[0].call("POST", "/v1/requests", { body: { id: randomUUID(), items: [item] } });

  test("C2: a report after confirmation changes nothing that the letter asks for", async () => {
    const { id, caseId } = await openPost();
    const item = await approved(desk, two, { caseId });
    const before = (await preview(item)).body;
    expect(before.letter.items[0]).toMatchObject({
      ...{ address: `https://x.com/pemilik/status/${id}`, author: "pemilik", authorId: "111" },
    });
    expect((await report(id, fieldsOf("1999999999999999999", "wartawan", "777"))).status).toBe(200);
    expect((await report(id, fieldsOf(id, "wartawan", "777"))).status).toBe(200);
    const after = (await preview(item)).body;
    expect(without(after.letter.items[0])).toEqual(without(before.letter.items[0]));
    const made = (await make(item)).body;
    expect(without(made.letter.items[0])).toEqual(without(before.letter.items[0]));
    expect((await verifyStore(kit.store)).ok).toBe(true);
  });

  test("C2: a report between proposal and confirmation is not part of the confirmed decision", async () => {
    const { id, caseId } = await openPost();
    const proposed = await desk.decide(two[0], caseId, verdicts.approve);
    const { frozen } = proposed.body;
    expect(frozen).toMatchObject({
      ...{ subject: `x:post:${id}`, aliases: [], address: `https://x.com/pemilik/status/${id}` },
      ...{ author: "pemilik", authorId: "111", evidence: { manifest: expect.any(String) } },
    });
    await report(id, fieldsOf(id, "wartawan", "777"));
    expect((await desk.answer(two[1], proposed.body.id, "confirm")).body.frozen).toEqual(frozen);
    const { letter } = (await preview({ caseId, decisionId: proposed.body.id })).body;
    expect(letter.items[0]).toMatchObject({ author: "pemilik", authorId: "111" });
    const { log } = (await desk.read(caseId)).body;
    const digestIn = (act: string) =>
      log.find((one: { act: string }) => one.act === act).detail.frozen as string;
    expect(digestIn("decision-proposed")).toMatch(/^[0-9a-f]{64}$/);
    expect(digestIn("decision-confirmed")).toBe(digestIn("decision-proposed"));
  });

  test("C2: the list of decisions without a letter names the post as decided", async () => {
    const { id, caseId } = await openPost();
    const text = { value: "Slot gacor.", source };
    await report(id, { ...fieldsOf(id, "pemilik", "111"), text });
    const item = await approved(desk, two, { caseId });
    await report(id, { ...fieldsOf(id, "wartawan", "777"), text: { value: "Kritik.", source } });
    const { groups } = (await two[0].call("GET", "/v1/requests/ready")).body;
    const listed = groups.flatMap((one: { items: object[] }) => one.items);
    expect(listed).toContainEqual(
      expect.objectContaining({ decisionId: item.decisionId, author: "pemilik", excerpt: "Slot gacor." }),
    );
  });

  test("C2: withdrawing the newest report moves no decision to an older one", async () => {
    const { id, caseId } = await openPost();
    const second = await report(id, fieldsOf(id, "pemilik_baru", "112"));
    const item = await approved(desk, two, { caseId });
    const before = (await preview(item)).body.letter.items[0];
    expect(before).toMatchObject({ author: "pemilik_baru", authorId: "112" });
    const body = { reason: "Salah." };
    await vlogger.call("POST", `/v1/reports/${second.body.reportId}/withdrawal`, { body });
    expect(without((await preview(item)).body.letter.items[0])).toEqual(without(before));
  });

  test("C2: a restoration names the same post as the order, regardless of later reports", async () => {
    const { id, caseId } = await openPost();
    const item = await approved(desk, two, { caseId });
    const order = (await make(item)).body;
    const { requests } = await import("../../../../intake/db/schema/index.ts");
    await kit.store.db
      .update(requests)
      .set({ state: "sent", sentAt: new Date(kit.clock.ms) })
      .where(eq(requests.id, order.id));
    await report(id, fieldsOf(id, "wartawan", "777"));
    const others: [TestDevice, TestDevice] = [
      await kit.enrolled("supervisor", "Tiga"),
      await kit.enrolled("supervisor", "Empat"),
    ];
    const reversal = await approved(desk, others, {
      caseId,
      verdict: { ...verdicts.reject, reverses: item.decisionId },
    });
    const { letter } = (await preview(reversal)).body;
    expect(letter.kind).toBe("restore");
    const named = ["subject", "aliases", "address", "author", "authorId", "picture", "manifest"] as const;
    for (const part of named) expect(letter.items[0][part], part).toEqual(order.letter.items[0][part]);
  });

  test("C2: the platform's evidence of an item holds no report that came after the decision", async () => {
    const { id, caseId } = await openPost();
    const item = await approved(desk, two, { caseId });
    const made = (await make(item)).body;
    const late = await report(id, { ...fieldsOf(id, "wartawan", "777"), text: { value: "Kritik.", source } });
    const { signEvidenceLink } = await import("../../../../utils/shared/seal/signed-kinds.ts");
    const until = new Date(kit.clock.ms + 3_600_000).toISOString();
    const token = await signEvidenceLink(
      { request: made.id, item: made.letter.items[0].id, until },
      kit.intake.key,
    );
    const answer = await kit.app.request(`http://intake.test/v1/handed/${token}/html`);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain("pemilik");
    expect(html).not.toContain("wartawan");
    expect(html).not.toContain(late.body.number);
  });

  test("C2: an export shows the report that was decided on, and marks it", async () => {
    const { id, caseId } = await openPost();
    const item = await approved(desk, two, { caseId });
    await report(id, fieldsOf(id, "wartawan", "777"));
    const exported = (await two[0].call("GET", `/v1/cases/${caseId}/exports/json`)).body;
    expect(exported.reports).toHaveLength(2);
    const [decision] = exported.decisions;
    expect(decision).toMatchObject({ id: item.decisionId, frozen: { author: "pemilik" } });
    expect(decision.frozen.evidence.reportId).toBe(exported.reports[0].report.id);
    expect(await desk.broken(caseId, two[0])).toEqual([]);
    const changed = await desk.broken(caseId, two[0], (tampered) => {
      tampered.decisions[0].frozen.address = "https://x.com/wartawan/status/1";
    });
    expect(changed).toContain(`decision decision ${item.decisionId} frozen`);
    const html = new TextDecoder().decode(
      (await two[0].call("GET", `/v1/cases/${caseId}/exports/html`)).body,
    );
    expect(html).toContain(`https://x.com/pemilik/status/${id}`);
    expect(html).not.toContain("wartawan");
  });

  test("C1: a letter names no post that a report only claims to be the same", async () => {
    const { pfbid, byNumber } = facebookPost();
    await insertChannel(kit.store.db, { ...channelSamples.mail, site: "facebook" }, 1);
    const caseId = await desk.open({ evidence: { ...byNumber, fields: {} } });
    await vlogger.call("POST", "/v1/reports", {
      body: sampleReport({ evidence: { ...byNumber, aliases: [pfbid] } }),
    });
    const item = await approved(desk, two, { caseId });
    expect((await preview(item)).body.letter.items[0]).toMatchObject({
      ...{ subject: byNumber.subject, aliases: [] },
    });
  });

  test("C1: an address of another account's post that a case already contains is not frozen", async () => {
    const { id, caseId } = await openPost();
    const { cases } = await import("../../../../intake/db/schema/index.ts");
    const permalink = "https://x.com/wartawan/status/1999999999999999999";
    await kit.store.db.update(cases).set({ permalink }).where(eq(cases.id, caseId));
    const proposed = await desk.decide(two[0], caseId, verdicts.approve);
    expect(proposed.body.frozen.address).toBe(`https://x.com/i/status/${id}`);
  });

  test("an older decision without a frozen post uses the newest report that it was made on", async () => {
    const { id, caseId } = await openPost();
    const item = await approved(desk, two, { caseId });
    await kit.store.db.update(decisions).set({ frozen: null }).where(eq(decisions.id, item.decisionId));
    await report(id, fieldsOf(id, "wartawan", "777"));
    expect((await preview(item)).body.letter.items[0]).toMatchObject({
      ...{ address: `https://x.com/pemilik/status/${id}`, author: "pemilik", authorId: "111" },
    });
  });
});

/** An item without the values that each preview generates. */
function without({ id: _id, reference: _reference, ...item }: { id: string; reference: string }): object {
  return item;
}
