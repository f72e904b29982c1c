/** Evidence of an item for the platform that has the letter: by the address in it, until its time is over. */

import { fail, ok } from "../../utils/contract/result.ts";
import { openHanded } from "../../utils/seal/handed.ts";
import { handOut } from "../evidence/export/hand-out.ts";
import { readExport } from "../evidence/export/read-export.ts";
import { withoutNames } from "../evidence/export/without-names.ts";
import type { Handler } from "../http/mount.ts";
import { findHanded } from "../store/requests/handed.ts";

/** `not-found` also for an address whose time is over, and for what is asked no more. */
export const getHanded: Handler<"getHanded"> = async (intake, { params, query, at, origin }) => {
  const opened = await openHanded(params.token, intake.key.publicKey);
  if (!opened.ok || Date.parse(opened.value.until) < at.getTime()) return fail("not-found");
  const { request, item } = opened.value;
  const found = await findHanded(intake.store.db, opened.value);
  if (!found) return fail("not-found");
  const by = `platform ${found.site}`;
  const read = await readExport(intake, { ref: found.ref, asker: undefined, by, at });
  // That somebody proposes otherwise by now is nobody's business outside.
  if (!read.ok) return fail("not-found");
  const contents = { ...read.value, said: withoutNames(read.value.said) };
  const detail = { request, item };
  return ok(
    await handOut(intake, contents, {
      ...{ format: params.format, language: query.language, origin, at, by, detail },
    }),
  );
};
