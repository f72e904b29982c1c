/** Looks at what the intake shows; `scope-rules.ts` judges the answers. */

import type { Of } from "./acts.ts";
import { type Context, call, pick, rootsIn } from "./context.ts";
import type { ModelPerson } from "./world.ts";

export async function readViews(context: Context, { who, on, at }: Of<"look">): Promise<void> {
  const by = pick(context.model.people, who);
  const caseId = pick(rootsIn(context), on);
  if (!by || caseId === undefined) return;
  const paths = {
    case: `/v1/cases/${caseId}`,
    list: "/v1/cases",
    requests: "/v1/requests",
    export: `/v1/cases/${caseId}/exports/json`,
    own: "/v1/reports/own",
  };
  await call(context, by, ["GET", paths[at]]);
}

/** Reads, at a sequence's end, the list and one case as a person of each unit. */
export async function readAllViews(context: Context): Promise<void> {
  const { model, world } = context;
  const readers = world.units.flatMap(
    ({ name }) => model.people.find((person) => isReader(person, name)) ?? [],
  );
  for (const by of readers) await call(context, by, ["GET", "/v1/cases"]);
  const caseId = pick(rootsIn(context), model.reports.size);
  const by = pick(readers, model.decisions.size + model.reports.size);
  if (by && caseId !== undefined) await call(context, by, ["GET", `/v1/cases/${caseId}`]);
}

function isReader({ role, unit, suspended }: ModelPerson, name: string): boolean {
  return role === "supervisor" && unit?.name === name && !suspended;
}
