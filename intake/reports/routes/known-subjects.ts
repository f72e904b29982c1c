/** Known subjects: which posts are reported, for devices. */

import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { isShared } from "../../../utils/shared/subject/hash-prefix.ts";
import type { Handler } from "../../core/handler.ts";
import { listKnownSubjects } from "../store/known-subjects.ts";

export const getFilter: Handler<"getFilter"> = async ({ knownSubjects: reported }) => {
  const { claims, file } = await reported.current();
  return ok({ bytes: file, type: "application/octet-stream", etag: claims.sha256 });
};

/** Refuses a prefix so long that it would reveal the subject; see `isShared`. */
export const listReported: Handler<"listReported"> = async (
  { store, knownSubjects: reported },
  { caller, query: { prefix } },
) => {
  const { claims } = await reported.current();
  if (!isShared(prefix, claims)) return fail("invalid-input", `prefix: at most ${claims.prefixChars} digits`);
  const subjects = await listKnownSubjects(store.db, prefix);
  // Reviewers must not distinguish golden cases by their state.
  const told =
    caller.role === "vlogger"
      ? subjects.map((subject) => ({ ...subject, state: "open" as const }))
      : subjects;
  return ok({ subjects: told });
};
