/** Transactions on a connection that sends statements ahead of answers. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { buildOnce } from "../../../../intake/db/prepared-statements.ts";
import { units } from "../../../../intake/db/schema/index.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores("postgres");
}, 120_000);
afterAll(() => stores?.close());

test("a transaction whose begin fails alone fails, and writes nothing after its first statement", async () => {
  const send = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  let failing = false;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [config, ...more] = given as [{ text?: string }, ...unknown[]];
    return send.call(
      this,
      ...(failing && config?.text === "begin" ? [{ ...config, text: "select 1/0" }, ...more] : given),
    );
  } as never);
  try {
    const { db } = await stores.open();
    await db.execute(sql`create table kept (a int)`);
    failing = true;
    const done = db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await tx.execute(sql`insert into kept values (1)`);
    });
    await expect(done).rejects.toThrow();
    failing = false;
    const { rows } = await db.execute(sql`select a from kept`);
    expect(rows).toEqual([]);
  } finally {
    spy.mockRestore();
  }
});

test("no connection compiles its queries", async () => {
  const { db, jobsDb } = await stores.open();
  for (const pool of [db, jobsDb]) {
    const { rows } = await pool.execute(sql`show jit`);
    expect(rows).toEqual([{ jit: "off" }]);
  }
});

test("a query is built once for each connection, and runs in the caller's transaction", async () => {
  const { db } = await stores.open();
  const build = vi.fn((from: typeof db) =>
    from
      .select({ name: units.name })
      .from(units)
      .where(sql`${units.name} = any(${sql.placeholder("names")}::text[])`),
  );
  const read = buildOnce(build);
  const add = (name: string) =>
    db.transaction(async (tx) => {
      await tx.insert(units).values({ id: randomUUID(), name, createdAt: new Date() });
      return { inside: await read(tx, { names: [name] }), outside: await read(db, { names: [name] }) };
    });
  for (const name of ["one", "two", "three"])
    expect(await add(name)).toEqual({ inside: [{ name }], outside: [] });
  // One connection for the transactions, and the pool.
  expect(build).toHaveBeenCalledTimes(2);
});
