/** Names that a report only claims: attacks by forged aliases and permalinks (finding C1). */

import { randomUUID } from "node:crypto";
import { eq, or, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toRelatedCases } from "../../../../intake/cases/routes/related-cases-view.ts";
import { placeHold } from "../../../../intake/cases/store/legal-holds.ts";
import {
  type MergeProposal,
  orderPair,
  readProposals,
  saveProposals,
} from "../../../../intake/cases/store/merge-proposals.ts";
import { log, mergeProposals, people } from "../../../../intake/db/schema/index.ts";
import { createCode } from "../../../../intake/people/store/enrolment.ts";
import { suspendPerson } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  enrolment,
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import type { Kind, SiteId, Subject } from "../../../../utils/shared/contract/site.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const source = "text a";
let last = 600_000;

/** Both names of one post on Facebook. */
function newPost() {
  const no = ++last;
  return { pfbid: `facebook:post:pfbid0contoh${no}`, number: `facebook:post:${no}` } as const;
}

test("a related case in the no-pixels lane shows neither author nor words", () => {
  const words = { withheld: true, author: "Akun Contoh", excerpt: "Kata" };
  const kin = {
    ...{ groups: new Map(), similar: [], history: [], comparing: false },
    merged: [{ ...words, caseId: "a", subject: "x:post:1", at: new Date(0), names: [] }],
    maybeSame: [{ row: { ...words, id: "b", subject: "x:post:2", state: "open" } as never, agreedBy: null }],
  };
  expect(toRelatedCases(kin, undefined)).toMatchObject({
    merged: [{ caseId: "a", subject: "x:post:1" }],
    maybeSame: [{ caseId: "b", subject: "x:post:2" }],
  });
  expect(JSON.stringify(toRelatedCases(kin, undefined))).not.toMatch(/Akun Contoh|Kata/);
});

