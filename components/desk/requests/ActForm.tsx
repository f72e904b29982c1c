/** The frame of an act's panel: its heading with a close button, and the button that sends it. */

import { useEffect, useRef } from "preact/hooks";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useAct } from "../../ui/use-act.ts";
import { isInOtherField, useKeys } from "../../ui/use-keys.ts";

/** Takes the focus when the panel opens. */
export function ActHead({ title, onLeave }: { title: string; onLeave(): void }) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.closest(".decide")?.scrollIntoView({ block: "start" });
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <PanelHead
      title={title}
      leave={t("decide.leave")}
      testId="act-leave"
      headingRef={heading}
      onLeave={onLeave}
    />
  );
}

export interface ActFormProps {
  /** `next`: the updated request, if the answer contained it. */
  onDone(done: Result<unknown>, next?: RequestView, words?: string): Promise<void>;
  onLeave(): void;
}

interface SaveButtonProps {
  label: string;
  testId: string;
  /** Enables Ctrl+Enter; off if another panel may be open at the same time. */
  byKey?: boolean;
  /** Returns undefined if input is missing; the panel then shows what. */
  save(): Promise<Result<unknown>> | undefined;
}

/** Sends an act's panel, by press or Ctrl+Enter. Ignores presses while a request is running. */
export function SaveButton({ label, testId, byKey = true, save }: SaveButtonProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const button = useRef<HTMLButtonElement>(null);
  const panel = () => button.current?.closest<HTMLElement>(".decide") ?? null;
  useKeys(byKey ? { sendRequest: (_, target) => !isInOtherField(target, panel()) && void run(save) } : {});
  return (
    <>
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <button
          ref={button}
          type="button"
          class="button primary"
          data-testid={testId}
          {...(byKey ? { "aria-keyshortcuts": "Control+Enter" } : {})}
          aria-disabled={busy}
          onClick={() => void run(save)}
        >
          {busy ? t("acts.saving") : label}
        </button>
      </div>
    </>
  );
}
