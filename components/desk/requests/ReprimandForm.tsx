/** Shows the reprimand that the clock proposes, and sends it. */

import { useState } from "preact/hooks";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { ReprimandLevel } from "../../../utils/shared/policy/clock.ts";
import { useLanguage } from "../../ui/language.ts";
import type { ActFormProps } from "./act-form.ts";
import { LetterText } from "./LetterText.tsx";
import { PanelHead } from "./PanelHead.tsx";
import type { RequestCalls } from "./request-calls.ts";
import { SaveButton } from "./SaveButton.tsx";

export interface ReprimandFormProps extends ActFormProps {
  view: RequestView;
  level: ReprimandLevel;
  calls: Pick<RequestCalls, "sendReprimand">;
}

export function ReprimandForm({ view, level, calls, onDone, onLeave }: ReprimandFormProps) {
  const { t } = useLanguage();
  const [id] = useState(() => crypto.randomUUID());
  const { sentAt, dueAt, hours } = view;
  const missed = sentAt && dueAt && hours ? { sentAt, dueAt, hours } : undefined;
  const letter = t(`letterKind.${level}`);
  const save = () =>
    calls.sendReprimand(view.id, { id, level }).then(async (done) => {
      await onDone(done, done.ok ? done.value : undefined, t("reprimand.queued", { letter }));
      return done;
    });
  return (
    <>
      <PanelHead title={t(`act.reprimand.${level}`)} onLeave={onLeave} />
      <p>{t("reprimand.look", { channel: view.channel.name })}</p>
      <LetterText letter={view.letter} kind={level} missed={missed} />
      <SaveButton label={t(`act.reprimand.${level}`)} testId="reprimand-send" save={save} />
    </>
  );
}
