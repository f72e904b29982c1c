/** Simulates a week with silent platforms, silent removals, false claims and geoblocks, and recounts its board. */

import { openPostgres } from "../../intake/db/open.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { simulate } from "../../scripts/measure/simulate/month.ts";
import { type Figure, figure } from "./figure.ts";

const size = { days: 7, reports: 700, seed: 19, tickMinutes: 30 };

export async function boardTruth(): Promise<Figure[]> {
  const server = await startPostgres();
  const store = await openPostgres(await server.createDatabase());
  try {
    const month = await simulate({ ...size, store, onDay: () => undefined });
    const { boardDiffers, faults } = await month.judge();
    for (const fault of faults) console.error(fault);
    const { counts, looks } = month.deeds;
    await month.close();
    const abroad = looks.filter(({ from }) => from === "abroad").length;
    const against = `${counts.silentActs} silent acts, ${counts.falseClaims} false claims, ${looks.length} checks, ${abroad} of them abroad`;
    const measured = { name: "board.truth", value: boardDiffers, unit: "differences", vs: 1, against };
    return [figure(measured)];
  } finally {
    await store.close();
    await server.stop();
  }
}
