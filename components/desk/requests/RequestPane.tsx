import { useEffect, useRef, useState } from "preact/hooks";
import type {
  DispatchView,
  LetterFileFormat,
  RequestEvent,
  RequestView,
} from "../../../utils/shared/contract/request.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { dateTime, relativeTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { type Clock, clockOf, reprimandLevels } from "../../../utils/shared/policy/request-clock.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useFocusFallback, useHeadingFocus } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import { objectorName } from "../objections/objector-name.ts";
import { UrgentTag } from "../UrgencyTags.tsx";
import { ClockTag } from "./ClockTag.tsx";
import { channelWords } from "./MadeRequestLine.tsx";
import { RequestActs } from "./RequestActs.tsx";
import { RequestItems } from "./RequestItems.tsx";
import type { LetterCalls, RequestCalls } from "./request-calls.ts";
import { dispatchTone, stateTone } from "./state-tones.ts";
import { useLetters } from "./use-letters.ts";

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

/** The clock of an opened request in full sentences: deadline, elapsed limits and possible next steps. */
function ClockWords({ view, clock }: { view: RequestView; clock: Clock }) {
  const { language, t } = useLanguage();
  const { hours, reprimands, reprimandedAt, acknowledgeHours, provenAt } = view;
  const { state, dueAt, proposes, unacknowledged } = clock;
  const last = reprimandLevels[reprimands - 1];
  const sentences = [
    state === "not-sent" && t("clock.notSentWords"),
    view.state === "undelivered" && t("clock.voidWords"),
    state === "proven" && provenAt && t("clock.provenWords", { when: dateTime(language, provenAt) }),
    state === "reversed" && t("clock.reversedWords"),
    dueAt &&
      hours &&
      t(state === "over" ? "clock.overSince" : "clock.due", { hours, when: dateTime(language, dueAt) }),
    unacknowledged && t("clock.unacknowledgedWords", { hours: acknowledgeHours }),
    last &&
      reprimandedAt &&
      t("clock.after", { title: t(`letterKind.${last}`), when: dateTime(language, reprimandedAt) }),
    proposes && t("clock.proposes", { title: t(`letterKind.${proposes}`) }),
    state === "over" && last === "st3" && t("clock.last"),
  ].filter((sentence) => typeof sentence === "string");
  if (sentences.length === 0) return null;
  const tone = clockTone(clock);
  return (
    <div class={tone === "" ? "clock-words" : `message ${tone}`} data-testid="clock-words">
      {tone === "" ? null : <TriangleAlert size={16} aria-hidden="true" />}
      <p>{sentences.join(" ")}</p>
    </div>
  );
}

function clockTone({ state, unacknowledged }: Clock): "urgent" | "warning" | "" {
  if (state === "over") return "urgent";
  return state === "void" || unacknowledged ? "warning" : "";
}

