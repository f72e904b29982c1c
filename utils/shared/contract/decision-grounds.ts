/** Grounds of a decision: elements that are met, exceptions that were checked, and reasons for rejection. */

import { z } from "zod";
import { shortText } from "./ids.ts";

/** Id of an element or exception in `utils/shared/policy`, such as `judi.tawaran`. */
export const groundId = shortText(80);

/** Why a case is rejected. The meaning of each code is data in `utils/shared/policy`. */
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

/** The agency that a case is referred to. */
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

/** To judge whether the elements are met, or whether an exception applies. */
export const revealReason = z.enum(["elements", "exceptions"]);
export type RevealReason = z.infer<typeof revealReason>;
