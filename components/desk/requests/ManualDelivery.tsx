/** A letter that a person delivers by hand: its fields to copy, and the confirmation of delivery. */

import { useState } from "preact/hooks";
import type { DispatchView, RequestView } from "../../../utils/shared/contract/request.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { sayIn } from "../../../utils/shared/i18n/letter.ts";
import { ruleOf } from "../../../utils/shared/i18n/letter-blocks.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { ExternalLink } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { type ActFormProps, SaveButton } from "./ActForm.tsx";
import { isManualChannel } from "./MadeRequestLine.tsx";
import type { RequestCalls } from "./request-calls.ts";
import { useLetters } from "./use-letters.ts";

export interface ManualDeliveryProps {
  view: RequestView;
  dispatch: DispatchView;
  calls: Pick<RequestCalls, "markSent" | "readLetter">;
  onDone: ActFormProps["onDone"];
}

interface DeliveryField {
  label: string;
  value: string;
}

/** Field values for the platforms' own web forms. */
function fieldsOf({ letter }: Pick<RequestView, "letter">, language: Language): DeliveryField[] {
  const { items, number, action, kind } = letter;
  const addresses =
    items.length > 1
      ? [{ label: text(language, "hand.addresses"), value: items.map(({ address }) => address).join("\n") }]
      : [];
  return [
    { label: text(language, "hand.number"), value: number },
    ...addresses,
    ...items.flatMap(({ place, address, analysis }) => [
      ...(items.length > 1 ? [] : [{ label: text(language, "hand.address", { place }), value: address }]),
      { label: text(language, "hand.analysis", { place }), value: analysis },
    ]),
    ...(kind === "order"
      ? [
          { label: text(language, "hand.action"), value: actions[action].label[language] },
          { label: text(language, "hand.basis"), value: lawOf(letter, language) },
          { label: text(language, "hand.rule"), value: ruleOf(letter, language) },
        ]
      : []),
  ];
}

/** The legal bases as one field. Unverified texts are marked. */
function lawOf({ basis }: RequestView["letter"], language: Language): string {
  const say = sayIn(language);
  if (basis.length === 0) return say("noBasis");
  return basis
    .map(({ text: words, verified }) => (verified ? words : `${words} (${say("unverified")})`))
    .join("; ");
}

export function ManualDelivery({ view, dispatch, calls, onDone }: ManualDeliveryProps) {
  const { language, t } = useLanguage();
  const letters = useLetters(view, calls);
  const { channel, letter } = dispatch;
  const readWhole = async () => {
    const text = await calls.readLetter(view.id, letter, "txt", language);
    return text.ok ? ok(await text.value.text()) : text;
  };
  return (
    <section
      class="decide hand-over"
      aria-label={t("hand.title")}
      data-testid="hand-over"
      data-letter={letter}
    >
      <h2>
        {letter === "request"
          ? t("hand.title")
          : t("hand.reprimandWaits", { letter: t(`letterKind.${letter}`) })}
      </h2>
      <p>{t("hand.steps")}</p>
      {channel.address ? (
        <a
          class="button"
          href={channel.address}
          target="_blank"
          rel="noreferrer noopener"
          data-testid="hand-form"
        >
          <ExternalLink size={16} aria-hidden="true" />
          {t("hand.open")}
        </a>
      ) : null}
      {channel.format ? (
        <button
          type="button"
          class="button"
          data-testid="hand-file"
          aria-disabled={letters.busy}
          onClick={() => channel.format && void letters.save(letter, channel.format)}
        >
          {t("hand.file", { format: channel.format.toUpperCase() })}
        </button>
      ) : null}
      {letters.problem ? <Failure problem={letters.problem} /> : null}
      {channel.kind === "form" ? (
        <div class="copy-fields">
          {fieldsOf(view, language).map(({ label, value }) => (
            <CopyField key={label} label={label} value={value} />
          ))}
          <CopyField label={t("hand.whole")} read={readWhole} testId="hand-whole" />
        </div>
      ) : null}
      <MarkSent view={view} letter={letter} calls={calls} onDone={onDone} sure={t("hand.sure")} />
    </section>
  );
}

/** Returns a withdrawn request's letter that a person may have delivered before, without marking it as sent. */
export function deliveredLate({ state, sentAt, dispatches }: RequestView): DispatchView | undefined {
  const last = dispatches.findLast(({ letter }) => letter === "request");
  const waited = last?.state === "cancelled" && isManualChannel(last.channel);
  return state === "withdrawn" && sentAt === undefined && waited ? last : undefined;
}

export function LateDelivery({ view, dispatch, calls, onDone }: ManualDeliveryProps) {
  const { t } = useLanguage();
  const { letter } = dispatch;
  return (
    <section class="decide hand-over" aria-label={t("hand.late")} data-testid="hand-late">
      <h2>{t("hand.late")}</h2>
      <p>{t("hand.lateHint")}</p>
      <MarkSent view={view} letter={letter} calls={calls} onDone={onDone} sure={t("hand.sureLate")} />
    </section>
  );
}

interface MarkSentProps extends Omit<ManualDeliveryProps, "dispatch"> {
  letter: DispatchView["letter"];
  /** The statement that the person confirms. */
  sure: string;
}

/** Asks once more, because it cannot be undone. */
function MarkSent({ view, letter, calls, onDone, sure }: MarkSentProps) {
  const { t } = useLanguage();
  const [id] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState(false);
  const mark = () =>
    calls.markSent(view.id, { id, letter }).then(async (done) => {
      await onDone(done);
      return done;
    });
  return asked ? (
    <>
      <p role="alert">{sure}</p>
      <SaveButton label={t("hand.confirm")} testId="hand-confirm" byKey={false} save={mark} />
      <button type="button" class="button link" data-testid="hand-keep" onClick={() => setAsked(false)}>
        {t("acts.keep")}
      </button>
    </>
  ) : (
    <div class="buttons decide-buttons">
      <button type="button" class="button primary" data-testid="hand-sent" onClick={() => setAsked(true)}>
        {t("hand.sent")}
      </button>
    </div>
  );
}
