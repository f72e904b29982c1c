/** Objections: the public page under attack, the ticket, the hearing by a supervisor who took no part, and its effects. */

import { randomUUID } from "node:crypto";
import { eq, min } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { createRates, defaultRates } from "../../../../intake/core/rate-limits.ts";
import { newReference } from "../../../../intake/core/reference-numbers.ts";
import { log, objections, people, requestEvents } from "../../../../intake/db/schema/index.ts";
import { canBeHeard } from "../../../../intake/objections/store/hearers.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { periodOf } from "../../../../intake/statistics/store/month-period.ts";
import { readCounts } from "../../../../intake/statistics/store/read-counts.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  origin,
  readAnswer,
  type SampleReport,
  sampleNoPixels,
  socketFrom,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { monthOf } from "../../../../utils/shared/policy/jakarta-months.ts";
import { checkCase } from "../../../../utils/shared/verify/check-bytes.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { type InsertedRequest, insertLetter } from "../../../support/inserted-requests-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const said = { objector: "uploader", text: "Ini parodi, bukan iklan judi." };

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let supervisors: Record<"one" | "two" | "three" | "four", TestDevice>;
  let place = 0;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, { rates: createRates(defaultRates) });
    officer = await kit.enrolled("officer", "Siti");
    supervisors = {
      one: await kit.enrolled("supervisor", "Budi"),
      two: await kit.enrolled("supervisor", "Ani"),
      three: await kit.enrolled("supervisor", "Citra"),
      four: await kit.enrolled("supervisor", "Dewi"),
    };
    desk = deskOf(kit, { officer, reader: supervisors.three });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const nextPlace = () => `198.51.100.${++place}`;
  async function page(path: string, form?: Record<string, string> | URLSearchParams, from = nextPlace()) {
    const body = form && (form instanceof URLSearchParams ? form : formOf(form));
    const init = { method: body ? "POST" : "GET", ...(body ? { body } : {}) };
    const answer = await kit.app.request(origin + path, init, socketFrom(from));
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
  function formOf(fields: Record<string, string>): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return form;
  }
  const asked = async (
    sample?: SampleReport,
  ): Promise<InsertedRequest & { decisionId: string; caseId: string; reference: string }> => {
    const caseId = await desk.open(sample);
    const { id } = (await desk.decide(supervisors.one, caseId, verdicts.approve)).body;
    await desk.answer(supervisors.two, id, "confirm");
    const made = await insertLetter(kit.store.db, [id], { state: "sent", at: kit.intake.now() });
    return { ...made, decisionId: id, caseId, reference: made.items[0]?.reference ?? "" };
  };
  async function objected(reference: string, fields: Record<string, string> = said): Promise<string> {
    const sent = await page(`/sanggah/${reference}`, fields);
    expect(sent.status).toBe(303);
    return sent.headers.get("location")?.split("/").at(-1) ?? "";
  }
  const submissionOn = async (path: string) =>
    /name="submission" value="([^"]+)"/.exec((await page(path)).text)?.[1] ?? "";
  const kept = async (ticket: string) => {
    const [row] = await kit.store.db.select().from(objections).where(eq(objections.ticket, ticket));
    if (!row) throw new Error("no objection");
    return row;
  };
  const hear = (by: TestDevice, id: string, body: object) =>
    by.call("POST", `/v1/objections/${id}/hearing`, {
      body: { id: randomUUID(), reason: "Kurang tepat.", ...body },
    });
  /** By two people, because one alone only proposes it. */
  const dismiss = async (id: string, { reason = "Sudah tepat." } = {}) => {
    const hearing = { id: randomUUID(), outcome: "dismissed", reason };
    expect((await hear(supervisors.three, id, hearing)).body).toMatchObject({ state: "open" });
    const confirmed = await hear(supervisors.four, id, { ...hearing, id: randomUUID() });
    expect(confirmed.body).toMatchObject({ state: "dismissed", reason });
  };
  const idOf = async (device: TestDevice): Promise<string> =>
    (await device.call("GET", "/v1/me")).body.personId;
  const reversalOn = async (caseId: string) => ({
    ...{ ...verdicts.reject, id: randomUUID() },
    caseVersion: (await desk.read(caseId)).body.version,
  });

  test("shows the request to a visitor with its reference and gives a ticket; the case's log has none of the text", async () => {
    const { reference, caseId, id } = await asked();
    const typed = reference.toLowerCase().replace(/(.{5})/g, "$1-");
    const shown = await page(`/sanggah/${typed}`);
    expect(shown.status).toBe(200);
    for (const word of ["Kominfo", "Perjudian", "KUHP", "/LK-KOMINFO/XI/2026"])
      expect(shown.text).toContain(word);
    expect((await page(`/sanggah/${reference}?language=en`)).text).toContain('<html lang="en">');
    expect(shown.headers.get("content-security-policy")).toContain("form-action 'self'");
    expect(shown.headers.get("content-security-policy")).not.toContain("script-src");

    const mine = { ...said, name: "Pemilik Kanal", contact: "pemilik@contoh.id" };
    const ticket = await objected(reference, mine);
    expect(await kept(ticket)).toMatchObject({ ...mine, state: "open", caseId });
    const { receivedAt, dueAt } = await kept(ticket);
    expect(dueAt.getTime() - receivedAt.getTime()).toBe(48 * 3_600_000);
    // The same form sent again with other line ends, from elsewhere: the same ticket.
    const [text, submission] = [`${said.text}\nKedua.`, await submissionOn(`/sanggah/${reference}`)];
    const second = await objected(reference, { ...said, text, submission });
    const spaced = ` ${said.text}\r\nKedua. `;
    expect(await objected(reference, { ...said, text: spaced, submission })).toBe(second);
    expect(second).not.toBe(ticket);

    const { body } = await desk.read(caseId);
    expect(body.log.at(-1)).toMatchObject({ act: "objection-received", by: "uploader" });
    expect(JSON.stringify(body.log)).not.toMatch(/parodi|Pemilik|pemilik@/);
    const events = await kit.store.db.select().from(requestEvents).where(eq(requestEvents.requestId, id));
    expect(events.map(({ act }) => act)).toEqual(["objected", "objected"]);
    expect(JSON.stringify(events)).not.toMatch(/parodi|Pemilik|pemilik@/);
    const waiting = await page(`/sanggah/tiket/${ticket.toLowerCase()}`);
    expect(waiting.text).toMatch(/Menunggu ditangani/);
    expect(waiting.text).not.toMatch(/Pemilik|parodi/);
  });

  test("gives one form that is sent twice one ticket, and other senders of the same text their own", async () => {
    const { reference, caseId } = await asked();
    const path = `/sanggah/${reference}`;
    const [mine, other] = [await submissionOn(path), await submissionOn(path)];
    expect(other).not.toBe(mine);
    const [a, b] = await Promise.all([1, 2].map(() => objected(reference, { ...said, submission: mine })));
    expect(a).toBe(b);
    const tickets = [
      a,
      await objected(reference, { ...said, submission: other }),
      // The same page, after the person has changed their contact.
      await objected(reference, { ...said, contact: "a@contoh.example", submission: mine }),
      // Without the field, as from a page of an earlier version.
      await objected(reference),
      await objected(reference),
    ];
    expect(new Set(tickets).size).toBe(tickets.length);
    const elsewhere = await asked();
    expect(await objected(elsewhere.reference, { ...said, submission: mine })).not.toBe(a);
    expect((await desk.read(caseId)).body.objections).toHaveLength(tickets.length);
  });

  test("text is text: neither in the form that comes back nor on the ticket does a browser see markup", async () => {
    const { reference, caseId } = await asked();
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>'</textarea>&amp;`;
    const back = await page(`/sanggah/${reference}`, { text: hostile, name: hostile, objector: hostile });
    expect(back.status).toBe(422);
    expect(back.text).toContain("&lt;script&gt;");
    const ticket = await objected(reference, { ...said, text: hostile, name: hostile });
    const { id } = await kept(ticket);
    await dismiss(id, { reason: hostile });
    const told = await page(`/sanggah/tiket/${ticket}`);
    expect(told.text).toContain("&lt;script&gt;");
    for (const { text } of [back, told]) expect(text).not.toMatch(/<script|<img|onerror=alert\(2\)>'<\//);
    expect((await desk.read(caseId)).body.objections[0].text).toBe(hostile);
  });

  test("unknown numbers get the same answer in every spelling", async () => {
    const { reference } = await asked();
    const ticket = await objected(reference);
    const known = (path: string) => page(path).then(({ status, text }) => ({ status, text }));
    const nothing = await known(`/sanggah/${newReference()}`);
    expect(nothing.status).toBe(404);
    for (const odd of ["A", ticket, "%00", "%27", "A".repeat(5_000), "tiket", `${reference}A`])
      expect(await known(`/sanggah/${odd}`)).toEqual(nothing);
    for (const odd of [newReference(), reference, "%00", "%F0%9F%8E%B0"])
      expect(await known(`/sanggah/tiket/${odd}`)).toEqual(nothing);
    const { status, text } = await page(`/sanggah/${newReference()}`, said);
    expect({ status, text }).toEqual(nothing);
    const start = await page(`/sanggah?rujukan=${encodeURIComponent(`${reference}/../../docs`)}&language=en`);
    expect(start.headers.get("location")).toBe(`/sanggah/${reference}%2F..%2F..%2Fdocs?language=en`);
  });

  test.each([
    ["no text", { objector: "uploader", text: "  " }],
    ["nobody", { text: "Kritik." }],
    ["an unknown objector", { ...said, objector: "admin" }],
    ["too long a text", { ...said, text: "a".repeat(limits.objectionChars + 1) }],
    ["too long a name", { ...said, name: "a".repeat(limits.nameChars + 1) }],
    ["NUL", { ...said, text: "a\0b" }],
    ["more than the form may have", { ...said, text: "a".repeat(limits.objectionBytes) }],
  ])("with %s nothing is kept, and the page says what is wrong", async (_what, fields) => {
    const { reference, caseId } = await asked();
    const sent = await page(`/sanggah/${reference}`, fields);
    expect(sent.status).toBe(422);
    expect(sent.text).toMatch(/role="alert"/);
    expect((await desk.read(caseId)).body).not.toHaveProperty("objections");
  });

  test.each(["ب", "禁"])(
    "accepts the longest text in a script of several bytes a letter: %s",
    async (letter) => {
      const { reference } = await asked();
      const [text, name] = [letter.repeat(limits.objectionChars), letter.repeat(limits.nameChars)];
      const mine = { objector: "uploader", text, name, contact: name };
      expect(await kept(await objected(reference, mine))).toMatchObject(mine);
      const address = "https://x.com/seseorang/status/1";
      expect((await page("/sanggah/alamat", { ...mine, address })).status).toBe(303);
    },
  );

  test("accepts a form of another content type, and rejects a body that is no form", async () => {
    const { reference } = await asked();
    expect((await page(`/sanggah/${reference}`, new URLSearchParams(said))).status).toBe(303);
    const json = {
      method: "POST",
      body: JSON.stringify(said),
      headers: { "Content-Type": "application/json" },
    };
    expect((await kit.app.request(`${origin}/sanggah/${reference}`, json)).status).toBe(422);
  });

  test("a flood is stopped per item and per address, with a page that explains it", async () => {
    const { reference } = await asked();
    const first = { ...said, text: "Alasan 0.", submission: await submissionOn(`/sanggah/${reference}`) };
    await objected(reference, first);
    for (let n = 1; n < limits.openObjections; n++)
      await objected(reference, { ...said, text: `Alasan ${n}.` });
    const many = await page(`/sanggah/${reference}`, { ...said, text: "Satu lagi." });
    expect(many).toMatchObject({ status: 429 });
    expect(many.text).toContain("yang sudah diterima".replace("y", "Y"));
    expect(Number(many.headers.get("retry-after"))).toBeGreaterThan(0);
    // A repeated objection is still answered.
    await objected(reference, first);
    const from = nextPlace();
    const burst = defaultRates.objection.burst;
    for (let n = 0; n < burst; n++)
      expect((await page(`/sanggah/${newReference()}`, said, from)).status).toBe(404);
    expect((await page(`/sanggah/${newReference()}`, said, from)).status).toBe(429);
  });

  test("one network cannot take all places of an item, and a refusal keeps what was typed", async () => {
    const { reference } = await asked();
    const path = `/sanggah/${reference}`;
    const [from, submission] = [nextPlace(), await submissionOn(path)];
    const first = { ...said, submission };
    expect((await page(path, first, from)).status).toBe(303);
    expect((await page(path, { ...said, text: "Kedua." }, from)).status).toBe(303);
    for (let n = 0; n < limits.openObjections; n++) {
      const refused = await page(path, { ...said, text: `Palsu ${n}.`, name: "Si Palsu" }, from);
      expect(refused.status).toBe(429);
      for (const word of [`Palsu ${n}.`, "Si Palsu", 'href="/sanggah/alamat"', 'role="alert"'])
        expect(refused.text).toContain(word);
    }
    // The same form sent again has its ticket, and another network a place.
    expect((await page(path, first, from)).status).toBe(303);
    await objected(reference, { ...said, text: "Saya pemiliknya." });
  });

  test("a reference and a ticket are found with letters that look like their digits", async () => {
    const { reference } = await asked();
    const ticket = await objected(reference);
    const misread = (number: string) => number.toLowerCase().replaceAll("0", "o").replaceAll("1", "l");
    const numbered = "0110".padEnd(26, "Z");
    await kit.store.db.update(objections).set({ ticket: numbered }).where(eq(objections.ticket, ticket));
    expect((await page(`/sanggah/${misread(reference)}`)).status).toBe(200);
    for (const typed of [misread(numbered), numbered.replace("11", "Il")])
      expect((await page(`/sanggah/tiket/${typed}`)).status).toBe(200);
  });

  test("guessing references locks out no visitor with a valid one, even from the same address", async () => {
    const from = nextPlace();
    for (let n = 0; n < defaultRates.objection.burst + 3; n++)
      await page(`/sanggah/${newReference()}`, said, from);
    const { reference } = await asked();
    expect((await page(`/sanggah/${reference}`, said, from)).status).toBe(303);
  });

  test("refuses objections once the request is withdrawn", async () => {
    const { reference, decisionId, caseId } = await asked();
    const { db } = kit.store;
    const { dispatches, requestItems, requests } = await import("../../../../intake/db/schema/index.ts");
    const [item] = await db
      .update(requestItems)
      .set({ isVoid: true })
      .where(eq(requestItems.reference, reference))
      .returning();
    await db
      .update(requests)
      .set({ state: "withdrawn", sentAt: null })
      .where(eq(requests.id, item?.requestId ?? ""));
    const shown = await page(`/sanggah/${reference}`);
    expect(shown.text).not.toContain("<textarea");
    expect((await page(`/sanggah/${reference}`, said)).status).toBe(409);
    expect((await desk.read(caseId)).body.decisions[0].id).toBe(decisionId);
    // Its sender ended without a result, so the uploader may have the notice.
    await db
      .update(dispatches)
      .set({ state: "cancelled", sentAt: kit.intake.now() })
      .where(eq(dispatches.requestId, item?.requestId ?? ""));
    expect((await page(`/sanggah/${reference}`)).text).toContain("<textarea");
    expect((await kept(await objected(reference))).state).toBe("open");
  });

  test("in the no-pixels lane the page describes the content without a link or name", async () => {
    const lane = sampleNoPixels();
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: lane })).body;
    const said = {
      ...verdicts.approve,
      category: "PORNO_ANAK",
      action: "HAPUS_KEBIJAKAN",
      basis: ["uu-44-2008-4-1-f"],
    };
    const { groundsOf } = await import("../../../../utils/shared/policy/decision-elements.ts");
    const made = await desk.decide(supervisors.one, caseId, { ...said, ...groundsOf("PORNO_ANAK") });
    await desk.answer(supervisors.two, made.body.id, "confirm");
    const request = await insertLetter(kit.store.db, [made.body.id], { state: "sent", at: kit.intake.now() });
    const shown = await page(`/sanggah/${request.items[0]?.reference}`);
    expect(shown.text).toContain(lane.evidence.subject);
    expect(shown.text).not.toContain("x.com/u/status");
    // Only the supervisor who may decide it reads its text.
    await objected(request.items[0]?.reference ?? "");
    expect((await desk.read(caseId, supervisors.three)).body.objections[0]).toHaveProperty("text");
    expect((await desk.read(caseId, supervisors.one)).body.objections[0]).not.toHaveProperty("text");
  });

  test("lists open objections by due date, then decided ones, page by page", async () => {
    const first = await kept(await objected((await asked()).reference));
    const second = await kept(await objected((await asked()).reference));
    await dismiss(first.id);
    const all: { id: string; state: string; dueAt: string }[] = [];
    for (let after = ""; ; ) {
      const { status, body } = await supervisors.one.call("GET", `/v1/objections?limit=3${after}`);
      expect(status).toBe(200);
      all.push(...body.objections);
      if (!body.next) break;
      after = `&after=${body.next}`;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const open = all.filter(({ state }) => state === "open");
    expect(all.slice(0, open.length)).toEqual(open);
    expect(open.map(({ dueAt }) => dueAt)).toEqual(open.map(({ dueAt }) => dueAt).sort());
    expect(open.at(-1)?.id).toBe(second.id);
    expect(all[open.length]?.id).toBe(first.id);
    expect(JSON.stringify(all)).not.toContain("parodi");
  });

  test("is decided once, by a supervisor who took no part and who alone sees the objector's name", async () => {
    const { reference, caseId } = await asked();
    const { one, two, three, four } = supervisors;
    const ticket = await objected(reference, { ...said, name: "Pemilik", contact: "0812 3456 7890" });
    const { id } = await kept(ticket);
    const shown = async (device: TestDevice) => (await desk.read(caseId, device)).body.objections[0];
    expect(await shown(three)).toMatchObject({
      name: "Pemilik",
      contact: "0812 3456 7890",
      text: said.text,
      canHear: true,
    });
    for (const device of [one, two, await kit.enrolled("admin", "Pengelola")]) {
      expect(await shown(device)).toMatchObject({ text: said.text, canHear: false });
      expect(JSON.stringify((await desk.read(caseId, device)).body)).not.toMatch(/Pemilik|0812 3456 7890/);
    }
    for (const device of [one, two])
      expect((await hear(device, id, { outcome: "dismissed" })).problem).toBe("took-part");
    const hearing = { id: randomUUID(), outcome: "dismissed", reason: "Ada tautan judi." };
    const both = await Promise.all([
      hear(three, id, hearing),
      hear(four, id, { ...hearing, id: randomUUID() }),
    ]);
    expect(both.map(({ body }) => body.state).sort()).toEqual(["dismissed", "open"]);
    const [heardBy, other] = both[0]?.body.state === "dismissed" ? [three, four] : [four, three];
    expect(await hear(heardBy, id, hearing)).toMatchObject({ status: 200, body: { state: "dismissed" } });
    expect((await hear(heardBy, id, { ...hearing, reason: "Lain." })).problem).toBe("objection-heard");
    expect((await hear(other, id, hearing)).problem).toBe("objection-heard");
    const { body } = await desk.read(caseId);
    expect(body.state).toBe("approved");
    expect(body.log.at(-1)).toMatchObject({ act: "objection-heard", detail: { outcome: "dismissed" } });
    expect(JSON.stringify(body.log)).not.toContain("tautan judi");
    const told = await page(`/sanggah/tiket/${ticket}`);
    expect(told.text).toContain("Ada tautan judi.");
    expect(told.text).not.toMatch(/Citra|Dewi/);
    expect(await desk.broken(caseId, three)).toEqual([]);

    // After ninety days the objector's identity is deleted.
    kit.clock.ms += limits.objectorDays * 24 * 3_600_000 - 60_000;
    await kit.intake.cleanUp();
    expect(await kept(ticket)).toMatchObject({ name: "Pemilik" });
    kit.clock.ms += 120_000;
    await kit.intake.cleanUp();
    expect(await kept(ticket)).toMatchObject({ name: null, contact: null, text: said.text });
  });

  describe("a dismissal", () => {
    const reason = "Ada tautan judi.";
    const dismissed = { outcome: "dismissed", reason };
    const proposed = async (by: TestDevice) => {
      const { reference, caseId } = await asked();
      const ticket = await objected(reference);
      const { id } = await kept(ticket);
      expect((await hear(by, id, dismissed)).body).toMatchObject({
        state: "open",
        dismissal: { own: true, reason },
      });
      return { caseId, ticket, id };
    };

    test("takes effect only when a second person who took no part confirms it", async () => {
      const { one, three, four } = supervisors;
      const { caseId, ticket, id } = await proposed(three);
      const length = (await desk.read(caseId)).body.log.length;
      // Sent again by the same person.
      expect((await hear(three, id, dismissed)).body).toMatchObject({ state: "open" });
      expect((await desk.read(caseId)).body.log).toHaveLength(length);
      expect((await hear(one, id, dismissed)).problem).toBe("took-part");
      const waiting = await page(`/sanggah/tiket/${ticket}`);
      expect(waiting.text).toMatch(/Menunggu ditangani/);
      expect(waiting.text).not.toContain(reason);
      const { body } = await desk.read(caseId, four);
      expect(body.objections[0]).toMatchObject({
        canHear: true,
        dismissal: { own: false, by: "Citra", reason },
      });
      expect(body.objections[0]).not.toHaveProperty("heardBy");
      expect(body.log.at(-1)).toMatchObject({ act: "dismissal-proposed", by: "Citra" });
      expect(JSON.stringify(body.log)).not.toContain(reason);
      expect(await desk.broken(caseId, three)).toEqual([]);
      expect((await hear(four, id, dismissed)).body).toMatchObject({ state: "dismissed", heardBy: "Dewi" });
      expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain(reason);
      expect(await desk.broken(caseId, three)).toEqual([]);
    });

    test("with another reason is another proposal, and the one who proposed may uphold instead", async () => {
      const { three, four } = supervisors;
      const { caseId, id } = await proposed(three);
      expect((await hear(four, id, { ...dismissed, reason: "Lain." })).body).toMatchObject({ state: "open" });
      expect((await hear(three, id, dismissed)).body).toMatchObject({ state: "open" });
      const reversal = await reversalOn(caseId);
      expect((await hear(three, id, { outcome: "upheld", reversal })).body).toMatchObject({
        state: "upheld",
        reversal: reversal.id,
      });
    });

    test("is not confirmed by a person who is tied to the first by an invitation", async () => {
      const { three, four } = supervisors;
      const invitee = await kit.enrolled("supervisor", "Undangan Citra");
      const own = eq(people.id, await idOf(invitee));
      await kit.store.db
        .update(people)
        .set({ invitedBy: await idOf(three) })
        .where(own);
      const { id } = await proposed(three);
      expect((await hear(invitee, id, dismissed)).problem).toBe("own-decision");
      expect((await hear(four, id, dismissed)).body).toMatchObject({ state: "dismissed" });
    });

    test("of a person who is suspended or has reported the post since counts no more", async () => {
      const { three, four } = supervisors;
      const leaving = await kit.enrolled("supervisor", "Gita");
      const first = await proposed(leaving);
      const { subject } = (await desk.read(first.caseId)).body;
      await desk.open({ evidence: { subject } }, leaving);
      const second = await proposed(leaving);
      const own = eq(people.id, await idOf(leaving));
      await kit.store.db.update(people).set({ suspendedAt: kit.intake.now() }).where(own);
      for (const { id } of [first, second]) {
        expect((await hear(three, id, dismissed)).body).toMatchObject({ state: "open" });
        expect((await hear(four, id, dismissed)).body).toMatchObject({ state: "dismissed" });
      }
    });

    test("that one person answered in another's name is found by verify, and no other", async () => {
      const { three, four } = supervisors;
      const { id: renamed } = await proposed(three);
      const { id: planted } = await kept(await objected((await asked()).reference));
      const handledBy = await idOf(four);
      for (const id of [renamed, planted]) {
        await kit.store.db.update(objections).set({ handledBy, reason }).where(eq(objections.id, id));
        expect((await hear(three, id, dismissed)).body).toMatchObject({ state: "dismissed" });
      }
      // Another reason than the one that was proposed.
      const { id: reworded } = await proposed(three);
      const other = { ...dismissed, reason: "Lain." };
      await kit.store.db.update(objections).set({ reason: other.reason }).where(eq(objections.id, reworded));
      expect((await hear(four, reworded, other)).body).toMatchObject({ state: "dismissed" });
      const spaced = await proposed(three);
      const same = { ...dismissed, id: randomUUID(), reason: ` ${reason} ` };
      for (let times = 0; times < 2; times++)
        expect((await hear(four, spaced.id, same)).body).toMatchObject({ state: "dismissed", reason });
      const { broken } = await verifyStore(kit.store);
      expect(broken.filter((sentence) => sentence.includes("propose"))).toEqual(
        [
          `objection ${renamed}: one person proposed and answered it`,
          ...[planted, reworded].map(
            (id) => `objection ${id}: was answered, and no entry of the log says who proposed that`,
          ),
        ].sort(),
      );
    });

    test("by one person is found by verify although the clock was set back before the first proposal", async () => {
      const { db } = kit.store;
      const { three, four } = supervisors;
      await proposed(three);
      await sealLog(db, kit.intake.key, kit.intake.now);
      const [first] = await db
        .select({ at: min(log.at) })
        .from(log)
        .where(eq(log.act, "dismissal-proposed"));
      const clock = kit.clock.ms;
      kit.clock.ms = (first?.at?.getTime() ?? 0) - 3_600_000;
      const { id } = await kept(await objected((await asked()).reference));
      const handledBy = await idOf(four);
      await db.update(objections).set({ handledBy, reason }).where(eq(objections.id, id));
      expect((await hear(three, id, dismissed)).body).toMatchObject({ state: "dismissed" });
      kit.clock.ms = clock;
      const { broken } = await verifyStore(kit.store);
      expect(broken).toContain(
        `objection ${id}: was answered, and no entry of the log says who proposed that`,
      );
    });

    test("is listed as one that waits, and hides its author where confirmations are blind", async () => {
      kit.intake.blindConfirm = true;
      const secret = await kit.enrolled("supervisor", "Rahmat Rahasia");
      const { caseId, id } = await proposed(secret);
      const { body } = await desk.read(caseId, supervisors.four);
      expect(body.objections[0]).toMatchObject({ dismissal: { own: false, reason } });
      expect(JSON.stringify(body)).not.toContain("Rahasia");
      const exported = await supervisors.four.call("GET", `/v1/cases/${caseId}/exports/json`);
      expect(exported.problem).toBe("decision-waits");
      for (const [device, own] of [
        [secret, true],
        [supervisors.four, false],
      ] as const) {
        const { objections: listed } = (await device.call("GET", "/v1/objections?limit=100")).body;
        expect(listed.find((row: { id: string }) => row.id === id)).toMatchObject({ dismissal: { own } });
      }
      await hear(supervisors.four, id, dismissed);
      expect(JSON.stringify((await desk.read(caseId, supervisors.four)).body.log)).toContain("Rahasia");
      kit.intake.blindConfirm = false;
    });
  });

  test("heard while its case was part of another, or again after the split, fails no export", async () => {
    const { three, four } = supervisors;
    const older = await desk.open();
    const { reference, caseId } = await asked();
    const { id } = await kept(await objected(reference));
    const regroup = async (by: TestDevice, act: object) =>
      (await by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Sama.", ...act } })).status;
    const join = async () => {
      for (const by of [three, four]) expect(await regroup(by, { act: "merge", with: caseId })).toBe(200);
    };
    const found = async (
      of: string,
      change: (one: { text?: string; reason?: string }) => void = () => {},
    ) => {
      const { body } = await three.call("GET", `/v1/cases/${of}/exports/json`);
      for (const one of body.requests.objections) change(one);
      const notes: unknown[] = [];
      await checkCase(body, new Map(), {}, (code, holds) => code === "objection" && notes.push(holds));
      return notes;
    };
    await join();
    const hearing = { outcome: "dismissed", reason: "Usul yang lama." };
    expect((await hear(three, id, hearing)).body).toMatchObject({ state: "open" });
    expect(await regroup(three, { act: "split", merged: caseId })).toBe(200);
    expect(await found(caseId)).toEqual(["unknown"]);
    expect(await found(older)).toEqual([true]);
    await dismiss(id);
    expect(await found(caseId)).toEqual([true]);
    expect(await found(older)).toEqual(["unknown"]);
    // The text never changes.
    expect(await found(older, (one) => Object.assign(one, { text: "Lain." }))).toEqual([false]);
    expect(await found(caseId, (one) => Object.assign(one, { reason: "Lain." }))).toEqual([false]);
  });

  test("nobody who is tied to a decider by an invitation hears it or judges its reversal", async () => {
    const { reference, caseId, decisionId } = await asked();
    const { one, three, four } = supervisors;
    const invitee = await kit.enrolled("supervisor", "Undangan");
    const { personId } = (await one.call("GET", "/v1/me")).body;
    const own = (await invitee.call("GET", "/v1/me")).body.personId;
    await kit.store.db.update(people).set({ invitedBy: personId }).where(eq(people.id, own));
    const ticket = await objected(reference, { ...said, name: "Pemilik" });
    const { id } = await kept(ticket);
    const seen = (await desk.read(caseId, invitee)).body;
    expect(seen).toMatchObject({ can: [], objections: [{ canHear: false }] });
    expect(JSON.stringify(seen)).not.toContain("Pemilik");
    expect((await hear(invitee, id, { outcome: "dismissed" })).problem).toBe("took-part");
    expect((await desk.decide(invitee, caseId, { ...verdicts.reject, reverses: decisionId })).problem).toBe(
      "took-part",
    );
    const reversal = await reversalOn(caseId);
    expect((await hear(three, id, { outcome: "upheld", reversal })).status).toBe(200);
    expect((await desk.answer(invitee, reversal.id, "refuse", "Sudah tepat.")).problem).toBe("took-part");
    expect((await desk.read(caseId, invitee)).body).toMatchObject({ can: [], cannot: "took-part" });
    expect((await desk.answer(four, reversal.id, "confirm")).status).toBe(200);
  });

  test("that nobody ever hears keeps no name or contact for longer than 90 days after its time limit", async () => {
    const { reference } = await asked();
    const mine = { ...said, name: "Pemilik", contact: "0812 3456 7890" };
    const ticket = await objected(reference, mine);
    kit.clock.ms += (limits.objectionHours + limits.objectorDays * 24) * 3_600_000 - 60_000;
    await kit.intake.cleanUp();
    expect(await kept(ticket)).toMatchObject({ name: "Pemilik", state: "open" });
    kit.clock.ms += 120_000;
    await kit.intake.cleanUp();
    expect(await kept(ticket)).toMatchObject({ name: null, contact: null, text: said.text, state: "open" });
    const { three } = supervisors;
    const { id } = await kept(ticket);
    expect((await hear(three, id, { id: randomUUID(), outcome: "dismissed" })).status).toBe(200);
  });

  test("upheld, the reversal is proposed with it, and a second uninvolved person confirms it", async () => {
    const { reference, caseId, decisionId } = await asked();
    const { one, three, four } = supervisors;
    const ticket = await objected(reference);
    const another = await kept(await objected(reference, { ...said, text: "Ini satire." }));
    const { id } = await kept(ticket);
    expect((await hear(three, id, { outcome: "upheld" })).problem).toBe("invalid-input");
    const stale = { ...(await reversalOn(caseId)), caseVersion: 1 };
    expect((await hear(three, id, { outcome: "upheld", reversal: stale })).problem).toBe("case-changed");
    expect((await kept(ticket)).state).toBe("open");
    const hearing = { id: randomUUID(), outcome: "upheld", reversal: await reversalOn(caseId) };
    const heard = await hear(three, id, hearing);
    expect(heard).toMatchObject({
      status: 200,
      body: { state: "upheld", reversal: hearing.reversal.id, heardBy: "Citra" },
    });
    expect((await hear(three, id, hearing)).body).toEqual(heard.body);
    expect((await desk.read(caseId, four)).body).toMatchObject({
      state: "proposed",
      can: ["confirm", "refuse"],
    });
    expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain("menunggu pengesahan orang kedua");
    expect((await desk.answer(one, hearing.reversal.id, "confirm")).problem).toBe("took-part");
    // The other objection is upheld by the same reversal.
    const again = { outcome: "upheld", reversal: await reversalOn(caseId) };
    expect((await hear(four, another.id, again)).problem).toBe("case-changed");
    expect((await hear(four, another.id, { outcome: "upheld" })).body).toMatchObject({
      reversal: hearing.reversal.id,
    });
    expect((await desk.answer(four, hearing.reversal.id, "confirm")).status).toBe(200);
    expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain("Putusan pengganti sudah berlaku");
    const { body } = await desk.read(caseId);
    expect(body).toMatchObject({ state: "rejected", restoreDue: { decisionId: hearing.reversal.id } });
    expect(body.decisions.find((one: { id: string }) => one.id === decisionId).reversedAt).toBeDefined();
    expect(await desk.broken(caseId, three)).toEqual([]);
  });

  test("in an office of four, one that is still open after the reversal is heard by who reversed", async () => {
    const { reference, caseId } = await asked();
    const { one, two, three, four } = supervisors;
    const [first, second, third] = [
      await kept(await objected(reference)),
      await kept(await objected(reference, { ...said, text: "Ini satire.", name: "Pemilik" })),
      await kept(await objected(reference, { ...said, text: "Bukan judi." })),
    ];
    const reversal = await reversalOn(caseId);
    expect((await hear(three, first.id, { outcome: "upheld", reversal })).status).toBe(200);
    expect((await desk.answer(four, reversal.id, "confirm")).status).toBe(200);
    const ids = await Promise.all([one, two, three, four].map(idOf));
    expect(await canBeHeard(kit.store.db, caseId, ids, second.id)).toBe(true);
    expect(await canBeHeard(kit.store.db, caseId, ids.slice(0, 2), second.id)).toBe(false);
    for (const device of [one, two]) {
      expect((await hear(device, second.id, { outcome: "upheld" })).problem).toBe("took-part");
      expect(JSON.stringify((await desk.read(caseId, device)).body)).not.toContain("Pemilik");
    }
    for (const [device, { id }] of [
      [three, second],
      [four, third],
    ] as const) {
      const { objections: shown } = (await desk.read(caseId, device)).body;
      expect(shown.find((listed: { id: string }) => listed.id === id)).toMatchObject({ canHear: true });
      expect((await hear(device, id, { outcome: "upheld" })).body).toMatchObject({ reversal: reversal.id });
    }
    expect(await desk.broken(caseId, three)).toEqual([]);
  });

  describe("after a second approval", () => {
    /** By two people who took no part before. */
    const decidedBy = async (caseId: string, verdict: object) => {
      const [first, second] = [
        await kit.enrolled("supervisor", "Satu"),
        await kit.enrolled("supervisor", "Dua"),
      ];
      const { id } = (await desk.decide(first, caseId, verdict)).body;
      expect((await desk.answer(second, id, "confirm")).status).toBe(200);
      return id as string;
    };
    const twice = async () => {
      const { reference, caseId, decisionId } = await asked();
      const reject = await decidedBy(caseId, { ...verdicts.reject, reverses: decisionId });
      return { reference, caseId, reject, back: { ...verdicts.approve, reverses: reject } };
    };

    test("an objection to the first reverses the second", async () => {
      const { reference, caseId, reject, back } = await twice();
      const approve = await decidedBy(caseId, back);
      const ticket = await objected(reference);
      const { id } = await kept(ticket);
      const seventh = await kit.enrolled("supervisor", "Tujuh");
      expect((await hear(supervisors.one, id, { outcome: "upheld" })).problem).toBe("took-part");
      expect((await hear(seventh, id, { outcome: "upheld" })).problem).toBe("invalid-input");
      const reversal = await reversalOn(caseId);
      expect(await hear(seventh, id, { outcome: "upheld", reversal })).toMatchObject({
        status: 200,
        body: { state: "upheld", reversal: reversal.id },
      });
      const eighth = await kit.enrolled("supervisor", "Delapan");
      expect((await desk.answer(eighth, reversal.id, "confirm")).status).toBe(200);
      const { state, decisions } = (await desk.read(caseId)).body;
      expect(state).toBe("rejected");
      for (const reversed of [approve, reject])
        expect(decisions.find((one: { id: string }) => one.id === reversed).reversedAt).toBeDefined();
      // The outcome that the objector asked for is in force, whatever was decided before.
      const later = await kept(await objected(reference, { ...said, text: "Ini satire." }));
      const ninth = await kit.enrolled("supervisor", "Sembilan");
      expect(await hear(ninth, later.id, { outcome: "upheld" })).toMatchObject({
        body: { state: "upheld", reversal: reversal.id },
      });
    });

    test("an objection is not upheld while the second waits", async () => {
      const { reference, caseId, back } = await twice();
      const fifth = await kit.enrolled("supervisor", "Lima");
      expect((await desk.decide(fifth, caseId, back)).status).toBe(200);
      const { id } = await kept(await objected(reference));
      const seventh = await kit.enrolled("supervisor", "Tujuh");
      expect((await hear(seventh, id, { outcome: "upheld" })).problem).toBe("decision-waits");
    });
  });

  describe("upheld with a reversal", () => {
    const upheld = async (by: TestDevice) => {
      const { reference, caseId } = await asked();
      const ticket = await objected(reference);
      const before = await kept(ticket);
      const hearing = { id: randomUUID(), outcome: "upheld", reversal: await reversalOn(caseId) };
      expect((await hear(by, before.id, hearing)).status).toBe(200);
      return { caseId, ticket, before, hearing };
    };

    test("is open again, with its old time limit, when the proposer undoes the reversal", async () => {
      const { three } = supervisors;
      const { caseId, ticket, before, hearing } = await upheld(three);
      kit.clock.ms += 3_600_000;
      expect((await desk.answer(three, hearing.reversal.id, "undo")).status).toBe(200);
      expect(await kept(ticket)).toEqual(before);
      const { body } = await desk.read(caseId);
      expect(body.log.at(-1)).toMatchObject({ act: "objection-reopened", detail: { objection: before.id } });
      expect((await page(`/sanggah/tiket/${ticket}`)).text).toMatch(/Menunggu ditangani/);
      expect(await desk.broken(caseId, three)).toEqual([]);
      // The same hearing, sent again by a device that had no answer.
      expect((await hear(three, before.id, hearing)).problem).toBe("conflict");
      await dismiss(before.id);
    });

    test("is open again when the reversal is refused for its proposer's own report", async () => {
      const fifth = await kit.enrolled("supervisor", "Lima");
      const { caseId, ticket, before, hearing } = await upheld(fifth);
      const { subject } = (await desk.read(caseId)).body;
      await desk.open({ evidence: { subject } }, fifth);
      const refused = await desk.answer(supervisors.four, hearing.reversal.id, "refuse", "Pelapor sendiri.");
      expect(refused.body.state).toBe("refused");
      expect(await kept(ticket)).toEqual(before);
    });

    test("stays answered when a second person refuses the reversal on its merits, and the ticket says so", async () => {
      const { ticket, hearing } = await upheld(supervisors.three);
      const refused = await desk.answer(supervisors.four, hearing.reversal.id, "refuse", "Sudah tepat.");
      expect(refused.body.state).toBe("refused");
      expect(await kept(ticket)).toMatchObject({ state: "upheld", reversal: hearing.reversal.id });
      expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain("Putusan semula tetap berlaku");
    });
  });

  test("counts as upheld once its reversal is confirmed, and the pages say what became of it since", async () => {
    const { three, four } = supervisors;
    const upheldSoFar = async () => {
      const past = periodOf(monthOf(kit.intake.now()), new Date(kit.clock.ms + 60_000));
      const rows = await readCounts(kit.store.db, past, past);
      return rows.reduce((sum, { figures }) => sum + (figures.counts["objections.upheld"] ?? 0), 0);
    };
    const before = await upheldSoFar();
    const { reference, caseId } = await asked();
    const ticket = await objected(reference);
    const reversal = await reversalOn(caseId);
    expect((await hear(three, (await kept(ticket)).id, { outcome: "upheld", reversal })).status).toBe(200);
    expect(await upheldSoFar()).toBe(before);
    expect((await page(`/sanggah/${reference}`)).text).not.toContain("Putusan dibatalkan");
    await desk.answer(four, reversal.id, "confirm");
    expect(await upheldSoFar()).toBe(before + 1);
    expect((await page(`/sanggah/${reference}`)).text).toContain("Putusan dibatalkan");
    expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain("Putusan pengganti sudah berlaku");
    // One person could send and uphold many of these, which changed nothing.
    kit.clock.ms += 60_000;
    const late = await kept(await objected(reference, { ...said, text: "Sesudah putusan dibatalkan." }));
    expect((await hear(three, late.id, { outcome: "upheld" })).body).toMatchObject({ reversal: reversal.id });
    expect(await upheldSoFar()).toBe(before + 1);
    const [fifth, sixth] = [
      await kit.enrolled("supervisor", "Eka"),
      await kit.enrolled("supervisor", "Fajar"),
    ];
    const { id } = (await desk.decide(fifth, caseId, { ...verdicts.approve, reverses: reversal.id })).body;
    expect((await desk.answer(sixth, id, "confirm")).status).toBe(200);
    const told = (await page(`/sanggah/tiket/${ticket}`)).text;
    expect(told).not.toContain("Putusan pengganti sudah berlaku");
    expect(told).toContain("kemudian dibatalkan");
    expect(await upheldSoFar()).toBe(before + 1);
  });

  test("does not reveal the first person's name in an upheld objection where it is hidden", async () => {
    kit.intake.blindConfirm = true;
    const { reference, caseId } = await asked();
    const { id } = await kept(await objected(reference));
    const secret = await kit.enrolled("supervisor", "Rahmat Rahasia");
    const reversal = await reversalOn(caseId);
    expect((await hear(secret, id, { outcome: "upheld", reversal })).status).toBe(200);
    const seen = (await desk.read(caseId, supervisors.four)).body;
    expect(seen.objections[0]).toMatchObject({ state: "upheld", reversal: reversal.id });
    expect(JSON.stringify(seen)).not.toContain("Rahasia");
    await desk.answer(supervisors.four, reversal.id, "confirm");
    expect((await desk.read(caseId)).body.objections[0].heardBy).toBe("Rahmat Rahasia");
    kit.intake.blindConfirm = false;
  });

  test("a platform objects with its key to requests sent over its channel", async () => {
    const made = await asked();
    const { key } = await createApiKey(kit.store, { scope: "platform", channel: "x-email" });
    const { key: foreign } = await createApiKey(kit.store, {
      scope: "platform",
      channel: "telegram-langsung",
    });
    const call = async (bearer: string, body: object, id = made.id) =>
      readAnswer(
        await kit.app.request(`${origin}/v1/requests/${id}/objections`, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" },
        }),
      );
    const body = { id: randomUUID(), place: 1, text: "Lawful under our rules." };
    const first = await call(key, body);
    expect(first).toMatchObject({ status: 200, body: { id: body.id, state: "open" } });
    expect((await call(key, body)).body).toEqual(first.body);
    expect((await call(key, { ...body, text: "Other." })).problem).toBe("conflict");
    // Its words are no key to the objection of a person who wrote the same.
    const ticket = await objected(made.reference, { objector: "uploader", text: "Menurut kami sah." });
    const same = await call(key, { ...body, id: randomUUID(), text: "Menurut kami sah." });
    expect(same.status).toBe(200);
    expect(same.body.ticket).not.toBe(ticket);
    expect((await call(foreign, body)).problem).toBe("not-found");
    expect((await call(key, { ...body, id: randomUUID(), place: 2 })).problem).toBe("not-found");
    expect((await call(key, body, randomUUID())).problem).toBe("not-found");
    expect((await desk.read(made.caseId)).body.objections[0]).toMatchObject({ objector: "platform" });
    expect((await page(`/sanggah/tiket/${first.body.ticket}`)).status).toBe(200);
  });
});
