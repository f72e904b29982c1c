/** The simulated ministry: reports arrive, two people decide, letters are made, some decisions are reversed. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull, notInArray, or } from "drizzle-orm";
import { cases, decisions, requestItems, requests } from "../../../intake/db/schema/index.ts";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { ReadyGroup } from "../../../utils/shared/contract/reprimand.ts";
import { groundsOf } from "../../../utils/shared/policy/elements.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import {
  type Kit,
  sampleNoPixels,
  sampleReport,
  type Unsealed,
  wordless,
} from "../../dev/kits/intake-kit.ts";
import { type Random, randomOf } from "../chaos/random.ts";
import { createAgenda, inTurns } from "./agenda.ts";
import type { PlannedReport } from "./plan.ts";
import type { Deeds } from "./record.ts";
import { ask, askInVain, type Staff } from "./staff.ts";

interface Waiting {
  caseId: string;
  category: CategoryCode;
  action: ActionCode;
  /** Seeded by the post, so that the order of processing does not matter. */
  random: Random;
}

export interface Proposed {
  caseId: string;
  decisionId: string;
  /** Numbers of the supervisors who took part. */
  involved: Set<number>;
  random: Random;
}

type Decided = Omit<Proposed, "involved">;

export interface Ministry {
  report(planned: PlannedReport): Promise<void>;
  /** Makes all decisions that are due. */
  decide(): Promise<void>;
  makeLetters(urgentOnly: boolean): Promise<void>;
  /** Numbers of the supervisors who took part in the case's decisions. */
  involvedIn(caseId: string): Set<number>;
  /** Returns the body of a decision that reverses the one in force. */
  reversalOf(caseId: string): Promise<{ id: string } & object>;
  /** Has an uninvolved supervisor confirm a reversal, and asks the platform to restore the post if it acted. */
  confirmReversal(reversal: Proposed): Promise<void>;
}

const minuteMs = 60_000;
const reason = "Dinilai menurut unsur kategori ini, satu per satu.";

