/** Channels to platforms and partners, each with a test. */

import type { ChannelRow } from "../../../utils/shared/contract/administration.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";

function Channel({ row, calls }: { row: ChannelRow; calls: AdminCalls }) {
  const { language, t, words } = useLanguage();
  const { id, name, kind, to, recipient, target, categories: codes, urgentOnly, since } = row;
  const facts = [
    codes ? codes.map((code) => words(categories[code].short)).join(", ") : t("admin.all"),
    ...(urgentOnly ? [t("admin.channelUrgent")] : []),
    t("admin.channelSince", { when: dateTime(language, since) }),
  ];
  return (
    <li class="act-row" data-testid="channel-row" data-channel={id}>
      <p>
        <strong>
          <Foreign text={name} />
        </strong>{" "}
        <span class="tag">{t(`channelKind.${kind}`)}</span>{" "}
        <span class="small muted">
          {id}, {recipient}
        </span>
      </p>
      {target ? (
        <p class="small">
          <Foreign text={target} />
        </p>
      ) : null}
      <p class="small muted">{facts.join(" · ")}</p>
      {kind === "email" || kind === "webhook" ? (
        <Fold label={t("admin.channelTest")} testId="test-channel-fold">
          <ActForm
            calls={calls}
            draft={`test:${to}:${id}`}
            label={t("admin.channelTest")}
            testId="test-channel"
            hint={t("admin.channelTestHint")}
            build={() => ({ act: "test-channel", channel: id, to })}
            onDone={() => undefined}
          />
        </Fold>
      ) : (
        <p class="small muted">{t("admin.channelByHand")}</p>
      )}
    </li>
  );
}

export function Channels({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-channels", () => calls.callAdmin("listAllChannels"));
  return (
    <>
      {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
      {loaded.value === undefined && loaded.loading ? (
        <Skeleton label={t("admin.loading")} rows={4} height={64} />
      ) : null}
      {loaded.value?.channels.length === 0 ? (
        <Empty title={t("admin.channelsEmpty")} hint={t("admin.channelsEmptyHint")} />
      ) : null}
      <ul class="act-list" aria-busy={loaded.loading}>
        {loaded.value?.channels.map((row) => (
          <Channel key={`${row.to} ${row.id}`} row={row} calls={calls} />
        ))}
      </ul>
    </>
  );
}
