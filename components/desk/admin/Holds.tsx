/** Legal holds, and the retention periods in force. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail } from "../../../utils/shared/contract/result.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";
import { Retention } from "./Retention.tsx";

/** Without I, L, O and U, as in `utils/shared/seal/receipt-number.ts`. */
const receiptNumber = /^LK(-?[0-9A-HJKMNP-TV-Z]{5}){2}$/i;

type HoldCalls = AdminCalls & Pick<Client, "findCase">;

/** Finds the case of the number, then asks for the hold. */
function PlaceHold({ calls, onDone }: { calls: HoldCalls; onDone(): unknown }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const build = async () => {
    setProblem(undefined);
    const number = typed.trim();
    if (number === "") return undefined;
    // The search also finds words, and the hold takes effect at once.
    if (!receiptNumber.test(number)) {
      setProblem(fail("not-found").problem);
      return undefined;
    }
    const answer = await calls.findCase(number);
    if (answer.ok) return { act: "place-hold" as const, case: answer.value };
    setProblem(answer.problem);
    return undefined;
  };
  return (
    <ActForm
      calls={calls}
      draft="hold"
      label={t("admin.holdPlace")}
      testId="place-hold"
      needsReason
      build={build}
      onDone={() => {
        setTyped("");
        return onDone();
      }}
    >
      <TextField
        label={t("admin.holdCase")}
        hint={t("admin.holdCaseHint")}
        testId="hold-case"
        value={typed}
        autoComplete="off"
        required
        onInput={setTyped}
      >
        {problem ? <Failure problem={problem} /> : null}
      </TextField>
    </ActForm>
  );
}

export function Holds({ calls }: { calls: HoldCalls }) {
  const { language, t } = useLanguage();
  const loaded = useLoad("admin-holds", () => calls.callAdmin("listHolds"));
  const holds = loaded.value?.holds ?? [];
  return (
    <>
      <section class="block" aria-busy={loaded.loading}>
        <h2>{t("admin.holds")}</h2>
        <LoadState load={loaded} label={t("admin.loading")} rows={3} height={64} />
        {loaded.value && holds.length === 0 ? (
          <Empty title={t("admin.holdsEmpty")} hint={t("admin.holdsEmptyHint")} />
        ) : null}
        <ul class="act-list">
          {holds.map((hold) => (
            <li key={hold.id} class="act-row" data-testid="hold-row">
              <p>
                <a href={`#/cases/${hold.caseId}`}>{hold.number ?? hold.caseId}</a>
              </p>
              <p class="small">
                <Foreign text={hold.reason} />
              </p>
              <p class="small muted">
                <Foreign text={hold.by} />, {dateTime(language, hold.at)}
              </p>
              <Fold label={t("admin.holdLift")} testId="lift-hold-fold">
                <ActForm
                  calls={calls}
                  draft={`lift:${hold.id}`}
                  label={t("admin.holdLift")}
                  testId="lift-hold"
                  needsSecond
                  build={() => ({ act: "lift-hold", case: hold.caseId, hold: hold.id })}
                  onDone={loaded.reload}
                />
              </Fold>
            </li>
          ))}
        </ul>
        <Fold label={t("admin.holdPlace")} testId="place-hold-fold">
          <PlaceHold calls={calls} onDone={loaded.reload} />
        </Fold>
      </section>
      {loaded.value ? <Retention rows={loaded.value.retention} calls={calls} onDone={loaded.reload} /> : null}
    </>
  );
}
