import type { RequestRow } from "../../../utils/shared/contract/request.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Clock } from "../../../utils/shared/policy/clock.ts";
import { TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { ClockTag } from "./ClockTag.tsx";
import { stateTone } from "./tones.ts";

export interface RequestLineProps {
  row: RequestRow;
  clock: Clock;
  open: boolean;
  onOpen(): void;
}

export function RequestLine({ row, clock, open, onOpen }: RequestLineProps) {
  const { t, words } = useLanguage();
  const { items, itemsAnswered } = row;
  const facts = [
    itemsAnswered > 0 && itemsAnswered < items
      ? t("request.itemsAnswered", { answered: itemsAnswered, count: items })
      : t("request.items", { count: items }),
    row.channel.name,
    ...(clock.proposes ? [t("clock.proposed", { title: t(`letterKind.${clock.proposes}`) })] : []),
  ];
  return (
    <li class="queue-item">
      <button
        type="button"
        class="row"
        data-testid="request-row"
        data-request={row.id}
        data-state={row.state}
        aria-current={open}
        onClick={onOpen}
      >
        <span class="row-head">
          <strong class="request-number">{row.number}</strong>
          {row.urgent ? (
            <span class="tag urgent">
              <TriangleAlert size={12} aria-hidden="true" />
              {t("review.urgent")}
            </span>
          ) : null}
          {clock.leftMs === undefined || row.state !== "sent" ? (
            <span class={stateTone(row.state)}>{t(`requestState.${row.state}`)}</span>
          ) : null}
          <ClockTag clock={clock} />
        </span>
        <span class="row-body">
          {t(`site.${row.site}`)} · {words(categories[row.category].short)} ·{" "}
          {row.kind === "restore" ? t("request.restore") : words(actions[row.action].label)}
        </span>
        <span class="row-foot">{facts.join(" · ")}</span>
      </button>
    </li>
  );
}