describe.each(engines)("claimed names on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];
  let officer: TestDevice;
  let vlogger: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer");
    vlogger = await kit.enrolled("vlogger");
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    await insertChannel(kit.store.db, { ...channelSamples.mail, site: "facebook" }, 1);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const evidenceOf = (subject: string, more: Partial<Evidence> = {}): Partial<Evidence> => {
    const [site, kind] = subject.split(":") as [SiteId, Kind];
    return {
      site,
      kind,
      subject: subject as Subject,
      fields: { authorName: { value: "Pemilik", source }, audience: { value: "public", source } },
      ...more,
    };
  };
  const open = (subject: string, by = officer) => desk.open({ evidence: evidenceOf(subject) }, by);
  /** The attack: a report of one subject that claims others as its aliases. */
  async function claim(subject: string, aliases: string[], more: Partial<Evidence> = {}, by = vlogger) {
    const evidence = evidenceOf(subject, { aliases: aliases as Subject[], ...more });
    const answer = await by.call("POST", "/v1/reports", { body: sampleReport({ evidence }) });
    expect(answer.status).toBe(200);
    return answer.body;
  }
  /** Two people whose links show both names. */
  async function prove(subject: string, alias: string) {
    await claim(subject, [alias]);
    return claim(subject, [alias], {}, officer);
  }
  const personIdOf = async (device: TestDevice): Promise<string> =>
    (await device.call("GET", "/v1/me")).body.personId;
  const read = async (caseId: string) => (await desk.read(caseId)).body;
  const setInviter = async (device: TestDevice, invitedBy: string | null) =>
    kit.store.db
      .update(people)
      .set({ invitedBy })
      .where(eq(people.id, await personIdOf(device)));
  const expectApart = async (...caseIds: string[]) => {
    for (const caseId of caseIds) expect((await read(caseId)).id).toBe(caseId);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  };
  /** The first is the oldest. */
  const expectJoined = async (ids: readonly string[]) => {
    for (const caseId of ids) expect((await read(caseId)).id).toBe(ids[0]);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  };

  test.each([
    ["posts on X", "x:post:61", "x:post:62"],
    ["messages on Telegram", "telegram:message:kanal_a/61", "telegram:message:kanal_b/61"],
    ["videos on YouTube", "youtube:video:AAAAAAAAA61", "youtube:video:AAAAAAAAA62"],
    ["a video and a comment", "youtube:video:AAAAAAAAA63", "youtube:comment:UgxAAAAAAAAAAAAAAAA64"],
    ["two numbers", "facebook:post:61", "facebook:post:62"],
    ["two pfbids", "facebook:post:pfbid0AAAAAAAAAA61", "facebook:post:pfbid0AAAAAAAAAA62"],
    ["a post and a photo", "facebook:post:63", "facebook:photo:64"],
  ])("C1: a forged alias joins no %s", async (_what, one, other) => {
    const [first, second] = [await open(one), await open(other)];
    await claim(one, [other]);
    await expectApart(first, second);
    expect((await read(first)).aliases).toEqual([]);
  });

  test("C1: three posts that one report claims to be one remain three cases", async () => {
    const [a, b] = [newPost(), newPost()];
    const ids = [await open(a.number), await open(a.pfbid), await open(b.pfbid)];
    await claim(a.number, [a.pfbid, b.pfbid]);
    await expectApart(...ids);
  });

  test("C1 M1: an open case is not approved by a report that names an approved one", async () => {
    const post = newPost();
    const innocent = await open(post.number);
    const guilty = await open(post.pfbid);
    const item = await approved(desk, two, { caseId: guilty });
    await prove(post.number, post.pfbid);
    await expectApart(innocent, guilty);
    expect(await read(innocent)).toMatchObject({ state: "open", decisions: [] });
    const { letter } = (await two[0].call("POST", "/v1/requests/preview", { body: { items: [item] } })).body;
    expect(letter.items).toMatchObject([{ subject: post.pfbid, aliases: [] }]);
  });

  test("C1: proposes a merge that a report may not make; two people merge, and the decision stays with its case", async () => {
    const post = newPost();
    const open1 = await open(post.number);
    const guilty = await open(post.pfbid);
    const item = await approved(desk, two, { caseId: guilty });
    await claim(post.number, [post.pfbid]);
    const { author, excerpt } = await read(guilty);
    expect(author).toBeTruthy();
    const proposal = { caseId: guilty, subject: post.pfbid, state: "approved", agreed: "nobody" };
    expect((await read(open1)).maybeSame).toEqual([{ ...proposal, author, excerpt }]);
    expect((await read(guilty)).maybeSame).toMatchObject([{ caseId: open1, agreed: "nobody" }]);
    const body = { act: "merge", with: guilty, reason: "Kiriman yang sama." };
    const merge = (by: TestDevice) => by.call("POST", `/v1/cases/${open1}/likeness`, { body });
    await merge(two[0]);
    await merge(two[0]);
    expect((await read(open1)).maybeSame).toMatchObject([{ agreed: "own" }]);
    const seen = await two[1].call("GET", `/v1/cases/${open1}`);
    expect(seen.body.maybeSame).toMatchObject([{ agreed: "other" }]);
    await merge(two[1]);
    const view = await read(guilty);
    expect(view).toMatchObject({ id: open1, state: "approved", decisions: [{ id: item.decisionId }] });
    expect(view.maybeSame).toBeUndefined();
    // The letter still asks for what was decided on.
    const items = [{ caseId: open1, decisionId: item.decisionId }];
    const { letter } = (await two[0].call("POST", "/v1/requests/preview", { body: { items } })).body;
    expect(letter.items).toMatchObject([{ subject: post.pfbid, aliases: [] }]);
    const apart = { act: "split", merged: guilty, reason: "Bukan yang sama." };
    const third = await kit.enrolled("supervisor", "Tiga");
    expect((await third.call("POST", `/v1/cases/${open1}/likeness`, { body: apart })).status).toBe(200);
    expect(await read(open1)).toMatchObject({ id: open1, state: "open", decisions: [] });
    expect(await read(guilty)).toMatchObject({ state: "approved", decisions: [{ id: item.decisionId }] });
    await expectApart(open1, guilty);
  });

  describe("an agreement to merge", () => {
    const merge = (by: TestDevice, caseId: string, other: string) =>
      by.call("POST", `/v1/cases/${caseId}/likeness`, {
        body: { act: "merge", with: other, reason: "Kiriman yang sama." },
      });
    /** An open and an approved case whose merge the first supervisor agreed to. */
    async function agreedPair() {
      const post = newPost();
      const [open1, guilty] = [await open(post.number), await open(post.pfbid)];
      await approved(desk, two, { caseId: guilty });
      expect((await merge(two[0], open1, guilty)).status).toBe(200);
      return { open1, guilty };
    }

    test("covers no case that another person merged into one of the two since", async () => {
      const { open1, guilty } = await agreedPair();
      const other = await open(newPost().number);
      expect((await merge(two[1], other, open1)).status).toBe(200);
      expect((await merge(two[1], open1, guilty)).status).toBe(200);
      await expectApart(open1, guilty);
      expect(await read(other)).toMatchObject({ id: open1, state: "open", decisions: [] });
      // The first person has seen it now.
      expect((await merge(two[0], open1, guilty)).status).toBe(200);
      await expectJoined([open1, guilty, other]);
    });

    test("ends once the person who gave it has reported one of the cases", async () => {
      const { open1, guilty } = await agreedPair();
      const { subject } = await read(open1);
      expect((await open(subject, two[0])).length).toBeGreaterThan(0);
      expect((await read(open1)).maybeSame).toMatchObject([{ agreed: "nobody" }]);
      expect((await merge(two[1], open1, guilty)).status).toBe(200);
      await expectApart(open1, guilty);
    });
  });

  test("C1 M2: an open case is not rejected by a report that names a rejected one", async () => {
    const post = newPost();
    const terror = { category: "TERORISME", basis: ["uu-5-2018-13a"], action: "HAPUS_KEBIJAKAN" } as const;
    const evidence = evidenceOf(post.pfbid);
    const guilty = await desk.open({ evidence, ...terror, basis: [...terror.basis] });
    const rejected = await open(post.number);
    await approved(desk, two, { caseId: rejected, verdict: verdicts.reject });
    await prove(post.pfbid, post.number);
    await expectApart(guilty, rejected);
    expect(await read(guilty)).toMatchObject({ state: "open", category: "TERORISME" });
  });

  test("C1 M3: two proposals both stay pending after a report that links their cases", async () => {
    const post = newPost();
    const ids = [await open(post.number), await open(post.pfbid)];
    const made = [];
    for (const caseId of ids) made.push((await desk.decide(two[0], caseId, verdicts.approve)).body.id);
    await prove(post.number, post.pfbid);
    await expectApart(...ids);
    for (const id of made) expect((await desk.answer(two[1], id, "confirm")).status).toBe(200);
  });

  test("C1 M4: nothing is destroyed by a report that names a case of the no-pixels lane, with or without a hold", async () => {
    const post = newPost();
    const caseId = await open(post.number);
    await approved(desk, two, { caseId });
    const hold = { caseId, by: "root", reason: "Perkara" };
    await placeHold(kit.store.db, hold, kit.intake.now());
    const lane = await officer.call("POST", "/v1/reports", {
      body: sampleNoPixels({ ...evidenceOf(post.pfbid), fields: {} }),
    });
    const verdict = { ...verdicts.recategorise, category: "PORNO_ANAK" };
    await approved(desk, two, { caseId: lane.body.caseId, verdict });
    await prove(post.number, post.pfbid);
    await prove(post.pfbid, post.number);
    await expectApart(caseId, lane.body.caseId);
    const { category, reportList } = await read(caseId);
    expect(category).toBe("JUDI");
    for (const { evidence } of reportList) expect(evidence.fields.authorName?.value).toBe("Pemilik");
    const forgotten = sql`select id from reports where case_id = ${caseId} and forgotten_at is not null`;
    expect((await kit.store.db.execute(forgotten)) as unknown).toMatchObject({ rows: [] });
  });

  test("C1: a report in the no-pixels lane merges nothing", async () => {
    const post = newPost();
    const ids = [await open(post.number), await open(post.pfbid)];
    const aliases: Subject[] = [post.pfbid];
    const body = sampleNoPixels({ ...evidenceOf(post.number), aliases, fields: {} });
    expect((await vlogger.call("POST", "/v1/reports", { body })).status).toBe(200);
    await expectApart(...ids);
  });

  test("C1: cases under a legal hold are merged by no report", async () => {
    const post = newPost();
    const ids = [await open(post.number), await open(post.pfbid)];
    await placeHold(
      kit.store.db,
      { caseId: String(ids[0]), by: "root", reason: "Perkara" },
      kit.intake.now(),
    );
    await prove(post.number, post.pfbid);
    await expectApart(...ids);
  });

  test("C1: a hold that was placed since keeps a case from a report of its other, proven name", async () => {
    const post = newPost();
    const { caseId } = await prove(post.pfbid, post.number);
    await placeHold(kit.store.db, { caseId, by: "root", reason: "Perkara" }, kit.intake.now());
    await expectApart(caseId, await open(post.number));
  });

  test("C1: a claimed name does not draw later reports of that post into a decided case", async () => {
    const post = newPost();
    const caseId = await open(post.number);
    await claim(post.number, [post.pfbid]);
    await approved(desk, two, { caseId, verdict: verdicts.reject });
    const honest = await open(post.pfbid);
    expect(honest).not.toBe(caseId);
    await expectApart(caseId, honest);
    expect(await read(honest)).toMatchObject({ state: "open", subject: post.pfbid });
  });

  test("C1: a pair shown by one person merges no cases, and is proposed to two people", async () => {
    const post = newPost();
    const innocent = await open(post.number);
    const { caseId } = await claim(post.pfbid, [post.number]);
    expect((await claim(post.pfbid, [post.number])).caseId).toBe(caseId);
    expect((await claim(post.number, [post.pfbid])).caseId).toBe(innocent);
    await expectApart(innocent, caseId);
    expect(await read(innocent)).toMatchObject({ reports: 2, subject: post.number, aliases: [] });
    expect(await read(caseId)).toMatchObject({ reports: 2, subject: post.pfbid, aliases: [] });
    const proposal = { caseId, subject: post.pfbid, state: "open", agreed: "nobody" };
    expect((await read(innocent)).maybeSame).toMatchObject([proposal]);
  });

  test("C1: a name shown by one person does not direct later reports of that post", async () => {
    const post = newPost();
    const { caseId } = await claim(post.pfbid, [post.number]);
    const innocent = await open(post.number);
    await expectApart(caseId, innocent);
    expect(await read(innocent)).toMatchObject({ reports: 1, maybeSame: [{ caseId, agreed: "nobody" }] });
  });

  test("C1: two devices of one person are one person", async () => {
    const post = newPost();
    const ids = [await open(post.number), (await claim(post.pfbid, [post.number])).caseId];
    const { code } = await createCode(kit.store.db, await personIdOf(vlogger), kit.intake.now());
    const second = await kit.newDevice();
    expect((await second.call("POST", "/v1/enrolments", { body: enrolment(code) })).status).toBe(200);
    await claim(post.pfbid, [post.number], {}, second);
    await claim(post.number, [post.pfbid], {}, second);
    await expectApart(...ids);
  });

  test("C1: inviter and invitee are one person, and a third person proves the pair", async () => {
    const post = newPost();
    const ids = [await open(post.number), (await claim(post.pfbid, [post.number])).caseId];
    const invitee = await kit.enrolled("vlogger");
    await setInviter(invitee, await personIdOf(vlogger));
    await claim(post.pfbid, [post.number], {}, invitee);
    await claim(post.pfbid, [post.number]);
    for (const caseId of ids) expect((await read(caseId)).id).toBe(caseId);
    await claim(post.number, [post.pfbid], {}, officer);
    // Or the log would not prove the row.
    await setInviter(invitee, null);
    await expectJoined(ids);
  });

  test("C1: two people of one inviter are one person", async () => {
    const post = newPost();
    const invitees = [await kit.enrolled("vlogger"), await kit.enrolled("vlogger")] as const;
    const inviter = await personIdOf(two[0]);
    for (const invitee of invitees) await setInviter(invitee, inviter);
    const ids = [await open(post.number), (await claim(post.pfbid, [post.number], {}, invitees[0])).caseId];
    await claim(post.pfbid, [post.number], {}, invitees[1]);
    await claim(post.number, [post.pfbid], {}, invitees[1]);
    for (const caseId of ids) expect((await read(caseId)).id).toBe(caseId);
    await claim(post.number, [post.pfbid], {}, officer);
    for (const invitee of invitees) await setInviter(invitee, null);
    await expectJoined(ids);
  });

  test("C1: a suspended person proves nothing", async () => {
    const post = newPost();
    const ids = [await open(post.number), (await claim(post.pfbid, [post.number])).caseId];
    const other = await kit.enrolled("officer");
    await claim(post.pfbid, [post.number], {}, other);
    await expectJoined(ids);
    const next = newPost();
    const apart = [await open(next.number)];
    apart.push((await claim(next.pfbid, [next.number], {}, other)).caseId);
    await suspendPerson(kit.store.db, await personIdOf(other), kit.intake.now());
    await claim(next.pfbid, [next.number]);
    await expectApart(...apart);
  });

  test("C1: a withdrawn report proves nothing", async () => {
    const post = newPost();
    const ids = [await open(post.number)];
    const { caseId, reportId } = await claim(post.pfbid, [post.number]);
    ids.push(caseId);
    const body = { reason: "Salah kiriman." };
    expect((await vlogger.call("POST", `/v1/reports/${reportId}/withdrawal`, { body })).status).toBe(200);
    await claim(post.pfbid, [post.number], {}, officer);
    await expectApart(...ids);
    await claim(post.number, [post.pfbid]);
    await expectJoined(ids);
  });

  test("C1: a chain of names is as weak as its weakest pair", async () => {
    const post = newPost();
    const twin = `${post.pfbid}x`;
    const { caseId } = await prove(post.pfbid, post.number);
    const other = await claim(twin, [post.number]);
    await expectApart(caseId, other.caseId);
    await claim(twin, [post.number], {}, officer);
    await expectJoined([caseId, other.caseId]);
  });

  test("a name that two people show leads a later report of it to their case", async () => {
    const post = newPost();
    const { caseId } = await prove(post.pfbid, post.number);
    await expectJoined([caseId, await open(post.number)]);
  });

  test("C1: an address under the name that one person shows is no address of the case", async () => {
    const post = newPost();
    const address = `https://www.facebook.com/warung/posts/${post.number.slice("facebook:post:".length)}`;
    const { caseId } = await claim(post.pfbid, [post.number], {
      fields: { permalink: { value: address, source } },
    });
    expect((await read(caseId)).permalink).toBeUndefined();
  });

  test("two people prove a pair in one batch, of existing and of new cases", async () => {
    for (const before of [true, false]) {
      const post = newPost();
      if (before) await open(post.number);
      const made = await Promise.all([
        ...[vlogger, officer].map((by) => claim(post.pfbid, [post.number], {}, by)),
        claim(post.number, [], {}, officer),
      ]);
      const [first] = made;
      const { id, reports } = await read(first?.caseId);
      expect(reports).toBe(before ? 4 : 3);
      for (const { caseId } of made) expect((await read(caseId)).id).toBe(id);
    }
  });

  test("C1: a report that is refused proves nothing", async () => {
    const post = newPost();
    const ids = [await open(post.number), await open(post.pfbid)];
    await claim(post.pfbid, [post.number]);
    const body = sampleReport({
      evidence: evidenceOf(post.pfbid, { aliases: [post.number] as Subject[] }),
    });
    const send = () => officer.call("POST", "/v1/reports", { body });
    const apart = newPost();
    const other = sampleReport({ id: body.id, evidence: evidenceOf(apart.number) });
    expect((await vlogger.call("POST", "/v1/reports", { body: other })).status).toBe(200);
    expect(await send()).toMatchObject({ problem: "conflict" });
    await claim(post.pfbid, [post.number]);
    await expectApart(...ids);
  });

  test("a pfbid and its number merge two open cases, and a split restores both", async () => {
    const post = newPost();
    const [older, younger] = [await open(post.pfbid), await open(post.number, vlogger)];
    await prove(post.number, post.pfbid);
    expect(await read(younger)).toMatchObject({
      ...{ id: older, reports: 4, aliases: [post.number] },
      merged: [{ caseId: younger, subject: post.number }],
    });
    expect((await read(older)).maybeSame).toBeUndefined();
    const body = { act: "split", merged: younger, reason: "Dua kiriman." };
    expect((await two[0].call("POST", `/v1/cases/${older}/likeness`, { body })).status).toBe(200);
    expect(await read(older)).toMatchObject({ id: older, reports: 1, subject: post.pfbid, aliases: [] });
    expect(await read(younger)).toMatchObject({ id: younger, reports: 3, subject: post.number });
    // A person's decision about a pair outlasts later claims.
    await prove(post.number, post.pfbid);
    await expectApart(older, younger);
    expect((await read(younger)).reports).toBe(5);
    expect((await claim(post.pfbid, [])).caseId).toBe(older);
  });

  test("C1: a permalink to another account's post is not an address of the case", async () => {
    const subject = `x:post:${++last}`;
    const theirs = "https://x.com/wartawan_kritis/status/1999999999999999999";
    const fields = { permalink: { value: theirs, source } };
    const { caseId } = await claim(subject, [], { fields });
    const view = await read(caseId);
    expect(view.permalink).toBeUndefined();
    // The report is kept whole.
    expect(view.reportList[0].evidence.fields.permalink.value).toBe(theirs);
    const own = `https://x.com/pemilik/status/${last}`;
    await claim(subject, [], { fields: { permalink: { value: own, source } } });
    await claim(subject, [], { fields });
    expect((await read(caseId)).permalink).toBe(own);
  });

  test("an address that an earlier version accepted invalidates no proof, and another one does", async () => {
    const [theirs, other] = ["https://x.com/siapa/status/1", "https://x.com/siapa/status/2"];
    const fields = { permalink: { value: theirs, source } };
    const now = kit.clock.ms;
    const set = (caseId: string, permalink: string) =>
      kit.store.db.execute(sql`update cases set permalink = ${permalink} where id = ${caseId}`);
    const broken = async () => (await verifyStore(kit.store)).broken;
    kit.clock.ms -= 24 * 3_600_000;
    const { caseId } = await claim(`x:post:${++last}`, [], { fields });
    kit.clock.ms = now;
    await set(caseId, theirs);
    expect(await broken()).toEqual([]);
    const wrong = [expect.stringContaining("permalink are those of none of its reports")];
    await set(caseId, other);
    expect(await broken()).toEqual(wrong);
    await kit.store.db.execute(sql`update cases set permalink = null where id = ${caseId}`);
    const { caseId: today } = await claim(`x:post:${++last}`, [], { fields });
    await set(today, theirs);
    expect(await broken()).toEqual(wrong);
    await kit.store.db.execute(sql`update cases set permalink = null where id = ${today}`);
  });

  test("C1: a number that one person shows for many posts leaves its report and its case bounded", async () => {
    const { number } = newPost();
    const shown = async (posts: number) => {
      for (let post = 0; post < posts; post++) await claim(newPost().pfbid, [number]);
    };
    await shown(22);
    const id = await open(number);
    const pairs = () =>
      kit.store.db.$count(mergeProposals, or(eq(mergeProposals.oneId, id), eq(mergeProposals.otherId, id)));
    expect(await pairs()).toBe(20);
    await shown(23);
    expect(await pairs()).toBe(43);
    expect(await readProposals(kit.store.db, [id])).toHaveLength(40);
    await open(number, two[1]);
    expect(await pairs()).toBe(43);
    const entries = await kit.store.db.select().from(log).where(eq(log.caseId, id));
    for (const { detail } of entries)
      expect((detail.maybeSame as string[] | undefined)?.length ?? 0).toBeLessThanOrEqual(20);
    const view = await read(id);
    expect(view.maybeSame).toHaveLength(20);
    // Two honest people still prove the post's other name.
    await prove(newPost().pfbid, number);
    expect((await read(id)).aliases).toHaveLength(1);
  });

  test("stores more proposals at once than a statement has parameters", async () => {
    const rows = Array.from({ length: 10_000 }, () => ({
      ...orderPair(randomUUID(), randomUUID()),
      ...{ at: new Date(0), reportId: null, state: "open", agreedBy: null, agreedOn: null },
    })) satisfies MergeProposal[];
    const isOurs = eq(mergeProposals.at, new Date(0));
    await saveProposals(kit.store.db, [...rows, ...rows.slice(0, 1)]);
    expect(await kit.store.db.$count(mergeProposals, isOurs)).toBe(10_000);
    await kit.store.db.delete(mergeProposals).where(isOurs);
  });

  test("C1: simultaneous reports that each claim another pair do not link a decided case", async () => {
    const post = newPost();
    const decided = await open(post.number);
    await approved(desk, two, { caseId: decided, verdict: verdicts.reject });
    await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        at % 2 === 0 ? claim(post.pfbid, [post.number]) : claim(post.number, [post.pfbid]),
      ),
    );
    expect(await read(decided)).toMatchObject({ id: decided, reports: 4, aliases: [] });
    const other = await claim(post.pfbid, []);
    expect(await read(other.caseId)).toMatchObject({ state: "open", reports: 4 });
  });
});
