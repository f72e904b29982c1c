/** Records a platform's answer by hand: received, returned, or the outcome of each item. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { useKept } from "../../ui/use-kept.ts";
import { AnswerItems } from "./AnswerItems.tsx";
import type { ActFormProps } from "./act-form.ts";
import { type AnswerDraft, answerOf } from "./answer-draft.ts";
import { PanelHead } from "./PanelHead.tsx";
import type { RequestCalls } from "./request-calls.ts";
import { SaveButton } from "./SaveButton.tsx";

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

export function AnswerForm({ view, calls, onDone, onLeave }: AnswerFormProps) {
  const { t } = useLanguage();
  const kept = useKept<AnswerDraft>(`answer:${view.id}`, () => ({
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
    const said = answerOf(draft);
    if (typeof said === "string") {
      setMissing(said);
      return undefined;
    }
    return calls.answerRequest(view.id, said).then(async (done) => {
      if (done.ok) kept.forget();
      await onDone(done);
      return done;
    });
  };
  return (
    <>
      <PanelHead title={t("act.recordAnswer")} onLeave={onLeave} />
      <Chips
        label={t("answer.what")}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={kinds.map((value) => ({ value, label: t(`answer.${value}`), testId: `answer-${value}` }))}
      />
      {draft.kind === "items" ? (
        <AnswerItems
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
