/** An opened group: its cases, and one decision with one reason on all ticked cases. */

import { useContext, useRef } from "preact/hooks";
import type { GroupedCase } from "../../../utils/shared/contract/case.ts";
import type { Burst } from "../../../utils/shared/contract/group.ts";
import { dateTime, number } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, Check, ChevronRight, Layers } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { useHeadingFocus } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { burstWords } from "../case/CaseCard.tsx";
import { DecidePanel } from "../decision/DecidePanel.tsx";
import { FollowUpPartsContext } from "../follow-up-parts.ts";
import { caseName } from "../queue/queue-rows.ts";
import { moveFocusFrom } from "../queue/use-row-keys.ts";
import type { GroupPart } from "./group-parts.ts";
import { type GroupCalls, useGroup } from "./use-group.ts";

export interface GroupPaneProps {
  groupId: string;
  /** Cases that are ticked at first. */
  ticked?: readonly string[] | undefined;
  calls: GroupCalls;
  onBack(): void;
  onOpenCase(caseId: string): void;
  /** Called after an act on some of the group's cases. */
  onChanged(): void;
}

type Group = ReturnType<typeof useGroup>;

/** Groups cannot be claimed. Cases that others have claimed are refused one by one. */
const noClaim = { claim: undefined, lapsed: false, asking: false };

interface GroupListProps {
  part: GroupPart;
  ticked: readonly GroupedCase[];
  onTick(caseIds: readonly string[], on: boolean): void;
  onOpen(caseId: string): void;
}

function GroupList({ part, ticked, onTick, onOpen }: GroupListProps) {
  const { language, t } = useLanguage();
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
        onKeyDown={(event) => moveFocusFrom(event, list.current, "[type=checkbox]", "[type=checkbox]")}
      >
        {cases.map((grouped) => (
          <li key={grouped.caseId} class="group-case" data-testid="group-case" data-case={grouped.caseId}>
            {key === "rest" ? (
              <GroupedWords grouped={grouped} />
            ) : (
              <label>
                <input
                  type="checkbox"
                  aria-label={t("group.tick", { name: caseName(language, grouped) })}
                  data-testid="group-tick"
                  checked={ticked.some(({ caseId }) => caseId === grouped.caseId)}
                  onChange={(event) => onTick([grouped.caseId], event.currentTarget.checked)}
                />
                <GroupedWords grouped={grouped} />
              </label>
            )}
            <IconButton
              label={t("group.openCase", { name: caseName(language, grouped) })}
              icon={ChevronRight}
              data-testid="group-open-case"
              onClick={() => onOpen(grouped.caseId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function GroupedWords({ grouped }: { grouped: GroupedCase }) {
  const { language, t, words } = useLanguage();
  const far = grouped.distance === undefined ? undefined : Math.round(grouped.distance * 1000) / 10;
  const distance =
    far === undefined
      ? undefined
      : far === 0
        ? t("group.same")
        : t("group.distance", { percent: number(language, far) });
  const foot = [
    words(categories[grouped.category].short),
    t(`group.why.${grouped.why}`),
    ...(distance === undefined ? [] : [distance]),
    ...(grouped.state === "open" ? [] : [t(`caseState.${grouped.state}`)]),
  ];
  return (
    <span class="group-words">
      <span class="row-body">
        {grouped.author ? (
          <strong>
            <Foreign text={grouped.author} />{" "}
          </strong>
        ) : null}
        {grouped.excerpt ? (
          <Foreign text={grouped.excerpt} />
        ) : (
          <span class="muted">
            <SubjectName subject={grouped.subject} />
          </span>
        )}
      </span>
      <span class="row-foot">{foot.join(" · ")}</span>
    </span>
  );
}

export function GroupPane(props: GroupPaneProps) {
  const { groupId, calls, onBack, onOpenCase, onChanged } = props;
  const { GroupRequests } = useContext(FollowUpPartsContext);
  const { t } = useLanguage();
  const { group, parts, ticked, tick, ...act } = useGroup(groupId, calls, props.ticked);
  const heading = useRef<HTMLHeadingElement>(null);
  const { value, problem } = group;
  const here = value !== undefined;
  useHeadingFocus(heading, [groupId, here], { preventScroll: true });
  const [first] = parts;
  useKeys({
    tickAll: () => {
      if (first === undefined || first.key === "rest") return;
      tick(
        first.cases.map(({ caseId }) => caseId),
        ticked.length < first.cases.length,
      );
    },
  });

  return (
    <section class="case" data-testid="group-view" data-group={groupId}>
      <header class="case-head">
        <IconButton
          class="case-back"
          label={t("group.back")}
          icon={ArrowLeft}
          data-testid="group-back"
          onClick={onBack}
        />
        <h2 class="title" ref={heading} tabIndex={-1}>
          {value ? t("group.title", { count: value.cases.length }) : null}
        </h2>
      </header>
      {problem ? <Failure problem={problem} onRetry={group.reload} /> : null}
      {value ? (
        <div class="case-body">
          <div class="case-main">
            <BurstWarning burst={value.group.burst} />
            <p class="small muted">{t("group.look")}</p>
            {parts.map((part) => (
              <GroupList key={part.key} part={part} ticked={ticked} onTick={tick} onOpen={onOpenCase} />
            ))}
          </div>
          <div class="case-side">
            <TickStatus running={act.running} ticked={ticked.length} />
            <GroupOutcome ended={act.ended} />
            <GroupRequests
              key={act.ended?.asked.flat()[0]?.decisionId}
              asked={act.ended?.asked ?? []}
              desk={calls.requests}
            />
            {act.leadProblem ? <Failure problem={act.leadProblem} /> : null}
            {ticked.length > 0 && act.lead ? (
              <DecidePanel
                key={act.lead.id}
                view={act.lead}
                heldId={groupId}
                calls={act.bulk}
                claim={noClaim}
                onRegroup={() => undefined}
                onChanged={async () => {
                  await act.reload();
                  onChanged();
                }}
              />
            ) : null}
          </div>
        </div>
      ) : problem ? null : (
        <Skeleton label={t("home.loading")} rows={5} height={72} />
      )}
    </section>
  );
}

function BurstWarning({ burst }: { burst: Burst | undefined }) {
  const { language, t } = useLanguage();
  if (!burst) return null;
  return (
    <p class="message warning" data-testid="group-burst">
      <Layers size={16} aria-hidden="true" />
      <span>
        {t("group.burst", { ...burstWords(language, burst), from: dateTime(language, burst.from) })}
      </span>
    </p>
  );
}

/** The progress of the running act, else the number of ticked cases. */
function TickStatus({ running, ticked }: { running: Group["running"]; ticked: number }) {
  const { t } = useLanguage();
  return (
    <p role="status" class="small" data-testid="group-status">
      {running
        ? t("group.running", running)
        : t(ticked === 0 ? "group.noneTicked" : "group.ticked", { count: ticked })}
    </p>
  );
}

function GroupOutcome({ ended }: { ended: Group["ended"] }) {
  const { t } = useLanguage();
  if (ended === undefined) return null;
  return (
    <div class="message" role="status" data-testid="group-outcome">
      <Check size={16} aria-hidden="true" />
      <div class="block">
        <p>{t("group.done", { count: ended.saved })}</p>
        {ended.failed.length > 0 ? (
          <>
            <p>{t("group.failed", { count: ended.failed.length })}</p>
            <ul>
              {ended.failed.map(({ caseId, name, problem }) => (
                <li key={caseId} class="small" data-code={problem.code}>
                  <strong>{name}</strong> {t(`problem.${problem.code}`)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </div>
  );
}
