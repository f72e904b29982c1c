/** Popup: builds a proposal for a mended recipe from the page in the tab, and shows all of it before it is sent. */

import { useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import type { BuiltProposal } from "../../utils/shared/contract/recipe-proposal.ts";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLanguage } from "../ui/language.ts";
import { ProposalDetails } from "../ui/ProposalDetails.tsx";
import { useAct, useActIds } from "../ui/use-act.ts";

export interface RepairOfferProps {
  calls: Pick<Client, "sendRecipeProposal">;
  onBuild(): Promise<Result<{ proposal?: BuiltProposal | undefined }>>;
}

type Step = "offer" | "none" | "sent" | { proposal: BuiltProposal };

export function RepairOffer({ calls, onBuild }: RepairOfferProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const idOf = useActIds();
  const [step, setStep] = useState<Step>("offer");
  const [withOutlines, setWithOutlines] = useState(false);

  const build = async () => {
    const built = await onBuild();
    if (built.ok) setStep(built.value.proposal ? { proposal: built.value.proposal } : "none");
    return built;
  };
  const send = async (proposal: BuiltProposal) => {
    const id = idOf(`send ${withOutlines}`);
    const sent = await calls.sendRecipeProposal(proposal, withOutlines, id);
    if (sent.ok) setStep("sent");
    return sent.ok ? ok({}) : sent;
  };

  return (
    <section class="proposal-offer" aria-label={t("proposal.offer")} aria-busy={busy}>
      {step === "offer" || step === "none" ? (
        <>
          <p class="small muted">{t("proposal.offerHint")}</p>
          <button
            type="button"
            class="button"
            aria-disabled={busy}
            data-testid="propose-repair"
            onClick={() => void run(build)}
          >
            {busy ? t("proposal.building") : t("proposal.offer")}
          </button>
        </>
      ) : null}
      <p role="status" class="small" data-testid="proposal-status">
        {step === "none" ? t("proposal.none") : step === "sent" ? t("proposal.sent") : ""}
      </p>
      {typeof step === "object" ? (
        <>
          <p>{t("proposal.review")}</p>
          <ProposalDetails
            proposal={{ ...step.proposal, outlines: withOutlines ? step.proposal.outlines : undefined }}
          />
          <label class="check small">
            <input
              type="checkbox"
              checked={withOutlines}
              data-testid="proposal-outlines"
              onChange={(event) => setWithOutlines(event.currentTarget.checked)}
            />
            {t("proposal.withOutlines")}
          </label>
          <div class="buttons">
            <button
              type="button"
              class="button"
              data-testid="cancel-proposal"
              onClick={() => setStep("offer")}
            >
              {t("proposal.cancel")}
            </button>
            <button
              type="button"
              class="button primary"
              aria-disabled={busy}
              data-testid="send-proposal"
              onClick={() => void run(() => send(step.proposal))}
            >
              {t("proposal.send")}
            </button>
          </div>
        </>
      ) : null}
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}
