/** The framed report page in all its states: loading, link needed, refused, form, receipt. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { undoNoticeMs } from "../../utils/extension/browser/delays.ts";
import type { AskedRedaction, Draft, DraftPost, KeptWords } from "../../utils/shared/contract/draft.ts";
import type { MessageOutput } from "../../utils/shared/contract/messages.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Subject } from "../../utils/shared/contract/site.ts";
import { stripForNoPixels } from "../../utils/shared/policy/no-pixels.ts";
import { Failure, SettingsContext } from "../ui/Failure.tsx";
import { TextField } from "../ui/Field.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { Link2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Skeleton } from "../ui/Placeholder.tsx";
import { useAct } from "../ui/use-act.ts";
import { useEscape } from "../ui/use-keys.ts";
import type { OnDisturbed } from "./click-guard.ts";
import { PostForm } from "./PostForm.tsx";
import { Receipt, type ReceiptProps } from "./Receipt.tsx";
import { SetForm } from "./SetForm.tsx";
import { nameOf } from "./SetPost.tsx";
import { useFirstFocus } from "./use-first-focus.ts";

export interface FormCalls {
  readDraft(): Promise<Result<Draft>>;
  stripDraft(): Promise<Result<unknown>>;
  redactDraft(evidenceId: string, redaction: AskedRedaction): Promise<Result<Draft>>;
  restoreDraft(evidenceId: string): Promise<Result<Draft>>;
  /** Keeps the words for the next form about the same posts in this tab; undefined deletes them. */
  keepWords(subjects: readonly Subject[], words: KeptWords | undefined): Promise<Result<unknown>>;
  captureAgain(): Promise<Result<unknown>>;
  checkLink(link: string): Promise<Result<unknown>>;
  /** Asks the intake whether the post was reported before. */
  checkReported(): Promise<Result<MessageOutput<"check-reported">>>;
  saveReport(answers: Answers): Promise<Result<MessageOutput<"save-report">>>;
  undoReport(reportId: string): Promise<Result<unknown>>;
  saveSet(answers: Answers, evidenceIds: string[]): Promise<Result<MessageOutput<"save-set">>>;
  undoSet(setId: string): Promise<Result<unknown>>;
  /** Asks the page to shrink the form to a notice of this height. `outcome`: what has become of the report so far. */
  showToast(outcome: "cancelled" | "queued", heightPx: number): void;
  /** Tells the page that the form has finished. */
  close(outcome: "cancelled" | "queued"): void;
}

export interface FormAppProps {
  calls: FormCalls;
  onDisturbed: OnDisturbed;
  optionsAddress: string;
}

interface Saved extends Pick<ReceiptProps, "reports" | "several" | "undoUntil"> {
  undo(): Promise<Result<unknown>>;
}

interface SavedReportsProps {
  saved: Saved;
  onShown: FormCalls["showToast"];
  onClose(outcome: "cancelled" | "queued"): void;
}

/** After sending: the receipt, which allows undo for some seconds and then closes. */
function SavedReports({ saved, onShown, onClose }: SavedReportsProps) {
  const [state, setState] = useState<ReceiptProps["state"]>("saved");
  const [problem, setProblem] = useState<Problem>();
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);

  const closeAfter = (outcome: "cancelled" | "queued", ms: number) => {
    closing.current = setTimeout(() => onClose(outcome), ms);
  };
  const leftMs = () => Date.parse(saved.undoUntil) - Date.now();
  useEffect(() => {
    closeAfter("queued", Math.max(0, leftMs()));
    return () => clearTimeout(closing.current);
  }, [saved.undoUntil]);

  // While the report is being undone, its outcome is unknown.
  const close = () => state === "undoing" || onClose(state === "undone" ? "cancelled" : "queued");
  useEscape(close);

  const undo = async () => {
    // The answer may come after the time to undo.
    clearTimeout(closing.current);
    setState("undoing");
    const result = await saved.undo();
    setState(result.ok ? "undone" : "saved");
    if (result.ok) return closeAfter("cancelled", undoNoticeMs);
    setProblem(result.problem);
    closeAfter("queued", Math.max(undoNoticeMs, leftMs()));
  };

  const { undo: _, ...shown } = saved;
  return (
    <Receipt
      {...shown}
      state={state}
      problem={problem}
      onUndo={undo}
      onClose={close}
      onHeight={(px) => onShown(state === "undone" ? "cancelled" : "queued", px)}
    />
  );
}

