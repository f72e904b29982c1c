/** Records an observation made outside the country, with a note of who saw it. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { OutcomeCheckInput, OutcomeCheckView } from "../../../utils/shared/contract/outcome-check.ts";
import type { ContentState } from "../../../utils/shared/contract/request-state.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";

const states = ["available", "removed", "withheld", "private", "unknown"] as const satisfies ContentState[];

interface Draft {
  id: string;
  seen?: ContentState;
  note: string;
}

const empty = (): Draft => ({ id: crypto.randomUUID(), note: "" });

export interface AbroadCheckFormProps {
  itemId: string;
  /** No-pixels lane: only the observed state is recorded, no note. */
  noPixels: boolean;
  onSend(body: OutcomeCheckInput): Promise<Result<OutcomeCheckView>>;
  onSaved(view: OutcomeCheckView): void;
}

export function AbroadCheckForm({ itemId, noPixels, onSend, onSaved }: AbroadCheckFormProps) {
  const { t } = useLanguage();
  const { problem, run } = useAct();
  // A retry sends the same id; changed input gets a new one.
  const kept = useDraft(`abroad:${itemId}`, empty);
  const draft = kept.value;
  const [missing, setMissing] = useState(false);
  const change = (part: { seen?: ContentState; note?: string }) =>
    kept.set((old) => ({ ...old, ...part, id: crypto.randomUUID() }));
  const send = async (event: Event) => {
    event.preventDefault();
    const { id, seen } = draft;
    const note = draft.note.trim();
    const isMissing = !noPixels && note === "";
    setMissing(!seen || isMissing);
    if (!seen || isMissing || refuseTooLong(draft.note, limits.noteChars)) return;
    await run(async () => {
      const sent = await onSend({ id, seenFrom: "abroad", seen, ...(noPixels ? {} : { note }) });
      if (sent.ok) {
        onSaved(sent.value);
        kept.clear();
      }
      return sent;
    });
  };
  return (
    <form class="block" noValidate onSubmit={send} data-testid="abroad">
      <p class="small muted">{t("checks.abroadHint")}</p>
      <Chips
        label={t("checks.abroadSeen")}
        options={states.map((value) => ({
          value,
          label: t(`seen.${value}`),
          testId: `abroad-${value}`,
        }))}
        value={draft.seen}
        onChange={(seen) => change({ seen })}
      />
      {noPixels ? null : (
        <TextArea
          label={t("checks.abroadNote")}
          error={missing ? t("checks.abroadMissing") : undefined}
          value={draft.note}
          onChange={(note) => change({ note })}
          maxChars={limits.noteChars}
          testId="abroad-note"
          required
        />
      )}
      {problem ? <Failure problem={problem} /> : null}
      <button type="submit" class="button" data-testid="abroad-save">
        {t("checks.abroadSave")}
      </button>
    </form>
  );
}
