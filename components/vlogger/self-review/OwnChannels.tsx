/** A vlogger's own channels: list, declare, withdraw a mistaken declaration. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { OwnChannel } from "../../../utils/shared/contract/own-channels.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { ChannelList, channelName } from "../../ui/ChannelList.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";

export type ChannelCalls = Pick<Client, "listOwnChannels" | "declareChannel">;

export interface OwnChannelsProps {
  calls: ChannelCalls;
  /** Called because the assigned tasks may change. */
  onChanged(): void;
}

export function OwnChannels({ calls, onChanged }: OwnChannelsProps) {
  const { language, t } = useLanguage();
  const loaded = useLoad("own-channels", calls.listOwnChannels);
  const [changed, setChanged] = useState<OwnChannel[]>();
  const [typed, setTyped] = useState("");
  const [said, setSaid] = useState("");
  const { problem, run } = useAct();
  const nowMs = useNow();
  const channels = changed ?? loaded.value?.channels;

  const change = (channel: string, own: boolean) =>
    run(async () => {
      const answer = await calls.declareChannel({ channel, own });
      if (!answer.ok) return answer;
      setChanged(answer.value.channels);
      const name = channelName(own ? (added(channels, answer.value.channels) ?? channel) : channel);
      setSaid(t(own ? "channels.done" : "channels.undone", { channel: name }));
      onChanged();
      return answer;
    });
  const declare = async (event: Event) => {
    event.preventDefault();
    const channel = typed.trim();
    if (channel !== "" && (await change(channel, true))) setTyped("");
  };
  const rowOf = ({ channel, declaredAt, untilAt }: OwnChannel) => ({
    channel,
    about: declaredAt ? t("channels.declared", { date: date(language, declaredAt) }) : t("channels.entered"),
    remove:
      untilAt && Date.parse(untilAt) > nowMs
        ? {
            label: t("channels.undo", { channel: channelName(channel) }),
            run: () => void change(channel, false),
          }
        : undefined,
  });

  return (
    <section class="own-channels">
      <Fold label={t("channels.title")} testId="own-channels">
        <form noValidate onSubmit={declare}>
          {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
          {channels ? (
            <p class="small muted">{t(channels.length === 0 ? "channels.none" : "channels.why")}</p>
          ) : null}
          <ChannelList testId="own-channel" channels={(channels ?? []).map(rowOf)} />
          <TextField
            label={t("channels.add")}
            hint={t("channels.hint")}
            testId="declare-channel"
            value={typed}
            onInput={(words) => {
              setSaid("");
              setTyped(words);
            }}
          />
          {problem ? <Failure problem={problem} /> : null}
          <div class="buttons">
            <button type="submit" class="button" data-testid="declare" aria-disabled={typed.trim() === ""}>
              {t("channels.declare")}
            </button>
            <span class="small" role="status" data-testid="declared-said">
              {said}
            </span>
          </div>
        </form>
      </Fold>
    </section>
  );
}

/** The newly listed channel. The typed address does not show under which name it is listed. */
function added(before: readonly OwnChannel[] = [], after: readonly OwnChannel[]): string | undefined {
  return after.find(({ channel }) => !before.some((own) => own.channel === channel))?.channel;
}
