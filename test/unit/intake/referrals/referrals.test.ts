/** Referrals and watched posts: from the decision to the answer, the reminders, and the withdrawal. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  decisions,
  people,
  referralLetters,
  referrals,
  watches,
} from "../../../../intake/db/schema/index.ts";
import { envelopeOf } from "../../../../intake/delivery/letter-ids.ts";
import { readMail } from "../../../../intake/delivery/read-mail.ts";
import { recordMail } from "../../../../intake/delivery/record-mail.ts";
import { judgeHealth } from "../../../../intake/health/judge-health.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import {
  finishReferralLetter,
  referralLettersOwner,
} from "../../../../intake/referrals/store/deliver-referrals.ts";
import { loadPartnerChannels } from "../../../../intake/referrals/store/partner-channels.ts";
import { leaseReferralLetter } from "../../../../intake/referrals/store/referral-letters.ts";
import { remindPartners } from "../../../../intake/referrals/store/remind-partners.ts";
import { loadChannels } from "../../../../intake/requests/store/channels.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  operator,
  origin,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { deliveryReceipt, mailReply } from "../../../../scripts/dev/kits/mail-kit.ts";
import { type MailServer, startMailServer } from "../../../../scripts/dev/kits/mail-server.ts";
import { partnerChannelFile } from "../../../../utils/shared/contract/partner-channel.ts";
import { channelFile } from "../../../../utils/shared/contract/platform-channel.ts";
import { elements, groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import { openReferral } from "../../../../utils/shared/seal/signed-kinds.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approvalOf, partnersTo, type ReferralKit, referralKit } from "../../../support/referral-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { type HookServer, startHookServer } from "../../../support/webhook-server.ts";

const dayMs = 24 * 3_600_000;
const escalated = verdicts.escalate;
/** Writing a PDF starts a thread. */
const slowMs = 120_000;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let mails: MailServer;
  let hooks: HookServer;
  let kit: IntakeKit;
  let desk: ReturnType<typeof deskOf>;
  let one: TestDevice;
  let two: TestDevice;
  let third: TestDevice;
  let fourth: TestDevice;
  let officer: TestDevice;
  let made: ReferralKit;

  beforeAll(async () => {
    [stores, mails, hooks] = [await openTestStores(engine), await startMailServer(), await startHookServer()];
    const mail = { server: mails.url, from: "Kominfo <rujukan@kominfo.test>" };
    const sending = { mail, mailHost: "kominfo.test", isLocal: true };
    kit = await startKit(await stores.open(), undefined, { sending });
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    third = await kit.enrolled("supervisor", "Tono");
    fourth = await kit.enrolled("supervisor", "Sari");
    desk = deskOf(kit, { officer, reader: one });
    made = await referralKit(kit, desk, [one, two], hooks.url);
  }, 120_000);
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await mails?.close();
    await hooks?.close();
  });

  const send = () => kit.intake.referralDispatcher.run(new AbortController().signal);
  const act = (id: string, path: string, body: object, by = one) =>
    by.call("POST", `/v1/referrals/${id}/${path}`, { body: { id: randomUUID(), ...body } });
  const answer = (id: string, body: object, by = one) => act(id, "answers", body, by);
  const view = async (id: string, by = one) => (await by.call("GET", `/v1/referrals/${id}`)).body;
  const later = (days: number) => {
    kit.clock.ms += days * dayMs;
  };

  /** A referral to OJK that its mailbox has. */
  async function sent() {
    const decided = await made.decided(escalated);
    await send();
    return { ...decided, referral: await made.of(decided.decisionId) };
  }

  async function reverse(caseId: string, reverses: string) {
    const proposed = await desk.decide(third, caseId, { ...verdicts.reject, reverses });
    if (proposed.status !== 200) throw new Error(JSON.stringify(proposed.body));
    const confirmed = await desk.answer(fourth, proposed.body.id, "confirm");
    if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  }

  test.each([
    ["HOAKS", "CEK_FAKTA", "PEMERIKSA_FAKTA", "queued"],
    ["PORNO_ANAK", "TERUSKAN_HOTLINE", "HOTLINE_ANAK", "queued"],
    ["HKI", "RUJUK_DJKI", "DJKI", "by-hand"],
    ["NARKOTIKA", "TERUSKAN_APH", "POLRI", "by-hand"],
  ] as const)("%s with %s goes to %s and is %s", async (category, action, partner, state) => {
    const { caseId, decisionId } = await made.decided(approvalOf(category, action));
    const referral = await made.of(decisionId);
    expect(referral).toMatchObject({ partner, state, caseId, action, category });
    expect(await made.letters(referral.id)).toMatchObject([{ letter: "referral", round: 1, state }]);
    const { log } = (await desk.read(caseId)).body;
    expect(log.map((entry: { act: string }) => entry.act)).toContain("referral-made");
    await send();
  });

  test(
    "a referral of an escalated case is mailed once, signed and numbered, and starts its clock",
    async () => {
      const { decisionId, caseId } = await made.decided(escalated);
      const before = mails.received.length;
      await Promise.all([send(), send()]);
      const referral = await made.of(decisionId);
      expect(mails.received.length).toBe(before + 1);
      expect(mails.received.at(-1)?.text).toContain("SURAT RUJUKAN");
      expect(mails.received.at(-1)?.envelope.rcptTo.map(({ address }) => address)).toEqual([
        "pasti@ojk.test",
      ]);
      expect(referral).toMatchObject({ state: "sent", partner: "OJK", action: null });
      expect(referral.dueAt?.getTime()).toBe((referral.sentAt?.getTime() ?? 0) + 7 * dayMs);
      const opened = await openReferral(referral.jws, kit.intake.key.publicKey);
      expect(opened).toMatchObject({ ok: true, value: { caseId, decisionId, partner: "OJK" } });
      expect(await view(referral.id)).toMatchObject({
        number: expect.stringMatching(/^R-\d{5}\/LK-KOMINFO\/XI\/2026$/),
        state: "sent",
        channel: { id: "ojk-surel" },
      });
    },
    slowMs,
  );

  test("the hotline gets address, identity and times only: no words, names, files or pixels", async () => {
    const { decisionId } = await made.decided(approvalOf("PORNO_ANAK", "TERUSKAN_HOTLINE"));
    const referral = await made.of(decisionId);
    const { id, ...letter } = referral.letter;
    expect(Object.keys(letter)).not.toEqual(expect.arrayContaining(["author"]));
    expect(letter).not.toHaveProperty("analysis");
    const before = hooks.received.length;
    await send();
    const got = hooks.received.slice(before).find(({ body }) => body.includes(String(id)));
    expect(got?.headers["lapor-signature"]).toBe(got && hooks.signatureOf(got, "s".repeat(40)));
    expect(got?.body).not.toContain("Alasan dua penyelia");
    expect(await made.of(decisionId)).toMatchObject({ state: "sent" });
    expect(
      await answer(referral.id, { kind: "answered", outcome: "handled", note: "Isinya …" }),
    ).toMatchObject({
      problem: "note-not-allowed",
    });
  });

  test("a letter to an agency has the grounds that two people decided", async () => {
    const approval = { ...approvalOf("NARKOTIKA", "TERUSKAN_APH"), subReason: "penjualan" };
    const { decisionId } = await made.decided(approval);
    const { id, letter } = await made.of(decisionId);
    const ids = groundsOf("NARKOTIKA").elements;
    expect(letter).toMatchObject({ elements: ids, subReason: "penjualan" });
    const text = await one.call("GET", `/v1/referrals/${id}/letters/referral/txt`);
    const page = new TextDecoder().decode(text.body).replaceAll(/\s+/g, " ");
    expect(page).toContain("Penjualan");
    for (const element of elements.NARKOTIKA) expect(page).toContain(element.words.id);
  });

  test("a partner without a channel gets its letter by hand, or over a channel that is added later", async () => {
    const { decisionId } = await made.decided({ ...escalated, agency: "BAWASLU" });
    const referral = await made.of(decisionId);
    expect(referral).toMatchObject({ state: "by-hand", channelId: null });
    const letter = await one.call("GET", `/v1/referrals/${referral.id}/letters/referral/txt`);
    expect(letter.status).toBe(200);
    expect(await act(referral.id, "channel", { channel: "bawaslu" })).toMatchObject({
      problem: "no-channel",
    });
    const bawaslu = {
      id: "bawaslu",
      partner: "BAWASLU",
      name: "Bawaslu",
      kind: "email",
      to: ["a@bawaslu.test"],
    };
    const file = partnerChannelFile.parse([...partnersTo(hooks.url), bawaslu]);
    await loadPartnerChannels(kit.store.db, file, kit.intake.now());
    expect(await act(referral.id, "channel", { channel: "bawaslu" })).toMatchObject({
      body: { state: "queued" },
    });
    await send();
    expect(await made.of(decisionId)).toMatchObject({ state: "sent" });
    expect(await made.letters(referral.id)).toMatchObject([
      { state: "cancelled" },
      { state: "sent", round: 2 },
    ]);
  });

  test("a letter brought by hand is recorded by a person, once", async () => {
    const { decisionId } = await made.decided(approvalOf("HKI", "RUJUK_DJKI"));
    const { id } = await made.of(decisionId);
    expect(await act(id, "sent", { letter: "referral" })).toMatchObject({ body: { state: "sent" } });
    expect(await act(id, "sent", { letter: "referral" })).toMatchObject({ problem: "referral-changed" });
    expect(await act(id, "sent", { letter: "withdrawal" })).toMatchObject({ problem: "referral-changed" });
  });

  test.each([
    ["queued", escalated],
    ["by-hand", approvalOf("HKI", "RUJUK_DJKI")],
  ] as const)("is not ended by one person before it was sent: %s", async (state, verdict) => {
    const { decisionId } = await made.decided(verdict);
    const { id } = await made.of(decisionId);
    const refused = { problem: "referral-changed" };
    expect(await act(id, "closing", { reason: "Tidak perlu." })).toMatchObject(refused);
    expect(await answer(id, { kind: "answered", outcome: "declined" })).toMatchObject(refused);
    // Either would keep the letter from being sent.
    for (const kind of ["acknowledged", "delivered"])
      expect(await answer(id, { kind })).toMatchObject(refused);
    expect(await made.of(decisionId)).toMatchObject({ state, sentAt: null, outcome: null });
    expect(await made.letters(id)).toMatchObject([{ state }]);
    if (state === "by-hand") {
      await act(id, "sent", { letter: "referral" }, two);
      const own = { problem: "own-decision" };
      expect(await answer(id, { kind: "answered", outcome: "declined" }, two)).toMatchObject(own);
      expect(await act(id, "closing", { reason: "Tidak perlu." }, two)).toMatchObject(own);
      expect([(await view(id, two)).delivered, (await view(id)).delivered]).toEqual([true, undefined]);
      const { referrals: listed } = (await two.call("GET", `/v1/referrals?state=sent`)).body;
      expect(listed.find((row: { id: string }) => row.id === id)).toMatchObject({ delivered: true });
    } else await send();
    expect(await made.of(decisionId)).toMatchObject({ state: "sent" });
    expect(await act(id, "closing", { reason: "Tidak dijawab." })).toMatchObject({
      body: { state: "closed" },
    });
  });

  test("is not ended after a bounce before it was sent again", async () => {
    const { referral } = await sent();
    const { id } = referral;
    await answer(id, { kind: "bounced" });
    expect(await act(id, "closing", { reason: "Tidak perlu." })).toMatchObject({
      problem: "referral-changed",
    });
    await act(id, "channel", { channel: "ojk-surel" });
    await send();
    expect(await answer(id, { kind: "answered", outcome: "handled" })).toMatchObject({ status: 200 });
  });

  test("is neither answered nor closed by a person who reported its case", async () => {
    const caseId = await desk.open({}, third);
    const { decisionId } = await made.decidedOn(caseId, escalated);
    await send();
    const { id } = await made.of(decisionId);
    const refused = { problem: "own-report" };
    expect(await act(id, "closing", { reason: "Tidak perlu." }, third)).toMatchObject(refused);
    expect(await answer(id, { kind: "answered", outcome: "declined" }, third)).toMatchObject(refused);
    expect(await answer(id, { kind: "bounced" }, third)).toMatchObject(refused);
    expect([await view(id, third), await view(id)].map(({ reported }) => reported)).toEqual([
      true,
      undefined,
    ]);
    const { referrals: listed } = (await third.call("GET", `/v1/referrals?caseId=${caseId}`)).body;
    expect(listed).toMatchObject([{ id, reported: true }]);
    expect(await made.of(decisionId)).toMatchObject({ state: "sent", outcome: null });
  });

  describe("an answer", () => {
    test("counts the first time; a second is kept and changes nothing", async () => {
      const { referral } = await sent();
      const first = { id: randomUUID(), kind: "answered", outcome: "handled", note: "Diproses." };
      const say = () => one.call("POST", `/v1/referrals/${referral.id}/answers`, { body: first });
      expect(await say()).toMatchObject({ body: { noted: false } });
      expect(await say()).toMatchObject({ body: { noted: false } });
      expect(await answer(referral.id, { kind: "answered", outcome: "declined" })).toMatchObject({
        body: { noted: true },
      });
      const shown = await view(referral.id);
      expect(shown).toMatchObject({ state: "answered", outcome: "handled", outcomeNote: "Diproses." });
      expect(shown.events.filter(({ act }: { act: string }) => act === "answered")).toMatchObject([
        { outcome: "handled" },
        { outcome: "declined", noted: true },
      ]);
    });

    test("is refused about another letter, with another partner's outcome, or from the future", async () => {
      const { referral } = await sent();
      const other = (await sent()).referral;
      const said = { kind: "answered", outcome: "handled" };
      expect(await answer(referral.id, { ...said, number: other.letter.number })).toMatchObject({
        problem: "answer-elsewhere",
      });
      expect(await answer(referral.id, { ...said, number: referral.letter.number })).toMatchObject({
        status: 200,
      });
      expect(await answer(other.id, { ...said, outcome: "false" })).toMatchObject({
        problem: "answer-not-theirs",
      });
      const at = new Date(kit.clock.ms + dayMs).toISOString();
      expect(await answer(other.id, { ...said, at })).toMatchObject({ problem: "invalid-input" });
      expect(await made.of(other.decisionId)).toMatchObject({ state: "sent", outcome: null });
    });

    test("is accepted by a key for that channel's own referrals only, at the intake's time", async () => {
      const { referral } = await sent();
      const by = async (channel: string, scope: "partner" | "platform" = "partner") => {
        const { key } = await createApiKey(kit.store, { scope, channel });
        const at = new Date(kit.clock.ms - 60_000).toISOString();
        const body = JSON.stringify({ id: randomUUID(), kind: "answered", outcome: "not-ours", at });
        const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
        const path = `${origin}/v1/referrals/${referral.id}/answers`;
        return (await kit.app.request(path, { method: "POST", headers, body })).status;
      };
      expect(await by("djki")).toBe(404);
      // A platform's channel may have the same id.
      const platform = { id: "ojk-surel", site: "x", name: "X", kind: "form", address: "https://x.test/" };
      await loadChannels(kit.store.db, channelFile.parse([platform]), kit.intake.now());
      expect(await by("ojk-surel", "platform")).toBe(403);
      const since = kit.clock.ms;
      expect(await by("ojk-surel")).toBe(200);
      const row = await made.of(referral.decisionId);
      expect(row).toMatchObject({ outcome: "not-ours" });
      expect(row.answeredAt?.getTime()).toBeGreaterThanOrEqual(since);
    });

    test("is kept although the clock that sent the letter was ahead", async () => {
      kit.clock.ms += 5_000;
      const { referral, decisionId } = await sent();
      kit.clock.ms -= 5_000;
      const { key } = await createApiKey(kit.store, { scope: "partner", channel: "ojk-surel" });
      const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
      const body = JSON.stringify({ id: randomUUID(), kind: "answered", outcome: "handled" });
      const path = `${origin}/v1/referrals/${referral.id}/answers`;
      expect((await kit.app.request(path, { method: "POST", headers, body })).status).toBe(200);
      const { state, answeredAt, sentAt } = await made.of(decisionId);
      expect([state, answeredAt]).toEqual(["answered", sentAt]);
      kit.clock.ms += 5_000;
      expect((await verifyStore(kit.store)).broken).toEqual([]);
    });

    test("notes a bounce that the partner's key reports, and keeps a passed limit when a person reports it", async () => {
      const { referral } = await sent();
      const { key } = await createApiKey(kit.store, { scope: "partner", channel: "ojk-surel" });
      const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
      const body = JSON.stringify({ id: randomUUID(), kind: "bounced" });
      const path = `${origin}/v1/referrals/${referral.id}/answers`;
      expect((await kit.app.request(path, { method: "POST", headers, body })).status).toBe(200);
      const running = await made.of(referral.decisionId);
      expect(running).toMatchObject({ state: "sent", sentAt: referral.sentAt, dueAt: referral.dueAt });
      expect((await made.events(referral.id)).at(-1)).toMatchObject({
        ...{ act: "bounced", detail: { noted: true, toCheck: true } },
      });
      kit.clock.ms = (running.dueAt?.getTime() ?? 0) + dayMs;
      await answer(referral.id, { kind: "bounced" });
      const { sentAt, dueAt, reminders } = running;
      expect(await made.of(referral.decisionId)).toMatchObject({
        ...{ state: "undelivered", sentAt, dueAt, reminders },
      });
      expect((await verifyStore(kit.store)).broken).toEqual([]);
    });

    test("does not undo a newer round by a late bounce of an older one by mail", async () => {
      const { referral } = await sent();
      const [older] = await made.letters(referral.id);
      await answer(referral.id, { kind: "bounced" });
      await act(referral.id, "channel", { channel: "ojk-formulir" });
      await act(referral.id, "sent", { letter: "referral" });
      const envelope = await envelopeOf(kit.store.db, older?.id ?? "");
      const failed = [{ address: "pasti@ojk.test", action: "failed" }];
      const text = deliveryReceipt({ envelope }, failed);
      const mail = await readMail(new TextEncoder().encode(text));
      expect(await recordMail(kit.store.db, referralLettersOwner, mail, kit.intake.now())).toMatchObject({
        noted: true,
      });
      expect(await made.of(referral.decisionId)).toMatchObject({ state: "sent" });
      const [, newer] = await made.letters(referral.id);
      expect(newer).toMatchObject({ state: "sent", answer: null });
    });

    test("is recorded from a receipt, a reply and a bounce by mail; forged ones are only noted", async () => {
      const { referral } = await sent();
      const [letter] = await made.letters(referral.id);
      const note = async (text: string) =>
        recordMail(
          kit.store.db,
          referralLettersOwner,
          await readMail(new TextEncoder().encode(text)),
          kit.intake.now(),
        );
      const messageId = letter?.messageId ?? "";
      const failed = [{ address: "pasti@ojk.test", action: "failed" }];
      expect(await note(deliveryReceipt({ messageId }, failed))).toMatchObject({ noted: true });
      const envelope = await envelopeOf(kit.store.db, letter?.id ?? "");
      const delivered = [{ address: "pasti@ojk.test", action: "delivered" }];
      expect(await note(deliveryReceipt({ envelope }, delivered))).toMatchObject({
        what: "delivered",
        noted: false,
      });
      expect(await note(mailReply({ "In-Reply-To": messageId }))).toMatchObject({
        what: "reply",
        noted: false,
      });
      const row = await made.of(referral.decisionId);
      expect(row.deliveredAt && row.acknowledgedAt).toBeTruthy();
      expect(await note(deliveryReceipt({ envelope }, failed))).toMatchObject({ noted: true });

      const lost = (await sent()).referral;
      const [gone] = await made.letters(lost.id);
      const proof = await envelopeOf(kit.store.db, gone?.id ?? "");
      expect(await note(deliveryReceipt({ envelope: proof }, failed))).toMatchObject({ noted: false });
      expect(await made.of(lost.decisionId)).toMatchObject({ state: "undelivered", sentAt: null });
      expect(await act(lost.id, "channel", { channel: "ojk-formulir" })).toMatchObject({
        body: { state: "by-hand" },
      });
    });
  });

  describe("a partner that never answers", () => {
    test(
      "is reminded twice, then the referral waits for a person, who closes it; a late answer counts",
      async () => {
        const { referral, decisionId } = await sent();
        const remind = async () => {
          const [first] = [await remindPartners(kit.store.db, kit.intake.now())];
          expect(await remindPartners(kit.store.db, kit.intake.now())).toBe(0);
          await send();
          return first;
        };
        later(6.9);
        await remind();
        expect((await made.of(decisionId)).reminders).toBe(0);
        for (const count of [1, 2]) {
          later(7.1);
          await remind();
          expect((await made.of(decisionId)).reminders).toBe(count);
        }
        later(30);
        await remind();
        const letters = await made.letters(referral.id);
        expect(letters.filter(({ letter }) => letter === "reminder")).toMatchObject([
          { round: 1, state: "sent" },
          { round: 2, state: "sent" },
        ]);
        expect(mails.received.at(-1)?.text).toContain("Pengingat");
        expect(await act(referral.id, "closing", { reason: "OJK tidak menjawab." })).toMatchObject({
          body: { state: "closed", closedReason: "OJK tidak menjawab." },
        });
        expect(await act(referral.id, "closing", { reason: "Lagi." })).toMatchObject({
          problem: "referral-over",
        });
        await answer(referral.id, { kind: "answered", outcome: "declined" });
        expect(await made.of(decisionId)).toMatchObject({ state: "answered", outcome: "declined" });
      },
      slowMs,
    );

    test("gets no reminder once it has answered", async () => {
      const { referral, decisionId } = await sent();
      await answer(referral.id, { kind: "answered", outcome: "handled" });
      later(40);
      await remindPartners(kit.store.db, kit.intake.now());
      expect((await made.of(decisionId)).reminders).toBe(0);
    });
  });

  test("monitoring counts referrals that are late, unread, undelivered, by hand or not sent", async () => {
    const waiting = async () => {
      const text = await (await kit.app.request("/metrics", operator)).text();
      const samples = [
        ...text.matchAll(/intake_(referrals_waiting\{what="([a-z-]+)"|letters_waiting)\}? (\d+)/g),
      ];
      return Object.fromEntries(samples.map(([, all, what = all, n]) => [what, Number(n)]));
    };
    const judged = async () => {
      const facts = await readStoreFacts(kit.store.db, kit.intake.now(), { stamped: false, mails: false });
      const { at, database, evidence } = { at: kit.intake.now(), database: true, evidence: true };
      const findings = judgeHealth({ at, database, evidence, store: facts, disks: [] });
      return new Map(findings.map(({ code, values }) => [code, values]));
    };
    await send();
    const { referral } = await sent();
    const lost = (await sent()).referral;
    await answer(lost.id, { kind: "bounced" });
    const before = await waiting();
    expect(before).toMatchObject({ letters_waiting: 0 });
    await made.decided(approvalOf("HKI", "RUJUK_DJKI"));
    await made.decided(escalated);
    later(7.1);
    const after = await waiting();
    for (const [what, more] of [
      ["late", 1],
      ["unacknowledged", 1],
      ["undelivered", 0],
      ["by-hand", 1],
      ["letters_waiting", 1],
    ] as const)
      expect([what, after[what]]).toEqual([what, (before[what] ?? 0) + more]);
    expect(before.undelivered).toBeGreaterThan(0);
    expect((await judged()).get("letters-stuck")).toMatchObject({ count: 1 });
    // One channel by e-mail to a partner, or two with the one that a test above added.
    expect(Number((await judged()).get("mail-unset")?.count)).toBeGreaterThan(0);
    later(14);
    expect((await waiting()).overdue).toBeGreaterThan(before.overdue ?? 0);
    await answer(referral.id, { kind: "answered", outcome: "handled" });
    await send();
    expect((await judged()).has("letters-stuck")).toBe(false);
  });

  describe("a reversed decision", () => {
    const factCheck = () => made.decided(approvalOf("HOAKS", "CEK_FAKTA"));

    test("withdraws an unsent referral without a letter", async () => {
      const { caseId, decisionId } = await factCheck();
      await reverse(caseId, decisionId);
      const referral = await made.of(decisionId);
      expect(referral).toMatchObject({ state: "withdrawn" });
      expect(await made.letters(referral.id)).toMatchObject([{ state: "cancelled" }]);
      const before = hooks.received.length;
      await send();
      expect(hooks.received.length).toBe(before);
    });

    test("that a person delivered just before it is marked as sent, and the partner gets a withdrawal", async () => {
      const { caseId, decisionId } = await made.decided(approvalOf("HKI", "RUJUK_DJKI"));
      await reverse(caseId, decisionId);
      const { id } = await made.of(decisionId);
      expect(await act(id, "sent", { letter: "referral" })).toMatchObject({
        body: { state: "withdrawn", byHand: ["withdrawal"] },
      });
      expect(await made.letters(id)).toMatchObject([
        { letter: "referral", state: "sent" },
        { letter: "withdrawal", state: "by-hand" },
      ]);
      expect((await act(id, "sent", { letter: "referral" })).problem).toBe("referral-changed");
      const { broken } = await verifyStore(kit.store);
      expect(broken.filter((sentence) => sentence.includes(id))).toEqual([]);
      const unsent = await factCheck();
      await reverse(unsent.caseId, unsent.decisionId);
      const { id: other } = await made.of(unsent.decisionId);
      expect((await act(other, "sent", { letter: "referral" })).problem).toBe("referral-changed");
    });

    test("notifies a partner that has the referral, even if it answered", async () => {
      const { caseId, decisionId } = await factCheck();
      await send();
      const { id } = await made.of(decisionId);
      await answer(id, { kind: "answered", outcome: "undetermined" });
      await reverse(caseId, decisionId);
      await send();
      expect(await made.of(decisionId)).toMatchObject({ state: "withdrawn", outcome: "undetermined" });
      expect(JSON.parse(hooks.received.at(-1)?.body ?? "{}")).toMatchObject({ letter: "withdrawal" });
      expect(await answer(id, { kind: "answered", outcome: "false" })).toMatchObject({
        body: { noted: true },
      });
    });

    test("is followed by a withdrawal when made while the letter is being sent", async () => {
      const { caseId, decisionId } = await factCheck();
      const at = kit.intake.now();
      const taken = await leaseReferralLetter(kit.store.db, { at, kinds: ["webhook"], leaseMs: 60_000 });
      await reverse(caseId, decisionId);
      if (!taken) throw new Error("no letter was due");
      const result = { outcome: "sent", answer: "ok", at: kit.intake.now() } as const;
      await finishReferralLetter(kit.store.db, taken.dispatch, result);
      const referral = await made.of(decisionId);
      expect(referral).toMatchObject({ state: "withdrawn" });
      expect(referral.sentAt).not.toBeNull();
      expect((await made.letters(referral.id)).map(({ letter, state }) => `${letter} ${state}`)).toEqual([
        "referral sent",
        "withdrawal queued",
      ]);
    });

    test("is followed by a withdrawal when the sender died, because the partner may have the letter", async () => {
      await send();
      const { caseId, decisionId } = await factCheck();
      const at = kit.intake.now();
      await leaseReferralLetter(kit.store.db, { at, kinds: ["webhook"], leaseMs: 60_000 });
      kit.clock.ms += 120_000;
      await reverse(caseId, decisionId);
      const referral = await made.of(decisionId);
      expect(referral).toMatchObject({ state: "withdrawn", sentAt: null });
      expect((await made.letters(referral.id)).map(({ letter, state }) => `${letter} ${state}`)).toEqual([
        "referral cancelled",
        "withdrawal queued",
      ]);
    });
  });

  describe("a withdrawal that does not reach the partner", () => {
    const withdrawn = async () => {
      const { caseId, decisionId } = await made.decided(approvalOf("HOAKS", "CEK_FAKTA"));
      await send();
      await reverse(caseId, decisionId);
      return made.of(decisionId);
    };
    const last = async (id: string) => (await made.letters(id)).find(({ letter }) => letter === "withdrawal");
    const deliver = async (id: string) => {
      expect((await view(id)).byHand).toEqual(["withdrawal"]);
      expect((await act(id, "sent", { letter: "withdrawal" })).body.byHand).toEqual([]);
      expect(await last(id)).toMatchObject({ state: "sent" });
    };

    test("waits for a person if the partner's system refuses it", async () => {
      const { id } = await withdrawn();
      hooks.status = 404;
      await send();
      hooks.status = 200;
      expect(await last(id)).toMatchObject({ state: "by-hand", answer: "HTTP 404 ok" });
      await deliver(id);
    });

    test("waits for a person once if the mail comes back", async () => {
      const [, , hotline, , djki] = partnersTo(hooks.url);
      const mail = { id: "fakta", partner: "PEMERIKSA_FAKTA", name: "CekFakta", kind: "email" };
      const loaded = (fakta: object) =>
        loadPartnerChannels(
          kit.store.db,
          partnerChannelFile.parse([...partnersTo(hooks.url).slice(0, 2), hotline, fakta, djki]),
          kit.intake.now(),
        );
      await loaded({ ...mail, to: ["meja@fakta.test"] });
      const { id } = await withdrawn();
      await send();
      expect(await last(id)).toMatchObject({ state: "sent" });
      const envelope = await envelopeOf(kit.store.db, (await last(id))?.id ?? "");
      const bounce = async (action: string) => {
        const text = deliveryReceipt({ envelope }, [{ address: "meja@fakta.test", action }]);
        const read = await readMail(new TextEncoder().encode(text));
        return recordMail(kit.store.db, referralLettersOwner, read, kit.intake.now());
      };
      await bounce("failed");
      expect(await last(id)).toMatchObject({ state: "by-hand", answer: "bounced" });
      await deliver(id);
      await bounce("FAILED");
      expect(await last(id)).toMatchObject({ state: "sent" });
      await loaded(partnersTo(hooks.url)[3] as object);
    });
  });

  test("a reminder replaces one that still waits", async () => {
    const { decisionId } = await made.decided(approvalOf("HKI", "RUJUK_DJKI"));
    const { id } = await made.of(decisionId);
    await act(id, "sent", { letter: "referral" });
    for (let turn = 0; turn < 2; turn++) {
      later(7.1);
      await remindPartners(kit.store.db, kit.intake.now());
    }
    const reminders = (await made.letters(id)).filter(({ letter }) => letter === "reminder");
    expect(reminders).toMatchObject([
      { round: 1, state: "cancelled" },
      { round: 2, state: "by-hand" },
    ]);
    expect((await act(id, "sent", { letter: "reminder" })).body.byHand).toEqual([]);
  });

  test("an older reminder that fails after a newer one was made waits for nobody", async () => {
    const { db } = kit.store;
    const { decisionId } = await made.decided(approvalOf("HOAKS", "CEK_FAKTA"));
    await send();
    const { id } = await made.of(decisionId);
    const reminders = async () => (await made.letters(id)).filter(({ letter }) => letter === "reminder");
    later(7.1);
    await remindPartners(db, kit.intake.now());
    const [older] = await reminders();
    if (!older) throw new Error("no reminder");
    const leaseUntil = new Date(kit.clock.ms + 30 * dayMs);
    await db
      .update(referralLetters)
      .set({ state: "sending", leaseUntil, nextAt: leaseUntil })
      .where(eq(referralLetters.id, older.id));
    later(7.1);
    await remindPartners(db, kit.intake.now());
    await finishReferralLetter(db, older, { outcome: "failed", answer: "HTTP 404 ok", at: kit.intake.now() });
    expect(await reminders()).toMatchObject([
      { round: 1, state: "failed" },
      { round: 2, state: "queued" },
    ]);
    expect((await view(id)).byHand).toEqual([]);
    await send();
  });

  describe("a letter whose webhook did not answer", () => {
    test("is followed by a withdrawal, because the partner may have it", async () => {
      const { caseId, decisionId } = await made.decided(approvalOf("HOAKS", "CEK_FAKTA"));
      hooks.isSilent = true;
      await send();
      hooks.isSilent = false;
      await reverse(caseId, decisionId);
      const { id } = await made.of(decisionId);
      expect((await made.letters(id)).map(({ letter, state }) => `${letter} ${state}`)).toEqual([
        "referral cancelled",
        "withdrawal queued",
      ]);
      await send();
    });
  });

  describe("a watched post", () => {
    const watched = async (by?: TestDevice) => {
      const caseId = await desk.open({}, by);
      const decided = await made.decidedOn(caseId, approvalOf("KEBENCIAN_SARA", "PANTAU"));
      const watch = await made.watchOf(decided.decisionId);
      if (!watch) throw new Error("no watch");
      return { ...decided, watch };
    };
    const look = (id: string, next: object, by = one) =>
      by.call("POST", `/v1/watches/${id}/looks`, {
        body: { id: randomUUID(), seen: "available", next },
      });

    test("has a date, is looked at again, and ends with an outcome", async () => {
      const { watch } = await watched();
      expect((watch.lookAt?.getTime() ?? 0) - watch.since.getTime()).toBe(7 * dayMs);
      expect(await look(watch.id, { kind: "again", days: 3 })).toMatchObject({ body: { state: "open" } });
      const ended = await look(watch.id, { kind: "end", outcome: "gone" }, two);
      expect(ended.body).toMatchObject({ state: "ended", outcome: "gone" });
      expect(ended.body.looks).toHaveLength(2);
      expect(await look(watch.id, { kind: "again", days: 3 })).toMatchObject({ problem: "watch-over" });
      const { watches: open } = (await one.call("GET", "/v1/watches?state=open")).body;
      expect(open.map(({ id }: { id: string }) => id)).not.toContain(watch.id);
    });

    test("is not looked at by the person who reported it", async () => {
      const { watch } = await watched(third);
      expect(await look(watch.id, { kind: "end", outcome: "calm" }, third)).toMatchObject({
        problem: "own-report",
      });
    });

    test("is looked at, but not ended, by the person who proposed to watch it, or by their invitee", async () => {
      const { watch, decisionId } = await watched();
      const { db } = kit.store;
      const [made] = await db.select().from(decisions).where(eq(decisions.id, decisionId));
      const { personId } = (await third.call("GET", "/v1/me")).body;
      const setInviter = (invitedBy: string | null) =>
        db.update(people).set({ invitedBy }).where(eq(people.id, personId));
      await setInviter(made?.personId ?? null);
      const end = { kind: "end", outcome: "act-needed" };
      for (const by of [one, third])
        expect(await look(watch.id, end, by)).toMatchObject({ problem: "own-decision" });
      expect(await look(watch.id, { kind: "again", days: 3 }, one)).toMatchObject({ status: 200 });
      await setInviter(null);
      expect(await look(watch.id, end, third)).toMatchObject({ status: 200 });
    });

    test("tells the person who may not look at it, or not end it", async () => {
      const { watch } = await watched(third);
      const shown = async (by: TestDevice) => {
        const { watches: open } = (await by.call("GET", "/v1/watches?state=open")).body;
        const row = open.find(({ id }: { id: string }) => id === watch.id);
        return [row?.proposed, row?.reported];
      };
      expect(await shown(one)).toEqual([true, undefined]);
      expect(await shown(two)).toEqual([undefined, undefined]);
      expect(await shown(third)).toEqual([undefined, true]);
      const looked = await look(watch.id, { kind: "again", days: 3 }, one);
      expect(looked.body).toMatchObject({ proposed: true });
    });

    test("stays in the list until it is decided again, if it ended as needing an act", async () => {
      const { watch, caseId, decisionId } = await watched();
      const shown = async () => {
        const { watches: open } = (await one.call("GET", "/v1/watches?state=open")).body;
        return open.find(({ id }: { id: string }) => id === watch.id);
      };
      await look(watch.id, { kind: "end", outcome: "act-needed" }, two);
      expect(await shown()).toMatchObject({ state: "ended", outcome: "act-needed" });
      const paged = new Set<string>();
      for (let after = ""; ; ) {
        const { body } = await one.call("GET", `/v1/watches?state=open&limit=1${after}`);
        for (const { id } of body.watches) paged.add(id);
        if (body.next === undefined) break;
        after = `&after=${encodeURIComponent(body.next)}`;
      }
      expect(paged).toContain(watch.id);
      await reverse(caseId, decisionId);
      expect(await shown()).toBeUndefined();
    });

    test("is watched no more when the decision is reversed", async () => {
      const { watch, caseId, decisionId } = await watched();
      await reverse(caseId, decisionId);
      expect(await made.watchOf(decisionId)).toMatchObject({ state: "withdrawn", lookAt: null });
      expect(await look(watch.id, { kind: "end", outcome: "calm" })).toMatchObject({ problem: "watch-over" });
    });
  });

  test(
    "everything above is proven by the log, and a changed row is found",
    async () => {
      const { db } = kit.store;
      const { broken } = await verifyStore(kit.store);
      expect(broken).toEqual([]);
      for (const { caseId } of [
        ...(await db.select().from(referrals)),
        ...(await db.select().from(watches)),
      ]) {
        const said = (await one.call("GET", `/v1/cases/${caseId}/exports/json`)).body;
        const { outcome, findings } = await checkBytes(new TextEncoder().encode(canonicalJson(said)));
        expect(findings.filter(({ holds }) => holds === false)).toEqual([]);
        expect(outcome).toBe("holds");
      }
      const { referral } = await sent();
      await db.execute(
        sql`update referrals set outcome = 'handled', state = 'answered' where id = ${referral.id}`,
      );
      const { watch } = { watch: (await db.select().from(watches).limit(1))[0] };
      await db
        .update(watches)
        .set({ outcome: "act-needed" })
        .where(eq(watches.id, watch?.id ?? ""));
      const found = (await verifyStore(kit.store)).broken.join("\n");
      expect(found).toContain(`referral ${referral.id}: state, outcome do not follow from its events`);
      expect(found).toContain(`watch ${watch?.id}: does not follow from its looks`);
      expect(found).toMatch(new RegExp(`referral ${referral.id}: .* from entry`));
    },
    slowMs,
  );

  test("lists are read page by page: what needs a person, runs, is late, was answered or ended", async () => {
    const { db } = kit.store;
    const make = async (row: object) => {
      const { id } = await made.of((await made.decided(escalated)).decisionId);
      await db.update(referrals).set(row).where(eq(referrals.id, id));
      return id;
    };
    const at = (days: number) => new Date(kit.clock.ms + days * dayMs);
    const sentAt = (days: number) => ({ state: "sent", sentAt: at(days), dueAt: at(days + 7) }) as const;
    const acknowledgedAt = at(-30);
    const ids = {
      waiting: await make({ ...sentAt(-1), acknowledgedAt }),
      late: await make({ ...sentAt(-8), acknowledgedAt }),
      unanswered: await make({ ...sentAt(-22), acknowledgedAt }),
      unread: await make(sentAt(-2)),
      undelivered: await make({ state: "undelivered" }),
      answered: await make({ ...sentAt(-3), state: "answered" }),
      withdrawn: await make({ ...sentAt(-3), state: "withdrawn" }),
    };
    const [letter] = await made.letters(ids.withdrawn);
    if (!letter) throw new Error("no letter");
    const withdrawal = { letter: "withdrawal", state: "by-hand", nextAt: null } as const;
    const own = { id: randomUUID(), messageId: `<${randomUUID()}@kominfo.test>` };
    await db.insert(referralLetters).values({ ...letter, ...withdrawal, ...own });

    const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
    const read = async (state: string) => {
      const listed: string[] = [];
      for (let after = ""; ; ) {
        const path = `/v1/referrals?state=${state}&partner=OJK&limit=2${after}`;
        const { referrals: rows, next } = (await one.call("GET", path)).body;
        listed.push(...rows.map(({ id }: { id: string }) => id));
        if (!next) break;
        after = `&after=${encodeURIComponent(next)}`;
      }
      expect(new Set(listed).size).toBe(listed.length);
      return listed.flatMap((id) => names.get(id) ?? []);
    };
    expect(await read("needs")).toEqual(["unanswered", "withdrawn", "unread", "undelivered"]);
    expect(await read("running")).toEqual(["late", "waiting"]);
    expect(await read("late")).toEqual(["unanswered", "late"]);
    expect(await read("answered")).toEqual(["answered"]);
    expect(await read("ended")).toEqual(["withdrawn"]);
    expect((await one.call("GET", "/v1/referrals?state=needs&partner=BNN")).body.referrals).toEqual([]);
  });
});
