/** Resends an undelivered or unsent letter over another channel. */

import { useState } from "preact/hooks";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { type ActFormProps, ActHead, SaveButton } from "./ActForm.tsx";
import type { RequestCalls } from "./request-calls.ts";

export interface ChannelFormProps extends ActFormProps {
  view: RequestView;
  calls: Pick<RequestCalls, "changeChannel" | "listChannels">;
}

export function ChannelForm({ view, calls, onDone, onLeave }: ChannelFormProps) {
  const { t } = useLanguage();
  const { value, problem, reload } = useLoad(`channels of ${view.site}`, () => calls.listChannels(view.site));
  const [draft, setDraft] = useState<{ id: string; channel?: string }>(() => ({ id: crypto.randomUUID() }));
  const [missing, setMissing] = useState(false);
  const others = value?.channels.filter(({ id }) => id !== view.channel.id);
  const save = () => {
    const { id, channel } = draft;
    setMissing(channel === undefined);
    if (channel === undefined) return undefined;
    return calls.changeChannel(view.id, { id, channel }).then(async (done) => {
      await onDone(done);
      return done;
    });
  };
  return (
    <>
      <ActHead title={t("act.changeChannel")} onLeave={onLeave} />
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {others === undefined && !problem ? <Skeleton label={t("home.loading")} rows={1} height={32} /> : null}
      {others?.length === 0 ? (
        <p class="muted">{t("channelChange.none", { site: t(`site.${view.site}`) })}</p>
      ) : null}
      {others && others.length > 0 ? (
        <>
          <p class="small muted">{t("channelChange.hint")}</p>
          <Chips
            label={t("make.channel")}
            value={draft.channel}
            onChange={(channel) => setDraft({ id: crypto.randomUUID(), channel })}
            options={others.map((one) => ({
              value: one.id,
              label: one.name,
              hint: t(`channelKind.${one.kind}`),
              testId: `to-channel-${one.id}`,
            }))}
          />
          {missing ? (
            <p class="error" role="alert">
              {t("channelChange.pick")}
            </p>
          ) : null}
          <SaveButton label={t("channelChange.save")} testId="channel-save" save={save} />
        </>
      ) : null}
    </>
  );
}
