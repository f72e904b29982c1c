import type { DispatchView, RequestView } from "../../../utils/shared/contract/request.ts";
import { dateTime, relativeTime } from "../../../utils/shared/i18n/time.ts";
import { useLanguage } from "../../ui/language.ts";
import { dispatchTone } from "./tones.ts";

export function Dispatches({ view, nowMs }: { view: RequestView; nowMs: number }) {
  const { t } = useLanguage();
  return (
    <section class="block">
      <h2>{t("dispatch.title")}</h2>
      <ul class="block">
        {[...view.dispatches].reverse().map((one) => (
          <DispatchCard key={one.id} one={one} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function DispatchCard({ one, nowMs }: { one: DispatchView; nowMs: number }) {
  const { language, t } = useLanguage();
  const { letter, round, channel, state, by, at, attempts, nextAt, sentAt, answer } = one;
  const line = { letter: t(`letterKind.${letter}`), channel: channel.name };
  const facts = [
    ...(attempts > 0 ? [t("dispatch.tries", { count: attempts })] : []),
    ...(nextAt && attempts > 0 ? [t("dispatch.next", { when: relativeTime(language, nextAt, nowMs) })] : []),
    ...(sentAt ? [t("dispatch.sent", { when: dateTime(language, sentAt) })] : []),
  ];
  return (
    <li class="card" data-testid="dispatch" data-state={state}>
      <p class="row-head">
        <strong>{round > 1 ? t("dispatch.again", { ...line, round }) : t("dispatch.line", line)}</strong>
        <span class={dispatchTone(state)}>{t(`dispatchState.${state}`)}</span>
      </p>
      <p class="small muted">
        {[t("requestEvents.by", { by, when: dateTime(language, at) }), ...facts].join(", ")}
      </p>
      {answer ? <p class="small">{t("dispatch.answer", { answer })}</p> : null}
    </li>
  );
}
