/** A person's device without a browser: enrols, sends sealed reports and reviews tasks, for tests that need many. */

import { randomUUID } from "node:crypto";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Report } from "../../../utils/shared/contract/report.ts";
import type { ReviewTask, Verdict } from "../../../utils/shared/contract/review.ts";
import { narrowestAction } from "../../../utils/shared/policy/categories.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { policyVersion } from "../../../utils/shared/policy/version.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import { makeProof } from "../../../utils/shared/seal/request-proof.ts";
import { sealEvidence } from "../../../utils/shared/seal/seal.ts";

export interface Device {
  report(evidence: Evidence, category: Report["category"]): Promise<void>;
  /** Gives the same verdict on all of a vlogger's tasks and returns their number. */
  reviewAll(verdict: Verdict, reason: string): Promise<number>;
}

/** `code` is the person's one-time code at the intake. */
export async function enrolDevice(intake: string, code: string): Promise<Device> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: PublicKey = { kty: "EC", crv: "P-256", x, y };
  let nonce: string | undefined;

  const call = async (method: "GET" | "POST", path: string, content?: unknown): Promise<unknown> => {
    const body = content === undefined ? undefined : JSON.stringify(content);
    for (const last of [false, true]) {
      const proof = await makeProof({
        key: pair.privateKey,
        publicKey,
        method,
        address: intake + path,
        bodySha256: await digestHex(body ?? ""),
        ...(nonce === undefined ? {} : { nonce }),
      });
      const headers = { ...(body ? { "Content-Type": "application/json" } : {}), DPoP: proof };
      const answer = await fetch(intake + path, { method, headers, ...(body ? { body } : {}) });
      nonce = answer.headers.get("dpop-nonce") ?? nonce;
      if (answer.ok) return answer.json();
      if (last) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
  };
  await call("POST", "/v1/enrolments", {
    code,
    device: { browser: "Chromium 156", extensionVersion: "0.1.0" },
  });
  return {
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
        seal: await sealEvidence(evidence, { privateKey: pair.privateKey, publicKey }),
      });
    },
    async reviewAll(verdict, reason) {
      const { tasks } = (await call("GET", "/v1/reviews/tasks")) as { tasks: ReviewTask[] };
      const said = { verdict, reason, timecodes: [], confidence: "high" };
      for (const { caseId } of tasks)
        await call("POST", `/v1/cases/${caseId}/reviews`, { id: randomUUID(), ...said });
      return tasks.length;
    },
  };
}
