/** A report changes neither who sees and decides a case, nor what waits for a second person. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { cases } from "../../../../intake/db/schema/index.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { giveTasks } from "../../../../intake/vloggers/store/give-tasks.ts";
import {
  enrolment,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const texts = {
  id: "Kemarin sore hujan turun deras sekali sehingga jalan di depan pasar tergenang air.",
  en: "Yesterday evening it rained so hard that the street in front of the market was flooded.",
  none: "Ok",
};

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let other: TestDevice;
  let unit: [TestDevice, TestDevice];
  let free: [TestDevice, TestDevice];

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const seen = { sites: null, categories: null, languages: ["id"] };
    await saveUnit(kit.store.db, { name: "Bahasa Indonesia", ...seen }, kit.intake.now());
    officer = await kit.enrolled("officer", "Siti");
    other = await kit.enrolled("officer", "Lain");
    const supervisor = (name: string, of?: string) => kit.enrolled("supervisor", name, of);
    unit = [await supervisor("Dewi", "Bahasa Indonesia"), await supervisor("Eka", "Bahasa Indonesia")];
    free = [await supervisor("Budi"), await supervisor("Ani")];
    desk = deskOf(kit, { officer, reader: free[0] });
    await insertChannel(kit.store.db, channelSamples.mail, 1);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  type Text = keyof typeof texts;
  let last = 7_000;
  const newSubject = () => `x:post:${++last}` as const;
  const withText = (subject: UnsealedReport["evidence"]["subject"], text: Text): UnsealedReport => {
    const { evidence, ...report } = sampleReport({ evidence: { subject } });
    const { title: _title, ...fields } = evidence.fields;
    return {
      ...report,
      evidence: { ...evidence, fields: { ...fields, text: { value: texts[text], source: "text a" } } },
    };
  };
  const send = async (by: TestDevice, report: UnsealedReport): Promise<string> => {
    const sent = await by.call("POST", "/v1/reports", { body: report });
    expect(sent.status).toBe(200);
    await describeCases(kit.store.db, { now: kit.intake.now });
    return sent.body.caseId;
  };
  const languageOf = async (id: string) =>
    (await kit.store.db.select().from(cases).where(eq(cases.id, id)))[0]?.language;
  const queueOf = async (by: TestDevice, query = "") =>
    (await by.call("GET", `/v1/cases?limit=100${query}`)).body.cases.map((row: { id: string }) => row.id);

  test.each<[Text, Text]>([
    ["id", "en"],
    ["en", "id"],
    ["none", "en"],
  ])("a case reported in %s and then in %s is seen by the unit of one language", async (first, later) => {
    const subject = newSubject();
    const id = await send(officer, withText(subject, first));
    expect(await send(other, withText(subject, later))).toBe(id);
    expect(await languageOf(id)).toBe("mul");
    await send(other, withText(subject, "en"));
    expect((await desk.read(id, unit[0])).body.can).toContain("approve");
    expect(await queueOf(unit[0])).toContain(id);
    expect(await queueOf(unit[0], "&language=id")).toContain(id);
  });

  test("a later report in another language ends neither a proposal nor a unit's view of its letter", async () => {
    const subject = newSubject();
    const id = await send(officer, withText(subject, "id"));
    const made = await desk.decide(unit[0], id, verdicts.reject);
    expect(made.status).toBe(200);
    await send(other, withText(subject, "en"));
    expect((await desk.read(id, unit[1])).body.can).toEqual(["confirm", "refuse"]);
    expect(await desk.answer(unit[1], made.body.id, "confirm")).toMatchObject({ status: 200 });

    const asked = newSubject();
    const caseId = await send(officer, withText(asked, "id"));
    const item = await approved(desk, free, { caseId });
    const body = { id: randomUUID(), items: [item] };
    const letter = await free[0].call("POST", "/v1/requests", { body });
    expect(letter.status).toBe(200);
    await send(other, withText(asked, "en"));
    expect((await unit[1].call("GET", `/v1/requests/${letter.body.id}`)).status).toBe(200);
  });

  describe("the inviter of a person who reports a case", () => {
    let inviter: TestDevice;
    let invitee: TestDevice;
    beforeAll(async () => {
      [inviter, invitee] = [await kit.enrolled("supervisor", "Koordinator"), await kit.newDevice("Undangan")];
      const body = { id: randomUUID(), name: "Undangan" };
      const { code } = (await inviter.call("POST", "/v1/programme/invitations", { body })).body;
      const enrolled = await invitee.call("POST", "/v1/enrolments", { body: enrolment(code) });
      expect(enrolled.status).toBe(200);
    });
    const turnsOf = async (by: TestDevice, id: string) => {
      const turns = ["decide", "confirm", "others"];
      const lists = await Promise.all(turns.map((turn) => queueOf(by, `&turn=${turn}`)));
      return turns.filter((_turn, index) => lists[index]?.includes(id));
    };

    test("keeps a proposal that was made before the report", async () => {
      const subject = newSubject();
      const id = await send(officer, withText(subject, "id"));
      const made = await desk.decide(inviter, id, verdicts.reject);
      expect(await send(invitee, withText(subject, "id"))).toBe(id);
      expect((await desk.read(id)).body.can).toEqual(["confirm", "refuse"]);
      expect((await desk.answer(free[0], made.body.id, "confirm")).body.state).toBe("confirmed");
    });

    test.each<[string, () => [TestDevice, TestDevice]]>([
      ["before", () => [invitee, officer]],
      ["after", () => [officer, invitee]],
    ])("may decide if the report came %s one of another person", async (_when, people) => {
      const subject = newSubject();
      const [first, second] = people();
      const id = await send(first, withText(subject, "id"));
      expect(await send(second, withText(subject, "id"))).toBe(id);
      expect((await desk.read(id, inviter)).body.can).toContain("reject");
      expect(await turnsOf(inviter, id)).toEqual(["decide"]);
      const made = await desk.decide(free[0], id, verdicts.reject);
      expect(await turnsOf(inviter, id)).toEqual(["confirm"]);
      expect((await desk.answer(inviter, made.body.id, "confirm")).body.state).toBe("confirmed");
    });

    test("may not decide if only people whom they invited reported it, or if they did so themselves", async () => {
      const subject = newSubject();
      const id = await send(invitee, withText(subject, "id"));
      await send(invitee, withText(subject, "id"));
      expect((await desk.read(id, inviter)).body).toMatchObject({ can: [], cannot: "own-report" });
      expect(await turnsOf(inviter, id)).toEqual(["others"]);
      await send(inviter, withText(subject, "id"));
      await send(officer, withText(subject, "id"));
      expect((await desk.read(id, inviter)).body).toMatchObject({ can: [], cannot: "own-report" });
      expect(await turnsOf(inviter, id)).toEqual(["others"]);
    });
  });

  test("a case whose reports do not agree on its language is given to reviewers of any", async () => {
    const { db } = kit.store;
    const video = `youtube:video:abcdefgh${++last}` as const;
    const inVideo = (text: Text) => {
      const { evidence, ...report } = withText(video, text);
      return { ...report, evidence: { ...evidence, site: "youtube", kind: "video" } } as const;
    };
    const device = await kit.enrolled("vlogger", "Pengulas");
    await makeReviewer({ db, at: kit.intake.now() }, device);
    const id = await send(officer, inVideo("en"));
    expect(await giveTasks(db, kit.intake.now(), () => 1)).toBe(0);
    await send(other, inVideo("id"));
    await send(officer, inVideo("en"));
    expect(await giveTasks(db, kit.intake.now(), () => 1)).toBe(1);
    const tasks = (await device.call("GET", "/v1/reviews/tasks")).body.tasks;
    expect(tasks).toMatchObject([{ caseId: id }]);
  });
});
