/** Channels that a vlogger must not judge, with reason, author and date. */

import { useId, useState } from "preact/hooks";
import type { ConflictInput, VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { ChannelList, channelName } from "../../ui/ChannelList.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";

export interface ConflictsProps {
  view: VloggerView;
  onRecord(input: ConflictInput): Promise<Result<unknown>>;
}

export function Conflicts({ view, onRecord }: ConflictsProps) {
  const { language, t } = useLanguage();
  const id = useId();
  const [channel, setChannel] = useState("");
  const [reason, setReason] = useState("");
  const { problem, run } = useAct();
  const isWhole = channel.trim() !== "" && reason.trim() !== "";
  const add = async (event: Event) => {
    event.preventDefault();
    const input = { channel: channel.trim(), reason: reason.trim() };
    if (!isWhole || !(await run(() => onRecord(input)))) return;
    setChannel("");
    setReason("");
  };
  return (
    <form class="block" noValidate data-testid="conflicts" onSubmit={add}>
      <h2>{t("conflict.title")}</h2>
      {view.conflicts.length === 0 ? <p class="muted">{t("conflict.none")}</p> : null}
      <ChannelList
        testId="conflict"
        channels={view.conflicts.map((one) => ({
          channel: one.channel,
          reason: one.reason,
          about: t("conflict.by", { name: one.by, date: date(language, one.at) }),
          remove: {
            label: t("conflict.remove", { channel: channelName(one.channel) }),
            run: () => void run(() => onRecord({ channel: one.channel, reason: null })),
          },
        }))}
      />
      <div class="field">
        <label for={`${id}-channel`}>{t("conflict.channel")}</label>
        <input
          id={`${id}-channel`}
          class="input"
          data-testid="conflict-channel"
          value={channel}
          aria-describedby={`${id}-about`}
          onInput={(event) => setChannel(event.currentTarget.value)}
        />
        <p id={`${id}-about`} class="small muted">
          {t("conflict.channelHint")}
        </p>
      </div>
      <div class="field">
        <label for={`${id}-reason`}>{t("conflict.reason")}</label>
        <input
          id={`${id}-reason`}
          class="input"
          data-testid="conflict-reason"
          placeholder={t("conflict.reasonExample")}
          maxLength={limits.reasonChars}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      {problem ? <Failure problem={problem} /> : null}
      <button type="submit" class="button" data-testid="conflict-add" aria-disabled={!isWhole}>
        {t("conflict.add")}
      </button>
    </form>
  );
}
