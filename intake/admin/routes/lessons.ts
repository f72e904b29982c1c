/** Lessons in force, and the people whose certificates cover them, for administrators. */

import { ok } from "../../../utils/shared/contract/result.ts";
import { lessons as builtInLessons } from "../../../utils/shared/policy/lessons.ts";
import type { Handler } from "../../core/handler.ts";
import { listPacks } from "../../recipes/store/recipes.ts";
import { outdatedLessons } from "../../vloggers/exam-readiness.ts";
import { readCertifiedPeople } from "../../vloggers/store/certificates.ts";
import { readLessonsInForce } from "../../vloggers/store/lessons.ts";

export const getLessonsState: Handler<"getLessonsState"> = async ({ store: { db } }) => {
  const inForce = await readLessonsInForce(db);
  const [newest] = inForce === builtInLessons ? [] : await listPacks(db);
  const passed = await readCertifiedPeople(db);
  return ok({
    ...(newest ? { pack: { version: newest.version, at: newest.at.toISOString() } } : {}),
    lessons: inForce.map(({ id, edition, title, categories }) => ({
      id,
      edition,
      title,
      categories: [...categories],
      certified: passed.filter(({ claims }) => claims.lessons[id] === edition).length,
    })),
    passed: passed.map(({ personId, name, suspendedAt, claims }) => ({
      id: personId,
      name,
      issuedAt: claims.issuedAt,
      lacking: outdatedLessons(inForce, claims.lessons),
      suspended: suspendedAt !== null,
    })),
  });
};
