/**
 * Checks an RFC 3161 response: it must contain the root and be signed by its own certificate. Does not decide
 * whether to trust the authority.
 */

import {
  Certificate,
  ContentInfo,
  ExtKeyUsage,
  getCrypto,
  type SignedAndUnsignedAttributes,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from "pkijs";
import { fail, ok, type Result } from "../contract/result.ts";
import { toHex } from "./digest.ts";

const oid = {
  sha256: "2.16.840.1.101.3.4.2.1",
  timestampInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  rsa: "1.2.840.113549.1.1.1",
  extendedKeyUsage: "2.5.29.37",
  timestamping: "1.3.6.1.5.5.7.3.8",
  commonName: "2.5.4.3",
};
/** PKIStatus: granted, and granted with modifications. */
const granted = [0, 1];

export interface Timestamp {
  at: string;
  /** Common name in the signing certificate. */
  authority: string;
}

/**
 * `custody-invalid` with the part that failed: `form`, `status`, `imprint`, `nonce`, `certificate` or `signature`.
 * @param nonce hex; known at the time of the request, optional in later checks
 */
export async function checkTimestamp(
  der: Uint8Array<ArrayBuffer>,
  root: string,
  nonce?: string,
): Promise<Result<Timestamp>> {
  const read = readToken(der);
  if (typeof read === "string") return fail("custody-invalid", read);
  const { signed, info, content } = read;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const imprint = toHex(new Uint8Array(hashedMessage.valueBlock.valueHexView));
  if (hashAlgorithm.algorithmId !== oid.sha256 || imprint !== root) return fail("custody-invalid", "imprint");
  if (nonce !== undefined && !isSameNumber(info.nonce, nonce)) return fail("custody-invalid", "nonce");
  const [signer] = signed.signerInfos;
  const certificate = signer && findCertificate(signed, signer);
  if (!certificate || !isForTimestamps(certificate)) return fail("custody-invalid", "certificate");
  if (!(await isSigned(content, signer, certificate))) return fail("custody-invalid", "signature");
  return ok({ at: info.genTime.toISOString(), authority: nameOf(certificate) });
}

function isSameNumber(number: TSTInfo["nonce"], digits: string): boolean {
  return number !== undefined && number.toBigInt() === BigInt(`0x${digits}`);
}

interface Token {
  signed: SignedData;
  info: TSTInfo;
  /** The signed content: the bytes of `info`. */
  content: ArrayBuffer;
}

function readToken(der: Uint8Array<ArrayBuffer>): Token | "form" | "status" {
  try {
    const { status, timeStampToken } = TimeStampResp.fromBER(der);
    if (!granted.includes(status.status) || !timeStampToken) return "status";
    const signed = new SignedData({ schema: new ContentInfo({ schema: timeStampToken.toSchema() }).content });
    const { eContent, eContentType } = signed.encapContentInfo;
    if (!eContent || eContentType !== oid.timestampInfo) return "form";
    const content = eContent.getValue();
    return { signed, info: TSTInfo.fromBER(content), content };
  } catch {
    return "form";
  }
}

function findCertificate({ certificates = [] }: SignedData, { sid }: SignerInfo): Certificate | undefined {
  return certificates.find(
    (certificate): certificate is Certificate =>
      certificate instanceof Certificate &&
      certificate.issuer.isEqual(sid.issuer) &&
      certificate.serialNumber.isEqual(sid.serialNumber),
  );
}

function isForTimestamps({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === oid.extendedKeyUsage)?.parsedValue;
  return usage instanceof ExtKeyUsage && usage.keyPurposes.includes(oid.timestamping);
}

async function isSigned(
  content: ArrayBuffer,
  signer: SignerInfo,
  certificate: Certificate,
): Promise<boolean> {
  try {
    const crypto = getCrypto(true);
    const { signedAttrs, signature, signatureAlgorithm, digestAlgorithm } = signer;
    const algorithm = crypto.getAlgorithmByOID(digestAlgorithm.algorithmId);
    if (!signedAttrs || !("name" in algorithm)) return false;
    const digest = toHex(new Uint8Array(await crypto.digest(algorithm.name, content)));
    if (attribute(signedAttrs, oid.messageDigest)?.valueBlock.valueHexView === undefined) return false;
    const signedDigest = toHex(
      new Uint8Array(attribute(signedAttrs, oid.messageDigest).valueBlock.valueHexView),
    );
    const type = attribute(signedAttrs, oid.contentType)?.valueBlock.toString();
    if (signedDigest !== digest || type !== oid.timestampInfo) return false;
    // Plain RSA identifiers name no hash; the others include it.
    const hash = signatureAlgorithm.algorithmId === oid.rsa ? [algorithm.name] : [];
    return await crypto.verifyWithPublicKey(
      signedAttrs.encodedValue,
      signature,
      certificate.subjectPublicKeyInfo,
      signatureAlgorithm,
      ...hash,
    );
  } catch {
    return false;
  }
}

function attribute({ attributes }: SignedAndUnsignedAttributes, type: string) {
  return attributes.find((signed) => signed.type === type)?.values[0];
}

function nameOf({ subject }: Certificate): string {
  const name = subject.typesAndValues.find(({ type }) => type === oid.commonName);
  return String(name?.value.valueBlock.value ?? "");
}
