/** Rows as earlier versions stored them, made into today's; pure, and never in the way of what it does not understand. */

import { storedRow } from "../contract/outbox.ts";
import { fail } from "../contract/result.ts";
import { needsBody } from "./needs.ts";

type Values = Record<string, unknown>;

const onItsWay: readonly unknown[] = ["held", "waiting", "sending"];
const arrived: readonly unknown[] = ["sent", "withdrawing", "withdrawn"];

/**
 * From version 1: how many files there were is counted, whether it arrived is told from its state, and a report without a
 * seal, which no intake takes any more, fails instead of being tried for ever. What cannot be read is given back as it is.
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
 * From version 2: the row, and apart from it the report's text where it is still to be sent. Of what cannot be read
 * nothing is left out.
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
