/** A person's device without a browser: enrols, sends sealed reports and reviews tasks, for tests that need many. */

import { randomUUID } from "node:crypto";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Report } from "../../../utils/shared/contract/report.ts";
import type { ReviewTask, Verdict } from "../../../utils/shared/contract/review.ts";
import { narrowestAction } from "../../../utils/shared/policy/categories.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import { makeProof } from "../../../utils/shared/seal/request-proof.ts";
import { sealEvidence } from "../../../utils/shared/seal/seal.ts";
import { newKey } from "../kits/evidence.ts";

export interface Device {
  /** Calls the intake as this device. Throws if it refuses. */
  call(method: "GET" | "POST", path: string, content?: unknown): Promise<unknown>;
  report(evidence: Evidence, category: Report["category"]): Promise<void>;
  /** Gives the same verdict on all of a vlogger's tasks and returns their number. */
  reviewAll(verdict: Verdict, reason: string): Promise<number>;
}

/** `code` is the person's one-time code at the intake. */
export async function enrolDevice(intake: string, code: string): Promise<Device> {
  const key = await newKey();
  let nonce: string | undefined;

  const send = async (method: "GET" | "POST", path: string, body: string | undefined) => {
    const proof = await makeProof({
      key: key.privateKey,
      publicKey: key.publicKey,
      method,
      address: intake + path,
      bodySha256: await digestHex(body ?? ""),
      ...(nonce === undefined ? {} : { nonce }),
    });
    const headers = { ...(body ? { "Content-Type": "application/json" } : {}), DPoP: proof };
    const answer = await fetch(intake + path, { method, headers, ...(body ? { body } : {}) });
    nonce = answer.headers.get("dpop-nonce") ?? nonce;
    return answer;
  };
  /** The first answer may only tell the nonce to use. */
  const call = async (method: "GET" | "POST", path: string, content?: unknown): Promise<unknown> => {
    const body = content === undefined ? undefined : JSON.stringify(content);
    const first = await send(method, path, body);
    const answer = first.ok ? first : await send(method, path, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await call("POST", "/v1/enrolments", {
    code,
    device: { browser: "Chromium 156", extensionVersion: "0.1.0" },
  });
  return {
    call,
    async report(evidence, category) {
      const at = new Date().toISOString();
      await call("POST", "/v1/reports", {
        id: randomUUID(),
        evidence,
        category,
        policyVersion,
        urgent: false,
        basis: basesInForce(category, at).map(({ id }) => id),
        action: narrowestAction(category),
        seal: await sealEvidence(evidence, key),
      });
    },
    async reviewAll(verdict, reason) {
      const { tasks } = (await call("GET", "/v1/reviews/tasks")) as { tasks: ReviewTask[] };
      const review = { verdict, reason, timecodes: [], confidence: "high" };
      for (const { caseId } of tasks)
        await call("POST", `/v1/cases/${caseId}/reviews`, { id: randomUUID(), ...review });
      return tasks.length;
    },
  };
}
