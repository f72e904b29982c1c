/** Hands a supervisor's claimed and assigned cases to a colleague, or back to the queue, with one note. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { HandOverOutcome } from "../../../utils/shared/contract/teamwork.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { Failure } from "../../ui/Failure.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { useLanguage } from "../../ui/language.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useFocusNext } from "../../ui/use-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { labelOf } from "../case/note-mentions.ts";
import "../case/teamwork.css";

export type HandOverCalls = Pick<Client, "listColleagues" | "handOver" | "listQueue">;

export interface HandOverProps {
  calls: HandOverCalls;
  onDone(): void;
  onClose(): void;
}

export function HandOver({ calls, onDone, onClose }: HandOverProps) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // A layout effect: until it is modal, keys act on the queue below.
  useLayoutEffect(() => {
    sheet.current?.showModal();
    heading.current?.focus();
  }, []);
  const [done, setDone] = useState<HandOverOutcome>();
  const focusNext = useFocusNext();
  return (
    <dialog
      ref={sheet}
      class="keys"
      aria-label={t("handOver.title")}
      data-testid="hand-over"
      onClose={onClose}
    >
      <PanelHead
        title={t("handOver.title")}
        leave={t("decide.leave")}
        testId="hand-over-leave"
        headingRef={heading}
        onLeave={() => sheet.current?.close()}
      />
      {done ? (
        <p role="status" data-testid="hand-over-done">
          {t("handOver.done", { handed: done.handed.length, queued: done.queued.length })}
        </p>
      ) : (
        <HandOverForm
          calls={calls}
          onDone={(outcome) => {
            setDone(outcome);
            // The form and its button are gone.
            focusNext(() => heading.current);
            onDone();
          }}
        />
      )}
    </dialog>
  );
}

interface HandOverFormProps {
  calls: HandOverCalls;
  onDone(outcome: HandOverOutcome): void;
}

function HandOverForm({ calls, onDone }: HandOverFormProps) {
  const { t } = useLanguage();
  const note = useDraft("hand-over", () => "");
  const [to, setTo] = useState("");
  const { problem, busy, run } = useAct();
  const idOf = useActIds();
  const loaded = useLoad("hand-over", async () => {
    const colleagues = await calls.listColleagues();
    if (!colleagues.ok) return colleagues;
    const mine = await calls.listQueue({ state: "pending", mine: "true" });
    if (!mine.ok) return mine;
    const held = mine.value.cases.filter(({ claim, assigned }) => claim?.own || assigned?.own).length;
    return ok({ colleagues: colleagues.value.colleagues, held, more: mine.value.next !== undefined });
  });
  const words = note.value.trim();
  const send = async () => {
    let outcome: HandOverOutcome | undefined;
    const sent = await run(async () => {
      const input = { id: idOf(`${to} ${words}`), personId: to === "" ? null : to, note: words };
      const answer = await calls.handOver(input);
      if (answer.ok) outcome = answer.value;
      return answer;
    });
    if (!sent || !outcome) return;
    note.clear(note.value);
    onDone(outcome);
  };
  if (loaded.problem) return <Failure problem={loaded.problem} onRetry={loaded.reload} />;
  const { colleagues = [], held = 0, more = false } = loaded.value ?? {};
  if (loaded.value && held === 0 && !more) return <p data-testid="hand-over-none">{t("handOver.none")}</p>;
  return (
    <form
      class="hand-over"
      aria-busy={loaded.loading}
      onSubmit={(event) => {
        event.preventDefault();
        if (words !== "" && !refuseTooLong(note.value, limits.noteChars)) void send();
      }}
    >
      {loaded.value ? (
        <p data-testid="hand-over-count">{t("handOver.held", { count: `${held}${more ? "+" : ""}` })}</p>
      ) : null}
      <SelectField<string>
        label={t("handOver.to")}
        testId="hand-over-to"
        value={to}
        options={[
          ["", t("handOver.queue")],
          ...colleagues.map((colleague) => [colleague.id, foreign(labelOf(colleague, colleagues))] as const),
        ]}
        onPick={setTo}
      />
      <TextArea
        label={t("handOver.note")}
        hint={t("handOver.noteHint")}
        value={note.value}
        maxChars={limits.noteChars}
        required
        testId="hand-over-note"
        onChange={(text) => note.set(() => text)}
      />
      <p class="small muted">{t("handOver.hint")}</p>
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button
          type="submit"
          class="button primary"
          data-testid="hand-over-save"
          aria-disabled={busy || words === ""}
        >
          {t(busy ? "decide.saving" : "handOver.save")}
        </button>
      </div>
    </form>
  );
}
