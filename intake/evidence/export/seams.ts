/** What other parts of the store know of a report and of the log, as far as they are there. */

import { exportJWK, generateKeyPair, importJWK } from "jose";
import type { Inclusion, KnownKeys, SealedDay } from "../../../utils/contract/custody.ts";
import { type PublicKey, publicKey } from "../../../utils/contract/enrolment.ts";
import type { QualityCode } from "../../../utils/contract/files.ts";
import { canonicalJson } from "../../../utils/seal/digest.ts";
import type { SealingKey } from "../../../utils/seal/seal.ts";
import type { Intake } from "../../intake.ts";
import type { ReportRecord } from "../../store/rows.ts";
import { readOrMakeSetting } from "../../store/settings.ts";
import type { Db } from "../../store/store.ts";

interface SealedParts {
  seal?: string | null;
  overridden?: QualityCode[] | null;
  receipt?: string;
  evidenceDeletedAt?: Date | null;
}

/** Columns that the report's row has once sealing, receipts and retention are in the store. */
export function sealedParts(row: ReportRecord): SealedParts {
  return row as SealedParts;
}

interface Custody {
  inclusions: Inclusion[];
  days: SealedDay[];
  keys: KnownKeys;
}

export async function readCustody(_db: Db, _caseIds: readonly string[], intake: PublicKey): Promise<Custody> {
  return { inclusions: [], days: [], keys: { intake, devices: [] } };
}

export async function intakeKey(intake: Intake): Promise<SealingKey> {
  const { key } = intake as { key?: SealingKey };
  if (key) return key;
  const jwk = JSON.parse(await readOrMakeSetting(intake.store.db, "intake-private-key", makePrivateJwk));
  const { d: _, ...half } = jwk;
  return { privateKey: (await importJWK(jwk, "ES256")) as CryptoKey, publicKey: publicKey.parse(half) };
}

async function makePrivateJwk(): Promise<string> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  return canonicalJson({ kty, crv, x, y, d });
}
