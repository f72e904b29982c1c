/** State of an opened group: ticked cases and one act on all of them. */

import { useState } from "preact/hooks";
import type { OnProgress } from "../../../utils/extension/desk/bulk-decisions.ts";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { CaseAct, GroupedCase } from "../../../utils/shared/contract/case.ts";
import type { BulkOutcome } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { useLanguage } from "../../ui/language.ts";
import { useActIds } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";
import type { DecisionCalls } from "../decision/use-decision.ts";
import { caseName } from "../queue/queue-rows.ts";
import { type Asked, requestItemsBySite } from "../requests/leads-to-request.ts";
import type { RequestDesk } from "../requests/request-calls.ts";
import { type GroupPart, groupParts } from "./group-parts.ts";

export interface GroupCalls extends DecisionCalls, Pick<Client, "getGroup" | "getCase" | "decideMany"> {
  answerMany(
    ...args: Parameters<Client["answerMany"]>
  ): Promise<Awaited<ReturnType<Client["answerMany"]>> | undefined>;
  /** Undefined if the role has no access to requests. */
  requests?: RequestDesk | undefined;
}

/** Acts that can be applied to many cases at once. */
const bulkActs: ReadonlySet<CaseAct> = new Set<CaseAct>([
  "approve",
  "reject",
  "recategorise",
  "escalate",
  "confirm",
  "refuse",
  "undo",
]);

interface GroupResult {
  saved: number;
  failed: { caseId: string; name: string; problem: Problem }[];
  /** Letters that can be made of the confirmed decisions. */
  asked: Asked[];
}

/** The ticked cases. All belong to one part, because parts are decided in different ways. */
function useTickedCases(parts: readonly GroupPart[], first: readonly string[]) {
  const [ticks, setTicks] = useState(first);
  // The first ticked case provides the form. It stays first so that the form does not change while it is filled in.
  const leadId = ticks[0] ?? "";
  const partOf = (id: string | undefined) =>
    parts.find((part) => part.cases.some(({ caseId }) => caseId === id));
  const part = partOf(leadId);
  return {
    part,
    // Cases of the rest have no boxes, and are opened one by one.
    ticked: part?.key === "rest" ? [] : (part?.cases.filter(({ caseId }) => ticks.includes(caseId)) ?? []),
    leadId,
    /** Ticking a case of another part clears the ticks. */
    tick(caseIds: readonly string[], on: boolean) {
      const isSamePart = partOf(caseIds[0])?.key === part?.key;
      const kept = isSamePart ? ticks.filter((id) => !caseIds.includes(id)) : [];
      const next = on ? [...kept, ...caseIds] : kept;
      // The lead stays the lead while it is ticked.
      const first = next.includes(leadId) ? [leadId] : [];
      setTicks([...first, ...next.filter((id) => !first.includes(id))].slice(0, limits.bulkCases));
    },
  };
}

export function useGroup(groupId: string, calls: GroupCalls, first: readonly string[] = []) {
  const { language } = useLanguage();
  const group = useLoad(groupId, () => calls.getGroup(groupId));
  const [running, setRunning] = useState<{ done: number; total: number }>();
  const [ended, setEnded] = useState<GroupResult>();
  const cases = group.value?.cases ?? [];
  const parts = groupParts(cases);
  const { part, ticked, leadId, tick } = useTickedCases(parts, first);
  const lead = useLoad(leadId, () =>
    leadId === "" ? Promise.resolve(ok(undefined)) : calls.getCase(leadId),
  );
  const idFor = useActIds();

  /** Shows each case's result. `confirms`: cases that are approved if the act succeeds. */
  const finish = (result: Result<BulkOutcome>, confirms: readonly GroupedCase[] = []): Result<unknown> => {
    setRunning(undefined);
    if (!result.ok) return result;
    const failed = result.value.outcomes.flatMap(({ caseId, problem }) => {
      const grouped = cases.find((given) => given.caseId === caseId);
      return problem ? [{ caseId, problem, name: grouped ? caseName(language, grouped) : caseId }] : [];
    });
    const succeeded = new Set(
      result.value.outcomes.flatMap((outcome) => (outcome.problem ? [] : [outcome.caseId])),
    );
    const asked = requestItemsBySite(confirms.filter(({ caseId }) => succeeded.has(caseId)));
    setEnded({ saved: result.value.outcomes.length - failed.length, failed, asked });
    const [first] = failed;
    return first && failed.length === result.value.outcomes.length
      ? { ok: false, problem: first.problem }
      : ok({});
  };
  const begin = () => {
    setRunning({ done: 0, total: ticked.length });
    setEnded(undefined);
  };
  const onProgress: OnProgress = (done, total) => setRunning({ done, total });

  const bulk: DecisionCalls = {
    ...calls,
    async decide(_, { id, caseVersion: _version, ...verdict }) {
      begin();
      const decided = ticked.map(({ caseId, version }) => ({
        caseId,
        decisionId: idFor(`${id} ${caseId}`),
        caseVersion: version,
      }));
      return finish(await calls.decideMany({ id, verdict, cases: decided }, onProgress));
    },
    async answerDecision(_, input) {
      if (part === undefined) return fail("nothing-to-confirm");
      const confirms = input.answer === "confirm";
      // A confirmation stays pending before it is sent.
      if (confirms) setEnded(undefined);
      else begin();
      const answered = ticked.flatMap(({ caseId, decision }) =>
        decision ? [{ caseId, decisionId: decision.id }] : [],
      );
      const result = await calls.answerMany(part.key, input, answered, onProgress);
      return result && finish(result, confirms ? ticked : []);
    },
  };
  const view = lead.value && { ...lead.value, can: lead.value.can.filter((act) => bulkActs.has(act)) };
  /** After an act the first ticked case allows other acts, too. */
  const reload = () => Promise.all([group.reload(), lead.reload()]);
  return { group, parts, ticked, tick, running, ended, bulk, lead: view, leadProblem: lead.problem, reload };
}
