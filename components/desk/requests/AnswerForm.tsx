/** Records a platform's answer by hand: received, returned, or the outcome of each item. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ItemView, RequestView } from "../../../utils/shared/contract/request.ts";
import type { ItemAnswerInput, PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import { answerAbout, type RequestedAction } from "../../../utils/shared/policy/request-effect.ts";
import { Chips } from "../../ui/Chips.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { type ActFormProps, ActHead, SaveButton } from "./ActForm.tsx";
import type { RequestCalls } from "./request-calls.ts";

export interface AnswerFormProps extends ActFormProps {
  view: RequestView;
  calls: Pick<RequestCalls, "answerRequest">;
}

const kinds = [
  "items",
  "acknowledged",
  "delivered",
  "bounced",
] as const satisfies PlatformAnswerInput["kind"][];

type PlatformOutcome = ItemAnswerInput["outcome"];

interface AnswerDraft {
  id: string;
  kind?: PlatformAnswerInput["kind"];
  /** By item index. */
  outcomes: Readonly<Record<number, PlatformOutcome | undefined>>;
  note: string;
}

const platformOutcomes = [
  "acted",
  "restricted",
  "refused",
  "gone",
  "not-found",
] as const satisfies PlatformOutcome[];

/** Returns the answer to send, or the name of the missing part. */
function answerOf({ id, kind, outcomes, note }: AnswerDraft): PlatformAnswerInput | "kind" | "items" {
  if (kind === undefined) return "kind";
  const words = note.trim() === "" ? {} : { note: note.trim() };
  if (kind !== "items") return { id, kind, ...words };
  const items = Object.entries(outcomes).flatMap(([place, outcome]) =>
    outcome ? [{ place: Number(place), outcome }] : [],
  );
  return items.length === 0 ? "items" : { id, kind, items, ...words };
}

interface AnswerItemsProps {
  request: RequestedAction;
  items: readonly ItemView[];
  outcomes: AnswerDraft["outcomes"];
  onChange(outcomes: AnswerDraft["outcomes"]): void;
}

/** Outcome of each item, with a shortcut to set all at once. */
function AnswerItems({ request, items, outcomes, onChange }: AnswerItemsProps) {
  const { t } = useLanguage();
  const offered = platformOutcomes.filter((outcome) => answerAbout(request, outcome) === outcome);
  const [first] = items;
  const same = first && outcomes[first.place];
  return (
    <div class="block" data-testid="answer-outcomes">
      {items.map(({ place, address, outcome }) => (
        <SelectField<PlatformOutcome | "">
          key={place}
          label={t("answer.itemLabel", { place })}
          hint={<Foreign text={address} />}
          testId={`answer-item-${place}`}
          value={outcomes[place] ?? ""}
          options={[
            ["", outcome === "pending" ? t("answer.unsaid") : t(`outcome.${outcome}`)],
            ...offered.map((platformOutcome) => [platformOutcome, t(`outcome.${platformOutcome}`)] as const),
          ]}
          onPick={(value) => onChange({ ...outcomes, [place]: value === "" ? undefined : value })}
        >
          {place === first?.place && same && items.length > 1 ? (
            <button
              type="button"
              class="button link"
              data-testid="answer-all"
              onClick={() => onChange(Object.fromEntries(items.map((item) => [item.place, same])))}
            >
              {t("answer.allSame")}
            </button>
          ) : null}
        </SelectField>
      ))}
    </div>
  );
}

export function AnswerForm({ view, calls, onDone, onLeave }: AnswerFormProps) {
  const { t } = useLanguage();
  const kept = useDraft<AnswerDraft>(`answer:${view.id}`, () => ({
    id: crypto.randomUUID(),
    outcomes: {},
    note: "",
  }));
  const draft = kept.value;
  const [missing, setMissing] = useState<"kind" | "items">();
  // A retry sends the same id; a changed answer gets a new one.
  const change = (part: Partial<AnswerDraft>) => {
    setMissing(undefined);
    kept.set((old) => ({ ...old, ...part, id: crypto.randomUUID() }));
  };
  const save = () => {
    const answer = answerOf(draft);
    if (typeof answer === "string") {
      setMissing(answer);
      return undefined;
    }
    if (refuseTooLong(draft.note, limits.noteChars)) return undefined;
    return calls.answerRequest(view.id, answer).then(async (done) => {
      if (done.ok) kept.forget();
      await onDone(done);
      return done;
    });
  };
  return (
    <>
      <ActHead title={t("act.recordAnswer")} onLeave={onLeave} />
      <Chips
        label={t("answer.what")}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={kinds
          .filter((value) => !view.delivered || value === "bounced")
          .map((value) => ({ value, label: t(`answer.${value}`), testId: `answer-${value}` }))}
      />
      {draft.kind === "items" ? (
        <AnswerItems
          request={view}
          items={view.itemList}
          outcomes={draft.outcomes}
          onChange={(outcomes) => change({ outcomes })}
        />
      ) : null}
      {view.category === "PORNO_ANAK" ? null : (
        <TextArea
          label={t("answer.note")}
          hint={t("answer.noteHint")}
          value={draft.note}
          onChange={(note) => change({ note })}
          maxChars={limits.noteChars}
          testId="answer-note"
        />
      )}
      {missing ? (
        <p class="error" role="alert" data-testid="answer-missing">
          {t(missing === "kind" ? "answer.pick" : "answer.pickItems")}
        </p>
      ) : null}
      <SaveButton label={t("answer.save")} testId="answer-save" save={save} />
    </>
  );
}
