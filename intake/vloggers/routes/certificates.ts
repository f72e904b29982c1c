import { ok } from "../../../utils/shared/contract/result.ts";
import { openCertificate } from "../../../utils/shared/seal/certificate.ts";
import type { Handler } from "../../core/handler.ts";
import { outdatedLessons } from "../exam-readiness.ts";
import { readLessonsInForce } from "../store/lessons-in-force.ts";

export const checkCertificate: Handler<"checkCertificate"> = async ({ key, store }, { body }) => {
  const opened = await openCertificate(body.certificate.trim(), key.publicKey);
  if (!opened.ok) return opened;
  const lacking = outdatedLessons(await readLessonsInForce(store.db), opened.value.lessons);
  return ok({ claims: opened.value, valid: lacking.length === 0, lacking });
};
