/** Proofs of integrity: the intake's keys, and a report's inclusion in a sealed batch. */

import { ok } from "../../../utils/shared/contract/result.ts";
import { thumbprintOf } from "../../../utils/shared/seal/digest.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { inclusionOf } from "../inclusion-proof.ts";

export const getKeys: Handler<"getKeys"> = async (intake) => {
  const { publicKey } = intake.key;
  const { organisation } = intake;
  return ok({ intake: publicKey, thumbprint: await thumbprintOf(publicKey), organisation });
};

export const getInclusion: Handler<"getInclusion"> = async (intake, { scope, params }) => {
  const inclusion = await inclusionOf(intake.store.db, { id: params.id, scope });
  return inclusion ? ok(inclusion) : notFound();
};
