/** Reads the retention periods that the server's operator fixes by a file. */

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { categoryCode } from "../../utils/shared/contract/category.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { type Outcome, outcomes, type RetentionChanges } from "../../utils/shared/policy/retention.ts";

const days = z
  .int("must be a whole number of days, or null to keep it")
  .min(1)
  .max(limits.retentionDays)
  .nullable();
const rules = z.strictObject(
  Object.fromEntries(outcomes.map((outcome) => [outcome, days.optional()])) as Record<
    Outcome,
    z.ZodOptional<typeof days>
  >,
);
/** For example `{ "JUDI": { "approved": 365, "open": null } }`; everything else stays as it is without the file. */
const retentionFile = z.partialRecord(categoryCode, rules);

/** Returns what the file names. Throws with one sentence per error. */
export async function readRetention(path: string | undefined): Promise<RetentionChanges> {
  if (path === undefined) return {};
  const read = retentionFile.safeParse(parseJson(await readText(path), path));
  if (!read.success) {
    const wrong = read.error.issues.flatMap((issue) => {
      const at = issue.path.map(String);
      const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
      if (keys.length > 0) return keys.map((key) => `${[...at, key].join(".")}: is unknown`);
      return [`${at.join(".") || "the file"}: ${issue.message}`];
    });
    throw new Error(wrong.map((line) => `RETENTION (${path}): ${line}`).join("\n"));
  }
  return read.data as RetentionChanges;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`RETENTION (${path}): cannot be read`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`RETENTION (${path}): is not JSON`, { cause });
  }
}
