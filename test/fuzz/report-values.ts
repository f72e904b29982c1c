/** Reports that satisfy all rules between their parts, which the schema alone would hardly ever generate. */

import fc, { type Arbitrary } from "fast-check";
import type { UnsealedReport } from "../../scripts/dev/kits/intake-kit.ts";
import { evidence } from "../../utils/shared/contract/evidence.ts";
import { filesOf } from "../../utils/shared/contract/files.ts";
import { report } from "../../utils/shared/contract/report.ts";
import { selfReviewInput } from "../../utils/shared/contract/review.ts";
import { categories, narrowestAction } from "../../utils/shared/policy/categories.ts";
import { basesInForce } from "../../utils/shared/policy/legal-bases.ts";
import { stripForNoPixels } from "../../utils/shared/policy/no-pixels.ts";
import { accepts, arbitraryOf, type Overrides } from "./arbitrary.ts";

const { seal: _seal, ...unsealedShape } = report.shape;
const parts = fc.record(
  {
    ...Object.fromEntries(Object.entries(unsealedShape).map(([name, schema]) => [name, arbitraryOf(schema)])),
    evidence: arbitraryOf(evidence),
  },
  { noNullPrototype: true },
) as Arbitrary<UnsealedReport>;

/** A report that the intake accepts once the sending device has sealed it. */
export const lawfulReport: Arbitrary<UnsealedReport> = fc
  .tuple(parts, fc.constantFrom(...(Object.keys(categories) as (keyof typeof categories)[])), fc.uuid())
  .map(([base, category, evidenceId]) => toLawful(base, category, evidenceId))
  .filter((value) => accepts(report, { ...value, seal: "x" }));

function toLawful(
  base: UnsealedReport,
  category: keyof typeof categories,
  evidenceId: string,
): UnsealedReport {
  const { site, kind, aliases, fields, channelId, picture, frame, snapshot, ...rest } = base.evidence;
  const { audience: _audience, ...others } = fields;
  const named = (subject: string) => `${site}:${kind}:${subject.split(":").slice(2).join(":") || "1"}`;
  const subject = named(base.evidence.subject);
  const capturedAt = "2026-11-24T23:00:00.000Z";
  const whole = {
    ...rest,
    id: evidenceId,
    site,
    kind,
    subject,
    capturedAt,
    quality: [],
    aliases: aliases.map(named).filter((alias) => alias !== subject),
    // Telegram's posts are shown to be public.
    fields: site === "telegram" ? { ...others, audience: { value: "public", source: "rule" } } : others,
    // A list of files is a promise to send them: the same file twice would be of two types.
    ...distinctFiles({ picture, frame, snapshot }),
    ...(site === "telegram" && channelId !== undefined ? { channelId } : {}),
  };
  const lane = category === "PORNO_ANAK";
  const { note, notPublicReason: _why, overridden: _over, ...plain } = base;
  const inForce = basesInForce(category, capturedAt).map(({ id }) => id);
  return {
    ...plain,
    category,
    action: narrowestAction(category),
    policyVersion: 1,
    basis: inForce.slice(0, 1 + (base.basis.length % 2)),
    evidence: lane
      ? stripForNoPixels(whole as UnsealedReport["evidence"])
      : (whole as UnsealedReport["evidence"]),
    ...(lane || note === undefined ? {} : { note }),
  };
}

function distinctFiles(all: Pick<UnsealedReport["evidence"], "picture" | "frame" | "snapshot">) {
  const digests = filesOf(all).map(({ sha256 }) => sha256);
  const none = { state: "none", reason: "failed" } as const;
  const { frame, snapshot } = all;
  return new Set(digests).size === digests.length
    ? { picture: all.picture, ...(frame ? { frame } : {}), ...(snapshot ? { snapshot } : {}) }
    : { picture: none };
}

const ofOwnVideo = fc
  .tuple(arbitraryOf(selfReviewInput.omit({ subject: true })), fc.stringMatching(/^[\w-]{11}$/))
  .map(([rest, video]) => ({ ...(rest as object), subject: `youtube:video:${video}` }));

export const overrides: Overrides = new Map<object, Arbitrary<unknown>>([
  [report, lawfulReport],
  [selfReviewInput, ofOwnVideo],
]) as Overrides;
