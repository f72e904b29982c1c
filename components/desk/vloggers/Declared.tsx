/** Channels that a vlogger declared as their own. A wrong one can be removed. */

import type { VloggerView } from "../../../utils/shared/contract/cohort.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { ChannelList } from "../../ui/ChannelList.tsx";
import { channelName } from "../../ui/channel-name.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";

export interface DeclaredProps {
  declared: VloggerView["declared"];
  onUndeclare(channel: string): Promise<Result<unknown>>;
}

export function Declared({ declared, onUndeclare }: DeclaredProps) {
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
