/** One referral: its state and clock, what waits for a person, and the acts on it. */

import { useState } from "preact/hooks";
import type { ReferralRow } from "../../../utils/shared/contract/referral.ts";
import type { ReferralLetterKind } from "../../../utils/shared/contract/referral-state.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { partnerLabel } from "../../../utils/shared/policy/decision-destinations.ts";
import { referralClock } from "../../../utils/shared/policy/referral-clock.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { useNow } from "../../ui/use-now.ts";
import { UrgentTag } from "../UrgencyTags.tsx";
import { AnswerReferral, ChangeReferralChannel, CloseReferral } from "./ReferralForms.tsx";
import type { ReferralPlace } from "./referral-calls.ts";

export interface ReferralCardProps extends ReferralPlace {
  row: ReferralRow;
}

type FormName = "answer" | "channel" | "close";

export function ReferralCard({ row, ...place }: ReferralCardProps) {
  const { t, words } = useLanguage();
  const [form, setForm] = useState<FormName>();
  const leave = () => setForm(undefined);
  const done = async () => {
    setForm(undefined);
    await place.onChanged();
  };
  const props = { row, calls: place.calls, onLeave: leave, onDone: done };
  const { onOpenCase } = place;
  return (
    <div
      class="card referral"
      data-testid="referral"
      data-referral={row.id}
      data-state={row.state}
      tabIndex={-1}
    >
      <p class="row-head">
        <strong class="request-number">{row.number}</strong>
        {row.urgent ? <UrgentTag /> : null}
        <StateTags row={row} />
      </p>
      <p>
        <strong>{words(partnerLabel(row.partner))}</strong> · {words(categories[row.category].short)} ·{" "}
        {row.action ? words(actions[row.action].label) : t("referral.escalated")}
      </p>
      <p class="small muted">
        <SubjectName subject={row.subject} />
      </p>
      <Times row={row} />
      {row.byHand.map((letter) => (
        <ByHand key={letter} letter={letter} row={row} {...place} />
      ))}
      {mayBeDelivered(row) ? <ByHand letter="referral" row={row} isLate {...place} /> : null}
      {form === "answer" ? <AnswerReferral {...props} /> : null}
      {form === "channel" ? <ChangeReferralChannel {...props} /> : null}
      {form === "close" ? <CloseReferral {...props} /> : null}
      {place.mayAct && isAnswerable(row) ? <Barred row={row} /> : null}
      {form === undefined && (onOpenCase || actsOn(row).length > 0) ? (
        <div class="buttons">
          {place.mayAct ? <ActButtons row={row} onOpen={setForm} /> : null}
          {onOpenCase ? (
            <button
              type="button"
              class="button link"
              data-testid="referral-case"
              onClick={() => onOpenCase(row.caseId)}
            >
              {t("referral.openCase")}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** Why the person may not record the answer. */
function Barred({ row: { reported, delivered } }: { row: ReferralRow }) {
  const { t } = useLanguage();
  const why = reported ? "reported" : delivered ? "deliverer" : undefined;
  return why ? (
    <p class="small muted" data-testid={`referral-${why}`}>
      {t(`referral.${why}`)}
    </p>
  ) : null;
}

function StateTags({ row }: { row: ReferralRow }) {
  const { t } = useLanguage();
  const clock = referralClock(row, useNow());
  const late = clock.state === "late" || clock.state === "overdue" ? clock.state : undefined;
  return (
    <>
      <span
        class={row.state === "answered" ? "tag done" : row.state === "undelivered" ? "tag urgent" : "tag"}
      >
        {t(`referralState.${row.state}`)}
      </span>
      {late ? (
        <span class={late === "overdue" ? "tag urgent" : "tag warning"} data-testid={`referral-${late}`}>
          {t(`referral.${late}`)}
        </span>
      ) : null}
      {clock.unacknowledged ? <span class="tag warning">{t("referral.unacknowledged")}</span> : null}
    </>
  );
}

function Times({ row }: { row: ReferralRow }) {
  const { language, t } = useLanguage();
  const { sentAt, dueAt, deliveredAt, acknowledgedAt, answeredAt, outcome, reminders, channel } = row;
  const at = (instant: string) => dateTime(language, instant);
  const isOpen = row.state === "sent";
  const lines = [
    ...(channel ? [channel.name] : []),
    ...(sentAt ? [t("referral.sentAt", { when: at(sentAt) })] : []),
    ...(deliveredAt ? [t("referral.deliveredAt", { when: at(deliveredAt) })] : []),
    ...(acknowledgedAt && !answeredAt ? [t("referral.acknowledgedAt", { when: at(acknowledgedAt) })] : []),
    ...(dueAt && isOpen ? [t("referral.dueAt", { when: at(dueAt) })] : []),
    ...(reminders > 0 && isOpen ? [t("referral.reminders", { count: reminders })] : []),
  ];
  return (
    <>
      {lines.length > 0 ? <p class="small muted">{lines.join(" · ")}</p> : null}
      {answeredAt && outcome ? (
        <p data-testid="referral-outcome">
          {t("referral.answeredAt", { when: at(answeredAt), outcome: t(`referralOutcome.${outcome}`) })}
        </p>
      ) : null}
    </>
  );
}

const isWaiting = ({ state }: ReferralRow) =>
  state === "queued" || state === "by-hand" || state === "undelivered";

/** The same condition as in the intake: a referral must be sent before it can be closed. */
const isOpen = (row: ReferralRow) => row.state === "sent" || (isWaiting(row) && row.sentAt !== undefined);

const isAnswerable = (row: ReferralRow) => isOpen(row) || row.state === "closed";

function actsOn(row: ReferralRow): FormName[] {
  return [
    ...(isAnswerable(row) && !row.reported ? (["answer"] as const) : []),
    ...(isWaiting(row) ? (["channel"] as const) : []),
    ...(isOpen(row) && !row.reported && !row.delivered ? (["close"] as const) : []),
  ];
}

function ActButtons({ row, onOpen }: { row: ReferralRow; onOpen(form: FormName): void }) {
  const { t } = useLanguage();
  return actsOn(row).map((form) => (
    <button
      key={form}
      type="button"
      class="button"
      data-testid={`referral-${form}`}
      onClick={() => onOpen(form)}
    >
      {t(`referral.${form}`)}
    </button>
  ));
}

/** Returns true for a withdrawn referral whose letter a person may have delivered before, without marking it as sent. */
function mayBeDelivered({ state, sentAt, channel }: ReferralRow): boolean {
  return state === "withdrawn" && sentAt === undefined && (!channel || channel.kind === "form");
}

interface ByHandProps extends ReferralCardProps {
  letter: ReferralLetterKind;
  isLate?: true;
}

/** A letter that a person delivers: its text to copy, the partner's form, and the confirmation. */
function ByHand({ letter, row, isLate, calls, mayAct, onChanged }: ByHandProps) {
  const { language, t } = useLanguage();
  const { problem, busy, run } = useAct();
  const ids = useActIds();
  const name = t(`referral.letter.${letter}`);
  const handWords = row.channel ? t("referral.deliver", { letter: name }) : t("referral.noChannel");
  const mark = () =>
    run(() => calls.markReferralSent(row.id, { id: ids(letter), letter })).then(async (isDone) => {
      if (isDone) await onChanged();
    });
  return (
    <section
      class="block"
      aria-label={`${row.number}: ${t("referral.deliver", { letter: name })}`}
      data-testid="referral-by-hand"
    >
      <p>{isLate ? t("referral.handedLate") : handWords}</p>
      {row.channel?.address && !isLate ? (
        <div class="buttons">
          <a class="button" href={row.channel.address} target="_blank" rel="noreferrer noopener">
            {t("hand.open")}
          </a>
        </div>
      ) : null}
      <CopyField
        label={t("referral.readLetter", { letter: name })}
        read={() => calls.readReferralLetter(row.id, letter, language)}
        testId="referral-letter"
      />
      {problem ? <Failure problem={problem} /> : null}
      {mayAct ? (
        <div class="buttons">
          <button
            type="button"
            class="button primary"
            data-testid="referral-mark-sent"
            aria-disabled={busy}
            onClick={() => void mark()}
          >
            {t("referral.markSent", { letter: name })}
          </button>
        </div>
      ) : null}
    </section>
  );
}
