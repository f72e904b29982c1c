import { useRef } from "preact/hooks";
import type { GroupedCase } from "../../../utils/shared/contract/case.ts";
import { number } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ChevronRight } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { moveFocusFrom } from "../queue/use-row-keys.ts";
import type { GroupPart } from "./group-parts.ts";

export interface GroupListProps {
  part: GroupPart;
  ticked: readonly GroupedCase[];
  onTick(caseIds: readonly string[], on: boolean): void;
  onOpen(caseId: string): void;
}

export function GroupList({ part, ticked, onTick, onOpen }: GroupListProps) {
  const { t } = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  const { key, cases } = part;
  const count = cases.length;
  const ids = cases.map(({ caseId }) => caseId);
  const all = ticked.length === count && ticked[0] !== undefined && ids.includes(ticked[0].caseId);
  const title = key === "open" ? "group.waiting" : key === "rest" ? "group.rest" : "group.proposed";
  return (
    <section
      class="group-part"
      data-testid="group-part"
      data-part={key === "open" || key === "rest" ? key : "bulk"}
    >
      <div class="group-part-head">
        <h2>{t(title, { count })}</h2>
        {key === "rest" ? null : (
          <button type="button" class="button" data-testid="group-all" onClick={() => onTick(ids, !all)}>
            {t(all ? "group.none" : "group.all")}
          </button>
        )}
      </div>
      <ul
        ref={list}
        class="group-list"
        onKeyDown={(event) => moveFocusFrom(event, list.current, "[type=checkbox]", "[type=checkbox]")}
      >
        {cases.map((one) => (
          <li key={one.caseId} class="group-case" data-testid="group-case" data-case={one.caseId}>
            {key === "rest" ? (
              <GroupedWords one={one} />
            ) : (
              <label>
                <input
                  type="checkbox"
                  aria-label={t("group.tick", { subject: one.subject })}
                  data-testid="group-tick"
                  checked={ticked.some(({ caseId }) => caseId === one.caseId)}
                  onChange={(event) => onTick([one.caseId], event.currentTarget.checked)}
                />
                <GroupedWords one={one} />
              </label>
            )}
            <IconButton
              label={t("group.openCase", { subject: one.subject })}
              icon={ChevronRight}
              data-testid="group-open-case"
              onClick={() => onOpen(one.caseId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function GroupedWords({ one }: { one: GroupedCase }) {
  const { language, t, words } = useLanguage();
  const far = one.distance === undefined ? undefined : Math.round(one.distance * 1000) / 10;
  const distance =
    far === undefined
      ? undefined
      : far === 0
        ? t("group.same")
        : t("group.distance", { percent: number(language, far) });
  const foot = [
    words(categories[one.category].short),
    t(`group.why.${one.why}`),
    ...(distance === undefined ? [] : [distance]),
    ...(one.state === "open" ? [] : [t(`caseState.${one.state}`)]),
  ];
  return (
    <span class="group-words">
      <span class="row-body">
        {one.author ? (
          <strong>
            <Foreign text={one.author} />{" "}
          </strong>
        ) : null}
        {one.excerpt ? (
          <Foreign text={one.excerpt} />
        ) : (
          <span class="muted">
            <Foreign text={one.subject} />
          </span>
        )}
      </span>
      <span class="row-foot">{foot.join(" · ")}</span>
    </span>
  );
}
