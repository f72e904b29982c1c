/** Lessons in force, and the people whose certificates cover them, for administrators. */

import { ok } from "../../../utils/shared/contract/result.ts";
import { lessons as builtInLessons } from "../../../utils/shared/policy/lessons.ts";
import type { Handler } from "../../core/handler.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { listPacks } from "../../recipes/store/recipes.ts";
import { outdatedLessons } from "../../vloggers/exam-readiness.ts";
import { readCertificates, readCertifiedPeople } from "../../vloggers/store/certificates.ts";
import { readLessonsInForce } from "../../vloggers/store/lessons.ts";

export const getLessonsState: Handler<"getLessonsState"> = async ({ store: { db } }, { query }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const inForce = await readLessonsInForce(db);
  const [newest] = inForce === builtInLessons ? [] : await listPacks(db);
  const certificates = await readCertificates(db);
  const rows = await readCertifiedPeople(db, { after, limit: query.limit + 1 });
  const page = toPage(rows, query.limit, ({ claims, personId }) => `${claims.issuedAt}|${personId}`);
  return ok({
    ...(newest ? { pack: { version: newest.version, at: newest.at.toISOString() } } : {}),
    lessons: inForce.map(({ id, edition, title, categories }) => ({
      id,
      edition,
      title,
      categories: [...categories],
      certified: certificates.filter(({ claims }) => claims.lessons[id] === edition).length,
    })),
    passed: page.rows.map(({ personId, name, suspendedAt, claims }) => ({
      id: personId,
      name,
      issuedAt: claims.issuedAt,
      lacking: outdatedLessons(inForce, claims.lessons),
      suspended: suspendedAt !== null,
    })),
    ...(page.next === undefined ? {} : { next: page.next }),
  });
};
