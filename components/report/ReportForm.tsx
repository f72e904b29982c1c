/** The report form for one post or several: preview, category and send button. */

import { type ComponentChildren, type ComponentType, createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import type { DraftPost, KeptWords } from "../../utils/shared/contract/draft.ts";
import { isMaybeHidden, limits } from "../../utils/shared/contract/limits.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { fail, type Result } from "../../utils/shared/contract/result.ts";
import { categories, categoryOfKey } from "../../utils/shared/policy/categories.ts";
import { Failure } from "../ui/Failure.tsx";
import { HelpLink } from "../ui/HelpLink.tsx";
import { ArrowLeft } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { lazy } from "../ui/lazy.tsx";
import { refuseTooLong } from "../ui/TextArea.tsx";
import { useKeyDown } from "../ui/use-keys.ts";
import { CategoryGrid, useOfferedCategories } from "./CategoryGrid.tsx";
import { Choices } from "./Choices.tsx";
import { type OnDisturbed, useGuard } from "./click-guard.ts";
import type { PostPreviewProps } from "./PostPreview.tsx";
import { useSuggestion } from "./suggestions.ts";
import {
  type AnswerState,
  hasText,
  type KeepWords,
  readyAnswers,
  useAnswers,
  useKeptWords,
} from "./use-answers.ts";
import { useFirstFocus } from "./use-first-focus.ts";
import { type RedactCalls, useRedaction } from "./use-redaction.ts";
import { qualityOf, Warnings } from "./Warnings.tsx";

/** The panel of all that is sent. The page gives it and loads it when it is opened. */
export const PostPreviewContext = createContext<ComponentType<PostPreviewProps>>(() => null);

/** Events that both kinds of form report to the surrounding page. */
export interface FormEvents<T> {
  onDisturbed: OnDisturbed;
  /** The no-pixels lane was chosen: everything that shows or quotes the post must be destroyed. */
  onStrip(): void;
  redacting: RedactCalls;
  /** From an earlier form for the same posts in this tab. */
  keptWords: KeptWords | undefined;
  onKeepWords: KeepWords;
  /** Reads the post again; undefined if that is impossible. */
  onCaptureAgain?: (() => Promise<Result<unknown>>) | undefined;
  onSaved(saved: T): void;
  onCancel(): void;
}

export interface PreviewOptions {
  noPixels: boolean;
  blurred: boolean;
  onSeeAll(post: DraftPost): void;
}

export interface ReportFormProps<T> extends FormEvents<T> {
  what: string;
  sendText: string;
  /** A set, even if only one post is left in it. */
  several: boolean;
  posts: readonly DraftPost[];
  /** The posts that will be sent. */
  chosen: readonly DraftPost[];
  /** Asks for a reason; used if some of the chosen posts are not public. */
  notPublicText(count: number): string;
  preview(look: PreviewOptions): ComponentChildren;
  onSend(answers: Answers): Promise<Result<T>>;
}

function FormHead({ what }: { what: string }) {
  const { t } = useLanguage();
  return (
    <header class="form-head">
      <h1>{t("form.title")}</h1>
      <span class="muted small">{what}</span>
      <HelpLink />
    </header>
  );
}

/** A sheet over the form. */
function Sheet(props: { title: string; onBack(): void; children: ComponentChildren }) {
  const { t } = useLanguage();
  const back = useRef<HTMLButtonElement>(null);
  useFirstFocus(back);
  return (
    <section class="panel" aria-label={props.title}>
      <p class="panel-head">
        <button ref={back} type="button" class="button quiet" data-testid="panel-back" onClick={props.onBack}>
          <ArrowLeft size={16} aria-hidden="true" />
          {t("form.back")}
        </button>
        <strong>{props.title}</strong>
      </p>
      {props.children}
    </section>
  );
}

type OpenSheet = "refusals" | "keys" | { evidenceId: string };

const Refusals = lazy(async () => (await import("./Refusals.tsx")).Refusals, []);
const FormKeys = lazy(async () => (await import("./FormKeys.tsx")).FormKeys, ["onDemand"]);

interface OpenedSheetProps extends Pick<ReportFormProps<unknown>, "posts"> {
  open: OpenSheet | undefined;
  redaction: ReturnType<typeof useRedaction>;
  noPixels: boolean;
  blurred: boolean;
  onBack(): void;
}

/** All evidence of one post, the list of non-categories, or the keys. */
function OpenedSheet({ open, posts, redaction, noPixels, blurred, onBack }: OpenedSheetProps) {
  const PostPreview = useContext(PostPreviewContext);
  const { t } = useLanguage();
  if (open === "refusals" || open === "keys") {
    return (
      <Sheet title={t(open === "keys" ? "form.keys" : "form.notCategories")} onBack={onBack}>
        {open === "keys" ? <FormKeys /> : <Refusals />}
      </Sheet>
    );
  }
  const post = posts.find(({ evidence }) => evidence.id === open?.evidenceId);
  if (!post) return null;
  return (
    <Sheet title={t("form.preview")} onBack={onBack}>
      <PostPreview
        post={post}
        blurred={blurred}
        redaction={noPixels ? undefined : redaction.of(post.evidence.id)}
      />
    </Sheet>
  );
}

interface CategoryPickProps {
  armed: boolean;
  value: CategoryCode | undefined;
  noPixels: boolean;
  suggestion: string | undefined;
  onPick(code: CategoryCode): void;
  onRefusals(): void;
}

function CategoryPick({ value, armed, noPixels, suggestion, onPick, onRefusals }: CategoryPickProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  // Folded, so that what follows fits. The keys go on choosing.
  const folded = noPixels || (value !== undefined && !open);
  useEffect(() => setOpen(false), [value]);
  return (
    <>
      <div class="grid-head">
        <h2>{t("form.category")}</h2>
        {folded && !noPixels ? (
          <button
            type="button"
            class="button link"
            data-testid="category-change"
            onClick={() => setOpen(true)}
          >
            {t("form.change")}
          </button>
        ) : (
          <button
            type="button"
            class="button link"
            data-testid="refusals"
            // The second click of a double click on "Ganti", which was here.
            onClick={(event) => event.detail > 1 || onRefusals()}
          >
            {t("form.notCategories")}
          </button>
        )}
      </div>
      <CategoryGrid value={value} chosenOnly={folded} onPick={onPick} />
      {armed ? (
        <p class="message warning" role="alert" data-testid="armed">
          {t("form.armed")}
        </p>
      ) : null}
      {noPixels ? <p class="small muted">{t("form.noPixelsLocked")}</p> : null}
      {suggestion ? (
        <p class="small muted" role="status" data-testid="suggested">
          <strong>{suggestion}</strong> {t("form.suggestedWhy")}
        </p>
      ) : null}
    </>
  );
}

function WordsBack({ onDiscard }: { onDiscard(): void }) {
  const { t } = useLanguage();
  return (
    <p class="small" role="status" data-testid="words-back">
      {t("form.wordsBack")}{" "}
      <button type="button" class="button link" data-testid="words-discard" onClick={onDiscard}>
        {t("form.discardWords")}
      </button>
    </p>
  );
}

interface SendFootProps {
  problem: Problem | undefined;
  /** Parts of the evidence are marked and not hidden yet. */
  redactionWaits: boolean;
  /** Esc did not discard the typed text. */
  textKept: boolean;
  sendText: string;
  /** Text of the choice that is still missing. */
  missing: "form.chooseFirst" | "set.chooseOne" | undefined;
  disabled: boolean;
  sending: boolean;
  onCancel(): void;
  onSend(event: Event): void;
}

function SendFoot(props: SendFootProps) {
  const { problem, sendText, missing, disabled, onCancel, onSend } = props;
  const { t } = useLanguage();
  return (
    <footer class="form-foot">
      {problem ? <Failure problem={problem} /> : null}
      {props.redactionWaits ? (
        <p class="message warning" role="alert" data-testid="redaction-waits">
          {t("form.redactionWaits")}
        </p>
      ) : null}
      {props.textKept ? (
        <p class="message" role="status" data-testid="note-kept">
          {t("form.noteKept")}
        </p>
      ) : null}
      <button
        type="button"
        class="button quiet"
        data-testid="cancel"
        aria-disabled={props.sending}
        onClick={onCancel}
      >
        {t("form.cancel")}
      </button>
      <button
        type="button"
        class="button primary"
        data-testid="send"
        aria-disabled={disabled}
        title={missing ? t(missing) : "Ctrl+Enter"}
        onClick={onSend}
      >
        {sendText}
      </button>
    </footer>
  );
}

/** Sends the report, or reads the post again. */
function useWork<T>(
  ready: ReturnType<typeof readyAnswers>,
  uncovered: boolean,
  { onSend, onSaved, onCaptureAgain }: Pick<ReportFormProps<T>, "onSend" | "onSaved" | "onCaptureAgain">,
) {
  const [busy, setBusy] = useState({ sending: false, capturing: false });
  const [problem, setProblem] = useState<Problem>();
  const [overrideAsked, setOverrideAsked] = useState(false);
  const [captured, setCaptured] = useState(false);

  const run = async <R,>(work: keyof typeof busy, act: () => Promise<Result<R>>) => {
    setBusy((old) => ({ ...old, [work]: true }));
    setProblem(undefined);
    const result = await act();
    setBusy((old) => ({ ...old, [work]: false }));
    if (!result.ok) setProblem(result.problem);
    return result;
  };
  const sendReport = async (event: Event) => {
    if (!event.isTrusted || busy.sending || busy.capturing || ready === "category") return;
    if (ready === "reason") return setProblem(fail("reason-needed").problem);
    if (ready === "override") return setOverrideAsked(true);
    if (!uncovered) return setProblem(fail("covered", undefined, "now").problem);
    const sent = await run("sending", () => onSend(ready));
    if (sent.ok) onSaved(sent.value);
  };
  const captureAgain = async (capture: () => Promise<Result<unknown>>) => {
    if (busy.capturing) return;
    setOverrideAsked(false);
    setCaptured(false);
    setCaptured((await run("capturing", capture)).ok);
  };

  // An error disappears with its cause. A missing reason is shown at its field.
  const isOver = problem?.code === "reason-needed" || (problem?.code === "covered" && uncovered);
  return {
    ...busy,
    problem: isOver ? undefined : problem,
    reasonMissing: problem?.code === "reason-needed" && ready === "reason",
    overrideMissing: overrideAsked && ready === "override",
    overrideGiven: () => setOverrideAsked(false),
    captured,
    sendReport,
    captureAgain: onCaptureAgain && (() => captureAgain(onCaptureAgain)),
  };
}

/** Esc does not close a form with text: only "cancel" does. The next form for the same posts starts with the text. */
function useLeaving<T>(
  answers: AnswerState,
  sending: boolean,
  { onKeepWords, onCancel }: Pick<ReportFormProps<T>, "onKeepWords" | "onCancel">,
) {
  const tellWords = useKeptWords(answers, sending, onKeepWords);
  const [kept, setKept] = useState(false);
  const written = hasText(answers);
  // A report that is being saved would be sent all the same, without a receipt.
  const cancel = () => sending || void tellWords().then(onCancel);
  return {
    textKept: kept && written,
    cancel,
    leave() {
      if (written) setKept(true);
      else cancel();
    },
  };
}

/** Returns true if a text is too long to be sent, and focuses it. */
function refusesTexts({ note, notPublicReason }: AnswerState, notPublic: number): boolean {
  if (refuseTooLong(note, limits.noteChars)) return true;
  return notPublic > 0 && refuseTooLong(notPublicReason, limits.reasonChars);
}

/** Derives the state of the form from the answers and the posts that will be sent. */
function deriveState(answers: AnswerState, chosen: readonly DraftPost[]) {
  const { category } = answers;
  const notPublic = chosen.filter(({ evidence }) => isMaybeHidden(evidence.fields)).length;
  const isEmpty = chosen.length === 0;
  const noChoice = isEmpty ? "set.chooseOne" : undefined;
  return {
    noPixels: category === "PORNO_ANAK",
    blurred: category === undefined || categories[category].capture === "C2",
    notPublic,
    ready: isEmpty ? "category" : readyAnswers(answers, notPublic > 0, qualityOf(chosen)),
    missing: category === undefined ? "form.chooseFirst" : noChoice,
  } as const;
}

interface FormKeyActs {
  onPick(code: CategoryCode): void;
  onHelp(): void;
  /** Receives every other key without a modifier. Returns true if it is that of a sub-reason. */
  onLetter(key: string): boolean;
  onSend(event: KeyboardEvent): void;
  onEscape(): void;
}

/**
 * Keyboard control of the form: keys pick a category or a sub-reason, Ctrl+Enter sends, Esc goes back or
 * cancels.
 */
function useFormKeys({ onPick, ...keys }: FormKeyActs): void {
  const offered = useOfferedCategories();
  useKeyDown((event) => handle(event, { ...keys, onPick: (code) => offered.includes(code) && onPick(code) }));
}

/** Returns true if the form uses the key. */
function handle(event: KeyboardEvent, { onPick, onLetter, onHelp, onSend, onEscape }: FormKeyActs): boolean {
  const modified = event.ctrlKey || event.metaKey;
  // A held key acts once. Held Enter would press the focused button again and again.
  if (event.repeat) return event.key === "Enter" && (modified || !isTyping(event.target));
  if (event.key === "Escape") {
    // In a text field Esc only leaves the field.
    if (isTyping(event.target)) event.target.blur();
    else onEscape();
    return true;
  }
  if (event.key === "Enter" && modified) {
    onSend(event);
    return true;
  }
  if (modified || event.altKey || isTyping(event.target)) return false;
  if (event.key === "?") {
    onHelp();
    return true;
  }
  const code = categoryOfKey(event.key);
  if (code === undefined) return onLetter(event.key);
  onPick(code);
  return true;
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=checkbox])");
}

