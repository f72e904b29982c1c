/** One vlogger: facts, pause, languages and channels, conflicts. Each part is saved separately. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { VloggerView } from "../../../utils/shared/contract/cohort.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { ChannelList, channelName } from "../../ui/ChannelList.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";
import { VloggerFacts } from "./CohortLine.tsx";
import { Conflicts } from "./Conflicts.tsx";
import type { VloggerCalls } from "./calls.ts";
import { PauseForm } from "./PauseForm.tsx";
import { ProfileForm } from "./ProfileForm.tsx";

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
