/** Builds RFC 3161 requests for a timestamp on a root. */

import { Integer, OctetString } from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";
import { fromHex, toHex } from "./digest.ts";

const sha256 = "2.16.840.1.101.3.4.2.1";

export interface TimestampRequest {
  /** DER of a TimeStampReq that requests the authority's certificate. */
  der: Uint8Array<ArrayBuffer>;
  /** Hex. The response must repeat it. */
  nonce: string;
}

/** @param root 64 hex digits, sent as a SHA-256 imprint */
export function makeTimestampRequest(root: string): TimestampRequest {
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256 }),
      hashedMessage: new OctetString({ valueHex: fromHex(root) }),
    }),
    nonce: Integer.fromBigInt(BigInt(`0x${nonce}`)),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce };
}
