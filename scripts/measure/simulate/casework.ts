/** The simulated ministry: reports arrive, two people decide, letters are made, some decisions are reversed. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull, notInArray, or } from "drizzle-orm";
import { cases, decisions, requestItems, requests } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { ReadyGroup } from "../../../utils/shared/contract/reprimand.ts";
import { groundsOf } from "../../../utils/shared/policy/decision-elements.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  type UnsealedReport,
  withoutText,
} from "../../dev/kits/intake-kit.ts";
import { type Random, randomOf } from "../chaos/random.ts";
import { createAgenda, interleave } from "./agenda.ts";
import type { EventLog } from "./event-log.ts";
import type { PlannedReport } from "./plan.ts";
import { expectOk, expectProblem, type SimulatedStaff } from "./staff.ts";

interface WaitingCase {
  caseId: string;
  category: CategoryCode;
  action: ActionCode;
  /** Seeded by the post, so that the order of processing does not matter. */
  random: Random;
}

export interface ProposedDecision {
  caseId: string;
  decisionId: string;
  /** Numbers of the supervisors who took part. */
  involved: Set<number>;
  random: Random;
}

type DecidedCase = Omit<ProposedDecision, "involved">;

const minuteMs = 60_000;
const reason = "Dinilai menurut unsur kategori ini, satu per satu.";

/** Officers' reports of posts without text, each at an address that its site could have. */
function toReport({ site, category, action, post }: PlannedReport, nowMs: number): UnsealedReport {
  const basis = basesInForce(category, new Date(nowMs).toISOString()).map(({ id }) => id);
  const { kind, name, address } = postOn(site, post);
  const about = { site, kind, subject: `${site}:${kind}:${name}` } as const;
  const permalink = { value: address, source: "simulasi" };
  if (category === "PORNO_ANAK") {
    const base = sampleNoPixels(about);
    const fields = { ...base.evidence.fields, permalink };
    return { ...base, basis, action, evidence: { ...base.evidence, fields } };
  }
  const base = withoutText(sampleReport({ evidence: about, category, basis, action, policyVersion: 1 }));
  const audience = { value: "public" as const, source: "simulasi" };
  const fields = { ...base.evidence.fields, permalink, audience };
  return { ...base, evidence: { ...base.evidence, fields } };
}

function postOn(site: PlannedReport["site"], post: number) {
  const id = `1${String(post).padStart(17, "0")}`;
  switch (site) {
    case "facebook":
      return { kind: "post", name: id, address: `https://www.facebook.com/100/posts/${id}` } as const;
    case "x":
      return { kind: "post", name: id, address: `https://x.com/i/status/${id}` } as const;
    case "telegram":
      return { kind: "message", name: `rekaan${post}/1`, address: `https://t.me/rekaan${post}/1` } as const;
    case "youtube": {
      const name = `sim${String(post).padStart(8, "0")}`;
      return { kind: "video", name, address: `https://www.youtube.com/watch?v=${name}` } as const;
    }
  }
}

export class Casework {
  readonly #db: Db;
  readonly #letters: Random;
  readonly #waiting = createAgenda<WaitingCase>();
  readonly #toReverse = createAgenda<DecidedCase>();
  readonly #involved = new Map<string, Set<number>>();
  readonly #toConfirm: ProposedDecision[] = [];
  readonly #clock: IntakeKit["clock"];
  readonly #staff: SimulatedStaff;
  readonly #seed: number;
  readonly #deeds: EventLog;

  constructor(
    { store, clock }: IntakeKit,
    staff: SimulatedStaff,
    { seed, deeds }: { seed: number; deeds: EventLog },
  ) {
    this.#db = store.db;
    this.#clock = clock;
    this.#staff = staff;
    this.#seed = seed;
    this.#deeds = deeds;
    this.#letters = randomOf(seed, "letters");
  }

  /** Numbers of the supervisors who took part in the case's decisions. */
  involvedIn(caseId: string): Set<number> {
    return this.#involved.get(caseId) ?? new Set();
  }

