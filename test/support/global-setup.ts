/** Databases shared by all test files of a run. Each engine starts on first use. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { SharedPostgres } from "../../scripts/dev/kits/shared-databases.ts";

/** Imports an engine only when it is needed, so that runs without a database start none. */
class SharedDatabases {
  #postgres: Promise<SharedPostgres> | undefined;
  #dump: Promise<string> | undefined;

  async postgres(): Promise<string> {
    this.#postgres ??= import("../../scripts/dev/kits/shared-databases.ts").then(({ startSharedPostgres }) =>
      startSharedPostgres(),
    );
    return (await this.#postgres).address;
  }

  /** Path of a migrated PGlite's data directory as one file. */
  pglite(): Promise<string> {
    this.#dump ??= this.#makeDump();
    return this.#dump;
  }

  async #makeDump(): Promise<string> {
    const { dumpMigrated } = await import("../../scripts/dev/kits/shared-databases.ts");
    const folder = await mkdtemp(join(tmpdir(), "lapor-pglite-"));
    const path = join(folder, "migrated.tar");
    await writeFile(path, await dumpMigrated());
    return path;
  }

  async stop(): Promise<void> {
    const [postgres, dump] = await Promise.allSettled([this.#postgres, this.#dump]);
    if (postgres.status === "fulfilled") await postgres.value?.stop();
    if (dump.status === "fulfilled" && dump.value)
      await rm(join(dump.value, ".."), { recursive: true, force: true });
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databases = new SharedDatabases();
  const server = createServer(async (request, response) => {
    const asked = request.url === "/postgres" ? databases.postgres() : databases.pglite();
    const [status, text] = await asked.then(
      (value) => [200, value] as const,
      (error: Error) => [500, error.message] as const,
    );
    response.writeHead(status, { Connection: "close" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("databases", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    await databases.stop();
  };
}

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the server that returns the shared databases' addresses. */
    databases: string;
  }
}
