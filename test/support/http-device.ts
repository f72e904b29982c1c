/** A device that signs for an intake over HTTP and leaves sending to the test: slowly, in part, or not at all. */

import { newKey } from "../../scripts/dev/kits/evidence.ts";
import { enrolment } from "../../scripts/dev/kits/intake-kit.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { makeProof } from "../../utils/shared/seal/request-proof.ts";
import type { SealingKey } from "../../utils/shared/seal/seal.ts";

export interface HttpDevice {
  /** Returns a proof for one request; `nonce` defaults to the intake's newest. */
  proof(
    method: string,
    path: string,
    body?: Uint8Array<ArrayBuffer> | string,
    nonce?: string,
  ): Promise<string>;
  /** `headers` are added to the proof and the JSON content type. */
  send(
    method: string,
    path: string,
    body?: Uint8Array<ArrayBuffer> | string,
    headers?: Record<string, string>,
  ): Promise<Response>;
  enrol(code: string): Promise<void>;
  key: SealingKey;
}

/** Valid for at least five minutes. */
export async function freshNonce(intake: string): Promise<string> {
  return (await fetch(`${intake}/v1/keys`)).headers.get("dpop-nonce") ?? "";
}

export async function newHttpDevice(intake: string): Promise<HttpDevice> {
  const key = await newKey();

  async function proof(
    method: string,
    path: string,
    body: Uint8Array<ArrayBuffer> | string = "",
    known?: string,
  ) {
    const nonce = known ?? (await freshNonce(intake));
    const bodySha256 = await digestHex(body);
    return makeProof({
      key: key.privateKey,
      publicKey: key.publicKey,
      method,
      address: intake + path,
      bodySha256,
      nonce,
    });
  }

  async function send(
    method: string,
    path: string,
    body?: Uint8Array<ArrayBuffer> | string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const signed = { "Content-Type": "application/json", DPoP: await proof(method, path, body), ...headers };
    return fetch(intake + path, { method, headers: signed, ...(body === undefined ? {} : { body }) });
  }

  return {
    key,
    proof,
    send,
    async enrol(code) {
      const answer = await send("POST", "/v1/enrolments", JSON.stringify(enrolment(code)));
      if (!answer.ok) throw new Error(`enrolment: ${await answer.text()}`);
    },
  };
}
