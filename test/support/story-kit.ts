/**
 * Cases with their whole story, through an intake's routes: evidence, decision, letter, answer, checks, objection; a
 * referral from its letter to its withdrawal; and a watched post.
 */

import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { closeDays } from "../../intake/audit-log/close-days.ts";
import { sealLog } from "../../intake/audit-log/seal-log.ts";
import { requestItems } from "../../intake/db/schema/index.ts";
import { receiveObjection } from "../../intake/objections/store/receive-objection.ts";
import { remindPartners } from "../../intake/referrals/store/remind-partners.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  type TestAnswer,
  type TestDevice,
  withoutText,
} from "../../scripts/dev/kits/intake-kit.ts";
import type { OutcomeProof } from "../../utils/shared/contract/outcome-check.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { deskOf, verdicts } from "./desk-kit.ts";
import { checkBody, pictured, proofOf, readRequestedItem, sendPicture } from "./outcome-check-kit.ts";
import { approvalOf, type ReferralKit, referralKit } from "./referral-kit.ts";
import { approved, type RequestKit, requestKit } from "./request-kit.ts";

export interface StoryKit {
  kit: IntakeKit;
  officer: TestDevice;
  one: TestDevice;
  two: TestDevice;
  letters: RequestKit;
  /** Performs the whole story on a new post. `more`: posts of other cases in the same letter. */
  tell(asked?: { more?: number; reports?: number }): Promise<Story>;
  referrals: ReferralKit;
  /**
   * Refers a new post to DJKI: another round, delivery by hand, receipt, reminder, two answers, reversal and
   * withdrawal. `close`: without an answer and a reversal.
   */
  refer(asked?: { close?: boolean }): Promise<ReferralStory>;
  /** Watches a new post: two looks, the last of which ends it. */
  watch(): Promise<{ caseId: string; note: string }>;
  /** Adds an outcome check of an item. */
  check(itemId: string, change?: Partial<OutcomeProof>, note?: string): Promise<string>;
  /** The case's export, as written. */
  take(caseId: string, format: "json" | "wacz" | "html", by?: TestDevice): Promise<Uint8Array<ArrayBuffer>>;
  /** Seals what waits, and closes the days that are over. */
  seal(): Promise<void>;
}

export interface Story {
  caseId: string;
  request: string;
  item: string;
  others: string[];
  objection: string;
}

export interface ReferralStory {
  caseId: string;
  referral: string;
}

/** Names that no other text of the story contains. */
export const storyPeople = [
  "Siti Pelapor",
  "Budi Pengusul",
  "Ani Pengesah",
  "Rina Penyidang",
  "Tono Pembatal",
] as const;

