import type { LinkedHost, LinkInspection } from "../../../utils/shared/contract/link-inspection.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { hostOf, hostsOf } from "../../../utils/shared/policy/link-host.ts";
import type { Handler } from "../../core/handler.ts";
import { present } from "../../core/present.ts";
import { notFound } from "../../core/problems.ts";
import { findCase } from "../store/case-reads.ts";
import { type LinkLookRecord, readElsewhere, readLinked, readLooks, saveLook } from "../store/links.ts";

/** Each host costs a query, and a post may list many links. */
const mostHosts = 20;
const mostNamed = 5;

export const getCaseLinks: Handler<"getCaseLinks"> = async (intake, { caller, scope, params }) => {
  const { db } = intake.store;
  const row = await findCase(db, { id: params.id, scope });
  if (!row) return notFound();
  const links = row.withheld ? [] : await readLinked(db, row.id);
  const looks = await readLooks(db, row.id);
  const hosts: LinkedHost[] = [];
  for (const host of hostsOf(links).slice(0, mostHosts)) {
    const addresses = links.filter((link) => hostOf(link) === host).map(({ address }) => address);
    const { found, more } = await readElsewhere(db, { host, caseId: row.id, scope });
    const authors = new Set(found.flatMap(({ authorKey }) => authorKey ?? []));
    hosts.push({
      host,
      addresses: [...new Set(addresses)].slice(0, mostNamed),
      elsewhere: {
        cases: found.length,
        authors: authors.size,
        more,
        newest: found
          .slice(0, mostNamed)
          .map(({ caseId, site, subject }) => ({ caseId, site, subject: subject as `${string}:${string}` })),
      },
      looks: looks.filter(({ look }) => look.host === host).map(({ look, by }) => toLook(look, by)),
    });
  }
  return ok({ hosts, mayLook: !row.withheld && caller.role === "supervisor" });
};

export const lookAtLink: Handler<"lookAtLink"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const saved = await saveLook(intake.store.db, { id: params.id, scope }, input, caller, at);
  return saved.ok ? ok(toLook(saved.value, caller.name)) : saved;
};

function toLook(
  { id, page, advertisements, covering, note, at }: LinkLookRecord,
  by: string,
): LinkInspection {
  return {
    id,
    page,
    advertisements,
    covering,
    by,
    at: at.toISOString(),
    ...present({ note }),
  };
}
