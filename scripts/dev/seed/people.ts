/** Invents people who report and decide, each with a device whose private key does not exist. */

import { insertRows } from "../../../intake/db/insert.ts";
import { devices, people, records, units } from "../../../intake/db/schema/index.ts";
import type { Store } from "../../../intake/db/store.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { weightOf } from "../../../utils/shared/policy/reporter-reliability.ts";
import type { Random } from "../../measure/chaos/random.ts";

export interface SeedPerson {
  personId: string;
  deviceId: string;
  name: string;
  unitId: string | null;
  weight: number;
}

export interface SeedPeople {
  officers: SeedPerson[];
  supervisors: SeedPerson[];
}

/** `null` means all categories. */
const unitList: readonly { name: string; categories: CategoryCode[] | null }[] = [
  { name: "Benih Pusat", categories: null },
  { name: "Benih Judi", categories: ["JUDI"] },
  { name: "Benih Daerah", categories: null },
  { name: "Benih Keamanan", categories: ["TERORISME", "HASUT_KEKERASAN", "KEBENCIAN_SARA"] },
];
const officerCount = 60;
const supervisorCount = 8;

/** Writes all rows at once. Every fifth officer belongs to no unit. */
export async function saveSeedPeople({ db }: Store, random: Random, at: Date): Promise<SeedPeople> {
  const unitRows = unitList.map((unit) => ({
    id: random.uuid(),
    ...unit,
    sites: null,
    languages: null,
    createdAt: at,
  }));
  await db.execute(insertRows(units, unitRows));
  const make = (role: Role, word: string, count: number) =>
    Array.from({ length: count }, (_, place) => {
      const decided = role === "officer" ? random.between(0, 400) : 0;
      const upheld = Math.floor(decided * (0.3 + 0.7 * random.next()));
      const unitId = place % 5 === 4 ? null : (unitRows[place % unitRows.length]?.id ?? null);
      const ids = { personId: random.uuid(), deviceId: random.uuid() };
      return { ...ids, role, name: `${word} Rekaan ${place + 1}`, unitId, decided, upheld };
    });
  const officers = make("officer", "Petugas", officerCount);
  const supervisors = make("supervisor", "Penyelia", supervisorCount);
  const all = [...officers, ...supervisors];
  await db.execute(
    insertRows(
      people,
      all.map(({ personId: id, name, role, unitId }) => ({ id, name, role, unitId, createdAt: at })),
    ),
  );
  await db.execute(
    insertRows(
      devices,
      all.map(({ deviceId: id, personId }) => ({
        id,
        personId,
        thumbprint: `benih-${id}`,
        browser: "Chromium 156",
        extensionVersion: "0.1.0",
        publicKey: { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) } as const,
        enrolledAt: at,
      })),
    ),
  );
  await db.execute(
    insertRows(
      records,
      officers.map(({ personId, decided, upheld }) => ({ personId, decided, upheld, reversed: 0 })),
    ),
  );
  const known = (list: typeof all) =>
    list.map((person): SeedPerson => ({ ...person, weight: weightOf(person) }));
  return { officers: known(officers), supervisors: known(supervisors) };
}
