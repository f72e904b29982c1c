/** One vlogger: facts, pause, languages and channels, conflicts. Each part is saved separately. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { ChannelList, channelName } from "../../ui/ChannelList.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";
import { VloggerFacts } from "./CohortLine.tsx";
import { Conflicts } from "./Conflicts.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import type { VloggerCalls } from "./vlogger-calls.ts";
import { usePauseWords } from "./vlogger-words.ts";

export interface VloggerPaneProps {
  id: string;
  calls: VloggerCalls;
  onBack(): void;
}

interface DeclaredChannelsProps {
  declared: VloggerView["declared"];
  onUndeclare(channel: string): Promise<Result<unknown>>;
}

/** Channels that a vlogger declared as their own. A wrong one can be removed. */
function DeclaredChannels({ declared, onUndeclare }: DeclaredChannelsProps) {
  const { language, t } = useLanguage();
  const { problem, run } = useAct();
  if (declared.length === 0) return null;
  return (
    <section class="block" data-testid="declared-channels">
      <h2>{t("profile.declared")}</h2>
      <ChannelList
        testId="declared"
        channels={declared.map(({ channel, at }) => ({
          channel,
          about: t("profile.declaredAt", { date: date(language, at) }),
          remove: {
            label: t("profile.undeclare", { channel: channelName(channel) }),
            run: () => void run(() => onUndeclare(channel)),
          },
        }))}
      />
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}

interface PauseFormProps {
  view: VloggerView;
  /** `null` ends the pause. */
  onPause(reason: string | null): Promise<Result<unknown>>;
}

/** Pauses a vlogger's tasks, with a reason shown to them, or resumes them. */
function PauseForm({ view: { pause }, onPause }: PauseFormProps) {
  const { t } = useLanguage();
  const why = usePauseWords(pause);
  const { problem, run } = useAct();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const start = async (event: Event) => {
    event.preventDefault();
    const typed = reason.trim();
    setMissing(typed === "");
    if (typed !== "" && (await run(() => onPause(typed)))) setReason("");
  };
  if (pause) {
    return (
      <section class="block" data-testid="pause" data-state={pause.for}>
        <h2>{t("pause.title")}</h2>
        <p>{why}</p>
        {problem ? <Failure problem={problem} /> : null}
        <button
          type="button"
          class="button"
          data-testid="pause-end"
          onClick={() => void run(() => onPause(null))}
        >
          {t("pause.end")}
        </button>
      </section>
    );
  }
  return (
    <form class="block" noValidate data-testid="pause" data-state="none" onSubmit={start}>
      <h2>{t("pause.title")}</h2>
      <p class="muted">{t("pause.none")}</p>
      <TextArea
        label={t("pause.reason")}
        hint={t("pause.reasonHint")}
        error={missing ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={setReason}
        maxChars={limits.reasonChars}
        testId="pause-reason"
        required
      />
      {problem ? <Failure problem={problem} /> : null}
      <button type="submit" class="button" data-testid="pause-start">
        {t("pause.start")}
      </button>
    </form>
  );
}

export function VloggerPane({ id, calls, onBack }: VloggerPaneProps) {
  const { t } = useLanguage();
  const loaded = useLoad(`vlogger:${id}`, () => calls.getVlogger(id));
  const [changed, setChanged] = useState<VloggerView>();
  const heading = useRef<HTMLHeadingElement>(null);
  const view = changed ?? loaded.value;
  useEffect(() => heading.current?.focus(), [view === undefined]);

  const apply = async (act: Promise<Result<VloggerView>>): Promise<Result<unknown>> => {
    const done = await act;
    if (done.ok) setChanged(done.value);
    return done;
  };
  return (
    <section class="pane vlogger" data-testid="vlogger" data-person={id} aria-busy={loaded.loading}>
      <header class="case-head">
        <IconButton label={t("cohort.back")} icon={ArrowLeft} data-testid="vlogger-back" onClick={onBack} />
        <h2 ref={heading} class="title" tabIndex={-1}>
          <Foreign text={view?.name ?? t("cohort.title")} />
        </h2>
        {view ? (
          <span class={view.rank === "trusted" ? "tag done" : "tag"}>{t(`rank.${view.rank}`)}</span>
        ) : null}
      </header>
      {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
      {view === undefined && loaded.loading ? (
        <Skeleton label={t("cohort.loading")} rows={3} height={48} />
      ) : null}
      {view ? (
        <>
          <VloggerFacts row={view} />
          <PauseForm view={view} onPause={(reason) => apply(calls.pauseVlogger(id, { reason }))} />
          <ProfileForm view={view} onSave={(input) => apply(calls.saveVlogger(id, input))} />
          <DeclaredChannels
            declared={view.declared}
            onUndeclare={(channel) => apply(calls.undeclareFor(id, { channel }))}
          />
          <Conflicts view={view} onRecord={(input) => apply(calls.recordConflict(id, input))} />
        </>
      ) : null}
    </section>
  );
}
