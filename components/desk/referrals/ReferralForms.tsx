/** Forms on a referral: record the partner's answer, use another channel, close it. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ReferralAnswerInput, ReferralRow } from "../../../utils/shared/contract/referral.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { outcomesOf } from "../../../utils/shared/policy/decision-destinations.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useLoad } from "../../ui/use-load.ts";
import type { ReferralCalls } from "./referral-calls.ts";

export interface ReferralFormProps {
  row: ReferralRow;
  calls: ReferralCalls;
  onLeave(): void;
  onDone(): Promise<void>;
}

interface SaveProps extends Pick<ReferralFormProps, "onLeave" | "onDone"> {
  /** Deletes the draft of what was saved. */
  forget?(): void;
  /** Returns undefined if input is missing. */
  save(): Promise<Result<unknown>> | undefined;
}

function SaveButtons({ save, forget, onLeave, onDone }: SaveProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const press = () =>
    run(save).then(async (isDone) => {
      if (!isDone) return;
      forget?.();
      await onDone();
    });
  return (
    <>
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button type="button" class="button quiet" data-testid="referral-leave" onClick={onLeave}>
          {t("referral.leave")}
        </button>
        <button
          type="button"
          class="button primary"
          data-testid="referral-save"
          aria-disabled={busy}
          onClick={() => void press()}
        >
          {t("referral.save")}
        </button>
      </div>
    </>
  );
}

type Answer = "acknowledged" | "bounced" | ReturnType<typeof outcomesOf>[number];

interface AnswerDraft {
  answer?: Answer;
  number: string;
  note: string;
}

export function AnswerReferral({ row, calls, onLeave, onDone }: ReferralFormProps) {
  const { t } = useLanguage();
  const idOf = useActIds();
  const kept = useDraft<AnswerDraft>(`referral-answer:${row.id}`, () => ({ number: "", note: "" }));
  const { answer, number, note } = kept.value;
  const change = (part: Partial<AnswerDraft>) => kept.set((old) => ({ ...old, ...part }));
  const [missing, setMissing] = useState(false);
  const outcomes = row.delivered ? [] : outcomesOf(row.partner);
  const receipts = row.delivered ? (["bounced"] as const) : (["acknowledged", "bounced"] as const);
  const options = [
    ...outcomes.map((value) => ({
      value,
      label: capital(t(`referralOutcome.${value}`)),
      testId: `answer-${value}`,
    })),
    ...receipts.map((value) => ({
      value,
      label: t(`referral.${value}`),
      testId: `answer-${value}`,
    })),
  ];
  const save = () => {
    if (answer === undefined) {
      setMissing(true);
      return undefined;
    }
    if (refuseTooLong(note, limits.noteChars)) return undefined;
    const more = {
      // A changed answer is another one.
      id: idOf(`${answer} ${number} ${note}`),
      ...(number.trim() === "" ? {} : { number: number.trim() }),
      ...(note.trim() === "" ? {} : { note: note.trim() }),
    };
    const input: ReferralAnswerInput =
      answer === "acknowledged" || answer === "bounced"
        ? { ...more, kind: answer }
        : { ...more, kind: "answered", outcome: answer };
    return calls.answerReferral(row.id, input);
  };
  return (
    <section class="block" aria-label={t("referral.answer")} data-testid="referral-answer-form">
      <Chips<Answer>
        label={t("referral.answerWhat")}
        value={answer}
        onChange={(value) => change({ answer: value })}
        options={options}
      />
      {missing && answer === undefined ? (
        <p class="error" role="alert">
          {t("referral.pick")}
        </p>
      ) : null}
      <TextField
        label={t("referral.number")}
        hint={t("referral.numberHint")}
        testId="referral-number"
        value={number}
        onInput={(typed) => change({ number: typed })}
      />
      {row.category === "PORNO_ANAK" ? null : (
        <TextArea
          label={t("referral.note")}
          value={note}
          onChange={(typed) => change({ note: typed })}
          maxChars={limits.noteChars}
          testId="referral-note"
        />
      )}
      <SaveButtons save={save} forget={kept.forget} onLeave={onLeave} onDone={onDone} />
    </section>
  );
}

/** Elsewhere the words are part of a sentence. */
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function CloseReferral({ row, calls, onLeave, onDone }: ReferralFormProps) {
  const { t } = useLanguage();
  const idOf = useActIds();
  const kept = useDraft(`referral-close:${row.id}`, () => "");
  const reason = kept.value;
  const [missing, setMissing] = useState(false);
  const save = () => {
    const trimmed = reason.trim();
    setMissing(trimmed === "");
    if (trimmed === "" || refuseTooLong(reason, limits.reasonChars)) return undefined;
    return calls.closeReferral(row.id, { id: idOf(trimmed), reason: trimmed });
  };
  return (
    <section class="block" aria-label={t("referral.close")} data-testid="referral-close-form">
      <TextArea
        label={t("referral.closeReason")}
        hint={t("referral.closeHint")}
        error={missing && reason.trim() === "" ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={(typed) => kept.set(() => typed)}
        maxChars={limits.reasonChars}
        testId="referral-reason"
        required
      />
      <SaveButtons save={save} forget={kept.forget} onLeave={onLeave} onDone={onDone} />
    </section>
  );
}

export function ChangeReferralChannel({ row, calls, onLeave, onDone }: ReferralFormProps) {
  const { t } = useLanguage();
  const idOf = useActIds();
  const channels = useLoad(`channels to ${row.partner}`, () => calls.listPartnerChannels(row.partner));
  // After a bounce, its channel may have been corrected.
  const isUsable = (id: string) => row.state === "undelivered" || id !== row.channel?.id;
  const others = channels.value?.channels.filter(({ id }) => isUsable(id)) ?? [];
  const [channel, setChannel] = useState<string>();
  const save = () =>
    channel === undefined ? undefined : calls.changeReferralChannel(row.id, { id: idOf(channel), channel });
  return (
    <section class="block" aria-label={t("referral.channel")} data-testid="referral-channel-form">
      {channels.problem ? <Failure problem={channels.problem} onRetry={channels.reload} /> : null}
      {channels.value && others.length === 0 ? <p class="muted">{t("referral.noOtherChannel")}</p> : null}
      {others.length > 0 ? (
        <Chips
          label={t("referral.channel")}
          value={channel}
          onChange={setChannel}
          options={others.map(({ id, name }) => ({
            value: id,
            label: name,
            testId: `referral-channel-${id}`,
          }))}
        />
      ) : null}
      <SaveButtons save={save} onLeave={onLeave} onDone={onDone} />
    </section>
  );
}