/** The sheet over the form, and what is hidden in it. Closing it returns the focus to the button that opened it. */
function useSheet(
  { redacting, chosen }: Pick<ReportFormProps<unknown>, "redacting" | "chosen">,
  noPixels: boolean,
) {
  const [open, setOpen] = useState<OpenSheet>();
  const opener = useRef<Element | null>(null);
  const redaction = useRedaction(redacting, noPixels);
  useLayoutEffect(() => {
    if (!open && opener.current instanceof HTMLElement) opener.current.focus();
  }, [open]);
  const onOpen = (opened: OpenSheet) => {
    opener.current = document.activeElement;
    setOpen(opened);
  };
  return {
    redaction,
    open,
    onOpen,
    onSeeAll: ({ evidence }: DraftPost) => onOpen({ evidenceId: evidence.id }),
    onHelp() {
      if (!open) onOpen("keys");
      else if (open === "keys") setOpen(undefined);
    },
    onBack() {
      if (typeof open === "object" && !redaction.busy) {
        if (!redaction.allows([open.evidenceId])) return;
        redaction.close(open.evidenceId);
      }
      setOpen(undefined);
    },
    /** The act, except while parts of the chosen posts are still to be hidden. */
    afterHiding:
      <A extends unknown[]>(act: (...given: A) => unknown) =>
      (...given: A) =>
        void (redaction.allows(chosen.map(({ evidence }) => evidence.id)) && act(...given)),
  };
}

