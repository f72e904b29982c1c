import { useRef } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ReadyGroup } from "../../../utils/shared/contract/reprimand.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { moveFocusFrom } from "../queue/use-row-keys.ts";
import type { Ticks } from "./use-ticks.ts";

export function ReadyItems({ group, ticks }: { group: ReadyGroup; ticks: Ticks }) {
  const { language, t } = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  const ticked = ticks.of(group);
  const all = ticked.length === Math.min(group.items.length, limits.letterItems);
  return (
    <Fold label={t("request.items", { count: group.items.length })} testId="ready-items">
      <div class="block">
        <button
          type="button"
          class="button link"
          data-testid="ready-all"
          onClick={() => ticks.setAll(group, !all)}
        >
          {t(all ? "ready.none" : "ready.all")}
        </button>
        {group.items.length > limits.letterItems ? (
          <p class="small muted">{t("ready.most", { most: limits.letterItems })}</p>
        ) : null}
        <ul
          ref={list}
          class="group-list"
          onKeyDown={(event) => moveFocusFrom(event, list.current, "[type=checkbox]", "[type=checkbox]")}
        >
          {group.items.slice(0, limits.letterItems).map((item) => (
            <li key={item.decisionId} class="group-case">
              <label>
                <input
                  type="checkbox"
                  aria-label={t("ready.tick", { subject: item.subject })}
                  data-testid="ready-tick"
                  checked={ticked.includes(item)}
                  onChange={(event) => ticks.set(item, event.currentTarget.checked)}
                />
                <span class="group-words">
                  <span class="row-body">
                    {item.author ? (
                      <strong>
                        <Foreign text={item.author} />{" "}
                      </strong>
                    ) : null}
                    {item.excerpt ? (
                      <Foreign text={item.excerpt} />
                    ) : (
                      <span class="muted">
                        <Foreign text={item.subject} />
                      </span>
                    )}
                  </span>
                  <span class="row-foot">
                    {t("ready.since", { when: relativeTime(language, item.since, Date.now()) })}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </Fold>
  );
}
