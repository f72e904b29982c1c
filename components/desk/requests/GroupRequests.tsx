/** After a bulk confirmation: offers the letters that cover the confirmed cases. */

import { useRef, useState } from "preact/hooks";
import type { PreviewInput, RequestView } from "../../../utils/shared/contract/request.ts";
import { useLanguage } from "../../ui/language.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { MadeRequestLine } from "./MadeRequestLine.tsx";
import { MakeRequest } from "./MakeRequest.tsx";
import type { RequestDesk } from "./request-calls.ts";

export interface GroupRequestsProps {
  /** The items of each letter that can be made. */
  asked: readonly PreviewInput["items"][];
  desk: RequestDesk | undefined;
}

export function GroupRequests({ asked, desk }: GroupRequestsProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<PreviewInput["items"]>();
  const [made, setMade] = useState<readonly RequestView[]>([]);
  const part = useFocusFallback();
  const opener = useRef<HTMLButtonElement>(null);
  const named = new Set(made.flatMap(({ itemList }) => itemList.map(({ decisionId }) => decisionId)));
  const waiting = asked.filter((items) => items.every(({ decisionId }) => !named.has(decisionId)));
  const [first] = waiting;
  useKeys({ makeRequest: () => (desk?.mayAct && first && !open ? setOpen(first) : false) });
  if (!desk?.mayAct || asked.length === 0) return null;
  return (
    <section
      class="block"
      aria-label={t("make.caseTitle")}
      data-testid="group-requests"
      ref={part}
      tabIndex={-1}
    >
      {open ? (
        <MakeRequest
          items={open}
          calls={desk.calls}
          onLeave={() => {
            setOpen(undefined);
            requestAnimationFrame(() => opener.current?.focus());
          }}
          onMade={(view) => {
            setMade((old) => [...old, view]);
            setOpen(undefined);
          }}
        />
      ) : (
        <>
          {made.map((view) => (
            <MadeRequestLine
              key={view.id}
              made={view}
              calls={desk.calls}
              onOpen={desk.onOpen}
              onUndone={() => setMade((old) => old.filter(({ id }) => id !== view.id))}
            />
          ))}
          <div class="buttons">
            {waiting.map((items, index) => (
              <button
                key={items[0]?.decisionId}
                ref={index === 0 ? opener : null}
                type="button"
                class="button"
                data-testid="group-make"
                {...(index === 0 ? { "aria-keyshortcuts": "f" } : {})}
                onClick={() => setOpen(items)}
              >
                {t("make.of", { count: items.length })} {index === 0 ? <kbd>f</kbd> : null}
              </button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
