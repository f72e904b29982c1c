/** One line for the pending confirmation, with an undo button, and one for each confirmation that was not sent. */

import { useContext } from "preact/hooks";
import { IconButton } from "../ui/IconButton.tsx";
import { X } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useKeys } from "../ui/use-keys.ts";
import { useSecondsLeft } from "../ui/use-now.ts";
import { usePlace } from "../ui/use-place.ts";
import { keyOf } from "./decision/act-keys.ts";
import { type PendingAct, PendingActsContext } from "./pending-acts.ts";
import { placeOf } from "./queue/queue-rows.ts";

const unsentTexts = { failed: "held.failed", left: "held.left", unanswered: "held.unanswered" } as const;

function isUnsent(act: PendingAct): act is PendingAct & { state: keyof typeof unsentTexts } {
  return act.state in unsentTexts;
}

export function PendingActsLine() {
  const { t } = useLanguage();
  const { go } = usePlace();
  const { list, takeBack, dismiss } = useContext(PendingActsContext);
  const held = list.filter(({ state }) => state === "held");
  const newest = held.at(-1) ?? list.findLast(({ state }) => state === "sending" || state === "done");
  const unsent = list.filter(isUnsent);
  const open = ({ id, kind }: PendingAct, making = false) => go(placeOf({ id, kind, making }));
  const undo = (act: PendingAct) => {
    takeBack(act.id);
    open(act);
  };
  // Registered before the open case, where the same key undoes one's own proposal.
  useKeys(
    {
      undo: () => (newest?.state === "held" ? undo(newest) : false),
      makeSaved: () => (newest?.makes ? open(newest, true) : false),
    },
    document.documentElement,
  );
  return (
    <>
      <div role="status">
        {newest ? (
          <div class="held-line" data-testid="held" data-state={newest.state}>
            <PendingActWords act={newest} more={held.length - 1} />
            {newest.state === "held" ? (
              <button
                type="button"
                class="button"
                aria-keyshortcuts={keyOf("undo")}
                data-testid="held-undo"
                onClick={() => undo(newest)}
              >
                {t("held.undo")} <kbd>{keyOf("undo")}</kbd>
              </button>
            ) : (
              <button type="button" class="button link" data-testid="saved-back" onClick={() => open(newest)}>
                {t("queue.savedBack")}
              </button>
            )}
            {newest.makes ? (
              <button
                type="button"
                class="button link"
                aria-keyshortcuts="o"
                data-testid="saved-make"
                onClick={() => open(newest, true)}
              >
                {t("make.act")} <kbd>o</kbd>
              </button>
            ) : null}
          </div>
        ) : null}
      </div>
      {unsent.map((act) => (
        <div
          key={act.id}
          class="held-line unsent"
          role="alert"
          data-testid="held-unsent"
          data-state={act.state}
        >
          <p>
            {t(unsentTexts[act.state], { what: act.what })}{" "}
            {act.problem ? t(`problem.${act.problem.code}`) : null}
          </p>
          <button
            type="button"
            class="button"
            data-testid="held-open"
            onClick={() => {
              dismiss(act.id);
              open(act);
            }}
          >
            {t("queue.savedBack")}
          </button>
          <IconButton
            label={t("held.dismiss")}
            icon={X}
            data-testid="held-dismiss"
            onClick={() => dismiss(act.id)}
          />
        </div>
      ))}
    </>
  );
}

function PendingActWords({ act, more }: { act: PendingAct; more: number }) {
  const { t } = useLanguage();
  const seconds = useSecondsLeft(act.state === "held" ? act.until : undefined);
  if (act.state === "done") return <p>{t(act.waits ? "held.proposed" : "held.done", { what: act.what })}</p>;
  if (act.state === "sending") return <p>{t("held.sending", { what: act.what })}</p>;
  return (
    <div>
      <p>{t("held.waits", { what: act.what, seconds })}</p>
      <p class="small">
        {more > 0 ? t("held.more", { count: more }) : null} {t("held.closing")}
      </p>
    </div>
  );
}