interface RefusedDraftProps {
  problem: Problem;
  optionsAddress: string;
  onClose(): void;
}

/** Explains why the post cannot be reported, and the next step. */
function RefusedDraft({ problem, optionsAddress, onClose }: RefusedDraftProps) {
  const { t } = useLanguage();
  const close = useRef<HTMLButtonElement>(null);
  useFirstFocus(close);
  useEscape(onClose);
  return (
    <div class="form">
      <main class="form-middle form-notice">
        <h1>{t("form.refusedTitle")}</h1>
        <SettingsContext value={optionsAddress}>
          <Failure problem={problem} />
        </SettingsContext>
      </main>
      <footer class="form-foot">
        <span />
        <button ref={close} type="button" class="button primary" data-testid="cancel" onClick={onClose}>
          {t("form.close")}
        </button>
      </footer>
    </div>
  );
}

/** The draft as the background knows it, and the acts that change it. */
function useDraft(calls: FormCalls) {
  const [draft, setDraft] = useState<Draft>();
  const [problem, setProblem] = useState<Problem>();
  const stripped = useRef(false);

  const read = async () => {
    const result = await calls.readDraft();
    if (result.ok) setDraft(result.value);
    else setProblem(result.problem);
    return result;
  };
  // A layout effect: browsers delay ordinary effects in a frame that is not visible yet.
  useLayoutEffect(() => {
    void read();
  }, []);

  /** Drops answers that arrive after the pixels were destroyed, so that they cannot restore them. */
  const take = async (answer: Promise<Result<Draft>>) => {
    const result = await answer;
    if (result.ok && !stripped.current) setDraft(result.value);
    return result;
  };

  return {
    draft,
    problem,
    redacting: {
      onRedact: (evidenceId: string, redaction: AskedRedaction) =>
        take(calls.redactDraft(evidenceId, redaction)),
      onRestore: (evidenceId: string) => take(calls.restoreDraft(evidenceId)),
    },
    async captureAgain() {
      const captured = await calls.captureAgain();
      // A failed capture may have replaced the draft, too.
      const read = await take(calls.readDraft());
      return captured.ok ? read : captured;
    },
    async checkLink(link: string) {
      const checked = await calls.checkLink(link);
      return checked.ok ? read() : checked;
    },
    async strip(shown: FormView) {
      stripped.current = true;
      setDraft(withoutPixels(shown));
      const result = await calls.stripDraft();
      // The form must not state that they are destroyed. Closing it deletes the draft.
      if (!result.ok) setProblem(result.problem);
    },
  };
}

interface LinkNeededProps {
  /** Link from the profile beside the chat. It is checked automatically, and the person is asked only if it fails. */
  profileLink?: string | undefined;
  onCheck(link: string): Promise<Result<unknown>>;
  onCancel(): void;
}

/** Asks for the public link of a post whose page does not prove that it is public. */
function LinkNeeded({ profileLink = "", onCheck, onCancel }: LinkNeededProps) {
  const { t } = useLanguage();
  const [link, setLink] = useState(profileLink);
  const { problem, busy: checking, run } = useAct();
  const [asked, setAsked] = useState(profileLink === "");
  const field = useRef<HTMLInputElement>(null);
  useEscape(onCancel);

  const check = async () => {
    if (await run(() => onCheck(link.trim()))) return;
    setAsked(true);
    // Not what was typed meanwhile: the next key would replace it.
    if (field.current?.value === link) field.current.select();
  };
  useEffect(() => {
    if (!asked) void check();
    else field.current?.select();
  }, [asked]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!checking && link.trim() !== "") void check();
  };

  return (
    <form class="form" noValidate onSubmit={submit}>
      <main class="form-middle form-notice">
        <Link2 size={24} aria-hidden="true" />
        <h1>{t(asked ? "form.linkTitle" : "form.checkingLink")}</h1>
        <p>{t("form.linkWhy")}</p>
        {asked ? <p>{t("form.linkHow")}</p> : null}
        {asked ? (
          <TextField
            label={t("form.link")}
            inputRef={field}
            type="url"
            testId="public-link"
            placeholder={t("form.linkExample")}
            value={link}
            aria-invalid={problem ? "true" : undefined}
            onInput={setLink}
          />
        ) : (
          <p data-testid="profile-link" role="status">
            <Foreign text={profileLink} />
          </p>
        )}
        {link !== "" && link === profileLink ? <p class="small muted">{t("form.linkFromProfile")}</p> : null}
        {problem ? <Failure problem={problem} /> : null}
      </main>
      <footer class="form-foot">
        <button type="button" class="button quiet" data-testid="cancel" onClick={onCancel}>
          {t("form.cancel")}
        </button>
        {asked ? (
          <button type="submit" class="button primary" data-testid="check-link" disabled={checking}>
            {t(checking ? "form.checkingLink" : "form.checkLink")}
          </button>
        ) : null}
      </footer>
    </form>
  );
}

