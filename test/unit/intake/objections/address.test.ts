/** Objections that start from a post's address: they reach a hearing, and tell a stranger nothing. */

import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRates, defaultRates } from "../../../../intake/core/rate-limits.ts";
import { newReference } from "../../../../intake/core/reference-numbers.ts";
import { addressObjections, caseSubjects, objections } from "../../../../intake/db/schema/index.ts";
import { spotOfSubject } from "../../../../intake/db/spot.ts";
import {
  deleteOldAddressObjections,
  matchAddressObjections,
  maxPerPost,
  maxWithinLimit,
} from "../../../../intake/objections/store/address-objections.ts";
import {
  type IntakeKit,
  origin,
  sampleNoPixels,
  sampleReport,
  socketFrom,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { addressOf } from "../../../../utils/shared/subject/address-of.ts";
import { parseAddress } from "../../../../utils/shared/subject/parse-address.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { insertLetter } from "../../../support/inserted-requests-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const said = { objector: "uploader", text: "Ini parodi, bukan iklan judi." };

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let supervisors: Record<"one" | "two" | "three" | "four", TestDevice>;
  let place = 0;
  let post = 1_900_000_000_000;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    kit.intake.rates = createRates(defaultRates, () => kit.clock.ms);
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
  async function page(path: string, fields?: Record<string, string>, from = nextPlace()) {
    const body = fields && new FormData();
    for (const [name, value] of Object.entries(fields ?? {})) body?.set(name, value);
    const init = { method: body ? "POST" : "GET", ...(body ? { body } : {}) };
    const answer = await kit.app.request(origin + path, init, socketFrom(from));
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
  async function object(address: string, more: Record<string, string> = {}): Promise<string> {
    const sent = await page("/sanggah/alamat", { ...said, address, ...more });
    expect(sent.status).toBe(303);
    return sent.headers.get("location")?.split("/").at(-1) ?? "";
  }
  const unknownAddress = () => `https://x.com/seseorang/status/${++post}`;
  async function undecided() {
    const report = sampleReport();
    const sent = await officer.call("POST", "/v1/reports", { body: report });
    return { caseId: sent.body.caseId as string, address: addressOf(report.evidence.subject) ?? "" };
  }
  /** A post whose letter was sent; with `state` "queued" it is not sent yet. */
  async function asked(state: "sent" | "queued" = "sent") {
    const { caseId, address } = await undecided();
    const { id } = (await desk.decide(supervisors.one, caseId, verdicts.approve)).body;
    await desk.answer(supervisors.two, id, "confirm");
    const made = await insertLetter(kit.store.db, [id], { state, at: kit.intake.now() });
    return { caseId, address, itemId: made.items[0]?.id ?? "" };
  }
  async function secret() {
    const report = sampleNoPixels();
    await officer.call("POST", "/v1/reports", { body: report });
    return addressOf(report.evidence.subject) ?? "";
  }
  const match = () => matchAddressObjections(kit.store.db, kit.intake.now());
  const openOf = (itemId: string) =>
    kit.store.db.select().from(objections).where(eq(objections.itemId, itemId));
  /** By two people, because one alone only proposes it. */
  const dismiss = async (id: string | undefined) => {
    const hearing = { id: crypto.randomUUID(), outcome: "dismissed", reason: "Ajakan bertaruh nyata." };
    for (const by of [supervisors.three, supervisors.four])
      expect((await by.call("POST", `/v1/objections/${id}/hearing`, { body: hearing })).status).toBe(200);
  };
  const rowOf = async (ticket: string) =>
    (await kit.store.db.select().from(addressObjections).where(eq(addressObjections.ticket, ticket)))[0];
  /** Objections of other senders about the address's post. */
  const fill = async (address: string, n: number) => {
    const parsed = parseAddress(address);
    const subject = parsed.ok ? parsed.value.subject : "";
    await kit.store.db.execute(sql`
      insert into address_objections (id, subject, objector, text, received_at, due_at, ticket)
      select gen_random_uuid(), ${subject}, 'other', 'x', ${kit.intake.now().toISOString()}::timestamptz,
        ${kit.intake.now().toISOString()}::timestamptz + interval '48 hours', gen_random_uuid()
      from generate_series(1, ${n}::int)`);
  };
  /** Adds `n` objections by other people, each about another post. */
  const fillAny = (n: number) =>
    kit.store.db.execute(sql`
      insert into address_objections (id, subject, objector, text, received_at, due_at, ticket)
      select gen_random_uuid(), 'x:post:77' || place, 'other', 'x', ${kit.intake.now().toISOString()}::timestamptz,
        ${kit.intake.now().toISOString()}::timestamptz + interval '48 hours', gen_random_uuid()
      from generate_series(1, ${n}::int) place`);
  const sendFrom = async (from: string) =>
    (await page("/sanggah/alamat", { ...said, address: unknownAddress() }, from)).status;
  const plain = (text: string, ticket: string) =>
    text.replaceAll(ticket, "TIKET").replaceAll(/\d{1,2} \w+ \d{4},? (pukul )?\d\d[.:]\d\d/g, "WAKTU");

  test("reaches a hearing, and the ticket shows its outcome", async () => {
    const { caseId, address, itemId } = await asked();
    const ticket = await object(`${address}?s=20`, { name: "Pengunggah", contact: "a@contoh.example" });
    expect(await match()).toBe(1);
    const [objection] = await openOf(itemId);
    expect(objection).toMatchObject({ ...said, name: "Pengunggah", state: "open" });
    // The words are kept once.
    const [kept] = await kit.store.db
      .select()
      .from(addressObjections)
      .where(eq(addressObjections.ticket, ticket));
    expect(kept).toMatchObject({ text: "", name: null, contact: null });
    const view = (await desk.read(caseId)).body;
    expect(view.objections[0]).toMatchObject({ byAddress: true, text: said.text });
    const log: { act: string; detail: object }[] = view.log;
    expect(log.find(({ act }) => act === "objection-received")?.detail).toMatchObject({ byAddress: true });
    await dismiss(objection?.id);
    const shown = await page(`/sanggah/tiket/${ticket}`);
    expect(shown.text).toContain("Ajakan bertaruh nyata.");
    expect(shown.text).not.toMatch(/Citra|Dewi/);
    expect(await match()).toBe(0);
  });

  test("two senders of the same text have their own objections, and one form sent twice has one", async () => {
    const { address, itemId } = await asked();
    const submission =
      /name="submission" value="([^"]+)"/.exec((await page("/sanggah/alamat")).text)?.[1] ?? "";
    const [mine, again] = await Promise.all([1, 2].map(() => object(address, { submission })));
    expect(again).toBe(mine);
    expect(await object(address)).not.toBe(mine);
    expect(await match()).toBe(2);
    expect(await openOf(itemId)).toHaveLength(2);
  });

  test("the answer and the ticket are the same for no case, an undecided, a secret, and a requested one", async () => {
    const [unsent, sent] = [await asked("queued"), await asked()];
    const addresses = [
      unknownAddress(),
      (await undecided()).address,
      await secret(),
      unsent.address,
      sent.address,
    ];
    const seen = [];
    const startMs = kit.clock.ms + 60_000;
    for (const address of addresses) {
      kit.clock.ms = startMs;
      const answer = await page("/sanggah/alamat", { ...said, address });
      const path = answer.headers.get("location") ?? "";
      const ticket = path.split("/").at(-1) ?? "";
      const headers = Object.fromEntries(answer.headers);
      // The time limit on the ticket must not be that of the hearing.
      kit.clock.ms = startMs + 1_800_000;
      await match();
      const shown = await page(path);
      seen.push({
        status: [answer.status, shown.status],
        headers: { ...headers, location: "" },
        text: [answer.text, shown.text].map((text) => text.replaceAll(ticket, "TIKET")),
      });
    }
    for (const one of seen) expect(one).toEqual(seen[0]);
    expect(seen[0]?.text[1]).toContain("Menunggu ditangani");
    expect(seen[0]?.text[1]).not.toContain("/sanggah/TIKET");
    expect([await openOf(unsent.itemId), await openOf(sent.itemId)]).toMatchObject([[], [{ state: "open" }]]);
  });

  test("does the same work in every case: it asks the database for no case, decision or request", async () => {
    const client = (kit.store.db as unknown as { $client: { query(...asked: unknown[]): unknown } }).$client;
    const original = client.query.bind(client);
    const statementsFor = async (address: string) => {
      const statements: string[] = [];
      client.query = (...args: unknown[]) => {
        const [first] = args;
        statements.push(typeof first === "string" ? first : (first as { text: string }).text);
        return original(...args);
      };
      try {
        await object(address);
      } finally {
        client.query = original;
      }
      return statements;
    };
    const { address: undecidedAddress } = await undecided();
    const { address: requestedAddress } = await asked();
    const nothing = await statementsFor(unknownAddress());
    expect(nothing).toHaveLength(2);
    for (const statement of nothing) expect(statement).toMatch(/"address_objections"/);
    for (const address of [undecidedAddress, requestedAddress, await secret()])
      expect(await statementsFor(address)).toEqual(nothing);
  });

  test("a decision made within the time limit is found; without one the ticket ends with the same words", async () => {
    const later = await undecided();
    const never = unknownAddress();
    const [found, none, open] = [
      await object(later.address),
      await object(never),
      await object((await undecided()).address),
    ];
    await match();
    const { id } = (await desk.decide(supervisors.one, later.caseId, verdicts.approve)).body;
    await desk.answer(supervisors.two, id, "confirm");
    await insertLetter(kit.store.db, [id], { state: "sent", at: kit.intake.now() });
    expect(await match()).toBe(1);
    kit.clock.ms += limits.objectionHours * 3_600_000 + 1_000;
    const [a, b] = [await page(`/sanggah/tiket/${none}`), await page(`/sanggah/tiket/${open}`)];
    expect(plain(a.text, none)).toBe(plain(b.text, open));
    expect(a.text).toContain("tidak ada permintaan");
    expect((await page(`/sanggah/tiket/${found}`)).text).toContain("Menunggu ditangani");
    // Too late for those that ended.
    await match();
    expect((await page(`/sanggah/tiket/${open}`)).text).toContain("tidak ada permintaan");
  });

  test("limits strangers to two open objections per item, and answers the same whether a case exists or not", async () => {
    const { address, itemId } = await asked();
    const from = { requested: nextPlace(), unknown: nextPlace() };
    const counts: Record<string, number> = {};
    for (const reported of [address, unknownAddress()]) {
      const name = reported === address ? "requested" : "unknown";
      let taken = 0;
      for (; taken < defaultRates.post.burst + 5; taken++) {
        if (taken % 9 === 8) kit.clock.ms += 3_600_000;
        const form = { ...said, text: `Alasan ${taken}.`, address: reported };
        const sent = await page("/sanggah/alamat", form, from[name]);
        await match();
        if (sent.status !== 303) {
          expect(sent.status).toBe(429);
          break;
        }
      }
      counts[name] = taken;
    }
    expect(counts).toEqual({ requested: defaultRates.post.burst, unknown: defaultRates.post.burst });
    expect(await openOf(itemId)).toHaveLength(limits.openAddressObjections);
  });

  test("two networks cannot shut out other senders, and a flood about one post ends", async () => {
    for (const address of [(await asked()).address, unknownAddress()]) {
      await fill(address, 40);
      await object(address);
      await fill(address, maxPerPost);
      expect((await page("/sanggah/alamat", { ...said, address })).status).toBe(429);
    }
  });

  test("who waits longest gets the next place, also after the time limit", async () => {
    const { address, itemId } = await asked();
    for (let n = 0; n < limits.openAddressObjections; n++) await object(address);
    await match();
    const honest = await object(address, { text: "Saya pemiliknya." });
    kit.clock.ms += 1_000;
    // An id from the sender's choice of number sorts first.
    await kit.store.db.insert(addressObjections).values({
      ...((await rowOf(honest)) as typeof addressObjections.$inferInsert),
      id: "00000000-0000-4000-8000-000000000000",
      ticket: newReference(),
      text: "Yang pertama.",
      receivedAt: kit.intake.now(),
    });
    kit.clock.ms += limits.objectionHours * 3_600_000;
    await match();
    expect(await openOf(itemId)).toHaveLength(limits.openAddressObjections);
    const waiting = (await page(`/sanggah/tiket/${honest}`)).text;
    expect(waiting).toContain("Menunggu ditangani");
    expect(waiting).not.toContain("tidak ada permintaan");
    const [first] = await openOf(itemId);
    await dismiss(first?.id);
    expect(await match()).toBe(1);
    expect((await openOf(itemId)).map(({ text }) => text)).toContain("Saya pemiliknya.");
    expect((await rowOf(honest))?.objectionId).not.toBeNull();
  });

  test("the wait for a place sets no new time limit", async () => {
    const { address, itemId } = await asked();
    for (let n = 0; n < limits.openAddressObjections; n++) await object(address);
    await match();
    const last = await object(address, { text: "Saya menunggu." });
    const own = await rowOf(last);
    kit.clock.ms += 20 * 24 * 3_600_000;
    const [first] = await openOf(itemId);
    await dismiss(first?.id);
    expect(await match()).toBe(1);
    const passed = (await openOf(itemId)).find(({ text }) => text === "Saya menunggu.");
    expect(passed).toMatchObject({ receivedAt: own?.receivedAt, dueAt: own?.dueAt });
  });

  test("one that waits when the decision is reversed is answered, and not told that there was no request", async () => {
    const { caseId, address, itemId } = await asked();
    for (let n = 0; n < limits.openAddressObjections; n++) await object(address);
    await match();
    const last = await object(address, { text: "Saya menunggu." });
    const { four } = supervisors;
    const hear = (by: TestDevice, id: string | undefined, body: object) =>
      by.call("POST", `/v1/objections/${id}/hearing`, {
        body: { id: crypto.randomUUID(), outcome: "upheld", reason: "Ini satire.", ...body },
      });
    const [first] = await openOf(itemId);
    const { version: caseVersion } = (await desk.read(caseId)).body;
    const reversal = { ...verdicts.reject, id: crypto.randomUUID(), caseVersion };
    kit.clock.ms += 60_000;
    expect((await hear(supervisors.three, first?.id, { reversal })).status).toBe(200);
    expect((await desk.answer(four, reversal.id, "confirm")).status).toBe(200);
    expect(await match()).toBe(1);
    const passed = (await openOf(itemId)).find(({ text }) => text === "Saya menunggu.");
    expect((await hear(supervisors.three, passed?.id, {})).status).toBe(200);
    kit.clock.ms += (limits.objectionHours + 1) * 3_600_000;
    const shown = (await page(`/sanggah/tiket/${last}`)).text;
    expect(shown).not.toContain("tidak ada permintaan");
    expect(shown).toContain("Putusan pengganti sudah berlaku");
    // One that came after the reversal has nothing to object to.
    const late = await object(address);
    expect(await match()).toBe(0);
    kit.clock.ms += (limits.objectionHours + 1) * 3_600_000;
    expect((await page(`/sanggah/tiket/${late}`)).text).toContain("tidak ada permintaan");
  });

  test("an address of the network may send ten an hour", async () => {
    const from = nextPlace();
    for (let n = 0; n < defaultRates.objection.burst; n++)
      expect((await page("/sanggah/alamat", { ...said, address: unknownAddress() }, from)).status).toBe(303);
    expect((await page("/sanggah/alamat", { ...said, address: unknownAddress() }, from)).status).toBe(429);
  });

  test("one owner of 65,536 IPv6 networks sends as many as an office, and shuts out no other", async () => {
    const statuses = [];
    for (let n = 1; n <= defaultRates.network.burst + 10; n++)
      statuses.push(await sendFrom(`2001:db8:1:${n.toString(16)}::1`));
    expect(statuses.filter((status) => status === 303)).toHaveLength(defaultRates.network.burst);
    expect(statuses.at(-1)).toBe(429);
    expect(await sendFrom("2001:db8:2:1::1")).toBe(303);
    // The /48 of a sender who is refused anyway loses nothing by it.
    for (let n = 0; n < 2 * defaultRates.network.burst; n++) await sendFrom("2001:db8:3:1::1");
    expect(await sendFrom("2001:db8:3:2::1")).toBe(303);
  });

  test("many networks together fill no more than the form's places; half are for networks that sent little", async () => {
    const { db } = kit.store;
    kit.clock.ms += limits.objectionHours * 3_600_000;
    await fillAny(maxWithinLimit / 2);
    const from = nextPlace();
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push(await sendFrom(from));
    expect(statuses).toEqual([303, 303, 429, 429]);
    expect(await sendFrom(nextPlace())).toBe(303);
    await fillAny(maxWithinLimit / 2);
    // A place that a hearing frees would tell that there is a letter.
    await db.execute(
      sql`update address_objections set objection_id = gen_random_uuid() where subject like 'x:post:77%'`,
    );
    const full = await page("/sanggah/alamat", { ...said, address: unknownAddress() });
    expect(full).toMatchObject({ status: 429, text: expect.stringContaining("Formulir ini sedang penuh") });
    expect(full.text).toContain("nomor rujukan");
    kit.clock.ms += limits.objectionHours * 3_600_000;
    expect(await sendFrom(nextPlace())).toBe(303);
    await db.execute(sql`delete from address_objections where subject like 'x:post:77%'`);
  });

  test("a flood that has ended keeps no more than the newest, and none with a letter goes", async () => {
    const { address } = await asked();
    const tickets = [];
    for (let n = 0; n < 3; n++) tickets.push(await object(address));
    await match();
    const gone = await object(unknownAddress());
    kit.clock.ms += 1_000;
    await fillAny(maxWithinLimit);
    kit.clock.ms += (limits.objectionHours + 1) * 3_600_000;
    // A job of each minute.
    for (let n = 0; n < 6; n++) await deleteOldAddressObjections(kit.store.db, kit.intake.now());
    expect(await rowOf(gone)).toBeUndefined();
    for (const ticket of tickets) expect(await rowOf(ticket)).toBeDefined();
    const newest = sql`subject like 'x:post:77%'`;
    expect(await kit.store.db.$count(addressObjections, newest)).toBe(maxWithinLimit);
    await kit.store.db.execute(sql`delete from address_objections where subject like 'x:post:77%'`);
  });

  test.each([
    ["a private chat", "https://t.me/c/1234567/89"],
    ["another site", "https://contoh.example/judi"],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
    ["an endless address", `https://x.com/${"a".repeat(3_000)}/status/1`],
  ])("refuses %s with a sentence and keeps what was typed", async (_, address) => {
    const sent = await page("/sanggah/alamat", { ...said, address });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain("Alamat ini tidak dikenal");
    expect(sent.text).toContain(said.text);
    expect(sent.text).not.toContain('href="javascript');
  });

  test.each(["t.me/namakanal/12", "www.youtube.com/watch?v=dQw4w9WgXcQ", "x.com/seseorang/status/1"])(
    "accepts an address as people type it: %s",
    async (address) => {
      const ticket = await object(address);
      const parsed = parseAddress(`https://${address}`);
      expect(await rowOf(ticket)).toMatchObject({ subject: parsed.ok ? parsed.value.subject : "" });
      // A browser would refuse it in a field for URLs.
      expect((await page("/sanggah/alamat")).text).not.toContain('type="url"');
    },
  );

  test("is a form in both languages, linked from the start", async () => {
    expect((await page("/sanggah")).text).toContain('href="/sanggah/alamat"');
    expect((await page("/sanggah/alamat")).text).toContain("Alamat kiriman");
    expect((await page("/sanggah/alamat?language=en")).text).toContain("Address of the post");
  });

  test("is found by a name of the post that a report only shows, after one of its own name", async () => {
    const [shown, own] = [await asked(), await asked()];
    const parsed = parseAddress(own.address);
    const { subject } = parsed.ok ? parsed.value : { subject: "" };
    const other = `facebook:post:${++post}`;
    for (const name of [subject, other])
      await kit.store.db
        .insert(caseSubjects)
        .values({ subject: name, spot: spotOfSubject(name), caseId: shown.caseId, own: false });
    await object(own.address);
    await object(`https://www.facebook.com/akun/posts/${post}`);
    expect(await match()).toBe(2);
    expect([await openOf(own.itemId), await openOf(shown.itemId)]).toMatchObject([[{}], [{}]]);
  });

  test("that finds the post's own places full waits, and is not heard about another post that shows its name", async () => {
    const [shown, own] = [await asked(), await asked()];
    const parsed = parseAddress(own.address);
    const { subject } = parsed.ok ? parsed.value : { subject: "" };
    await kit.store.db
      .insert(caseSubjects)
      .values({ subject, spot: spotOfSubject(subject), caseId: shown.caseId, own: false });
    for (let n = 0; n < limits.openAddressObjections; n++) await object(own.address);
    await match();
    await object(own.address, { text: "Saya pemiliknya." });
    expect(await match()).toBe(0);
    expect(await openOf(shown.itemId)).toEqual([]);
    await dismiss((await openOf(own.itemId))[0]?.id);
    expect(await match()).toBe(1);
    expect((await openOf(own.itemId)).map(({ text }) => text)).toContain("Saya pemiliknya.");
  });

  test("the ticket of one that was passed on shows its outcome however late it is heard", async () => {
    const { address, itemId } = await asked();
    const ticket = await object(address);
    await match();
    kit.clock.ms += 100 * 24 * 3_600_000;
    await kit.intake.cleanUp();
    expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain("Menunggu ditangani");
    const [objection] = await openOf(itemId);
    await dismiss(objection?.id);
    expect((await page(`/sanggah/tiket/${ticket}`)).text).toContain("Ajakan bertaruh nyata.");
  });

  test("a refusal keeps what was typed", async () => {
    const from = nextPlace();
    const mine = { ...said, text: "Tulisan yang panjang.", name: "Pemilik" };
    for (let n = 0; n < defaultRates.objection.burst; n++)
      await page("/sanggah/alamat", { ...said, address: unknownAddress() }, from);
    const refused = await page("/sanggah/alamat", { ...mine, address: unknownAddress() }, from);
    expect(refused.status).toBe(429);
    for (const word of ["Tulisan yang panjang.", "Pemilik", `status/${post}`, 'role="alert"'])
      expect(refused.text).toContain(word);
  });

  test("a stranger's text is deleted ninety days after its time limit", async () => {
    const ticket = await object(unknownAddress());
    const at = (days: number) => new Date(kit.clock.ms + days * 24 * 3_600_000);
    await deleteOldAddressObjections(kit.store.db, at(91));
    expect((await page(`/sanggah/tiket/${ticket}`)).status).toBe(200);
    await deleteOldAddressObjections(kit.store.db, at(93));
    expect((await page(`/sanggah/tiket/${ticket}`)).status).toBe(404);
  });
});
