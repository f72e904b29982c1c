/** Channels to platforms and partners, each with a test, its change and its removal. */

import type { ChannelRow } from "../../../utils/shared/contract/administration.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { partnerLabel } from "../../../utils/shared/policy/decision-destinations.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";
import { ChannelForm } from "./ChannelForm.tsx";

interface ChannelProps {
  row: ChannelRow;
  calls: AdminCalls;
  onDone(): unknown;
}

function Channel({ row, calls, onDone }: ChannelProps) {
  const { language, t, words } = useLanguage();
  const { id, name, kind, to, channel, target, categories: codes, urgentOnly, since, endedAt } = row;
  const recipient = "site" in channel ? t(`site.${channel.site}`) : words(partnerLabel(channel.partner));
  const facts = [
    codes ? codes.map((code) => words(categories[code].short)).join(", ") : t("admin.all"),
    ...(urgentOnly ? [t("admin.channelUrgent")] : []),
    t("admin.channelSince", { when: dateTime(language, since) }),
    ...(endedAt ? [t("admin.channelEnded", { when: dateTime(language, endedAt) })] : []),
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
      {endedAt ? null : <ChannelTest row={row} calls={calls} />}
      <Fold label={t(endedAt ? "admin.channelReturn" : "admin.channelEdit")} lazy testId="edit-channel-fold">
        <ChannelForm key={since} row={row} calls={calls} onDone={onDone} />
      </Fold>
      {endedAt ? null : (
        <Fold label={t("admin.channelRemove")} testId="remove-channel-fold">
          <ActForm
            calls={calls}
            draft={`remove-channel:${to}:${id}`}
            label={t("admin.channelRemove")}
            testId="remove-channel"
            hint={t("admin.channelRemoveHint")}
            needsSecond
            build={() => ({ act: "remove-channel", channel: id, to })}
            onDone={onDone}
          />
        </Fold>
      )}
    </li>
  );
}

function ChannelTest({ row: { id, kind, to }, calls }: Omit<ChannelProps, "onDone">) {
  const { t } = useLanguage();
  return kind === "email" || kind === "webhook" ? (
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
  );
}

export function Channels({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-channels", () => calls.callAdmin("listAllChannels"));
  const removed = loaded.value?.removed ?? [];
  return (
    <>
      <LoadState load={loaded} label={t("admin.loading")} rows={4} height={64} />
      {loaded.value?.channels.length === 0 ? (
        <Empty title={t("admin.channelsEmpty")} hint={t("admin.channelsEmptyHint")} />
      ) : null}
      <ul class="act-list" aria-busy={loaded.loading}>
        {loaded.value?.channels.map((row) => (
          <Channel key={`${row.to} ${row.id}`} row={row} calls={calls} onDone={loaded.reload} />
        ))}
      </ul>
      <section class="block">
        <Fold label={t("admin.channelNew")} testId="channel-new">
          <ChannelForm calls={calls} onDone={loaded.reload} />
        </Fold>
      </section>
      {removed.length > 0 ? (
        <section class="block">
          <h2>{t("admin.channelsRemoved")}</h2>
          <ul class="act-list" data-testid="removed-channels">
            {removed.map((row) => (
              <Channel key={`${row.to} ${row.id}`} row={row} calls={calls} onDone={loaded.reload} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
