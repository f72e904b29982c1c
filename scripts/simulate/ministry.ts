/** The people of a simulated intake: who reports, decides, confirms, sends letters and hears objections. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { cases } from "../../intake/store/schema/index.ts";
import type { TestDevice } from "../../test/intake-kit.ts";
import { type Kit, sampleReport, wordless } from "../../test/intake-kit.ts";
import type { ActionCode, CategoryCode } from "../../utils/contract/category.ts";
import type { RequestRow } from "../../utils/contract/request.ts";
import { basesInForce } from "../../utils/policy/bases.ts";
import { clockOf } from "../../utils/policy/clock.ts";
import { groundsOf } from "../../utils/policy/elements.ts";
import type { Random } from "../chaos/random.ts";
import type { PlannedReport } from "./plan.ts";

interface Waiting {
  caseId: string;
  category: CategoryCode;
  action: ActionCode;
  decideMs: number;
}

const minuteMs = 60_000;
const supervisors = 8;

export interface Ministry {
  report(planned: PlannedReport): Promise<void>;
  /** What is due by now, each by somebody. */
  decide(): Promise<void>;
  makeLetters(urgentOnly: boolean): Promise<void>;
  /** Looks at every clock; gives the requests that it showed as over. */
  watchClocks(): Promise<string[]>;
  hearObjections(): Promise<void>;
  counts: Record<"reports" | "decisions" | "letters" | "reprimands" | "hearings" | "reversals", number>;
}

