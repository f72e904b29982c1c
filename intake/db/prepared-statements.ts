/** Statements that are built and planned once per connection, because both cost more than running them. */

import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type pg from "pg";
import type { Db } from "./store.ts";

const marker = "/* named */";

/**
 * Part of a statement that marks it, in any place. Its text must always be the same, so lists are passed as one array:
 * a connection keeps every text that it has seen.
 */
export const named: SQL = sql.raw(marker);

/** A query of drizzle, whose varying values are placeholders. */
interface Preparable<Rows> {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Rows> };
}

/**
 * Builds a query at its first use on a connection; later uses only bind values. Drizzle takes 0.1 to 0.6 ms to build one.
 * PGlite has a new connection for each transaction, so there it is built for each.
 */
export function buildOnce<Rows>(
  build: (db: Db) => Preparable<Rows>,
): (db: Db, values: Record<string, unknown>) => Promise<Rows> {
  const built = new WeakMap<object, ReturnType<Preparable<Rows>["prepare"]>>();
  return (db, values) => {
    const { session } = db._;
    const query = built.get(session) ?? build(db).prepare("");
    built.set(session, query);
    return query.execute(values);
  };
}

/** Only for connections whose session is the client's own; a pooler between would mix up the names. */
export function nameStatements(client: pg.PoolClient): void {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? createHash("sha256").update(text).digest("hex").slice(0, 32);
    names.set(text, name);
    return name;
  };
  const send = client.query.bind(client) as (config: unknown, ...more: unknown[]) => unknown;
  client.query = ((config: unknown, ...more: unknown[]) => {
    const text = (config as { text?: unknown } | undefined)?.text;
    if (typeof text !== "string" || !text.includes(marker)) return send(config, ...more);
    return send({ ...(config as object), name: nameOf(text) }, ...more);
  }) as typeof client.query;
}
