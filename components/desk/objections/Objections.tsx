import type { ComponentChildren } from "preact";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { ObjectionView } from "../../../utils/shared/contract/objection.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { HearingForm } from "./Hearing.tsx";
import type { HearingCalls } from "./use-hearing.ts";

export interface ObjectionsProps {
  view: CaseView;
  calls: HearingCalls;
  onChanged(): Promise<void>;
}

export function Objections({ view, calls, onChanged }: ObjectionsProps) {
  const { t } = useLanguage();
  const { objections = [], restoreDue } = view;
  if (objections.length === 0 && !restoreDue) return null;
  return (
    <section class="block" data-testid="objections">
      <h2>{t("objections.title")}</h2>
      {restoreDue ? (
        <p class="message" data-testid="restore-due">
          <span>{t("restore.due")}</span>
        </p>
      ) : null}
      {objections.map((objection) => (
        <ObjectionCard key={objection.id} objection={objection}>
          {objection.canHear ? (
            <Fold label={t("hearing.open")} testId="hearing-open">
              <HearingForm view={view} objection={objection} calls={calls} onChanged={onChanged} />
            </Fold>
          ) : null}
        </ObjectionCard>
      ))}
    </section>
  );
}

const tones = { open: "tag warning", upheld: "tag done", dismissed: "tag" } as const;

function ObjectionCard({ objection, children }: { objection: ObjectionView; children: ComponentChildren }) {
  const { language, t } = useLanguage();
  const { objector, name, contact, text, at, dueAt, state, canHear } = objection;
  const who = name === undefined ? t(`objector.${objector}`) : `${t(`objector.${objector}`)}: ${name}`;
  return (
    <div class="card" data-testid="objection" data-state={state}>
      <p class="row-head">
        <strong>{t("objections.from", { who, when: dateTime(language, at) })}</strong>
        <span class={tones[state]}>{t(`objectionState.${state}`)}</span>
      </p>
      {text === undefined ? (
        <p class="small muted">{t("objections.withheld")}</p>
      ) : (
        <p class="objection-text">
          <Foreign text={text} />
        </p>
      )}
      {contact === undefined ? null : <p class="small muted">{t("objections.contact", { contact })}</p>}
      {state === "open" ? (
        <p class="small muted">{t("objections.due", { when: dateTime(language, dueAt) })}</p>
      ) : null}
      {state === "open" && !canHear ? <p class="small">{t("objections.elsewhere")}</p> : null}
      <HearingResult objection={objection} />
      {children}
    </div>
  );
}

function HearingResult({ objection }: { objection: ObjectionView }) {
  const { language, t } = useLanguage();
  const { state, heardBy, heardAt, reason } = objection;
  if (heardBy === undefined || heardAt === undefined) return null;
  const when = dateTime(language, heardAt);
  return (
    <>
      <p class="small muted">
        {t("objections.heard", { state: t(`objectionState.${state}`), name: heardBy, when })}
      </p>
      <p>
        <Foreign text={reason} />
      </p>
    </>
  );
}
