/** Reads the intake's data with a read-only API key, like another system. */

import type { IntakeProcess } from "../../../scripts/dev/drivers/intake-process.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type ReadApi = (path: string) => Promise<any>;

export async function apiReader({ address, apiKey }: IntakeProcess): Promise<ReadApi> {
  const headers = { Authorization: `Bearer ${await apiKey()}` };
  return async (path) => (await fetch(address + path, { headers })).json();
}
