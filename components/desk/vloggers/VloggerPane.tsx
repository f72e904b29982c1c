/** One vlogger: facts, pause, languages and channels, conflicts. Each part is saved separately. */

import { useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type {
  ConflictInput,
  CoordinationAct,
  PauseInput,
  VloggerInput,
  VloggerView,
} from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { spokenLanguageName, spokenLanguages } from "../../../utils/shared/i18n/spoken-languages.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { ChannelList, channelName } from "../../ui/ChannelList.tsx";
import { ChoiceChips } from "../../ui/ChoiceChips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useHeadingFocus } from "../../ui/use-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { VloggerFacts } from "./CohortLine.tsx";
import { usePauseWords } from "./vlogger-words.ts";

export type VloggerCalls = Pick<
  Client,
  "getVlogger" | "saveVlogger" | "recordConflict" | "undeclareFor" | "pauseVlogger"
>;

export interface VloggerPaneProps {
  id: string;
  calls: VloggerCalls;
  onBack(): void;
}

const isNumber = (channel: string) => channel.startsWith("youtube:UC");

/** When a channel is renamed, only its number stays the same. */
function lacksNumber({ channels, declared }: VloggerView): boolean {
  const all = [...channels, ...declared.map(({ channel }) => channel)];
  return all.filter(isNumber).length < all.length / 2;
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
  const aboutOf = (channel: string, at: string) => {
    // The intake gives a number that it found in a case the time of the declared name.
    const named = declared.find((other) => other.at === at && !isNumber(other.channel));
    return named && isNumber(channel)
      ? t("profile.linked", { channel: channelName(named.channel) })
      : t("profile.declaredAt", { date: date(language, at) });
  };
  return (
    <section class="block" data-testid="declared-channels">
      <h2>{t("profile.declared")}</h2>
      <ChannelList
        testId="declared"
        channels={declared.map(({ channel, at }) => ({
          channel,
          about: aboutOf(channel, at),
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
  onPause(input: PauseInput): Promise<Result<unknown>>;
}

/** Ends a pause: an automatic one with a reason, and not by the person who invited the vlogger. */
function EndPause({ view: { personId, pause, tied }, onPause }: PauseFormProps) {
  const { t } = useLanguage();
  const words = usePauseWords(pause);
  const { problem, run } = useAct();
  const kept = useDraft(`pause-end:${personId}`, () => "");
  const [missing, setMissing] = useState(false);
  const isAutomatic = pause?.for === "record";
  const end = async (event: Event) => {
    event.preventDefault();
    const why = kept.value.trim();
    setMissing(isAutomatic && why === "");
    if (isAutomatic && (why === "" || refuseTooLong(kept.value, limits.reasonChars))) return;
    const input = { reason: null, ...(isAutomatic ? { why } : {}) };
    if (await run(() => onPause(input))) kept.clear();
  };
  return (
    <form class="block" noValidate data-testid="pause" data-state={pause?.for} onSubmit={end}>
      <h2>{t("pause.title")}</h2>
      <p>{words}</p>
      {isAutomatic && tied ? (
        <p class="muted">{t("pause.tied")}</p>
      ) : (
        <>
          {isAutomatic ? (
            <TextArea
              label={t("pause.why")}
              hint={t("pause.whyHint")}
              error={missing ? t("problem.reason-needed") : undefined}
              value={kept.value}
              onChange={(text) => kept.set(() => text)}
              maxChars={limits.reasonChars}
              testId="pause-why"
              required
            />
          ) : null}
          {problem ? <Failure problem={problem} /> : null}
          <button type="submit" class="button" data-testid="pause-end">
            {t("pause.end")}
          </button>
        </>
      )}
    </form>
  );
}

/** Pauses a vlogger's tasks, with a reason shown to them. */
function StartPause({ view: { personId }, onPause }: PauseFormProps) {
  const { t } = useLanguage();
  const { problem, run } = useAct();
  const kept = useDraft(`pause:${personId}`, () => "");
  const reason = kept.value;
  const [missing, setMissing] = useState(false);
  const start = async (event: Event) => {
    event.preventDefault();
    const typed = reason.trim();
    setMissing(typed === "");
    if (typed === "" || refuseTooLong(reason, limits.reasonChars)) return;
    if (await run(() => onPause({ reason: typed }))) kept.clear(reason);
  };
  return (
    <form class="block" noValidate data-testid="pause" data-state="none" onSubmit={start}>
      <h2>{t("pause.title")}</h2>
      <p class="muted">{t("pause.none")}</p>
      <TextArea
        label={t("pause.reason")}
        hint={t("pause.reasonHint")}
        error={missing ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={(text) => kept.set(() => text)}
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

function Pause(props: PauseFormProps) {
  return props.view.pause ? <EndPause {...props} /> : <StartPause {...props} />;
}

interface ConflictsProps {
  view: VloggerView;
  onRecord(input: ConflictInput): Promise<Result<unknown>>;
}

/** Channels that a vlogger must not judge, with reason, author and date. */
function Conflicts({ view, onRecord }: ConflictsProps) {
  const { language, t } = useLanguage();
  const kept = useDraft(`conflict:${view.personId}`, () => ({ channel: "", reason: "" }));
  const { channel, reason } = kept.value;
  const change = (part: Partial<typeof kept.value>) => kept.set((old) => ({ ...old, ...part }));
  const { problem, run } = useAct();
  const isWhole = channel.trim() !== "" && reason.trim() !== "";
  const add = async (event: Event) => {
    event.preventDefault();
    const input = { channel: channel.trim(), reason: reason.trim() };
    if (!isWhole || !(await run(() => onRecord(input)))) return;
    kept.clear();
  };
  return (
    <form class="block" noValidate data-testid="conflicts" onSubmit={add}>
      <h2>{t("conflict.title")}</h2>
      {view.conflicts.length === 0 ? <p class="muted">{t("conflict.none")}</p> : null}
      <ChannelList
        testId="conflict"
        channels={view.conflicts.map((conflict) => ({
          channel: conflict.channel,
          reason: conflict.reason,
          about: t("conflict.by", { name: conflict.by, date: date(language, conflict.at) }),
          remove: {
            label: t("conflict.remove", { channel: channelName(conflict.channel) }),
            run: () => void run(() => onRecord({ channel: conflict.channel, reason: null })),
          },
        }))}
      />
      <TextField
        label={t("conflict.channel")}
        hint={t("conflict.channelHint")}
        testId="conflict-channel"
        value={channel}
        onInput={(typed) => change({ channel: typed })}
      />
      <TextField
        label={t("conflict.reason")}
        testId="conflict-reason"
        placeholder={t("conflict.reasonExample")}
        maxLength={limits.reasonChars}
        value={reason}
        onInput={(typed) => change({ reason: typed })}
      />
      {problem ? <Failure problem={problem} /> : null}
      <button type="submit" class="button" data-testid="conflict-add" aria-disabled={!isWhole}>
        {t("conflict.add")}
      </button>
    </form>
  );
}

interface ProfileFormProps {
  view: VloggerView;
  onSave(input: VloggerInput): Promise<Result<VloggerView>>;
  /** Reads what is saved now. */
  onRead(): Promise<Result<VloggerView>>;
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const profileOf = ({ languages, channels, network }: VloggerView) => ({
  languages,
  channels,
  network: network ?? null,
});
const languagesOf = ({ languages }: VloggerView) => (languages.length > 0 ? languages : ["id"]);
const channelsOf = ({ channels }: VloggerView) => channels.map(channelName).join("\n");

function ProfileForm({ view, onSave, onRead }: ProfileFormProps) {
  const { language, t } = useLanguage();
  const [before, setBefore] = useState<NonNullable<VloggerInput["before"]>>(() => profileOf(view));
  const [languages, setLanguages] = useState(languagesOf(view));
  const [channels, setChannels] = useState(channelsOf(view));
  const [network, setNetwork] = useState(view.network ?? "");
  const [saved, setSaved] = useState(false);
  const { problem, run } = useAct();
  const isNetworkChanged = problem?.code === "conflict";
  const networkNow = before.network
    ? t("profile.networkSet", { network: before.network })
    : t("profile.networkCleared");
  // Keeps languages that were entered elsewhere and are not in the list.
  const offered = [...new Set<string>([...spokenLanguages, ...languages])];
  const save = async (event: Event) => {
    event.preventDefault();
    setSaved(false);
    if (refuseTooLong(channels, limits.reasonChars)) return;
    const name = network.trim();
    const input = { languages, channels: linesOf(channels), network: name === "" ? null : name, before };
    setSaved(await run(() => saveInput(input)));
  };
  const saveInput = async (input: VloggerInput) => {
    const done = await onSave(input);
    if (done.ok) {
      // Includes what others have saved meanwhile.
      setBefore(profileOf(done.value));
      setLanguages(languagesOf(done.value));
      setChannels(channelsOf(done.value));
    } else if (done.problem.code === "conflict") {
      const now = await onRead();
      if (!now.ok) return now;
      setBefore({ ...before, network: now.value.network ?? null });
    }
    return done;
  };
  return (
    <form class="block" noValidate data-testid="profile" onSubmit={save} onInput={() => setSaved(false)}>
      <h2>{t("profile.title")}</h2>
      <ChoiceChips
        label={t("profile.languages")}
        hint={t("profile.languagesHint")}
        options={offered.map((code) => [code, spokenLanguageName(language, code)] as const)}
        value={languages}
        testId="profile-language"
        onChange={setLanguages}
      />
      <TextArea
        label={t("profile.channels")}
        hint={t("profile.channelsHint")}
        value={channels}
        onChange={setChannels}
        maxChars={limits.reasonChars}
        testId="profile-channels"
      />
      {lacksNumber(view) ? (
        <p class="message warning" data-testid="profile-incomplete">
          {t("profile.incomplete")}
        </p>
      ) : null}
      <TextField
        label={t("profile.network")}
        testId="profile-network"
        value={network}
        maxLength={limits.nameChars}
        onInput={setNetwork}
        error={isNetworkChanged ? networkNow : undefined}
      />
      {problem && !isNetworkChanged ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button type="submit" class="button" data-testid="profile-save">
          {t("profile.save")}
        </button>
        <span class="small" role="status" data-testid="profile-saved">
          {saved ? t("profile.saved") : ""}
        </span>
      </div>
    </form>
  );
}

/** Earlier changes to this profile. They show who removed a note and when. */
function History({ view: { history, acts = history } }: { view: VloggerView }) {
  const { language, t } = useLanguage();
  if (acts.length === 0) return null;
  return (
    <section class="block" data-testid="vlogger-history">
      <h2>{t("coordination.title")}</h2>
      <ul class="channel-list">
        {acts.map(({ act, channel = "", reason = "", by, at }, index) => (
          <li key={`${at} ${index}`}>
            <div>
              <p>
                <Foreign
                  text={t(`coordination.${act as CoordinationAct}`, {
                    channel: channelName(channel),
                    reason,
                  })}
                />
              </p>
              <p class="small muted">
                <Foreign text={t("coordination.by", { name: by, date: date(language, at) })} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function VloggerPane({ id, calls, onBack }: VloggerPaneProps) {
  const { t } = useLanguage();
  const loaded = useLoad(`vlogger:${id}`, () => calls.getVlogger(id));
  const [changed, setChanged] = useState<VloggerView>();
  const heading = useRef<HTMLHeadingElement>(null);
  const view = changed ?? loaded.value;
  useHeadingFocus(heading, [view === undefined]);

  const apply = async (act: Promise<Result<VloggerView>>): Promise<Result<VloggerView>> => {
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
          <Pause view={view} onPause={(input) => apply(calls.pauseVlogger(id, input))} />
          <ProfileForm
            view={view}
            onSave={(input) => apply(calls.saveVlogger(id, input))}
            onRead={() => apply(calls.getVlogger(id))}
          />
          <DeclaredChannels
            declared={view.declared}
            onUndeclare={(channel) => apply(calls.undeclareFor(id, { channel }))}
          />
          <Conflicts view={view} onRecord={(input) => apply(calls.recordConflict(id, input))} />
          <History view={view} />
        </>
      ) : null}
    </section>
  );
}
