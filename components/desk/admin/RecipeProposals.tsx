/** Administrator's list of proposals for mended recipes: try on a page, publish, refuse, roll back. */

import { useEffect, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type {
  ProposalList,
  ProposalView,
  TriedMend,
} from "../../../utils/shared/contract/recipe-proposal.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { isTriedWell } from "../../../utils/shared/policy/mend-recipe.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { ProposalDetails } from "../../ui/ProposalDetails.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";

export type ProposalCalls = Pick<Client, "listRecipeProposals" | "decideRecipeProposal" | "tryProposal">;

export function RecipeProposals({ calls }: { calls: ProposalCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("recipe-proposals", calls.listRecipeProposals);
  const list = loaded.value;
  return (
    <section class="health" aria-label={t("proposal.title")} aria-busy={loaded.loading}>
      <h2 class="title">{t("proposal.title")}</h2>
      <p class="small muted">{t("proposal.hint")}</p>
      <LoadState load={loaded} label={t("proposal.loading")} rows={2} height={64} />
      {list?.proposals.length === 0 ? <Empty title={t("proposal.empty")} /> : null}
      {list && list.proposals.length > 0 ? (
        <ul class="proposal-list">
          {list.proposals.map((proposal) => (
            <ProposalRow
              key={proposal.id}
              proposal={proposal}
              list={list}
              calls={calls}
              onDecided={loaded.reload}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

interface RowProps {
  proposal: ProposalView;
  list: ProposalList;
  calls: ProposalCalls;
  onDecided(): Promise<void>;
}

function ProposalRow({ proposal, list, calls, onDecided }: RowProps) {
  const { language, t } = useLanguage();
  const { id, by, at, browser, state, decidedBy, decidedAt, version, own } = proposal;
  const [tried, setTried] = useState<TriedMend>();
  const when = (instant: string) => dateTime(language, instant);
  return (
    <li data-testid="proposal" data-state={state} data-id={id}>
      <p class="small">
        <span class="tag">{t(`proposal.${state}`, { version: String(version ?? "") })}</span>{" "}
        {t("proposal.sentBy", { name: by, date: when(at), browser: t(`browser.${browser}`) })}
      </p>
      {decidedBy && decidedAt ? (
        <p class="small muted">{t("proposal.decidedBy", { name: decidedBy, date: when(decidedAt) })}</p>
      ) : null}
      <ProposalDetails proposal={proposal} />
      {state === "open" ? <Trial proposal={proposal} calls={calls} onTried={setTried} /> : null}
      {own && state === "open" ? <p class="small">{t("proposal.own")}</p> : null}
      {!list.canPublish && state === "open" ? (
        <p class="small">
          {t("proposal.command")} <code>lapor recipes publish --proposal {id}</code>
        </p>
      ) : null}
      <Decision proposal={proposal} list={list} calls={calls} onDecided={onDecided} tried={tried} />
    </li>
  );
}

function Decision({ proposal, list, calls, onDecided, tried }: RowProps & { tried: TriedMend | undefined }) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const isTried = tried !== undefined && isTriedWell(tried);
  const { id, state, own } = proposal;
  const acts = [
    ...(state === "open" && !own && list.canPublish ? (["publish"] as const) : []),
    ...(state === "open" ? (["refuse"] as const) : []),
    ...(state === "published" && list.canPublish && list.inForce.includes(id)
      ? (["roll-back"] as const)
      : []),
  ];
  const names = {
    publish: "proposal.publish",
    refuse: "proposal.refuse",
    "roll-back": "proposal.rollBack",
  } as const;
  const isUntried = (act: (typeof acts)[number]) => act === "publish" && !isTried;
  const hint = `${id}-untried`;
  return (
    <>
      {acts.some(isUntried) ? (
        <p id={hint} class="small">
          {t("proposal.tryFirst")}
        </p>
      ) : null}
      {acts.length > 0 ? (
        <div class="buttons">
          {acts.map((act) => (
            <button
              key={act}
              type="button"
              class={act === "publish" ? "button primary" : "button"}
              aria-disabled={busy || isUntried(act)}
              aria-describedby={isUntried(act) ? hint : undefined}
              data-testid={`proposal-${act}`}
              onClick={() =>
                isUntried(act)
                  ? undefined
                  : void run(async () => {
                      const decided = await calls.decideRecipeProposal(id, { act, tried });
                      if (decided.ok) await onDecided();
                      return decided;
                    })
              }
            >
              {t(names[act])}
            </button>
          ))}
        </div>
      ) : null}
      {problem ? <Failure problem={problem} /> : null}
    </>
  );
}

/** Shorter than the trial's lease in the page. */
const renewMs = 2_000;

/** Marks the posts on the page in front until the press is taken back, the section is left or the desk is closed. */
function Trial({
  proposal,
  calls,
  onTried,
}: {
  proposal: ProposalView;
  calls: ProposalCalls;
  onTried(tried: TriedMend | undefined): void;
}) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const [running, setRunning] = useState(false);
  const [answer, setAnswer] = useState<{ tried?: TriedMend | undefined; title: string }>();
  const { site, mend } = proposal;
  const ask = async () => {
    const tried = await calls.tryProposal(site, mend);
    if (tried.ok) {
      setAnswer(tried.value);
      onTried(tried.value.tried);
    }
    setRunning(tried.ok && tried.value.tried !== undefined);
    return tried;
  };
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => void ask(), renewMs);
    return () => {
      clearInterval(timer);
      void calls.tryProposal(site, "end");
    };
  }, [running]);
  const { tried, title = "" } = answer ?? {};
  return (
    <div class="proposal-details">
      <div class="buttons">
        <button
          type="button"
          class="button"
          aria-pressed={running}
          aria-disabled={busy}
          data-testid="proposal-try"
          onClick={() => (running ? setRunning(false) : void run(ask))}
        >
          {t(running ? "proposal.endTrial" : "proposal.try")}
        </button>
      </div>
      <p role="status" class="small" data-testid="proposal-tried">
        {answer && !tried ? t("proposal.triedMisfit", { title }) : null}
        {tried ? (
          <Foreign
            text={t("proposal.tried", {
              title,
              found: tried.after,
              before: tried.before,
              wrong: tried.score.wrong,
            })}
          />
        ) : null}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}