/** Officers' reports of posts without text, each at an address that its site could have. */
function toReport({ site, category, action, post }: PlannedReport, nowMs: number): Unsealed {
  const basis = basesInForce(category, new Date(nowMs).toISOString()).map(({ id }) => id);
  const { kind, name, address } = postOn(site, post);
  const about = { site, kind, subject: `${site}:${kind}:${name}` } as const;
  const permalink = { value: address, source: "simulasi" };
  if (category === "PORNO_ANAK") {
    const base = sampleNoPixels(about);
    const fields = { ...base.evidence.fields, permalink };
    return { ...base, basis, action, evidence: { ...base.evidence, fields } };
  }
  const base = wordless(sampleReport({ evidence: about, category, basis, action, policyVersion: 1 }));
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

export function openMinistry(
  kit: Kit,
  staff: Staff,
  { seed, deeds }: { seed: number; deeds: Deeds },
): Ministry {
  const { db } = kit.store;
  const waiting = createAgenda<Waiting>();
  const toReverse = createAgenda<Decided>();
  const letters = randomOf(seed, "letters");
  const parties = new Map<string, Set<number>>();
  const toConfirm: Proposed[] = [];
  const involvedIn = (caseId: string) => parties.get(caseId) ?? new Set<number>();

  const ministry: Ministry = {
    involvedIn,

    async report(planned) {
      const { category, action } = planned;
      const random = randomOf(seed, `${planned.post} ${planned.atMs}`);
      const decideMs = random.between(10, category === "TERORISME" ? 60 : 480) * minuteMs;
      const report = toReport(planned, kit.clock.ms);
      const { caseId } = await ask(staff.officer(random), "POST", "/v1/reports", report);
      deeds.counts.reports++;
      if (parties.has(caseId)) return;
      parties.set(caseId, new Set());
      waiting.add(kit.clock.ms + decideMs, { caseId, category, action, random });
    },

    async decide() {
      await inTurns(
        toConfirm.splice(0).map((one) => [one]),
        confirm,
      );
      await inTurns(
        waiting.due(kit.clock.ms).map((one) => [one]),
        propose,
      );
      for (const one of toReverse.due(kit.clock.ms)) await reverse(one);
    },

    async makeLetters(urgentOnly) {
      const by = staff.desk(staff.anyDesk(letters));
      const { groups } = await ask(by, "GET", "/v1/requests/ready");
      for (const group of groups as ReadyGroup[]) {
        if (urgentOnly && !group.urgent) continue;
        const items = group.items.slice(0, 50).map(({ caseId, decisionId }) => ({ caseId, decisionId }));
        const body = { id: randomUUID(), items };
        await ask(by, "POST", "/v1/requests", body);
        deeds.made.add(body.id);
        // Simulates double presses and repeated requests.
        if (letters.next() < 0.1) await ask(by, "POST", "/v1/requests", body);
        if (letters.next() < 0.02)
          await askInVain(by, "/v1/requests", {
            body: { ...body, id: randomUUID() },
            problem: "request-made",
          });
      }
    },

    async reversalOf(caseId) {
      const caseVersion = await versionOf(caseId);
      return { id: randomUUID(), caseVersion, act: "reject", why: "criticism", reason };
    },

    async confirmReversal({ caseId, decisionId, involved, random }) {
      const path = `/v1/decisions/${decisionId}/answer`;
      const [tainted] = involved;
      const own = { body: { answer: "confirm" }, problem: "took-part" } as const;
      if (tainted !== undefined) await askInVain(staff.desk(tainted), path, own);
      const by = staff.deskBut(involved, random);
      await ask(staff.desk(by), "POST", path, { answer: "confirm" });
      parties.set(caseId, new Set([...involved, by]));
      deeds.counts.reversals++;
      await askBack({ caseId, decisionId, random });
    },
  };
  return ministry;

  async function propose(one: Waiting): Promise<void> {
    const { caseId, category, action, random } = one;
    const by = staff.anyDesk(random);
    const basis = basesInForce(category, new Date(kit.clock.ms).toISOString()).map(({ id }) => id);
    const verdict =
      random.next() < 0.7
        ? { act: "approve", category, action, basis, ...groundsOf(category) }
        : { act: "reject", why: random.pick(["criticism", "press", "elements-missing"]) };
    const id = randomUUID();
    const body = { id, caseVersion: await versionOf(caseId), ...verdict, reason };
    await ask(staff.desk(by), "POST", `/v1/cases/${caseId}/decisions`, body);
    toConfirm.push({ caseId, decisionId: id, involved: new Set([by]), random });
    if (verdict.act !== "approve" || random.next() > 0.01) return;
    const laterMs = kit.clock.ms + random.between(30, 24 * 60) * minuteMs;
    toReverse.add(laterMs, { caseId, decisionId: id, random });
  }

  async function confirm({ caseId, decisionId, involved, random }: Proposed): Promise<void> {
    const by = staff.deskBut(involved, random);
    await ask(staff.desk(by), "POST", `/v1/decisions/${decisionId}/answer`, { answer: "confirm" });
    deeds.counts.decisions++;
    parties.set(caseId, new Set([...involved, by]));
  }

  /** Two other supervisors reverse the decision, sent or not. A reversal by an objection is left as it is. */
  async function reverse({ caseId, decisionId, random }: Decided): Promise<void> {
    const [found] = await db.select().from(decisions).where(eq(decisions.id, decisionId));
    if (found?.reversedAt !== null) return;
    const involved = involvedIn(caseId);
    const by = staff.deskBut(involved, random);
    const reversal = { ...(await ministry.reversalOf(caseId)), reverses: decisionId };
    await ask(staff.desk(by), "POST", `/v1/cases/${caseId}/decisions`, reversal);
    const proposed = { caseId, decisionId: reversal.id, random };
    await ministry.confirmReversal({ ...proposed, involved: new Set([...involved, by]) });
  }

  async function askBack({ caseId, decisionId, random }: Decided): Promise<void> {
    const [sent] = await db
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
    await ask(staff.desk(staff.anyDesk(random)), "POST", "/v1/requests", body);
    deeds.made.add(body.id);
  }

  async function versionOf(caseId: string): Promise<number> {
    const named = eq(cases.id, caseId);
    const [row] = await db.select({ version: cases.version }).from(cases).where(named);
    return row?.version ?? 0;
  }
}