export function FormApp({ calls, onDisturbed, optionsAddress }: FormAppProps) {
  const { draft, problem, redacting, captureAgain, checkLink, strip } = useDraft(calls);
  const [saved, setSaved] = useState<Saved>();
  const cancel = () => calls.close("cancelled");

  if (saved) return <SavedReports saved={saved} onShown={calls.showToast} onClose={calls.close} />;
  if (problem) return <RefusedDraft problem={problem} optionsAddress={optionsAddress} onClose={cancel} />;
  if (!draft) return <Loading onCancel={cancel} />;
  if (draft.state === "refused") {
    return <RefusedDraft problem={draft.problem} optionsAddress={optionsAddress} onClose={cancel} />;
  }
  if (draft.state === "link-needed")
    return <LinkNeeded profileLink={draft.profileLink} onCheck={checkLink} onCancel={cancel} />;
  const events = {
    onDisturbed,
    onCancel: cancel,
    redacting,
    onStrip: () => strip(draft),
    keptWords: draft.words,
    onKeepWords: (words: KeptWords | undefined) => calls.keepWords(subjectsOf(draft), words),
  };
  if (draft.state === "set") {
    return (
      <SetForm
        {...events}
        draft={draft}
        onSend={calls.saveSet}
        onSaved={({ setId, reports, undoUntil }) => {
          const names = new Map(draft.posts.map((post) => [post.evidence.subject, nameOf(post)]));
          const listed = reports.map(({ number, subject }) => ({ number, name: names.get(subject) }));
          setSaved({ reports: listed, several: true, undoUntil, undo: () => calls.undoSet(setId) });
        }}
      />
    );
  }
  return (
    <PostForm
      {...events}
      draft={draft}
      onCheckReported={calls.checkReported}
      onCaptureAgain={isRedacted(draft) ? undefined : captureAgain}
      onSend={calls.saveReport}
      onSaved={({ reportId, number, undoUntil }) =>
        setSaved({
          reports: [{ number }],
          several: false,
          undoUntil,
          undo: () => calls.undoReport(reportId),
        })
      }
    />
  );
}

function Loading({ onCancel }: { onCancel(): void }) {
  const { t } = useLanguage();
  useEscape(onCancel);
  return <Skeleton label={t("form.loading")} rows={5} height={56} />;
}

type FormView = Extract<Draft, { state: "captured" | "set" }>;

function subjectsOf(draft: FormView): Subject[] {
  const posts = draft.state === "set" ? draft.posts : [draft];
  return posts.map(({ evidence }) => evidence.subject);
}

/** Drops all references to the destroyed pixels. */
function withoutPixels(draft: FormView): FormView {
  if (draft.state === "set") return { ...draft, posts: draft.posts.map(strip) };
  return { state: draft.state, id: draft.id, ...strip(draft) };
}

/** A new capture would reveal what the person has redacted. */
function isRedacted({ evidence }: DraftPost): boolean {
  return evidence.redactions.some(({ what }) => what !== "own");
}

function strip({ evidence, ...known }: DraftPost): DraftPost {
  return { ...known, evidence: stripForNoPixels(evidence), files: {} };
}