export async function openMinistry(kit: Kit, random: Random): Promise<Ministry> {
  const officers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => kit.enrolled("officer", `Petugas ${at + 1}`)),
  );
  const desks: TestDevice[] = [];
  for (let at = 0; at < supervisors; at++) desks.push(await kit.enrolled("supervisor", `Penyelia ${at + 1}`));
  const waiting: Waiting[] = [];
  const known = new Set<string>();
  const toConfirm: { decisionId: string; by: number }[] = [];
  const counts = { reports: 0, decisions: 0, letters: 0, reprimands: 0, hearings: 0, reversals: 0 };
  const desk = (at: number) => desks[at % supervisors] as TestDevice;

  async function call(device: TestDevice, method: string, path: string, body?: unknown) {
    const answered = await device.call(method, path, body === undefined ? {} : { body });
    if (answered.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answered.body)}`);
    return answered.body;
  }

  return {
    counts,
    async report({ site, category, action, post }) {
      const kind = site === "telegram" ? "message" : site === "youtube" ? "video" : "post";
      const name = site === "telegram" ? `rekaan${post}/1` : `sim${post}`;
      const basis = basesInForce(category, new Date(kit.clock.ms).toISOString()).map(({ id }) => id);
      const subject = `${site}:${kind}:${name}`;
      const permalink = { value: `https://rekaan.example/${post}`, source: "simulasi" };
      const base = wordless(
        sampleReport({ evidence: { site, kind, subject }, category, basis, action, policyVersion: 1 }),
      );
      const audience = { value: "public" as const, source: "simulasi" };
      const fields = { ...base.evidence.fields, permalink, audience };
      const evidence = { ...base.evidence, fields };
      const officer = officers[random.between(0, officers.length - 1)] as TestDevice;
      const { caseId } = await call(officer, "POST", "/v1/reports", { ...base, evidence });
      counts.reports++;
      if (known.has(caseId)) return;
      known.add(caseId);
      const decideMs = kit.clock.ms + random.between(10, category === "TERORISME" ? 60 : 480) * minuteMs;
      waiting.push({ caseId, category, action, decideMs });
    },

    async decide() {
      for (const { decisionId, by } of toConfirm.splice(0)) {
        await call(desk(by + random.between(1, 3)), "POST", `/v1/decisions/${decisionId}/answer`, {
          answer: "confirm",
        });
        counts.decisions++;
      }
      const due = waiting.filter(({ decideMs }) => decideMs <= kit.clock.ms);
      for (const one of due) {
        waiting.splice(waiting.indexOf(one), 1);
        const by = random.between(0, supervisors - 1);
        toConfirm.push({ decisionId: await proposeOn(one, by), by });
      }
    },

    async makeLetters(urgentOnly) {
      const by = desk(random.between(0, supervisors - 1));
      const { groups } = await call(by, "GET", "/v1/requests/ready");
      for (const group of groups) {
        if (urgentOnly && group.category !== "TERORISME") continue;
        const items = group.items.slice(0, 50).map(({ caseId, decisionId }: Record<string, string>) => ({
          caseId,
          decisionId,
        }));
        const id = randomUUID();
        const body = { id, items };
        await call(by, "POST", "/v1/requests", body);
        counts.letters++;
        // People press twice.
        if (random.next() < 0.1) await call(by, "POST", "/v1/requests", body);
      }
    },

    async watchClocks() {
      const by = desk(0);
      const over: string[] = [];
      let after = "";
      do {
        const page = await call(by, "GET", `/v1/requests?state=open&limit=100${after}`);
        for (const row of page.requests as RequestRow[]) {
          if (row.state === "by-hand")
            await call(by, "POST", `/v1/requests/${row.id}/sent`, { id: randomUUID(), letter: "request" });
          const { state, proposes } = clockOf(row, kit.clock.ms);
          if (state === "over") over.push(row.id);
          if (!proposes) continue;
          const asked = { id: randomUUID(), level: proposes };
          await call(by, "POST", `/v1/requests/${row.id}/reprimands`, asked);
          counts.reprimands++;
        }
        after = page.next ? `&after=${page.next}` : "";
      } while (after);
      return over;
    },

    async hearObjections() {
      const { objections } = await call(desk(0), "GET", "/v1/objections?limit=50");
      for (const one of objections) {
        if (one.state !== "open" || random.next() < 0.9) continue;
        await hear(one.id, one.caseId);
      }
    },
  };

  async function proposeOn({ caseId, category, action }: Waiting, by: number): Promise<string> {
    const decision = { id: randomUUID(), caseVersion: await versionOf(caseId) };
    const basis = basesInForce(category, new Date(kit.clock.ms).toISOString()).map(({ id }) => id);
    const verdict =
      random.next() < 0.7
        ? { act: "approve", category, action, basis, ...groundsOf(category) }
        : { act: "reject", why: random.pick(["criticism", "press", "elements-missing"]) };
    const reason = "Dinilai menurut unsur kategori ini, satu per satu.";
    const body = { ...decision, ...verdict, reason };
    await call(desk(by), "POST", `/v1/cases/${caseId}/decisions`, body);
    return decision.id;
  }

  async function versionOf(caseId: string): Promise<number> {
    const [row] = await kit.store.db
      .select({ version: cases.version })
      .from(cases)
      .where(eq(cases.id, caseId));
    return row?.version ?? 0;
  }

  /** By whoever may: those who decided are told so and leave it to others. */
  async function hear(objectionId: string, caseId: string): Promise<void> {
    const upheld = random.next() < 0.3;
    const reason = "Ditinjau ulang oleh yang tidak ikut memutus.";
    for (let at = 0; at < supervisors; at++) {
      const id = randomUUID();
      const reversal = {
        ...{ id: randomUUID(), caseVersion: await versionOf(caseId), act: "reject", why: "criticism" },
        reason,
      };
      const body = upheld
        ? { id, reason, outcome: "upheld", reversal }
        : { id, reason, outcome: "dismissed" };
      const path = `/v1/objections/${objectionId}/hearing`;
      const heard = await desk(at).call("POST", path, { body });
      if (heard.problem === "took-part") continue;
      if (heard.status !== 200) return;
      counts.hearings++;
      if (!upheld) return;
      counts.reversals++;
      return confirmReversal(reversal.id, at);
    }
  }

  async function confirmReversal(decisionId: string, by: number): Promise<void> {
    for (let at = 1; at < supervisors; at++) {
      const path = `/v1/decisions/${decisionId}/answer`;
      const answered = await desk(by + at).call("POST", path, { body: { answer: "confirm" } });
      if (answered.status === 200) return;
    }
  }
}
