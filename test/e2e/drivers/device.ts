/** An officer's device without a browser: it enrols and sends sealed reports, for scenes that need many of them. */

import { randomUUID } from "node:crypto";
import type { PublicKey } from "../../../utils/contract/enrolment.ts";
import type { Evidence } from "../../../utils/contract/evidence.ts";
import type { Report } from "../../../utils/contract/report.ts";
import { basesInForce } from "../../../utils/policy/bases.ts";
import { narrowestAction } from "../../../utils/policy/categories.ts";
import { policyVersion } from "../../../utils/policy/version.ts";
import { digestHex } from "../../../utils/seal/digest.ts";
import { makeProof } from "../../../utils/seal/proof.ts";
import { sealEvidence } from "../../../utils/seal/seal.ts";

export interface Device {
  report(evidence: Evidence, category: Report["category"]): Promise<void>;
}

/** `code`: the person's one-time code at that intake. */
export async function enrolDevice(intake: string, code: string): Promise<Device> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: PublicKey = { kty: "EC", crv: "P-256", x, y };
  let nonce: string | undefined;

  const post = async (path: string, content: unknown): Promise<void> => {
    const body = JSON.stringify(content);
    for (const last of [false, true]) {
      const proof = await makeProof({
        ...{ key: pair.privateKey, publicKey, method: "POST", address: intake + path },
        bodySha256: await digestHex(body),
        ...(nonce === undefined ? {} : { nonce }),
      });
      const headers = { "Content-Type": "application/json", DPoP: proof };
      const answer = await fetch(intake + path, { method: "POST", headers, body });
      nonce = answer.headers.get("dpop-nonce") ?? nonce;
      if (answer.ok) return;
      if (last) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
  };
  await post("/v1/enrolments", { code, device: { browser: "Chromium 156", extensionVersion: "0.1.0" } });
  return {
    async report(evidence, category) {
      const at = new Date().toISOString();
      await post("/v1/reports", {
        ...{ id: randomUUID(), evidence, category, policyVersion, urgent: false },
        basis: basesInForce(category, at).map(({ id }) => id),
        action: narrowestAction(category),
        seal: await sealEvidence(evidence, { privateKey: pair.privateKey, publicKey }),
      });
    },
  };
}
