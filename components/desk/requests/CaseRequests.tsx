/** The requests of an opened case, and the form that makes one. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { clockOf } from "../../../utils/shared/policy/request-clock.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { type Loaded, useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import { ClockTag } from "./ClockTag.tsx";
import { leadsToRequest } from "./leads-to-request.ts";
import { MadeRequestLine } from "./MadeRequestLine.tsx";
import { MakeRequest } from "./MakeRequest.tsx";
import type { RequestCalls, RequestDesk } from "./request-calls.ts";
import { stateTone } from "./state-tones.ts";

export interface CaseRequestsProps {
  view: CaseView;
  desk: RequestDesk;
  /** Opens the request form immediately. */
  making: boolean;
  /** Called when the case's log has a new entry. */
  onChanged(): Promise<void>;
}

/** Height of the empty section, used for the skeleton, so that the content below does not move. */
const emptyPx = 34;

interface CaseRequestProps {
  view: RequestView;
  caseId: string;
  onOpen(): void;
}

function CaseRequest({ view, caseId, onOpen }: CaseRequestProps) {
  const { language, t } = useLanguage();
  const nowMs = useNow();
  const item = view.itemList.find((listedItem) => listedItem.caseId === caseId);
  return (
    <div class="card" data-testid="case-request" data-state={view.state}>
      <p class="row-head">
        <strong class="request-number">{view.number}</strong>
        {view.kind === "restore" ? <span class="tag">{t("request.restore")}</span> : null}
        <span class={stateTone(view.state)}>{t(`requestState.${view.state}`)}</span>
        <ClockTag clock={clockOf(view, nowMs)} />
      </p>
      {item && view.state !== "withdrawn" ? (
        <p>
          {t(`outcome.${item.outcome}`)}
          {item.outcomeNote ? <span class="muted">: {item.outcomeNote}</span> : null}
        </p>
      ) : null}
      {item?.seen && item.seenAt ? (
        <p class="small muted">
          {t("item.seen", { when: relativeTime(language, item.seenAt, nowMs), seen: t(`seen.${item.seen}`) })}
        </p>
      ) : null}
      {view.withdrawnReason ? (
        <p class="small muted">{t("request.withdrawnReason", { reason: view.withdrawnReason })}</p>
      ) : null}
      <button type="button" class="button link" data-testid="case-request-open" onClick={onOpen}>
        {t("make.open")}
      </button>
    </div>
  );
}

export function CaseRequests({ view, desk, making, onChanged }: CaseRequestsProps) {
  const { t } = useLanguage();
  const { calls, mayAct, onOpen } = desk;
  const requests = useLoad(`requests of ${view.id}`, () => readAll(calls, view.id));
  const [open, setOpen] = useState(making);
  useEffect(() => {
    if (making) setOpen(true);
  }, [making]);
  const [made, setMade] = useState<RequestView>();
  const part = useFocusFallback();
  const opener = useRef<HTMLButtonElement>(null);
  const listed = requests.value ?? [];
  const decision = view.decisions.find(
    (candidate) => leadsToRequest(candidate) || reversesRequested(candidate, listed),
  );
  const isAsked = requests.value?.some((request) => concernsDecision(request, decision)) ?? true;
  const mayMake = mayAct && decision !== undefined && !isAsked;
  useKeys({ makeRequest: () => (mayMake && !open ? setOpen(true) : false) });
  const reloadAll = async () => {
    await requests.reload();
    await onChanged();
  };
  if (!decision && !requests.problem && listed.length === 0) return null;
  return (
    <section
      class="block case-requests"
      aria-label={t("make.caseTitle")}
      data-testid="case-requests"
      ref={part}
      tabIndex={-1}
    >
      {open && mayMake && decision ? (
        <MakeRequest
          items={[{ caseId: view.id, decisionId: decision.id }]}
          calls={calls}
          onLeave={() => {
            setOpen(false);
            requestAnimationFrame(() => opener.current?.focus());
          }}
          onMade={(done) => {
            setMade(done);
            setOpen(false);
            void reloadAll();
          }}
        />
      ) : (
        <>
          <h2>{t("make.caseTitle")}</h2>
          {made ? (
            <MadeRequestLine key={made.id} made={made} calls={calls} onOpen={onOpen} onUndone={reloadAll} />
          ) : null}
          <CaseRequestList requests={requests} caseId={view.id} onOpen={onOpen} />
          {decision && !isAsked ? <p class="muted">{t("make.none")}</p> : null}
          {mayMake ? (
            <div class="buttons">
              <button
                ref={opener}
                type="button"
                class="button"
                aria-keyshortcuts="f"
                data-testid="make-open"
                onClick={() => setOpen(true)}
              >
                {t("make.act")} <kbd>f</kbd>
              </button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}

interface CaseRequestListProps {
  requests: Loaded<RequestView[]>;
  caseId: string;
  onOpen(requestId: string): void;
}

function CaseRequestList({ requests, caseId, onOpen }: CaseRequestListProps) {
  const { t } = useLanguage();
  return (
    <>
      <LoadState load={requests} label={t("request.loading")} rows={1} height={emptyPx} />
      {requests.value?.map((request) => (
        <CaseRequest key={request.id} view={request} caseId={caseId} onOpen={() => onOpen(request.id)} />
      ))}
    </>
  );
}

/** True for a confirmed reversal of an approval that a live request is based on; the platform is asked to restore. */
function reversesRequested(
  { act, state, reverses }: DecisionView,
  requests: readonly RequestView[],
): boolean {
  if (act !== "reject" || state !== "confirmed" || reverses === undefined) return false;
  return requests.some(
    (request) =>
      request.state !== "withdrawn" && request.itemList.some(({ decisionId }) => decisionId === reverses),
  );
}

function concernsDecision(request: RequestView, decision: DecisionView | undefined): boolean {
  return (
    request.state !== "withdrawn" && request.itemList.some(({ decisionId }) => decisionId === decision?.id)
  );
}

/** Reads all of the case's requests; their number is small. */
async function readAll(calls: RequestCalls, caseId: string): Promise<Result<RequestView[]>> {
  const listed = await calls.listRequests({ caseId });
  if (!listed.ok) return listed;
  const views: RequestView[] = [];
  for (const { id } of listed.value.requests) {
    const read = await calls.getRequest(id);
    if (!read.ok) return read;
    views.push(read.value);
  }
  return ok(views);
}
