/** Converts rows of earlier versions to the current one. Pure; leaves data that it cannot read unchanged. */

import { storedRow } from "../../shared/contract/outbox.ts";
import { fail } from "../../shared/contract/result.ts";
import { needsBody } from "./needs.ts";

type Values = Record<string, unknown>;

const onItsWay: readonly unknown[] = ["held", "waiting", "sending"];
const arrived: readonly unknown[] = ["sent", "withdrawing", "withdrawn"];

/**
 * From version 1: counts the files, derives `received` from the state, and fails reports without a seal, which
 * no intake accepts any more. Unreadable data is returned unchanged.
 */
export function upgradeStored(stored: unknown): unknown {
  const { row, body } = isValues(stored) ? stored : {};
  const report = parse(body);
  if (!isValues(row) || !report) return stored;
  const filesTotal = countFiles(report.evidence);
  const { nextTryAt, ...rest }: Values = {
    tries: 0,
    received: arrived.includes(row.state),
    filesTotal,
    ...row,
  };
  const isHopeless = onItsWay.includes(row.state) && !rest.received && typeof report.seal !== "string";
  return {
    row: isHopeless
      ? { ...rest, state: "failed", problem: fail("report-unsealed").problem }
      : { ...rest, ...(nextTryAt === undefined ? {} : { nextTryAt }) },
    body,
  };
}

/**
 * From version 2: separates the row from the report's text, if it still has to be sent. Unreadable data is kept
 * completely.
 */
export function splitStored(stored: unknown): { report: unknown; body?: unknown } {
  if (!isValues(stored)) return { report: stored };
  const { body, ...report } = stored;
  const row = storedRow.safeParse(report.row);
  return row.success && !needsBody(row.data) ? { report } : { report, body };
}

function countFiles(evidence: unknown): number {
  const { picture, frame, snapshot } = isValues(evidence) ? evidence : {};
  return [picture, frame, snapshot].filter((part) => isValues(part) && part.state === "taken").length;
}

function parse(body: unknown): Values | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    return isValues(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
