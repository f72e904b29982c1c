/** Worklist of watched posts: which to look at again, and the record of a look. */

import { useRef, useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { WatchLookInput, WatchView } from "../../../utils/shared/contract/referral.ts";
import type { WatchOutcome } from "../../../utils/shared/contract/referral-state.ts";
import type { ContentState } from "../../../utils/shared/contract/request-state.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { date, dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { ExternalLink } from "../../ui/icons.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Empty } from "../../ui/Placeholder.tsx";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useNow } from "../../ui/use-now.ts";
import { usePages } from "../../ui/use-pages.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { useRowKeys } from "../queue/use-row-keys.ts";
import type { ReferralsProps } from "./Referrals.tsx";
import type { ReferralPlace } from "./referral-calls.ts";

/** Offered distances to the next look. */
const offeredDays = [3, 7, 30] as const;
const states = ["available", "removed", "withheld", "private", "unknown"] as const satisfies ContentState[];
const outcomes = ["calm", "gone", "act-needed"] as const satisfies WatchOutcome[];

type Next = `again-${(typeof offeredDays)[number]}` | `end-${WatchOutcome}`;

export function Watches({ calls, mayAct, onOpenCase }: ReferralsProps) {
  const { t } = useLanguage();
  const part = useFocusFallback();
  const cards = useRef<HTMLDivElement>(null);
  const onKeyDown = useRowKeys(cards, ".referral");
  const watches = usePages("watches", async (after) => {
    const page = await calls.listWatches({ state: "open" }, after);
    return page.ok ? ok({ rows: page.value.watches, next: page.value.next }) : page;
  });
  usePolling(watches.reload);
  const { rows } = watches;
  return (
    <section
      class="referrals"
      aria-label={t("watch.tab")}
      aria-busy={watches.loading}
      data-testid="watches"
      ref={part}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <LoadState load={watches} label={t("referral.loading")} rows={3} height={100} />
      {rows?.length === 0 ? <Empty title={t("watch.empty")} hint={t("watch.emptyHint")} /> : null}
      <div class="referral-cards" ref={cards}>
        {rows?.map((watch) => (
          <WatchCard
            key={watch.id}
            watch={watch}
            calls={calls}
            mayAct={mayAct}
            onChanged={watches.reload}
            onOpenCase={onOpenCase}
          />
        ))}
      </div>
      <MoreButton list={watches} testId="watches-more" />
    </section>
  );
}

interface WatchCardProps extends ReferralPlace {
  watch: WatchView;
}

export function WatchCard({ watch, calls, mayAct, onChanged, onOpenCase }: WatchCardProps) {
  const { language, t, words } = useLanguage();
  const [looking, setLooking] = useState(false);
  const last = watch.looks.at(-1);
  const seen =
    last &&
    t("watch.last", {
      when: dateTime(language, last.at),
      name: last.by,
      seen: t(`seen.${last.seen}`),
    });
  return (
    <div
      class="card referral"
      data-testid="watch"
      data-watch={watch.id}
      data-state={watch.state}
      tabIndex={-1}
    >
      <p class="row-head">
        <strong>{words(categories[watch.category].short)}</strong>
        <WatchTag watch={watch} isListed={onOpenCase !== undefined} />
      </p>
      <p class="small muted">
        <SubjectName subject={watch.subject} />
      </p>
      <p class="small muted">
        {[t("watch.since", { when: date(language, watch.since) }), ...(seen ? [seen] : [])].join(". ")}
      </p>
      <Barred watch={watch} mayAct={mayAct} />
      {looking ? (
        <LookForm
          watch={watch}
          calls={calls}
          onLeave={() => setLooking(false)}
          onDone={async () => {
            setLooking(false);
            await onChanged();
          }}
        />
      ) : (
        <div class="buttons">
          {watch.state === "open" ? (
            <WatchActs watch={watch} mayAct={mayAct} onLook={() => setLooking(true)} />
          ) : null}
          {onOpenCase ? (
            <button
              type="button"
              class="button link"
              data-testid="watch-case"
              onClick={() => onOpenCase(watch.caseId)}
            >
              {t("referral.openCase")}
            </button>
          ) : null}
        </div>
      )}
    </div>
  );
}

/** Why the person may not look at it, or not end it. */
function Barred({ watch: { state, reported, proposed }, mayAct }: Pick<WatchCardProps, "watch" | "mayAct">) {
  const { t } = useLanguage();
  const why = reported ? "reported" : proposed ? "proposed" : undefined;
  return why && mayAct && state === "open" ? (
    <p class="small muted" data-testid={`watch-${why}`}>
      {t(`watch.${why}`)}
    </p>
  ) : null;
}

interface WatchTagProps extends Pick<WatchCardProps, "watch"> {
  /** An ended watch is listed only while its case must be decided again. */
  isListed: boolean;
}