/** The events of a request, newest last. */
function RequestEvents({ events }: { events: readonly RequestEvent[] }) {
  const { language, t } = useLanguage();
  if (events.length === 0) return null;
  return (
    <section class="block">
      <h2>{t("requestEvents.title")}</h2>
      <ol class="request-events">
        {events.map((event) => (
          <li key={event.id} data-testid="request-event" data-act={event.act}>
            <p>{t(`requestAct.${event.act}`)}</p>
            <p class="small muted">
              {t("requestEvents.by", {
                by: event.act === "objected" ? objectorName(language, event.by) : event.by,
                when: dateTime(language, event.at),
              })}
            </p>
            {eventNote(event) ? (
              <p class="small">
                <Foreign text={eventNote(event)} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The text that a person entered with the event. */
function eventNote({ detail }: RequestEvent): string | undefined {
  const words = detail.note ?? detail.reason ?? detail.answer;
  return typeof words === "string" && words !== "" ? words : undefined;
}

function RequestFacts({ view, onOpen }: { view: RequestView; onOpen(requestId: string): void }) {
  const { language, t, words } = useLanguage();
  const { site, category, action, by, madeAt, restores, restoredBy, withdrawnReason } = view;
  const related = (id: string, words: string, testId: string) => (
    <button type="button" class="button link" data-testid={testId} onClick={() => onOpen(id)}>
      {words}
    </button>
  );
  return (
    <section class="block request-facts">
      <p class="request-asked">
        {t(`site.${site}`)} · {words(categories[category].label)} · {words(actions[action].label)}
      </p>
      <p class="small muted">
        {channelWords(language, view.channel)}.{" "}
        {t("request.by", { name: by, when: dateTime(language, madeAt) })}.
      </p>
      {withdrawnReason ? <p>{t("request.withdrawnReason", { reason: withdrawnReason })}</p> : null}
      {restores
        ? related(restores.id, t("request.restores", { number: restores.number }), "request-restores")
        : null}
      {restoredBy
        ? related(
            restoredBy.id,
            t("request.restoredBy", { number: restoredBy.number }),
            "request-restored-by",
          )
        : null}
    </section>
  );
}

function Dispatches({ view, nowMs }: { view: RequestView; nowMs: number }) {
  const { t } = useLanguage();
  return (
    <section class="block">
      <h2>{t("dispatch.title")}</h2>
      <ul class="block">
        {[...view.dispatches].reverse().map((dispatch) => (
          <DispatchCard key={dispatch.id} dispatch={dispatch} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function DispatchCard({ dispatch, nowMs }: { dispatch: DispatchView; nowMs: number }) {
  const { language, t } = useLanguage();
  const { letter, round, channel, state, by, at, attempts, nextAt, sentAt, answer } = dispatch;
  const line = { letter: t(`letterKind.${letter}`), channel: channel.name };
  const facts = [
    ...(attempts > 0 ? [t("dispatch.tries", { count: attempts })] : []),
    ...(nextAt && attempts > 0 ? [t("dispatch.next", { when: relativeTime(language, nextAt, nowMs) })] : []),
    ...(sentAt ? [t("dispatch.sent", { when: dateTime(language, sentAt) })] : []),
  ];
  return (
    <li class="card" data-testid="dispatch" data-state={state}>
      <p class="row-head">
        <strong>{round > 1 ? t("dispatch.again", { ...line, round }) : t("dispatch.line", line)}</strong>
        <span class={dispatchTone(state)}>{t(`dispatchState.${state}`)}</span>
      </p>
      <p class="small muted">
        {[t("requestEvents.by", { by, when: dateTime(language, at) }), ...facts].join(", ")}
      </p>
      {answer ? <p class="small">{t("dispatch.answer", { answer })}</p> : null}
    </li>
  );
}

function RequestTags({ view, clock }: { view: RequestView; clock: Clock }) {
  const { t } = useLanguage();
  return (
    <p class="case-tags">
      {view.kind === "restore" ? <span class="tag">{t("request.restore")}</span> : null}
      {view.urgent ? <UrgentTag /> : null}
      <span class={stateTone(view.state)}>{t(`requestState.${view.state}`)}</span>
      <ClockTag clock={clock} />
    </p>
  );
}

const formats = ["pdf", "csv", "xarf", "jws"] as const satisfies LetterFileFormat[];

interface RequestLettersProps {
  view: RequestView;
  calls: LetterCalls;
}

/** The letters of a request, or why they are not shown. */
function RequestLetters(props: RequestLettersProps) {
  const { t } = useLanguage();
  return (
    <section class="block" data-testid="letters">
      <h2>{t("letter.title")}</h2>
      {props.view.letterWithheld ? (
        <p class="small muted">{t("letter.withheld")}</p>
      ) : (
        <LetterButtons {...props} />
      )}
    </section>
  );
}

/** Open letters, or save them in machine-readable formats. */
function LetterButtons({ view, calls }: RequestLettersProps) {
  const { t } = useLanguage();
  const { busy, saved, problem, open, save } = useLetters(view, calls);
  useKeys({ openLetter: () => void open("request") });
  const reprimands = new Set(
    view.dispatches.map(({ letter }) => letter).filter((letter) => letter !== "request"),
  );
  const kinds: LetterKind[] = ["request", ...[...reprimands].sort()];
  return (
    <>
      <div class="buttons">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            class="button"
            data-testid={`letter-open-${kind}`}
            aria-disabled={busy}
            {...(kind === "request" ? { "aria-keyshortcuts": "s" } : {})}
            onClick={() => void open(kind)}
          >
            {kind === "request" ? t("letter.open") : t(`letterKind.${kind}`)}
            {kind === "request" ? <kbd>s</kbd> : null}
          </button>
        ))}
      </div>
      <fieldset class="field">
        <legend class="legend">{t("letter.save")}</legend>
        <div class="buttons">
          {formats.map((format) => (
            <button
              key={format}
              type="button"
              class="button link"
              data-testid={`letter-save-${format}`}
              aria-disabled={busy}
              onClick={() => void save("request", format)}
            >
              {t(`letter.${format}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <p class="small said" role="status">
        {busy ? t("letter.opening") : saved === undefined ? "" : t("letter.saved", { name: saved })}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </>
  );
}

export function RequestPane(props: RequestPaneProps) {
  const { id, calls, mayAct, listed, onBack, onOpen, onOpenCase, onChanged } = props;
  const { t } = useLanguage();
  const { value, problem, loading, reload } = useLoad(`request ${id}`, () => calls.getRequest(id));
  const [newer, setNewer] = useState<RequestView>();
  const nowMs = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  const part = useFocusFallback(heading);
  const view = newer && (!value || newer.version > value.version) ? newer : value;
  useHeadingFocus(heading, [view === undefined], { preventScroll: true });
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
    <section class="case" data-testid="request-view" data-request={id} data-state={view?.state} ref={part}>
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
        {view && clock ? <RequestTags view={view} clock={clock} /> : null}
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
            <RequestItems view={view} nowMs={nowMs} calls={calls} onOpenCase={onOpenCase} />
            <RequestLetters view={view} calls={calls} />
            <Dispatches view={view} nowMs={nowMs} />
            <RequestEvents events={view.events} />
          </div>
        </div>
      ) : null}
    </section>
  );
}
