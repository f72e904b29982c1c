/** Ties by invitation: the rule in TypeScript, the SQL fragments and the queries agree on random people. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { people } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { areTied, type Invited, isInvitation } from "../../../../intake/people/rules/ties.ts";
import {
  areTiedSql,
  areTwoUntied,
  isInvitationSql,
  personNamed,
  readInviteTies,
  readTiesToAll,
} from "../../../../intake/people/store/inviters.ts";
import { fc } from "../../../support/seeded-fast-check.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const ids = Array.from({ length: 8 }, () => randomUUID());
const absent = randomUUID();
/** Each person has no inviter, an earlier person as inviter, or one who is missing from the list. */
const inviters = fc.tuple(
  ...ids.map((_, place) => fc.option(fc.constantFrom(absent, ...ids.slice(0, place)), { nil: null })),
);
const someone = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 });

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let db: Db;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    ({ db } = await stores.open());
  }, 120_000);
  afterAll(() => stores?.close());

  async function save(all: readonly Invited[]): Promise<void> {
    await db.delete(people);
    const rest = { name: "Seseorang", role: "supervisor", createdAt: new Date() } as const;
    await db.insert(people).values(all.map((person) => ({ ...person, ...rest })));
  }

  function readTied() {
    const [one, other] = [personNamed("p"), personNamed("o")];
    return rowsOf<{ one: string; other: string; tied: boolean; invited: boolean }>(
      db,
      sql`select p.id as one, o.id as other,
        coalesce(${areTiedSql(one, other)}, false) as tied, coalesce(${isInvitationSql(one, other)}, false) as invited
        from people p join people o on o.id <> p.id`,
    );
  }

  test("the filters and the reads say the same as the rule", async () => {
    await fc.assert(
      fc.asyncProperty(inviters, someone, async (invitedBy, asked) => {
        const all = ids.map((id, place) => ({ id, invitedBy: invitedBy[place] ?? null }));
        const of = (id: string) => all.find((person) => person.id === id) as Invited;
        await save(all);
        for (const { one, other, tied, invited } of await readTied())
          expect([tied, invited]).toEqual([areTied(of(one), of(other)), isInvitation(of(one), of(other))]);
        const tiesOf = ({ id }: Invited) =>
          asked.filter((name) => name !== id && areTied(of(name), of(id))).length;
        const others = all.filter(({ id }) => !asked.includes(id));
        const idsOf = (found: readonly Invited[]) => found.map(({ id }) => id).sort();
        expect((await readInviteTies(db, asked)).sort()).toEqual(
          idsOf(others.filter((one) => tiesOf(one) > 0)),
        );
        expect((await readTiesToAll(db, asked)).sort()).toEqual(
          idsOf(others.filter((one) => tiesOf(one) === asked.length)),
        );
        const isApart = asked.some((one) => asked.some((two) => one !== two && !areTied(of(one), of(two))));
        expect(await areTwoUntied(db, asked)).toBe(isApart);
      }),
      { numRuns: 60 },
    );
  });
});
