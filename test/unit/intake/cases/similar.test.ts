/** Cases that say the same: grouped when they come, marked as a burst, and forgotten in the no-pixels lane. */

import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { cases, decisions, texts } from "../../../../intake/db/schema/index.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Fields } from "../../../../utils/shared/contract/evidence.ts";
import { type Desk, deskOf, proposeLane, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const field = <T>(value: T) => ({ value, source: "text p" });
let accounts = 0;

/** A post by a new account. */
function post(
  text: string,
  { fields = {}, ...evidence }: { fields?: Partial<Fields>; subject?: string } = {},
) {
  const author = { authorName: field("Akun"), authorId: field(`7${++accounts}`) };
  return sampleReport({ evidence: { ...evidence, fields: { text: field(text), ...author, ...fields } } });
}

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;
  let desk: Desk;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ani");
    desk = deskOf(kit, { officer, reader: supervisor });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = async (report: unknown): Promise<string> => {
    const { status, body } = await officer.call("POST", "/v1/reports", { body: report });
    expect(status).toBe(200);
    return body.caseId;
  };
  const open = async (caseId: string) => (await supervisor.call("GET", `/v1/cases/${caseId}`)).body;
  const rowOf = async (caseId: string) => {
    const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, caseId));
    if (!row) throw new Error("no such case");
    return row;
  };
  const countTexts = () => kit.store.db.$count(texts);

  test("leaves a case without similar ones ungrouped", async () => {
    const alone = await open(
      await send(post("Tolong bantu, jalan di depan sekolah kami rusak sejak bulan lalu")),
    );
    expect(alone.group).toBeUndefined();
  });

  test("groups the same words in disguise, with the reason and the distance from the first", async () => {
    const first = await send(
      post("Daftar sekarang di Ceria99, slot gacor bonus seratus persen tanpa potongan"),
    );
    const second = await send(
      post("D4ft4r s3karang di C e r i a 99, sl0t g@coooor 🎰 bonus seratus persen tanpa potongan"),
    );
    const third = await send(
      post("Daftar sekarang di Ceria99, slot gacor bonus dua ratus persen tanpa potongan!!"),
    );
    const other = await send(
      post("Polisi menangkap bandar slot gacor yang memberi bonus seratus persen di Medan"),
    );
    expect((await open(first)).group).toMatchObject({ cases: 3, why: "text", distance: 0 });
    const { group } = await open(third);
    expect((await open(second)).group.id).toBe(group.id);
    expect(group.distance).toBeGreaterThan(0);
    expect(group.distance).toBeLessThan(0.5);
    expect((await open(other)).group).toBeUndefined();
    const { body } = await supervisor.call("GET", "/v1/cases?limit=100");
    expect(body.cases.find(({ id }: { id: string }) => id === third).group).toEqual(group);
  });

  test("groups posts that arrive in one batch", async () => {
    const text = "Jual akun pinjaman cair lima menit tanpa survei, hubungi admin kami";
    const ids = await Promise.all(
      [text, `${text} ya`, text.toUpperCase()].map((variant) => send(post(variant))),
    );
    const rows = await Promise.all(ids.map(rowOf));
    expect(new Set(rows.map(({ groupId }) => groupId)).size).toBe(1);
    expect(rows[0]?.groupId).not.toBeNull();
  });

  test("groups short texts only with equal ones", async () => {
    const [one, near, same] = [
      await send(post("cek bio")),
      await send(post("cek bioo1")),
      await send(post("CEEEK  BIO!")),
    ];
    expect((await rowOf(near)).groupId).toBeNull();
    expect((await rowOf(same)).groupId).toBe((await rowOf(one)).groupId);
    expect((await rowOf(one)).groupId).not.toBeNull();
  });

  test("another report on the same post makes no group", async () => {
    const subject = "x:post:8800";
    await send(post("Obat kuat tanpa resep dokter dikirim ke seluruh kota", { subject }));
    const caseId = await send(post("Obat kuat tanpa resep dokter dikirim ke seluruh kota", { subject }));
    expect(await rowOf(caseId)).toMatchObject({ groupId: null, reports: 2 });
  });

  test("does not group a case again that a person removed", async () => {
    const text = "Investasi robot dagang untung dua persen setiap hari dijamin";
    const [kept, taken] = [await send(post(text)), await send(post(text, { subject: "x:post:8801" }))];
    const { groupId } = await rowOf(kept);
    await kit.store.db
      .update(cases)
      .set({ groupId: null, groupWhy: null, groupDistance: null, leftGroups: [String(groupId)] })
      .where(eq(cases.id, taken));
    await send(post(text, { subject: "x:post:8801" }));
    expect((await rowOf(taken)).groupId).toBeNull();
  });

  test("five accounts within an hour are a burst, by the times of their posts", async () => {
    const text = "Serentak malam ini kita ramaikan situs Pelangi77, depo sepuluh ribu dapat lima puluh";
    const times = ["01:00", "01:10", "01:20", "02:10", "02:00", "02:05"];
    const ids: string[] = [];
    for (const [index, time] of times.entries()) {
      const burst = (await rowOf(ids[0] ?? (await send(post("tidak ada apa-apa di sini")))))?.groupId;
      const publishedAt = field(`2026-11-24T${time}:00.000Z`);
      ids.push(await send(post(`${text} ${"a".repeat(index)}`, { fields: { publishedAt } })));
      if (burst && index < 5) expect((await open(ids[0] ?? "")).group.burst).toBeUndefined();
    }
    expect((await open(ids[0] ?? "")).group.burst).toEqual({
      ...{ authors: 5, from: "2026-11-24T01:10:00.000Z", to: "2026-11-24T02:10:00.000Z" },
    });
  });

  test("measures a large burst again after a tenth more cases, and then sees those of all times", async () => {
    const text = "Malam ini serentak ramaikan situs Kenari55, depo lima ribu dapat seratus ribu";
    const at = (minute: number) => field(`2026-11-24T03:${String(minute).padStart(2, "0")}:00.000Z`);
    const sendAt = (minute: number, day = "24") =>
      send(post(text, { fields: { publishedAt: field(at(minute).value.replace("-24T", `-${day}T`)) } }));
    const first = await sendAt(0);
    for (let minute = 1; minute < 20; minute++) await sendAt(minute);
    const authors = async () => (await open(first)).group.burst?.authors;
    expect(await authors()).toBe(20);
    // Two of a tenth: the second makes the burst be measured.
    await sendAt(20);
    expect(await authors()).toBe(20);
    await sendAt(0, "25");
    expect(await authors()).toBe(21);
  });

  test("reports no burst for one account that repeats itself", async () => {
    const text = "Grup rahasia bagi bocoran jam hoki, gabung sebelum penuh";
    const ids: string[] = [];
    for (let index = 0; index < 6; index++)
      ids.push(await send(post(text, { fields: { authorId: field("4040") } })));
    expect((await open(ids[0] ?? "")).group).toMatchObject({ cases: 6 });
    expect((await open(ids[0] ?? "")).group.burst).toBeUndefined();
  });

  test("shows author, reach, language and search words on the case", async () => {
    const counts = { likes: { shown: "12", value: 12 }, views: { shown: "3,4 rb", value: 3400 } };
    const links = [{ address: "https://ceria-99.example/daftar" }];
    const caseId = await send(
      post("M4suk lewat s1tus k4mi", {
        fields: { counts: field(counts), links: field(links), language: field("id-ID") },
      }),
    );
    const row = await rowOf(caseId);
    expect(row).toMatchObject({ reach: 3400, language: "id", authorKey: `x:7${accounts}` });
    expect(row.searchText).toBe("akun masuk lewat situs kami ceria 99 example");
  });

  test("a no-pixels proposal removes the case and its text from all groups", async () => {
    const text = "Kata-kata yang tidak boleh tinggal di mana pun di dalam pusat penerimaan";
    const before = await countTexts();
    const caseId = await send(post(text, { subject: "x:post:8802" }));
    expect(await countTexts()).toBe(before + 1);
    await proposeLane(supervisor, caseId);
    expect(await rowOf(caseId)).toMatchObject({
      ...{ withheld: true, textId: null, searchText: "", authorKey: null, groupId: null, postedAt: null },
    });
    expect(await countTexts()).toBe(before);
  });

  describe("the end of a no-pixels proposal", () => {
    const descriptionOf = async (caseId: string) => {
      const { authorKey, authorName, language, postedAt, searchText, textId, groupId } = await rowOf(caseId);
      return { authorKey, authorName, language, postedAt, searchText, textId, groupId };
    };
    const empty = {
      ...{ authorKey: null, authorName: null, language: null, postedAt: null },
      ...{ searchText: "", textId: null, groupId: null },
    };
    const publishedAt = field("2026-11-20T03:00:00.000Z");
    const authorHandle = field("akunpenjual");
    let posts = 8810;
    /** Two cases with one text. The first has a later report without words or author. */
    async function sendPair(text: string): Promise<[string, string]> {
      const subject = `x:post:${++posts}`;
      const one = await send(post(text, { subject, fields: { publishedAt, authorHandle } }));
      const bare = sampleReport({ evidence: { subject } });
      const { permalink } = bare.evidence.fields;
      await send({ ...bare, evidence: { ...bare.evidence, fields: { permalink } } });
      return [one, await send(post(text))];
    }
    const runJob = () => describeCases(kit.store.db, { now: kit.intake.now });
    const proposedOn = async (caseId: string) => {
      const [row] = await kit.store.db
        .select({ id: decisions.id })
        .from(decisions)
        .where(and(eq(decisions.caseId, caseId), inArray(decisions.state, ["proposed", "disputed"])));
      return row?.id ?? "";
    };
    const ends: [string, string, (id: string) => Promise<unknown>][] = [
      [
        "undone",
        "Penjual menawarkan akun dengan harga murah lewat pesan pribadi",
        (id) => desk.answer(supervisor, id, "undo"),
      ],
      [
        "refused",
        "Pembeli diminta mengirim uang muka sebelum akun dipindahkan malam ini",
        (id) => desk.answer(second, id, "refuse", "Bukan anak."),
      ],
    ];

    test.each(ends)(
      "describes and groups the case again once it is %s, from its own reports",
      async (_, text, end) => {
        const [one, other] = await sendPair(text);
        const before = await descriptionOf(one);
        expect(before).toMatchObject({
          authorName: "x:akunpenjual",
          language: "id",
          groupId: expect.any(String),
        });
        await proposeLane(supervisor, one);
        expect(await descriptionOf(one)).toEqual(empty);
        await end(await proposedOn(one));
        await runJob();
        expect((await rowOf(one)).withheld).toBe(false);
        expect(await descriptionOf(one)).toEqual({ ...before, textId: expect.any(String) });
        expect((await open(one)).group.id).toBe((await open(other)).group.id);
        expect((await verifyStore(kit.store)).broken).toEqual([]);
      },
    );

    test("describes the case again once a panel has overturned it, and not before", async () => {
      const panelists = [];
      for (const [index, kind] of (["ministry", "civil-society", "civil-society"] as const).entries())
        panelists.push(await kit.enrolled("panelist", `Anggota ${index}`, undefined, kind));
      const [one] = await sendPair("Undian berhadiah motor baru bagi seratus pengikut pertama pekan depan");
      const before = await descriptionOf(one);
      await proposeLane(supervisor, one);
      const id = await proposedOn(one);
      await desk.answer(second, id, "refuse", "Bukan anak.");
      expect(await rowOf(one)).toMatchObject({ state: "panel", withheld: true });
      expect(await descriptionOf(one)).toEqual(empty);
      for (const by of panelists) await desk.vote(by, id, "overturn");
      await runJob();
      expect(await rowOf(one)).toMatchObject({ state: "open", withheld: false });
      expect(await descriptionOf(one)).toEqual({ ...before, textId: expect.any(String) });
      expect((await verifyStore(kit.store)).broken).toEqual([]);
    });

    test("takes the author of a report in the lane once two people chose another category", async () => {
      const one = await send(sampleNoPixels({ subject: "x:post:8892" }));
      expect(await descriptionOf(one)).toEqual(empty);
      const { id } = (await desk.decide(supervisor, one, verdicts.recategorise)).body;
      expect(await descriptionOf(one)).toEqual(empty);
      await desk.answer(second, id, "confirm");
      expect(await descriptionOf(one)).toEqual({ ...empty, authorKey: "x:42" });
    });

    test("describes a merged case again when it is split off, each from its own reports", async () => {
      const [older, younger] = [
        await send(
          post("Jual beli rekening dengan data orang lain melalui kanal ini", { subject: "x:post:8890" }),
        ),
        await send(
          post("Kursus memasak daring gratis bagi ibu rumah tangga pekan ini", { subject: "x:post:8891" }),
        ),
      ];
      const before = [await descriptionOf(older), await descriptionOf(younger)];
      const reason = "Kiriman yang sama.";
      const regroup = (body: object) => supervisor.call("POST", `/v1/cases/${older}/likeness`, { body });
      expect((await regroup({ act: "merge", with: younger, reason })).status).toBe(200);
      await proposeLane(supervisor, older);
      expect(await descriptionOf(younger)).toEqual(empty);
      await desk.answer(supervisor, await proposedOn(older), "undo");
      await runJob();
      expect(await descriptionOf(older)).toEqual({ ...before[0], textId: expect.any(String) });
      expect((await regroup({ act: "split", merged: younger, reason })).status).toBe(200);
      await runJob();
      expect(await descriptionOf(younger)).toEqual({ ...before[1], textId: expect.any(String) });
      expect(await descriptionOf(older)).toEqual({ ...before[0], textId: expect.any(String) });
      expect((await verifyStore(kit.store)).broken).toEqual([]);
    });
  });

  test("keeps a text shared with another case when one of them enters the no-pixels lane", async () => {
    const text = "Kalimat panjang yang dikirim oleh dua akun yang berbeda pada hari ini";
    const [gone, stays] = [await send(post(text, { subject: "x:post:8803" })), await send(post(text))];
    const before = await countTexts();
    await proposeLane(supervisor, gone);
    expect((await rowOf(gone)).groupId).toBeNull();
    expect(await rowOf(stays)).toMatchObject({ groupWhy: "text" });
    expect(await countTexts()).toBe(before);
    // A single case is in no group.
    expect((await open(stays)).group).toBeUndefined();
  });
});