export function ReportForm<T>(props: ReportFormProps<T>) {
  const { posts, chosen, several, onStrip } = props;
  const { t } = useLanguage();
  const form = useRef<HTMLDivElement>(null);
  const uncovered = useGuard(form, props.onDisturbed);
  const { answers, armed, isRestored, pick, change, ...edit } = useAnswers(props.keptWords);

  const { noPixels, blurred, notPublic, ready, missing } = deriveState(answers, chosen);
  const { sending, capturing, captureAgain, ...work } = useWork(ready, uncovered, props);
  const { textKept, cancel, leave } = useLeaving(answers, sending, props);
  const { afterHiding, ...sheet } = useSheet(props, noPixels);
  const { redaction } = sheet;
  const sendReport = afterHiding(
    (event: Event) => refusesTexts(answers, notPublic) || work.sendReport(event),
  );
  // Sets have no common suggestion: each post would have its own.
  const suggestion = useSuggestion(several || noPixels ? undefined : posts[0]?.evidence.fields);

  useEffect(() => void (noPixels && onStrip()), [noPixels]);

  useFormKeys({
    // Ignores the keys while the categories are hidden or the evidence is about to change.
    onPick: (code) => !noPixels && !sheet.open && !capturing && pick(code),
    onLetter: (typed) => !sheet.open && !capturing && edit.toggleByKey(typed),
    onHelp: sheet.onHelp,
    onSend: sendReport,
    onEscape: () => (sheet.open ? sheet.onBack() : leave()),
  });

  return (
    <div ref={form} class="form">
      <FormHead what={props.what} />
      <main class="form-middle">
        <OpenedSheet {...sheet} posts={posts} noPixels={noPixels} blurred={blurred} />
        <div class="form-work" hidden={sheet.open !== undefined}>
          {props.preview({ noPixels, blurred, onSeeAll: sheet.onSeeAll })}
          <Warnings
            posts={chosen}
            several={several}
            overridden={answers.overridden}
            onOverride={(overridden) => {
              change({ overridden });
              work.overrideGiven();
            }}
            needed={work.overrideMissing}
            onCaptureAgain={noPixels ? undefined : captureAgain && afterHiding(captureAgain)}
            capturing={capturing}
            captured={work.captured}
          />
          {isRestored && !noPixels ? <WordsBack onDiscard={edit.discard} /> : null}
          <CategoryPick
            // Discarding begins a new choice, which has the focus again.
            key={isRestored ? "restored" : "new"}
            value={answers.category}
            armed={armed}
            noPixels={noPixels}
            suggestion={suggestion}
            onPick={(code) => capturing || pick(code)}
            onRefusals={() => sheet.onOpen("refusals")}
          />
          <Choices
            evidence={(chosen[0] ?? posts[0])?.evidence}
            answers={answers}
            notPublic={notPublic > 0 ? props.notPublicText(notPublic) : undefined}
            reasonMissing={work.reasonMissing}
            onSubReason={edit.toggle}
            onChange={change}
          />
        </div>
      </main>
      <SendFoot
        problem={work.problem ?? redaction.problem}
        redactionWaits={redaction.waits}
        textKept={textKept}
        sendText={sending ? t("form.sending") : redaction.busy ? t("form.redacting") : props.sendText}
        missing={missing}
        disabled={ready === "category" || !uncovered || sending || capturing || redaction.busy}
        sending={sending}
        onCancel={cancel}
        onSend={sendReport}
      />
    </div>
  );
}
