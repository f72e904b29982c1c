import type { LinkedHost, LinkInspection } from "../../../utils/shared/contract/link-inspection.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { hostOf, hostsOf } from "../../../utils/shared/policy/link-host.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { omitNulls } from "../../db/rows.ts";
import { findCase } from "../store/case-reads.ts";
import {
  type LinkLookRecord,
  readLinkLooks,
  readOtherCasesLinking,
  readReportLinks,
  saveLinkLook,
} from "../store/link-inspections.ts";

/** Each host costs a query, and a post may list many links. */
const maxHosts = 20;
const maxNamed = 5;

export const getCaseLinks: Handler<"getCaseLinks"> = async (intake, { caller, scope, params }) => {
  const { db } = intake.store;
  const row = await findCase(db, { id: params.id, scope });
  if (!row) return notFound();
  const links = row.withheld ? [] : await readReportLinks(db, row.id);
  const looks = await readLinkLooks(db, row.id);
  const hosts: LinkedHost[] = [];
  for (const host of hostsOf(links).slice(0, maxHosts)) {
    const addresses = links.filter((link) => hostOf(link) === host).map(({ address }) => address);
    const { found, more } = await readOtherCasesLinking(db, { host, caseId: row.id, scope });
    const authors = new Set(found.flatMap(({ authorKey }) => authorKey ?? []));
    hosts.push({
      host,
      addresses: [...new Set(addresses)].slice(0, maxNamed),
      elsewhere: {
        cases: found.length,
        authors: authors.size,
        more,
        newest: found
          .slice(0, maxNamed)
          .map(({ caseId, site, subject }) => ({ caseId, site, subject: subject as `${string}:${string}` })),
      },
      looks: looks.filter(({ look }) => look.host === host).map(({ look, by }) => toLinkLook(look, by)),
    });
  }
  return ok({ hosts, mayLook: !row.withheld && caller.role === "supervisor" });
};

export const lookAtLink: Handler<"lookAtLink"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const saved = await saveLinkLook(intake.store.db, { id: params.id, scope }, input, { ...caller, at });
  return saved.ok ? ok(toLinkLook(saved.value, caller.name)) : saved;
};

export function toLinkLook(
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
    ...omitNulls({ note }),
  };
}
