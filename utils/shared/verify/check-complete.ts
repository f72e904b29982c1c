/** Checks that an export leaves out nothing that its logs name, and has no part twice and no log of another case. */

import type { CaseExport } from "../contract/export.ts";
import type { Logs } from "./check-audit-log.ts";
import type { Note } from "./finding.ts";
import type { LoggedRows, LoggedTable } from "./logged-rows.ts";

/** A part that the logs name. */
interface Named {
  what: string;
  id: string;
  at: string;
}

/** Acts whose entries name a part by its id, with the member of their detail. */
const namingActs: Readonly<Record<string, readonly [what: string, member: string]>> = {
  "report-received": ["report", "report"],
  "decision-proposed": ["decision", "decision"],
  "review-received": ["review", "review"],
  "case-absorbed": ["log", "from"],
};

export function checkComplete(exported: CaseExport, logs: Logs, rows: LoggedRows, note: Note): void {
  const here = partsOf(exported);
  const own = { what: "log", id: exported.case.id, at: exported.exportedAt };
  const byActs = [own, ...namedByActs(logs)];
  const inExport = tableNames.filter((table) => tables[table].list(exported) !== undefined);
  const named = [...byActs, ...namedByRows(rows, inExport)];
  const gone = named.filter(({ what, id }) => !here.has(`${what} ${id}`));
  // A split moves parts to another case, and leaves the entries that name them.
  const isSplit = [...logs.values()].flat().some(({ act }) => act === "case-split");
  for (const { what, id, at } of gone)
    note("complete", isSplit ? "unknown" : false, `${what} ${id}`, { what, at, count: gone.length });
  for (const { what, id } of [...doubled(exported), ...foreignLogs(logs, byActs)])
    note("complete", false, `${what} ${id}`, { what, at: exported.exportedAt, count: 1 });
  const older = ownMembers.filter(
    (member) => exported[member] === undefined && namedByRows(rows, tablesOf(member)).length > 0,
  );
  for (const what of older) note("complete", "unknown", "", { what, at: exported.exportedAt, count: 0 });
  if (older.length === 0 && gone.length === 0)
    note("complete", true, "", { what: "", at: "", count: named.length });
}

/** Members that older exports lack. */
const ownMembers = ["requests", "referrals"] as const;

interface ExportedTable {
  what: string;
  member: (typeof ownMembers)[number];
  /** Undefined if the export is older than the member. */
  list(exported: CaseExport): readonly { id: string }[] | undefined;
}

const tables: Record<LoggedTable, ExportedTable> = {
  requests: { what: "letter", member: "requests", list: ({ requests }) => requests?.letters },
  request_events: { what: "event", member: "requests", list: ({ requests }) => requests?.events },
  checks: { what: "check", member: "requests", list: ({ requests }) => requests?.checks },
  objections: { what: "objection", member: "requests", list: ({ requests }) => requests?.objections },
  referrals: { what: "referral", member: "referrals", list: ({ referrals }) => referrals?.letters },
  referral_events: {
    what: "referral-event",
    member: "referrals",
    list: ({ referrals }) => referrals?.events,
  },
  watch_looks: { what: "look", member: "referrals", list: ({ referrals }) => referrals?.looks },
};
const tableNames = Object.keys(tables) as LoggedTable[];

function tablesOf(member: ExportedTable["member"]): LoggedTable[] {
  return tableNames.filter((table) => tables[table].member === member);
}

function listParts(exported: CaseExport): { what: string; id: string }[] {
  const { reports, decisions, reviews, logs } = exported;
  const list = (what: string, parts: readonly { id: string }[]) => parts.map(({ id }) => ({ what, id }));
  return [
    ...list(
      "report",
      reports.map(({ report }) => report),
    ),
    ...list(
      "log",
      logs.map(({ caseId }) => ({ id: caseId })),
    ),
    ...list("decision", decisions),
    ...list("review", reviews),
    ...Object.values(tables).flatMap((table) => list(table.what, table.list(exported) ?? [])),
  ];
}

function partsOf(exported: CaseExport): Set<string> {
  return new Set(listParts(exported).map(({ what, id }) => `${what} ${id}`));
}

function doubled(exported: CaseExport): { what: string; id: string }[] {
  const seen = new Set<string>();
  return listParts(exported).filter(({ what, id }) => {
    const key = `${what} ${id}`;
    const isSecond = seen.has(key);
    seen.add(key);
    return isSecond;
  });
}

function namedByActs(logs: Logs): Named[] {
  return [...logs.values()].flat().flatMap(({ act, at, detail }) => {
    const [what, member] = namingActs[act] ?? [];
    const id = member && detail[member];
    return what && typeof id === "string" ? [{ what, id, at }] : [];
  });
}

function namedByRows(rows: LoggedRows, of: readonly LoggedTable[]): Named[] {
  return of.flatMap((table) =>
    [...rows[table]].map(([id, [first]]) => ({ what: tables[table].what, id, at: first?.entry.at ?? "" })),
  );
}

/** Logs of cases that are neither this one nor merged into it. */
function foreignLogs(logs: Logs, named: readonly Named[]): { what: string; id: string }[] {
  const own = new Set(named.flatMap(({ what, id }) => (what === "log" ? [id] : [])));
  return [...logs.keys()].filter((id) => !own.has(id)).map((id) => ({ what: "log", id }));
}
