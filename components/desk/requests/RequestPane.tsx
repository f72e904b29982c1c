import { useEffect, useRef, useState } from "preact/hooks";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { clockOf } from "../../../utils/shared/policy/clock.ts";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useHeldFocus } from "../../ui/use-held-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import { ClockTag } from "./ClockTag.tsx";
import { ClockWords } from "./ClockWords.tsx";
import { Dispatches } from "./Dispatches.tsx";
import { RequestActs } from "./RequestActs.tsx";
import { RequestEvents } from "./RequestEvents.tsx";
import { RequestFacts } from "./RequestFacts.tsx";
import { RequestItems } from "./RequestItems.tsx";
import { RequestLetters } from "./RequestLetters.tsx";
import type { RequestCalls } from "./request-calls.ts";
import { stateTone } from "./tones.ts";

export interface RequestPaneProps {
  id: string;
  calls: RequestCalls;
  mayAct: boolean;
  /** Changes identity whenever the list beside it is reloaded; the open request is then reloaded too. */
  listed: unknown;
  onBack(): void;
  /** Opens another request in place of this one. */
  onOpen(requestId: string): void;
  onOpenCase(caseId: string): void;
  onChanged(): void;
}

export function RequestPane(props: RequestPaneProps) {
  const { id, calls, mayAct, listed, onBack, onOpen, onOpenCase, onChanged } = props;
  const { t } = useLanguage();
  const { value, problem, loading, reload } = useLoad(`request ${id}`, () => calls.getRequest(id));
  const [newer, setNewer] = useState<RequestView>();
  const nowMs = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  const part = useHeldFocus(heading);
  const view = newer && (!value || newer.version > value.version) ? newer : value;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [view === undefined]);
  useEffect(() => {
    if (view) void reload();
  }, [listed]);
  const clock = view && clockOf(view, nowMs);
  const changed = async (next?: RequestView) => {
    if (next) setNewer(next);
    else await reload();
    onChanged();
  };
  return (
    <section
      class="case request"
      data-testid="request-view"
      data-request={id}
      data-state={view?.state}
      ref={part}
    >
      <header class="case-head">
        <IconButton
          class="case-back"
          label={t("request.back")}
          icon={ArrowLeft}
          data-testid="request-back"
          onClick={onBack}
        />
        <h2 class="title request-number" ref={heading} tabIndex={-1}>
          {view?.number ?? t("request.title")}
        </h2>
        {view && clock ? (
          <p class="case-tags">
            {view.kind === "restore" ? <span class="tag">{t("request.restore")}</span> : null}
            {view.urgent ? (
              <span class="tag urgent">
                <TriangleAlert size={12} aria-hidden="true" />
                {t("review.urgent")}
              </span>
            ) : null}
            <span class={stateTone(view.state)}>{t(`requestState.${view.state}`)}</span>
            <ClockTag clock={clock} />
          </p>
        ) : null}
      </header>
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {view === undefined && loading ? <Skeleton label={t("request.loading")} rows={4} height={80} /> : null}
      {view && clock ? (
        <div class="case-body">
          <div class="case-main">
            <ClockWords view={view} clock={clock} />
            <RequestFacts view={view} onOpen={onOpen} />
            {mayAct ? <RequestActs view={view} clock={clock} calls={calls} onChanged={changed} /> : null}
          </div>
          <div class="case-side">
            <RequestItems view={view} nowMs={nowMs} onOpenCase={onOpenCase} />
            <RequestLetters view={view} calls={calls} />
            <Dispatches view={view} nowMs={nowMs} />
            <RequestEvents events={view.events} />
          </div>
        </div>
      ) : null}
    </section>
  );
}
