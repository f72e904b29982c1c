/** The events of a request, newest last. */

import type { RequestEvent } from "../../../utils/shared/contract/request.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export function RequestEvents({ events }: { events: readonly RequestEvent[] }) {
  const { language, t } = useLanguage();
  if (events.length === 0) return null;
  return (
    <section class="block">
      <h2>{t("requestEvents.title")}</h2>
      <ol class="request-events">
        {events.map((one) => (
          <li key={one.id} data-testid="request-event" data-act={one.act}>
            <p>{t(`requestAct.${one.act}`)}</p>
            <p class="small muted">
              {t("requestEvents.by", { by: one.by, when: dateTime(language, one.at) })}
            </p>
            {said(one) ? (
              <p class="small">
                <Foreign text={said(one)} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The text that a person entered with the event. */
function said({ detail }: RequestEvent): string | undefined {
  const words = detail.note ?? detail.reason ?? detail.answer;
  return typeof words === "string" && words !== "" ? words : undefined;
}
