/** Supervisors' internal notes on a case: read, and added with mentions of colleagues. */

import type { Ref } from "preact";
import { useRef } from "preact/hooks";
import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Colleague } from "../../../utils/shared/contract/teamwork.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useLoad } from "../../ui/use-load.ts";
import { labelOf, mentionsIn } from "./note-mentions.ts";
import "./teamwork.css";

export type TeamworkCalls = Pick<Client, "listCaseColleagues"> &
  Acts<"addNote" | "assignCase" | "seeTeamwork">;

export interface CaseNotesProps {
  view: CaseView;
  /** Undefined for readers who may not write. */
  calls: TeamworkCalls | undefined;
  reload(): Promise<void>;
  fieldRef: Ref<HTMLTextAreaElement>;
}

export function CaseNotes({ view, calls, reload, fieldRef }: CaseNotesProps) {
  const { language, t } = useLanguage();
  const notes = view.notes ?? [];
  return (
    <>
      <h2>{t("notes.title")}</h2>
      {notes.length === 0 ? <p class="muted">{t("notes.none")}</p> : null}
      <ol class="case-notes">
        {notes.map((note) => (
          <li key={note.id} class="case-note" data-testid="note">
            <p class="small muted">
              <strong>
                <Foreign text={note.by} />
              </strong>{" "}
              {dateTime(language, note.at)}
            </p>
            <p class="case-note-words">
              {note.text === "" ? t("notes.emptied") : <Foreign text={note.text} />}
            </p>
            {note.mentions.length > 0 ? (
              <p class="small muted">{t("notes.told", { names: note.mentions.join(", ") })}</p>
            ) : null}
          </li>
        ))}
      </ol>
      {calls ? (
        <NoteForm key={view.id} view={view} calls={calls} reload={reload} fieldRef={fieldRef} />
      ) : null}
    </>
  );
}

function NoteForm({ view, calls, reload, fieldRef }: CaseNotesProps & { calls: TeamworkCalls }) {
  const { t } = useLanguage();
  const draft = useDraft(
    `note:${view.id}`,
    () => "",
    () => {
      // The other window has saved the note.
      void reload();
      return "";
    },
  );
  const { value: known } = useLoad(view.id, () => calls.listCaseColleagues(view.id));
  const colleagues = known?.colleagues ?? [];
  const mentioned = mentionsIn(draft.value, colleagues);
  const { problem, busy, run } = useAct();
  const idOf = useActIds();
  const form = useRef<HTMLFormElement>(null);
  const save = async () => {
    const text = draft.value.trim();
    if (text === "" || refuseTooLong(draft.value, limits.noteChars)) return;
    // Another text is another note, also after an answer that was lost.
    const input = { id: idOf(text), text, mentions: mentioned.map(({ id }) => id) };
    if (!(await run(() => calls.addNote(view.id, input)))) return;
    draft.clear(draft.value);
    await reload();
  };
  const mention = (colleague: Colleague) => {
    draft.set(
      (old) => `${old}${old === "" || old.endsWith(" ") ? "" : " "}@${labelOf(colleague, colleagues)} `,
    );
    form.current?.querySelector("textarea")?.focus();
  };
  return (
    <form
      ref={form}
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        // Otherwise an open decision would be sent.
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (!event.repeat) void save();
      }}
    >
      <TextArea
        label={t("notes.new")}
        hint={
          mentioned.length > 0
            ? t("notes.tells", {
                names: mentioned.map((colleague) => labelOf(colleague, colleagues)).join(", "),
              })
            : t("notes.hint")
        }
        value={draft.value}
        maxChars={limits.noteChars}
        testId="note-text"
        inputRef={fieldRef}
        onChange={(text) => draft.set(() => text)}
      />
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <MentionChoice colleagues={colleagues} onPick={mention} />
        <button
          type="submit"
          class="button"
          data-testid="note-save"
          aria-keyshortcuts="Control+Enter"
          aria-disabled={busy || draft.value.trim() === ""}
        >
          {t(busy ? "decide.saving" : "notes.save")}
        </button>
      </div>
    </form>
  );
}

interface MentionChoiceProps {
  colleagues: readonly Colleague[];
  onPick(colleague: Colleague): void;
}

/** Adds a colleague's name to the note. */
function MentionChoice({ colleagues, onPick }: MentionChoiceProps) {
  const { t } = useLanguage();
  if (colleagues.length === 0) return null;
  return (
    <select
      class="input note-mention"
      aria-label={t("notes.mention")}
      data-testid="note-mention"
      value=""
      onChange={(event) => {
        const colleague = colleagues.find(({ id }) => id === event.currentTarget.value);
        event.currentTarget.value = "";
        if (colleague) onPick(colleague);
      }}
    >
      <option value="">{t("notes.mention")}</option>
      {colleagues.map((colleague) => (
        <option key={colleague.id} value={colleague.id}>
          {foreign(labelOf(colleague, colleagues))}
        </option>
      ))}
    </select>
  );
}
