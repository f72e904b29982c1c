/** What a simulated ministry does: reports come in, two people decide, letters are made, and some decisions are taken back. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, notInArray } from "drizzle-orm";
import { cases, decisions, requestItems, requests } from "../../intake/store/schema/index.ts";
import type { Kit } from "../../test/intake-kit.ts";
import type { ActionCode, CategoryCode } from "../../utils/contract/category.ts";
import type { ReadyGroup } from "../../utils/contract/reprimand.ts";
import { basesInForce } from "../../utils/policy/bases.ts";
import { groundsOf } from "../../utils/policy/elements.ts";
import type { Random } from "../chaos/random.ts";
import { createAgenda, inTurns } from "./agenda.ts";
import type { PlannedReport } from "./plan.ts";
import type { Deeds } from "./record.ts";
import { toReport } from "./reporters.ts";
import { ask, askInVain, type Staff } from "./staff.ts";

interface Waiting {
  caseId: string;
  category: CategoryCode;
  action: ActionCode;
}

export interface Proposed {
  caseId: string;
  decisionId: string;
  /** Supervisors who had a part in it, by number. */
  involved: Set<number>;
}

export interface Ministry {
  report(planned: PlannedReport): Promise<void>;
  /** What is due by now, each by somebody. */
  decide(): Promise<void>;
  makeLetters(urgentOnly: boolean): Promise<void>;
  /** By number: who had a part in what was decided on a case. */
  involvedIn(caseId: string): Set<number>;
  /** The body of a decision that takes back what stands. */
  reversalOf(caseId: string): Promise<{ id: string } & object>;
  /** Somebody who had no part confirms a reversal; what the platform has done is asked back. */
  confirmReversal(reversal: Proposed): Promise<void>;
}

const minuteMs = 60_000;
const reason = "Dinilai menurut unsur kategori ini, satu per satu.";

export function openMinistry(
  kit: Kit,
  staff: Staff,
  { random, deeds }: { random: Random; deeds: Deeds },
): Ministry {
  const { db } = kit.store;
  const waiting = createAgenda<Waiting>();
  const toReverse = createAgenda<Pick<Proposed, "caseId" | "decisionId">>();
  const parties = new Map<string, Set<number>>();
  const toConfirm: Proposed[] = [];
  const involvedIn = (caseId: string) => parties.get(caseId) ?? new Set<number>();

  const ministry: Ministry = {
    involvedIn,

    async report(planned) {
      const { category, action } = planned;
      const decideMs = random.between(10, category === "TERORISME" ? 60 : 480) * minuteMs;
      const report = toReport(planned, kit.clock.ms);
      const { caseId } = await ask(staff.officer(), "POST", "/v1/reports", report);
      deeds.counts.reports++;
      if (parties.has(caseId)) return;
      parties.set(caseId, new Set());
      waiting.add(kit.clock.ms + decideMs, { caseId, category, action });
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
      const by = staff.desk(staff.anyDesk());
      const { groups } = await ask(by, "GET", "/v1/requests/ready");
      for (const group of groups as ReadyGroup[]) {
        if (urgentOnly && !group.urgent) continue;
        const items = group.items.slice(0, 50).map(({ caseId, decisionId }) => ({ caseId, decisionId }));
        const body = { id: randomUUID(), items };
        await ask(by, "POST", "/v1/requests", body);
        deeds.made.add(body.id);
        // People press twice, and try what went already.
        if (random.next() < 0.1) await ask(by, "POST", "/v1/requests", body);
        if (random.next() < 0.02)
          await askInVain(by, "/v1/requests", {
            ...{ body: { ...body, id: randomUUID() }, problem: "request-made" },
          });
      }
    },

    async reversalOf(caseId) {
      const caseVersion = await versionOf(caseId);
      return { id: randomUUID(), caseVersion, act: "reject", why: "criticism", reason };
    },

    async confirmReversal({ caseId, decisionId, involved }) {
      const path = `/v1/decisions/${decisionId}/answer`;
      const [tainted] = involved;
      const own = { body: { answer: "confirm" }, problem: "took-part" } as const;
      if (tainted !== undefined) await askInVain(staff.desk(tainted), path, own);
      const by = staff.deskBut(involved);
      await ask(staff.desk(by), "POST", path, { answer: "confirm" });
      parties.set(caseId, new Set([...involved, by]));
      deeds.counts.reversals++;
      await askBack(caseId, decisionId);
    },
  };
  return ministry;

  async function propose(one: Waiting): Promise<void> {
    const { caseId, category, action } = one;
    const by = staff.anyDesk();
    const basis = basesInForce(category, new Date(kit.clock.ms).toISOString()).map(({ id }) => id);
    const verdict =
      random.next() < 0.7
        ? { act: "approve", category, action, basis, ...groundsOf(category) }
        : { act: "reject", why: random.pick(["criticism", "press", "elements-missing"]) };
    const id = randomUUID();
    const body = { id, caseVersion: await versionOf(caseId), ...verdict, reason };
    await ask(staff.desk(by), "POST", `/v1/cases/${caseId}/decisions`, body);
    toConfirm.push({ caseId, decisionId: id, involved: new Set([by]) });
    if (verdict.act !== "approve" || random.next() > 0.01) return;
    const laterMs = kit.clock.ms + random.between(30, 24 * 60) * minuteMs;
    toReverse.add(laterMs, { caseId, decisionId: id });
  }

  async function confirm({ caseId, decisionId, involved }: Proposed): Promise<void> {
    const by = staff.deskBut(involved);
    await ask(staff.desk(by), "POST", `/v1/decisions/${decisionId}/answer`, { answer: "confirm" });
    deeds.counts.decisions++;
    parties.set(caseId, new Set([...involved, by]));
  }

  /** Two others find that it was wrong, whether it has gone out or not; what an objection has led to already stays. */
  async function reverse({ caseId, decisionId }: Pick<Proposed, "caseId" | "decisionId">): Promise<void> {
    const [found] = await db.select().from(decisions).where(eq(decisions.id, decisionId));
    if (found?.reversedAt !== null) return;
    const involved = involvedIn(caseId);
    const by = staff.deskBut(involved);
    const reversal = { ...(await ministry.reversalOf(caseId)), reverses: decisionId };
    await ask(staff.desk(by), "POST", `/v1/cases/${caseId}/decisions`, reversal);
    const proposed = { caseId, decisionId: reversal.id, involved: new Set([...involved, by]) };
    await ministry.confirmReversal({ ...proposed, involved: new Set([...involved, by]) });
  }

  async function askBack(caseId: string, decisionId: string): Promise<void> {
    const [sent] = await db
      .select({ id: requests.id })
      .from(requestItems)
      .innerJoin(requests, eq(requests.id, requestItems.requestId))
      .where(
        and(
          ...[eq(requestItems.caseId, caseId), eq(requestItems.isVoid, false), eq(requests.kind, "order")],
          inArray(requests.state, ["sent", "answered"]),
          notInArray(requestItems.outcome, ["refused", "not-found"]),
        ),
      );
    if (!sent) return;
    const body = { id: randomUUID(), items: [{ caseId, decisionId }] };
    await ask(staff.desk(staff.anyDesk()), "POST", "/v1/requests", body);
    deeds.made.add(body.id);
  }

  async function versionOf(caseId: string): Promise<number> {
    const named = eq(cases.id, caseId);
    const [row] = await db.select({ version: cases.version }).from(cases).where(named);
    return row?.version ?? 0;
  }
}
