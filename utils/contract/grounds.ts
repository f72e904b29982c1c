/** What a decision rests on: elements of the law that are met, exceptions that were looked at, and why something is refused. */

import { z } from "zod";
import { shortText } from "./ids.ts";

/** Of an element or exception in `utils/policy`, such as `judi.tawaran`. */
export const groundId = shortText(80);

/** Why a case is rejected; what each means is data in `utils/policy`. */
export const rejectionCode = z.enum([
  "criticism",
  "press",
  "protected",
  "elements-missing",
  "wrong-address",
  "gone",
  "evidence-poor",
  "duplicate",
  "other",
]);
export type RejectionCode = z.infer<typeof rejectionCode>;

/** Who a case is passed on to. */
export const agencyCode = z.enum([
  "POLRI",
  "BNPT",
  "BNN",
  "BPOM",
  "OJK",
  "BAPPEBTI",
  "KPAI",
  "BAWASLU",
  "DEWAN_PERS",
  "DJKI",
  "BSSN",
]);
export type AgencyCode = z.infer<typeof agencyCode>;
