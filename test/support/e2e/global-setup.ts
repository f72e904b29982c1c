/** Starts the PostgreSQL server from which every end-to-end test clones its database. */

import { startSharedPostgres } from "../../../scripts/dev/kits/shared-databases.ts";

export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startSharedPostgres();
  process.env.LAPOR_TEST_POSTGRES = server.address;
  return server.stop;
}
