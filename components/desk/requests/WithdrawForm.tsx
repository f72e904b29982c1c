/** Withdraws a request that was not sent yet. Needs a reason. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { useKept } from "../../ui/use-kept.ts";
import type { ActFormProps } from "./act-form.ts";
import { PanelHead } from "./PanelHead.tsx";
import type { RequestCalls } from "./request-calls.ts";
import { SaveButton } from "./SaveButton.tsx";

export interface WithdrawFormProps extends ActFormProps {
  view: RequestView;
  calls: Pick<RequestCalls, "withdrawRequest">;
}

export function WithdrawForm({ view, calls, onDone, onLeave }: WithdrawFormProps) {
  const { t } = useLanguage();
  // A retry sends the same id; a changed reason gets a new one.
  const kept = useKept(`withdraw:${view.id}`, () => ({ id: crypto.randomUUID(), reason: "" }));
  const draft = kept.value;
  const [missing, setMissing] = useState(false);
  const save = () => {
    const reason = draft.reason.trim();
    setMissing(reason === "");
    if (reason === "") return undefined;
    return calls.withdrawRequest(view.id, { id: draft.id, reason }).then(async (done) => {
      if (done.ok) kept.forget();
      await onDone(done, done.ok ? done.value : undefined);
      return done;
    });
  };
  return (
    <>
      <PanelHead title={t("act.withdrawRequest")} onLeave={onLeave} />
      <TextArea
        label={t("withdraw.reason")}
        hint={t("withdraw.hint")}
        error={missing ? t("problem.reason-needed") : undefined}
        value={draft.reason}
        onChange={(reason) => kept.set(() => ({ id: crypto.randomUUID(), reason }))}
        maxChars={limits.reasonChars}
        rows={3}
        testId="withdraw-reason"
        required
      />
      <SaveButton label={t("withdraw.save")} testId="withdraw-save" save={save} />
    </>
  );
}
