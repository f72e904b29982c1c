/** The case of a subject as the intake's API returns it. */

import type { ReadApi } from "./api-reader.ts";

/** Returns the case with its reports and log; undefined while the intake has none. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export async function caseOf(read: ReadApi, subject: string): Promise<any> {
  const { cases } = await read("/v1/cases");
  const found = cases.find((row: { subject: string }) => row.subject === subject);
  return found && (await read(`/v1/cases/${found.id}`));
}