function WatchTag({ watch: { state, outcome, lookAt, since }, isListed }: WatchTagProps) {
  const { language, t } = useLanguage();
  const nowMs = useNow();
  if (state === "ended" && outcome)
    return (
      <span class={isListed ? "tag warning" : "tag"} data-testid={`watch-${outcome}`}>
        {t(`watchOutcome.${outcome}`)}
      </span>
    );
  if (state !== "open") return <span class="tag">{t(`watchState.${state}`)}</span>;
  if (lookAt !== undefined && Date.parse(lookAt) <= nowMs)
    return (
      <span class="tag warning" data-testid="watch-due">
        {t("watch.due")}
      </span>
    );
  return <span class="tag">{t("watch.lookAt", { when: date(language, lookAt ?? since) })}</span>;
}

interface WatchActsProps extends Pick<WatchCardProps, "watch" | "mayAct"> {
  onLook(): void;
}

function WatchActs({ watch: { address, reported }, mayAct, onLook }: WatchActsProps) {
  const { t } = useLanguage();
  return (
    <>
      {address ? (
        <a class="button" href={address} target="_blank" rel="noreferrer noopener" data-testid="watch-open">
          <ExternalLink size={16} aria-hidden="true" />
          {t("watch.open")}
        </a>
      ) : null}
      {mayAct && !reported ? (
        <button type="button" class="button" data-testid="watch-look" onClick={onLook}>
          {t("watch.look")}
        </button>
      ) : null}
    </>
  );
}

interface LookFormProps extends Pick<ReferralPlace, "calls"> {
  watch: WatchView;
  onLeave(): void;
  onDone(): Promise<void>;
}

interface LookDraft {
  seen?: WatchLookInput["seen"];
  next?: Next;
  note: string;
}

function LookForm({ watch, calls, onLeave, onDone }: LookFormProps) {
  const { t } = useLanguage();
  const idOf = useActIds();
  const { problem, busy, run } = useAct();
  const kept = useDraft<LookDraft>(`watch-look:${watch.id}`, () => ({ note: "" }));
  const { seen, next, note } = kept.value;
  const change = (part: Partial<LookDraft>) => kept.set((old) => ({ ...old, ...part }));
  const [missing, setMissing] = useState(false);
  const save = () => {
    setMissing(seen === undefined || next === undefined);
    if (seen === undefined || next === undefined || refuseTooLong(note, limits.noteChars)) return undefined;
    const trimmed = note.trim();
    const input = { seen, next: toNext(next), ...(trimmed === "" ? {} : { note: trimmed }) };
    return calls.lookAtWatch(watch.id, { id: idOf(JSON.stringify(input)), ...input });
  };
  const press = () =>
    run(save).then(async (isDone) => {
      if (!isDone) return;
      kept.forget();
      await onDone();
    });
  return (
    <section class="block" aria-label={t("watch.look")} data-testid="watch-form">
      <Chips<ContentState>
        label={t("watch.seen")}
        value={seen}
        onChange={(value) => change({ seen: value })}
        options={states.map((value) => ({
          value,
          label: t(`seen.${value}`),
          testId: `watch-seen-${value}`,
        }))}
      />
      <Chips<Next>
        label={t("watch.next")}
        value={next}
        onChange={(value) => change({ next: value })}
        options={[
          ...offeredDays.map((days) => ({
            value: `again-${days}` as const,
            label: t("watch.again", { days }),
            testId: `watch-again-${days}`,
          })),
          ...(watch.proposed ? [] : outcomes).map((outcome) => ({
            value: `end-${outcome}` as const,
            label: t(`watch.end.${outcome}`),
            testId: `watch-end-${outcome}`,
          })),
        ]}
      />
      {next === "end-act-needed" ? <p class="small muted">{t("watch.actNeededHint")}</p> : null}
      <TextArea
        label={t("referral.note")}
        value={note}
        onChange={(typed) => change({ note: typed })}
        maxChars={limits.noteChars}
        testId="watch-note"
      />
      {missing && (seen === undefined || next === undefined) ? (
        <p class="error" role="alert">
          {t("watch.pick")}
        </p>
      ) : null}
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button type="button" class="button quiet" onClick={onLeave}>
          {t("referral.leave")}
        </button>
        <button
          type="button"
          class="button primary"
          data-testid="watch-save"
          aria-disabled={busy}
          onClick={() => void press()}
        >
          {t("referral.save")}
        </button>
      </div>
    </section>
  );
}

function toNext(next: Next): WatchLookInput["next"] {
  const again = offeredDays.find((days) => next === `again-${days}`);
  if (again !== undefined) return { kind: "again", days: again };
  const outcome = outcomes.find((name) => next === `end-${name}`);
  return { kind: "end", outcome: outcome ?? "calm" };
}
