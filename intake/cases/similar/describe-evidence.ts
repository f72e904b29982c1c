/**
 * Describes the evidence of reports: language, search words and fingerprint. Many at once in a worker thread, so that
 * requests do not wait for it.
 */

import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { createWorkQueue } from "../../core/workers/work-queue.ts";
import { describeText, type TextDescription, textOf } from "../rules/description.ts";
import { type Fingerprint, fingerprintOfWords, wordsOf } from "./fingerprint.ts";

export interface EvidenceDescription extends TextDescription {
  fingerprint: Fingerprint | undefined;
}

/** Throws if it cannot be described. */
export function describeEvidence(evidence: Pick<Evidence, "fields">): EvidenceDescription {
  const words = wordsOf(textOf(evidence) ?? "");
  return { ...describeText(evidence, words), fingerprint: fingerprintOfWords(words) };
}

export type DescribeJob = readonly Pick<Evidence, "fields">[];

/** In the order of the job; undefined for evidence that could not be described. */
export type Descriptions = (EvidenceDescription | undefined)[];

/** Undefined if the thread failed. */
export type Describer = (all: DescribeJob) => Promise<Descriptions | undefined>;

/** A batch of the longest texts takes some seconds, and ten times as long while requests need all processors. */
const deadlineMs = 60_000;
/** Its start loads the data of all languages. */
const idleMs = 600_000;

export function createDescriber(): Describer {
  const script = new URL("./describe-worker.ts", import.meta.url);
  const queue = createWorkQueue<DescribeJob, Descriptions>(script, {
    deadlineMs,
    maxWaiting: 2,
    maxHeapMegabytes: 256,
    idleMs,
  });
  return async (all) => {
    const described = await queue.run(all.map(({ fields }) => ({ fields })));
    return described.ok ? described.value : undefined;
  };
}
