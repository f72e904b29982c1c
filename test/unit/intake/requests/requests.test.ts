/** From confirmed decisions to a numbered, signed letter in the queue; and what does not become one. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decisions, dispatches, reports, requests } from "../../../../intake/db/schema/index.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { openLetter } from "../../../../utils/shared/seal/signed-kinds.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("requests on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];
  let officer: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer");
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    await insertChannel(kit.store.db, channelSamples.mail, 1);
    await insertChannel(kit.store.db, channelSamples.direct, 2);
    await insertChannel(kit.store.db, channelSamples.form, 3);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const make = (items: object[], more: object = {}, by = two[0]) =>
    by.call("POST", "/v1/requests", { body: { id: randomUUID(), items, ...more } });

  test("turns a decision into a complete, signed and queued letter, and logs it on each case", async () => {
    const first = await approved(desk, two);
    const second = await approved(desk, two);
    const seen = await two[0].call("POST", "/v1/requests/preview", { body: { items: [first, second] } });
    expect(seen.body).toMatchObject({ gaps: [], channels: [{ id: "surat" }, { id: "formulir" }] });
    expect(seen.body.letter.number).toMatch(/^00000\//);
    const made = await make([first, second]);
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ state: "queued", items: 2, hours: 24, kind: "order", version: 1 });
    expect(made.body.events).toMatchObject([{ act: "made", by: "Satu" }]);
    const { letter } = made.body;
    expect(letter.items).toHaveLength(2);
    expect(letter.items[0]).toMatchObject({
      ...{ place: 1, caseId: first.caseId, decisionId: first.decisionId },
      ...{ analysis: verdicts.approve.reason, picture: { none: "no-permission" } },
      ...{ elements: verdicts.approve.elements, manifest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(letter.basis).toEqual([expect.objectContaining({ id: "kuhp-426-427", verified: true })]);
    const [row] = await kit.store.db.select().from(requests).where(eq(requests.id, made.body.id));
    expect(await openLetter(row?.jws ?? "", kit.intake.key.publicKey)).toEqual({ ok: true, value: letter });
    const [dispatch] = await kit.store.db
      .select()
      .from(dispatches)
      .where(eq(dispatches.requestId, made.body.id));
    expect(dispatch).toMatchObject({ letter: "request", round: 1, state: "queued", attempts: 0 });
    for (const { caseId } of [first, second]) {
      const log: { act: string; detail: object }[] = (await desk.read(caseId)).body.log;
      expect(log.at(-1)).toMatchObject({ act: "request-made", detail: { number: letter.number } });
    }
    expect((await verifyStore(kit.store)).ok).toBe(true);
  });

  test("the only reporter's withdrawal after the decision leaves the letter as it was decided", async () => {
    const item = await approved(desk, two);
    const { items } = (await two[0].call("POST", "/v1/requests/preview", { body: { items: [item] } })).body
      .letter;
    const [report] = await kit.store.db.select().from(reports).where(eq(reports.caseId, item.caseId));
    const body = { reason: "Saya keliru." };
    expect((await officer.call("POST", `/v1/reports/${report?.id}/withdrawal`, { body })).status).toBe(200);
    const made = await make([item]);
    expect(made.status).toBe(200);
    const [{ manifest, picture, capturedAt, address }] = items;
    expect(made.body.letter.items).toMatchObject([{ manifest, picture, capturedAt, address }]);
    expect(manifest).toMatch(/^[0-9a-f]{64}$/);
  });

  test("numbers letters without gaps despite refusals, and creates one letter for a repeated id", async () => {
    const item = await approved(desk, two);
    const id = randomUUID();
    const made = await make([item], { id });
    const again = await make([item], { id });
    expect(again.body).toEqual(made.body);
    const other = await approved(desk, two);
    expect((await make([other], { id })).problem).toBe("conflict");
    expect((await make([item])).problem).toBe("request-made");
    const next = await make([other]);
    const no = ({ body }: typeof made) => Number(body.number.slice(0, 5));
    expect(no(next)).toBe(no(made) + 1);
  });

  test("many at once each get a different number, and one decision only one letter", async () => {
    const each = [await approved(desk, two), await approved(desk, two), await approved(desk, two)];
    const made = await Promise.all([
      ...each.map((item) => make([item])),
      ...each.map((item) => make([item], {}, two[1])),
    ]);
    const numbers = made.filter(({ status }) => status === 200).map(({ body }) => body.number);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers).toHaveLength(3);
    expect(made.filter(({ problem }) => problem === "request-made")).toHaveLength(3);
  });

  test("refuses a letter for unconfirmed, rejected, requestless or mixed decisions, and without a channel", async () => {
    const caseId = await desk.open();
    const proposed = await desk.decide(two[0], caseId, verdicts.approve);
    expect((await make([{ caseId, decisionId: proposed.body.id }])).problem).toBe("not-decided");
    const rejected = await approved(desk, two, { verdict: verdicts.reject });
    expect((await make([rejected])).problem).toBe("not-decided");
    expect((await make([{ caseId, decisionId: randomUUID() }])).problem).toBe("not-decided");
    const gambling = await approved(desk, two);
    const removal = await approved(desk, two, {
      verdict: { ...verdicts.approve, action: "HAPUS_KEBIJAKAN" },
    });
    expect((await make([gambling, removal])).problem).toBe("not-one-letter");
    expect((await make([gambling, gambling])).problem).toBe("invalid-input");
    expect((await make([gambling], { channel: "entah" })).problem).toBe("no-channel");
    const short = await approved(desk, two, { verdict: { ...verdicts.approve, reason: "Judi." } });
    const refused = await make([short]);
    expect(refused.problem).toBe("request-incomplete");
    expect(refused.body.detail).toBe("items.1.analysis");
  });

  test("cites for each item the legal basis that two people decided, as far as it is in force", async () => {
    const lapsed = "uu-35-2009-113";
    const on = async (basis: string[], ...since: string[]) => {
      const item = await approved(desk, two, { verdict: { ...verdicts.approve, basis } });
      const set = { basis: [...basis, ...since] };
      await kit.store.db.update(decisions).set(set).where(eq(decisions.id, item.decisionId));
      return item;
    };
    const [criminal, electronic, both] = [
      await on(["kuhp-426-427"]),
      await on(["uu-ite-27-2"]),
      await on(["kuhp-426-427"], lapsed),
    ];
    expect((await make([criminal, electronic])).problem).toBe("not-one-letter");
    expect((await make([criminal, both])).problem).toBe("not-one-letter");
    const { groups } = (await two[0].call("GET", "/v1/requests/ready")).body;
    const groupOf = ({ decisionId }: typeof criminal) =>
      groups.findIndex(({ items }: { items: { decisionId: string }[] }) =>
        items.some((item) => item.decisionId === decisionId),
      );
    expect(new Set([criminal, electronic, both].map(groupOf)).size).toBe(3);
    const made = await make([both]);
    expect(made.body.letter.basis.map(({ id }: { id: string }) => id)).toEqual(["kuhp-426-427"]);
    const gone = await on(["kuhp-426-427"]);
    await kit.store.db
      .update(decisions)
      .set({ basis: [lapsed] })
      .where(eq(decisions.id, gone.decisionId));
    expect(await make([gone])).toMatchObject({ problem: "request-incomplete", body: { detail: "basis" } });
    expect((await make([gone, criminal])).problem).toBe("not-one-letter");
  });

  test("an unsent request can be ended and its decision goes into another; a sent one cannot", async () => {
    const item = await approved(desk, two);
    const made = await make([item], { channel: "formulir" });
    expect(made.body.state).toBe("by-hand");
    const end = { id: randomUUID(), reason: "Salah saluran." };
    const path = `/v1/requests/${made.body.id}/withdrawal`;
    const ended = await two[1].call("POST", path, { body: end });
    expect(ended.body).toMatchObject({ state: "withdrawn", withdrawnReason: end.reason });
    expect(ended.body.dispatches).toMatchObject([{ state: "cancelled" }]);
    expect((await two[1].call("POST", path, { body: end })).body).toEqual(ended.body);
    expect((await two[0].call("POST", path, { body: { ...end, id: randomUUID() } })).problem).toBe(
      "request-over",
    );
    const again = await make([item]);
    expect(again.status).toBe(200);
    await kit.store.db
      .update(requests)
      .set({ state: "sent", sentAt: new Date() })
      .where(eq(requests.id, again.body.id));
    const late = await two[0].call("POST", `/v1/requests/${again.body.id}/withdrawal`, {
      body: { id: randomUUID(), reason: "Terlambat." },
    });
    expect(late.problem).toBe("request-over");
  });

  test("the no-pixels lane: identity alone, the statutory reason in place of a picture, the direct line first", async () => {
    const verdict = {
      ...{ act: "approve", category: "PORNO_ANAK", action: "HAPUS_KEBIJAKAN", basis: ["uu-44-2008-4-1-f"] },
      ...{ reason: "Materi kekerasan seksual anak.", elements: [], exceptions: [] },
    };
    const sent = await officer.call("POST", "/v1/reports", { body: sampleNoPixels() });
    const approval = await approved(desk, two, {
      caseId: sent.body.caseId,
      verdict: { ...verdict, ...groundsOf("PORNO_ANAK") },
    });
    const made = await make([approval]);
    expect(made.body).toMatchObject({ urgent: true, hours: 4, channel: { id: "langsung" } });
    const [item] = made.body.letter.items;
    expect(item.picture).toEqual({ none: "statutory" });
    expect(item).not.toHaveProperty("author");
    const page = await two[0].call("GET", `/v1/requests/${made.body.id}/letters/request/html`);
    const words = new TextDecoder().decode(page.body);
    expect(words).toContain("UU 44/2008 Ps 5–6");
    expect(words).not.toContain("<img");
  });

  test.each(["html", "pdf", "txt", "jws", "csv", "json", "xarf", "flag", "dsa"])("as %s", async (format) => {
    const hostile = '=HYPERLINK("x")\n<script>alert(1)</script> Tautan judi, sudah dinilai.';
    const item = await approved(desk, two, { verdict: { ...verdicts.approve, reason: hostile } });
    const made = await make([item]);
    const written = await two[0].call(
      "GET",
      `/v1/requests/${made.body.id}/letters/request/${format}?language=en`,
    );
    expect(written.status).toBe(200);
    const { body } = written;
    const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
    if (format === "html") expect(text).not.toContain("<script>");
    if (format === "pdf") expect(text.slice(0, 5)).toBe("%PDF-");
    if (format === "txt") expect(text).toMatch(/^> =HYPERLINK/m);
    if (format === "csv") expect(text).toContain(`"'=HYPERLINK(""x"")`);
    if (format === "jws")
      expect(await openLetter(text, kit.intake.key.publicKey)).toEqual({ ok: true, value: made.body.letter });
    if (format === "json") expect(body).toEqual(made.body.letter);
    if (format === "xarf") expect(body[0]).toMatchObject({ xarf_version: "4.0.0", category: "content" });
    if (format === "flag")
      expect(body).toMatchObject({ type: "Flag", object: [made.body.letter.items[0].address] });
    if (format === "dsa")
      expect(body[0]).toMatchObject({
        territorial_scope: [],
        category: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
      });
  });

  test("the letter's link opens the evidence for a while, each access is logged, and it ends with the decision", async () => {
    const item = await approved(desk, two);
    const made = await make([item]);
    const letter = await two[0].call("GET", `/v1/requests/${made.body.id}/letters/request/txt`);
    const address = /https?:\S+\/v1\/handed\/\S+\/pdf/.exec(new TextDecoder().decode(letter.body))?.[0] ?? "";
    const path = new URL(address).pathname;
    const opened = await kit.app.request(address);
    expect(opened.status).toBe(200);
    expect(new TextDecoder().decode((await opened.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
    const log: { act: string; by: string; detail: object }[] = (await desk.read(item.caseId)).body.log;
    expect(log.at(-1)).toMatchObject({
      ...{ act: "evidence-exported", by: "platform x" },
      detail: { request: made.body.id, format: "pdf" },
    });
    const page = await (await kit.app.request(address.replace(/pdf$/, "html"))).text();
    expect(page).toContain(verdicts.approve.reason);
    for (const name of ["Satu", "Dua", officer.name]) expect(page).not.toContain(`>${name}<`);
    expect(page).not.toMatch(/oleh (?:Satu|Dua)/);
    const changed = path.replace(/.\/pdf$/, (end) => (end.startsWith("A") ? "B/pdf" : "A/pdf"));
    expect((await kit.app.request(`http://intake.test${changed}`)).status).toBe(404);
    const wasMs = kit.clock.ms;
    kit.clock.ms += 61 * 24 * 3_600_000;
    expect((await kit.app.request(address)).status).toBe(404);
    kit.clock.ms = wasMs;
    const itsDecision = eq(decisions.id, item.decisionId);
    const reverse = (reversedAt: Date | null) =>
      kit.store.db.update(decisions).set({ reversedAt }).where(itsDecision);
    await reverse(new Date());
    expect((await kit.app.request(address)).status).toBe(404);
    await reverse(null);
    expect((await kit.app.request(address)).status).toBe(200);
    await two[0].call("POST", `/v1/requests/${made.body.id}/withdrawal`, {
      body: { id: randomUUID(), reason: "Dibatalkan." },
    });
    expect((await kit.app.request(address)).status).toBe(404);
  });

  test("lists open requests by due date, page by page, also by case and by platform", async () => {
    const item = await approved(desk, two);
    const made = await make([item]);
    const soon = new Date(Date.now() + 1000);
    await kit.store.db
      .update(requests)
      .set({ state: "sent", sentAt: new Date(), dueAt: soon })
      .where(eq(requests.id, made.body.id));
    const seen: string[] = [];
    let after = "";
    do {
      const { body } = await two[0].call("GET", `/v1/requests?state=open&limit=2${after}`);
      seen.push(...body.requests.map(({ id }: { id: string }) => id));
      after = body.next ? `&after=${body.next}` : "";
    } while (after);
    expect(seen[0]).toBe(made.body.id);
    expect(new Set(seen).size).toBe(seen.length);
    const open = await kit.store.db.select().from(requests);
    const waiting = open.filter(({ state }) => state !== "withdrawn" && state !== "answered");
    expect(seen).toHaveLength(waiting.length);
    const ofCase = await two[0].call("GET", `/v1/requests?caseId=${item.caseId}`);
    expect(ofCase.body.requests.map(({ id }: { id: string }) => id)).toEqual([made.body.id]);
    expect((await two[0].call("GET", "/v1/requests?site=telegram")).body.requests).toEqual([]);
  });
});