export async function storyKit(kit: IntakeKit): Promise<StoryKit> {
  const { db } = kit.store;
  const officer = await kit.enrolled("officer", storyPeople[0]);
  const one = await kit.enrolled("supervisor", storyPeople[1]);
  const two = await kit.enrolled("supervisor", storyPeople[2]);
  const hearer = await kit.enrolled("supervisor", storyPeople[3]);
  const fourth = await kit.enrolled("supervisor", storyPeople[4]);
  const desk = deskOf(kit, { officer, reader: one });
  const letters = await requestKit(kit, desk, [one, two]);
  const referrals = await referralKit(kit, desk, [one, two]);

  /** A report with a picture that has arrived. */
  async function report(): Promise<TestAnswer["body"]> {
    const { bytes, file, picture } = await samplePicture();
    const body = withoutText(sampleReport({ evidence: { picture } }));
    const sent = requireOk(await officer.call("POST", "/v1/reports", { body }));
    const upload = { bytes, headers: { "Content-Type": "image/png" } };
    requireOk(await officer.call("PUT", `/v1/reports/${body.id}/files/${file.sha256}`, upload));
    return { ...sent.body, subject: body.evidence.subject };
  }

  const post = async (path: string, body: object, by = one) =>
    requireOk(await by.call("POST", path, { body: { id: randomUUID(), ...body } }));
  // The person who delivers a letter may not record its answer.
  const bearerOf = (path: string) => (path === "sent" ? two : one);
  const act = (request: string, path: string, body: object) =>
    post(`/v1/requests/${request}/${path}`, body, bearerOf(path));
  const onReferral = (id: string, path: string, body: object) =>
    post(`/v1/referrals/${id}/${path}`, body, bearerOf(path));

  const story: StoryKit = {
    kit,
    officer,
    one,
    two,
    letters,
    referrals,
    async tell({ more = 0, reports = 1 } = {}) {
      const { caseId, subject } = await report();
      const again = Array.from({ length: reports - 1 }, () => sampleReport({ evidence: { subject } }));
      await Promise.all(again.map((body) => officer.call("POST", "/v1/reports", { body }).then(requireOk)));
      const decided = await approved(desk, [one, two], { caseId });
      const others = [];
      for (let n = 0; n < more; n++) others.push(await letters.approved());
      const request = randomUUID();
      const body = { id: request, items: [decided, ...others], channel: "x-formulir" };
      requireOk(await one.call("POST", "/v1/requests", { body }));
      await act(request, "sent", { letter: "request", note: "Lewat formulir." });
      await story.seal();
      await act(request, "answers", { kind: "acknowledged" });
      const items = [decided, ...others].map((_, n) => ({ place: n + 1, outcome: "acted", note: "Sudah." }));
      await act(request, "answers", { kind: "items", items });
      const [item] = await db
        .select()
        .from(requestItems)
        .where(eq(requestItems.requestId, request))
        .orderBy(asc(requestItems.place));
      if (!item) throw new Error("no item");
      await story.check(item.id, { seen: "available" });
      const gone = await samplePicture(`gone ${item.id}`);
      const last = await story.check(
        item.id,
        { title: "Halaman tidak ada", ...pictured(gone) },
        "Sudah hilang.",
      );
      requireOk(await sendPicture(one, last, gone.bytes));
      const said = { objector: "uploader", text: "Ini parodi.", name: "Pemilik Akun" } as const;
      const objected = await receiveObjection(
        db,
        item.id,
        { ...said, contact: "pemilik@contoh.test" },
        kit.intake.now(),
      );
      if (!objected.ok) throw new Error(objected.problem.code);
      const hearing = { id: randomUUID(), outcome: "dismissed", reason: "Bukan parodi." };
      for (const by of [hearer, fourth])
        requireOk(await by.call("POST", `/v1/objections/${objected.value.id}/hearing`, { body: hearing }));
      return {
        caseId,
        request,
        item: item.id,
        others: others.map((other) => other.caseId),
        objection: objected.value.id,
      };
    },
    async refer({ close = false } = {}) {
      const { caseId } = await report();
      const { decisionId } = await referrals.decidedOn(caseId, approvalOf("HKI", "RUJUK_DJKI"));
      const { id } = await referrals.of(decisionId);
      await onReferral(id, "channel", { channel: "djki" });
      await onReferral(id, "sent", { letter: "referral", note: "Diantar kurir." });
      await onReferral(id, "answers", { kind: "acknowledged" });
      kit.clock.ms += referralDays * dayMs;
      await remindPartners(db, kit.intake.now());
      if (close) {
        await onReferral(id, "closing", { reason: "DJKI tidak menjawab." });
        return { caseId, referral: id };
      }
      await onReferral(id, "sent", { letter: "reminder" });
      await onReferral(id, "answers", { kind: "answered", outcome: "handled", note: "Sedang diproses." });
      await onReferral(id, "answers", { kind: "answered", outcome: "declined", note: "Ternyata tidak." });
      const reversal = { ...verdicts.reject, reverses: decisionId };
      const proposed = requireOk(await desk.decide(hearer, caseId, reversal));
      requireOk(await desk.answer(fourth, proposed.body.id, "confirm"));
      await onReferral(id, "sent", { letter: "withdrawal" });
      return { caseId, referral: id };
    },
    async watch() {
      const { caseId } = await report();
      const { decisionId } = await referrals.decidedOn(caseId, approvalOf("KEBENCIAN_SARA", "PANTAU"));
      const { id = "" } = (await referrals.watchOf(decisionId)) ?? {};
      const note = "Komentarnya ditutup.";
      const again = { seen: "available", next: { kind: "again", days: 3 }, note };
      await post(`/v1/watches/${id}/looks`, again);
      const end = { seen: "removed", next: { kind: "end", outcome: "gone" } };
      await post(`/v1/watches/${id}/looks`, end, two);
      return { caseId, note };
    },
    async check(itemId, change, note) {
      const asked = await readRequestedItem(kit.store.db, itemId);
      const body = await checkBody(one, proofOf(asked, new Date(kit.clock.ms), change), note);
      requireOk(await one.call("POST", `/v1/items/${itemId}/checks`, { body }));
      return body.id;
    },
    async take(caseId, format, by = one) {
      const { body } = requireOk(await by.call("GET", `/v1/cases/${caseId}/exports/${format}`));
      return body instanceof Uint8Array
        ? new Uint8Array(body)
        : new TextEncoder().encode(canonicalJson(body));
    },
    async seal() {
      await sealLog(db, kit.intake.key, kit.intake.now);
      await closeDays(db, kit.intake.now());
    },
  };
  return story;
}

const dayMs = 24 * 3_600_000;
/** Longer than the days within which an answer is asked for. */
const referralDays = 8;

function requireOk(answer: TestAnswer): TestAnswer {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer;
}
