/** Invariant 6: what each person is shown is within their reach. */

import type { Context } from "./context.ts";
import { assertRule, type ModelReport } from "./model.ts";
import { rootOf } from "./rows.ts";
import { seesCase } from "./sees-case.ts";
import type { ModelPerson } from "./world.ts";

const ofCase = /^GET \/v1\/cases\/([0-9a-f-]{36})(\/exports\/json)?$/;

/** Answers of a step without parallel acts. */
export function checkScope(context: Context): void {
  const { model, before } = context;
  if (model.step.isParallel) return;
  for (const { by, path, status, body } of model.step.answers) {
    if (status !== 200) continue;
    const caseId = ofCase.exec(path)?.[1];
    if (caseId !== undefined) checkShown(context, by, caseId, body);
    if (path === "GET /v1/cases")
      for (const { id } of (body as { cases: { id: string }[] }).cases)
        assertRule(seesCase(context, before, by, id), 6, () => `the list shows ${by.name} case ${id}`);
    if (path === "GET /v1/reports/own")
      for (const { id } of (body as { reports: { id: string }[] }).reports)
        assertRule(
          model.reports.get(id)?.by.id === by.id,
          6,
          () => `${by.name} is shown report ${id} as their own`,
        );
    if (path === "GET /v1/requests")
      for (const { id } of (body as { requests: { id: string }[] }).requests) checkRequest(context, by, id);
  }
}

function checkShown(context: Context, by: ModelPerson, caseId: string, body: unknown): void {
  const { model, before } = context;
  assertRule(seesCase(context, before, by, caseId), 6, () => `${by.name} is shown case ${caseId}`);
  const text = JSON.stringify(body);
  const id = rootOf(before, caseId);
  const its = before.reports
    .filter((row) => row.caseId === id)
    .flatMap((row) => model.reports.get(row.id) ?? []);
  const isWithheld = before.cases.some((row) => row.id === id && row.withheld);
  for (const { id: reportId, note, ...report } of its) {
    if (note === undefined || !(isWithheld || isOthers(report, by))) continue;
    assertRule(!text.includes(note), 6, () => `${by.name} is shown the note of report ${reportId}`);
  }
  for (const { by: reporter } of its) {
    const isHidden = its.every((other) => other.by.id !== reporter.id || isOthers(other, by));
    // Names of deciders are shown for their decisions.
    if (!isHidden || !/ (Petugas|Vlogger)$/.test(reporter.name)) continue;
    assertRule(
      !text.includes(reporter.name),
      6,
      () => `${by.name} is shown that ${reporter.name} reported ${id}`,
    );
  }
}

/** Reported in another unit than the reader's. */
function isOthers(
  { by: reporter, unit: its, category }: Pick<ModelReport, "by" | "unit" | "category">,
  reader: ModelPerson,
): boolean {
  const { unit } = reader;
  if (!unit || reader.role === "admin" || reporter.id === reader.id || its === unit.name) return false;
  if (its !== undefined) return true;
  return unit.categories !== undefined && !unit.categories.includes(category);
}

function checkRequest(context: Context, by: ModelPerson, id: string): void {
  const { before } = context;
  for (const { requestId, caseId } of before.items)
    if (requestId === id)
      assertRule(seesCase(context, before, by, caseId), 6, () => `the list shows ${by.name} request ${id}`);
}