  async report(planned: PlannedReport): Promise<void> {
    const { category, action } = planned;
    const random = randomOf(this.#seed, `${planned.post} ${planned.atMs}`);
    const decideMs = random.between(10, category === "TERORISME" ? 60 : 480) * minuteMs;
    const report = toReport(planned, this.#clock.ms);
    const { caseId } = await expectOk(this.#staff.officer(random), "POST", "/v1/reports", report);
    this.#deeds.counts.reports++;
    if (this.#involved.has(caseId)) return;
    this.#involved.set(caseId, new Set());
    this.#waiting.add(this.#clock.ms + decideMs, { caseId, category, action, random });
  }

  /** Makes all decisions that are due. */
  async decide(): Promise<void> {
    const alone = <T>(all: readonly T[]) => all.map((item) => [item]);
    await interleave(alone(this.#toConfirm.splice(0)), (decision) => this.#confirm(decision));
    await interleave(alone(this.#waiting.due(this.#clock.ms)), (item) => this.#propose(item));
    for (const reversal of this.#toReverse.due(this.#clock.ms)) await this.#reverse(reversal);
  }

  async makeLetters(urgentOnly: boolean): Promise<void> {
    const [letters, staff] = [this.#letters, this.#staff];
    const by = staff.desk(staff.anyDesk(letters));
    const { groups } = await expectOk(by, "GET", "/v1/requests/ready");
    for (const group of groups as ReadyGroup[]) {
      if (urgentOnly && !group.urgent) continue;
      const items = group.items.slice(0, 50).map(({ caseId, decisionId }) => ({ caseId, decisionId }));
      const body = { id: randomUUID(), items };
      await expectOk(by, "POST", "/v1/requests", body);
      this.#deeds.made.add(body.id);
      // Simulates double presses and repeated requests.
      if (letters.next() < 0.1) await expectOk(by, "POST", "/v1/requests", body);
      const again = { body: { ...body, id: randomUUID() }, problem: "request-made" } as const;
      if (letters.next() < 0.02) await expectProblem(by, "/v1/requests", again);
    }
  }

  /** Returns the body of a decision that reverses the one in force. */
  async reversalOf(caseId: string) {
    const caseVersion = await this.#versionOf(caseId);
    return { id: randomUUID(), caseVersion, act: "reject", why: "criticism", reason };
  }

  /** Has an uninvolved supervisor confirm a reversal, and asks the platform to restore the post if it acted. */
  async confirmReversal({ caseId, decisionId, involved, random }: ProposedDecision): Promise<void> {
    const staff = this.#staff;
    const path = `/v1/decisions/${decisionId}/answer`;
    const [tainted] = involved;
    const own = { body: { answer: "confirm" }, problem: "took-part" } as const;
    if (tainted !== undefined) await expectProblem(staff.desk(tainted), path, own);
    const by = staff.deskBut(involved, random);
    await expectOk(staff.desk(by), "POST", path, { answer: "confirm" });
    this.#involved.set(caseId, new Set([...involved, by]));
    this.#deeds.counts.reversals++;
    await this.#askBack({ caseId, decisionId, random });
  }

  async #propose({ caseId, category, action, random }: WaitingCase): Promise<void> {
    const nowMs = this.#clock.ms;
    const by = this.#staff.anyDesk(random);
    const basis = basesInForce(category, new Date(nowMs).toISOString()).map(({ id }) => id);
    const verdict =
      random.next() < 0.7
        ? { act: "approve", category, action, basis, ...groundsOf(category) }
        : { act: "reject", why: random.pick(["criticism", "press", "elements-missing"]) };
    const id = randomUUID();
    const body = { id, caseVersion: await this.#versionOf(caseId), ...verdict, reason };
    await expectOk(this.#staff.desk(by), "POST", `/v1/cases/${caseId}/decisions`, body);
    this.#toConfirm.push({ caseId, decisionId: id, involved: new Set([by]), random });
    if (verdict.act !== "approve" || random.next() > 0.01) return;
    const laterMs = this.#clock.ms + random.between(30, 24 * 60) * minuteMs;
    this.#toReverse.add(laterMs, { caseId, decisionId: id, random });
  }

  async #confirm({ caseId, decisionId, involved, random }: ProposedDecision): Promise<void> {
    const by = this.#staff.deskBut(involved, random);
    await expectOk(this.#staff.desk(by), "POST", `/v1/decisions/${decisionId}/answer`, { answer: "confirm" });
    this.#deeds.counts.decisions++;
    this.#involved.set(caseId, new Set([...involved, by]));
  }

  /** Two other supervisors reverse the decision, sent or not. A reversal by an objection is left as it is. */
  async #reverse({ caseId, decisionId, random }: DecidedCase): Promise<void> {
    const [decision] = await this.#db.select().from(decisions).where(eq(decisions.id, decisionId));
    if (decision?.reversedAt !== null) return;
    const involved = this.involvedIn(caseId);
    const by = this.#staff.deskBut(involved, random);
    const reversal = { ...(await this.reversalOf(caseId)), reverses: decisionId };
    await expectOk(this.#staff.desk(by), "POST", `/v1/cases/${caseId}/decisions`, reversal);
    const proposed = { caseId, decisionId: reversal.id, random };
    await this.confirmReversal({ ...proposed, involved: new Set([...involved, by]) });
  }

  async #askBack({ caseId, decisionId, random }: DecidedCase): Promise<void> {
    const [sent] = await this.#db
      .select({ id: requests.id })
      .from(requestItems)
      .innerJoin(requests, eq(requests.id, requestItems.requestId))
      .where(
        and(
          eq(requestItems.caseId, caseId),
          eq(requestItems.isVoid, false),
          eq(requests.kind, "order"),
          inArray(requests.state, ["sent", "answered"]),
          or(notInArray(requestItems.outcome, ["refused", "not-found"]), isNotNull(requestItems.provenAt)),
        ),
      );
    if (!sent) return;
    const body = { id: randomUUID(), items: [{ caseId, decisionId }] };
    await expectOk(this.#staff.desk(this.#staff.anyDesk(random)), "POST", "/v1/requests", body);
    this.#deeds.made.add(body.id);
  }

  async #versionOf(caseId: string): Promise<number> {
    const [row] = await this.#db.select({ version: cases.version }).from(cases).where(eq(cases.id, caseId));
    return row?.version ?? 0;
  }
}
