/** Common acts of desk tests: create a case, decide, answer, verify the export. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { cases, claims, groups } from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import {
  type IntakeKit,
  type SampleReport,
  sampleReport,
  type TestDevice,
  withoutText,
} from "../../scripts/dev/kits/intake-kit.ts";
import { groundsOf } from "../../utils/shared/policy/decision-elements.ts";
import { checkCase } from "../../utils/shared/verify/check-bytes.ts";

export const reasons = { reason: "Tautan ke situs judi." };

/** Bodies without the ids of what they apply to. */
export const verdicts = {
  approve: {
    act: "approve",
    category: "JUDI",
    action: "BATAS_WILAYAH",
    basis: ["kuhp-426-427"],
    ...groundsOf("JUDI"),
    ...reasons,
  },
  reject: { act: "reject", why: "criticism", ...reasons },
  recategorise: { act: "recategorise", category: "PENIPUAN", ...reasons },
  escalate: { act: "escalate", agency: "OJK", ...reasons },
} as const;

export interface Desk {
  open(sample?: SampleReport, by?: TestDevice): Promise<string>;
  read(caseId: string, by?: TestDevice): ReturnType<TestDevice["call"]>;
  /** On the current version, unless the verdict names another. */
  decide(by: TestDevice, caseId: string, verdict: object): ReturnType<TestDevice["call"]>;
  answer(by: TestDevice, id: string, answer: string, reason?: string): ReturnType<TestDevice["call"]>;
  vote(by: TestDevice, id: string, vote: string, more?: object): ReturnType<TestDevice["call"]>;
  hold(by: TestDevice, caseId: string, ms: number): Promise<void>;
  /** Makes these cases one group. */
  group(caseIds: string[]): Promise<string>;
  /** Findings of verifying the case's export. */
  broken(caseId: string, by: TestDevice, change?: (exported: Exported) => void): Promise<string[]>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests change exports in every way
type Exported = any;

/** A supervisor proposes child sexual abuse material: the case is withheld, but not decided. */
export async function proposeLane(by: TestDevice, caseId: string): Promise<string> {
  const { version: caseVersion } = (await by.call("GET", `/v1/cases/${caseId}`)).body;
  const verdict = { ...verdicts.recategorise, category: "PORNO_ANAK" };
  const body = { id: randomUUID(), caseVersion, ...verdict };
  const answer = await by.call("POST", `/v1/cases/${caseId}/decisions`, { body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return body.id;
}

/** `reader` reads cases and versions if no other device is given. */
export function deskOf(
  { store, clock }: IntakeKit,
  { officer, reader }: Record<"officer" | "reader", TestDevice>,
): Desk {
  const { db } = store;
  const desk: Desk = {
    async open(sample, by = officer) {
      const report = sampleReport(sample);
      // Otherwise all samples have the same text and form a group.
      const body = sample?.evidence?.fields ? report : withoutText(report);
      const sent = await by.call("POST", "/v1/reports", { body });
      if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
      return sent.body.caseId;
    },
    read: (caseId, by = reader) => by.call("GET", `/v1/cases/${caseId}`),
    async decide(by, caseId, verdict) {
      const caseVersion = "caseVersion" in verdict ? 0 : (await desk.read(caseId)).body.version;
      return by.call("POST", `/v1/cases/${caseId}/decisions`, {
        body: { id: randomUUID(), caseVersion, ...verdict },
      });
    },
    answer: (by, id, answer, reason) =>
      by.call("POST", `/v1/decisions/${id}/answer`, { body: { answer, ...(reason ? { reason } : {}) } }),
    vote: (by, id, vote, more = {}) =>
      by.call("POST", `/v1/decisions/${id}/votes`, {
        body: { id: randomUUID(), vote, reason: "Unsur terpenuhi.", ...more },
      }),
    async hold(by, caseId, ms) {
      const { personId, deviceId } = (await by.call("GET", "/v1/me")).body;
      const held = { caseId, spot: spotOfCase(caseId), personId, deviceId, until: new Date(clock.ms + ms) };
      await db
        .insert(claims)
        .values(held)
        .onConflictDoUpdate({ target: [claims.caseId, claims.spot], set: held });
    },
    async group(caseIds) {
      const id = randomUUID();
      await db.insert(groups).values({ id, createdAt: new Date(clock.ms), why: "text" });
      for (const caseId of caseIds) await db.update(cases).set({ groupId: id }).where(sql`id = ${caseId}`);
      return id;
    },
    async broken(caseId, by, change = () => undefined) {
      const exported = (await by.call("GET", `/v1/cases/${caseId}/exports/json`)).body;
      change(exported);
      const findings: string[] = [];
      await checkCase(exported, new Map(), {}, (what, holds, where) => {
        const isOpen = ["decision", "format", "log"].includes(what) && holds !== true;
        if (isOpen || (what === "complete" && holds === false)) findings.push(`${what} ${where}`);
      });
      return findings;
    },
  };
  return desk;
}
