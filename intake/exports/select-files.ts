/** Chooses the files of a WACZ that is too small for all of them, and lists the others. */

import { type File, filesOf } from "../../utils/shared/contract/files.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { checkPictures, type ExportSource } from "../documents/export-source.ts";

/**
 * A ZIP without 64-bit records has 4 GiB, of which the case's JSON and the index have 1. Outcome checks have a share of
 * their own, so that neither displaces the other.
 */
const maxBytes = { reports: 2.5 * 2 ** 30, checks: 0.5 * 2 ** 30 };

type LeftOutFile = File & { report?: string };

export interface FileSelection {
  /** False for a file that is left out. */
  includes(sha256: string): boolean;
  leftOut: LeftOutFile[];
}

/** Takes the files of the reports in the order of `reportOrder`. A file is taken whole or not at all. */
export function selectFiles(
  { content, reportOrder = [] }: Pick<ExportSource, "content" | "reportOrder">,
  most = maxBytes,
): FileSelection {
  const place = new Map(reportOrder.map((id, index) => [id, index]));
  const placeOf = (id: string) => place.get(id) ?? reportOrder.length;
  const ordered = content.reports
    .map(({ report }) => report)
    .sort((one, other) => placeOf(one.id) - placeOf(other.id));
  const ofReports = ordered.flatMap(({ id, evidence }) =>
    filesOf(evidence).map((file) => ({ ...file, report: id })),
  );
  const taken = new Set<string>();
  const leftOut = [
    ...take(ofReports, most.reports, taken),
    ...take(
      checkPictures(content).map(({ file }) => file),
      most.checks,
      taken,
    ),
  ];
  return { includes: (sha256) => taken.has(sha256), leftOut };
}

/** Returns the files that exceed the limit. Later, smaller files may still fit. */
function take(files: readonly LeftOutFile[], most: number, taken: Set<string>): LeftOutFile[] {
  let bytes = 0;
  return files.filter((file) => {
    if (taken.has(file.sha256)) return false;
    if (bytes + file.bytes > most) return true;
    bytes += file.bytes;
    taken.add(file.sha256);
    return false;
  });
}

/** `custody/left-out.json`. */
export function describeLeftOut(leftOut: readonly LeftOutFile[], caseId: string): string {
  return canonicalJson({
    why: "A WACZ holds at most 4 GiB. The files of the decided reports come first, then those of each person's newest report.",
    how: `The JSON export has all files: GET /v1/cases/${caseId}/exports/json. Each file is also at the desk, beside its report.`,
    files: leftOut.map(({ sha256, bytes, type, report }) => ({ sha256, bytes, type, report })),
  });
}
