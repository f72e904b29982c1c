/** Preview of the whole letter: missing parts, channel, and the button that queues it. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { PreviewInput, RequestPreview, RequestView } from "../../../utils/shared/contract/request.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TriangleAlert } from "../../ui/icons.ts";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { isInOtherField, useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import { LetterText } from "./LetterText.tsx";
import { gapWords, isManualChannel } from "./MadeRequestLine.tsx";
import type { MakeCalls } from "./request-calls.ts";

export interface MakeRequestProps {
  items: PreviewInput["items"];
  calls: MakeCalls;
  onMade(view: RequestView): void;
  onLeave(): void;
}

/** State of a new letter: preview, channel and creation. */
function useMake(
  items: PreviewInput["items"],
  calls: Pick<MakeCalls, "previewRequest" | "makeRequest">,
  onMade: (view: RequestView) => void,
) {
  const key = items.map(({ decisionId }) => decisionId).join(" ");
  const preview = useLoad(`letter ${key}`, () => calls.previewRequest({ items }));
  const [chosen, setChosen] = useState<string>();
  const act = useAct();
  const idFor = useActIds();
  const channel = preview.value?.channels.find(({ id }) => id === chosen) ?? preview.value?.channels[0];
  const isWhole = preview.value !== undefined && preview.value.gaps.length === 0 && channel !== undefined;

  const make = async () => {
    // A letter is sent only after its preview was shown.
    if (!isWhole || !channel) return;
    const id = idFor(`${key} ${channel.id}`);
    await act.run(async (): Promise<Result<unknown>> => {
      const result = await calls.makeRequest({ id, items, channel: channel.id });
      if (result.ok) onMade(result.value);
      return result;
    });
  };
  return { preview, channel, choose: setChosen, isWhole, busy: act.busy, problem: act.problem, make };
}

export function MakeRequest({ items, calls, onMade, onLeave }: MakeRequestProps) {
  const { t } = useLanguage();
  const letter = useMake(items, calls, onMade);
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const { preview } = letter;
  const { value } = preview;
  useKeys({
    send: (_, target) => !isInOtherField(target, panel.current) && void letter.make(),
    leave: onLeave,
  });
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <section ref={panel} class="make-request" aria-busy={preview.loading} data-testid="make-request">
      <PanelHead
        title={value ? t("make.title", { site: t(`site.${value.letter.site}`) }) : t("make.act")}
        leave={t("make.leave")}
        testId="make-leave"
        headingRef={heading}
        onLeave={onLeave}
      />
      <LoadState load={preview} label={t("make.loading")} rows={4} height={72} />
      {value ? (
        <>
          <Gaps gaps={value.gaps} />
          <CannedItems places={value.canned ?? []} />
          <LetterText letter={value.letter} draft />
          <MakeFoot preview={value} letter={letter} />
        </>
      ) : null}
    </section>
  );
}

/** The parts that the letter still lacks. */
function Gaps({ gaps }: Pick<RequestPreview, "gaps">) {
  const { language, t } = useLanguage();
  if (gaps.length === 0) return null;
  return (
    <div class="message warning" role="alert" data-testid="gaps">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <strong>{t("make.gaps")}</strong>
        <ul class="letter-list">
          {gaps.map((gap) => (
            <li key={`${gap.what} ${gap.place}`}>{gapWords(language, gap)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Items with a prepared analysis; the letter can be sent all the same. */
function CannedItems({ places }: { places: readonly number[] }) {
  const { t } = useLanguage();
  if (places.length === 0) return null;
  return (
    <p class="message warning" data-testid="make-canned">
      <TriangleAlert size={16} aria-hidden="true" />
      <span>{t("make.canned", { places: places.join(", ") })}</span>
    </p>
  );
}

interface MakeFootProps {
  preview: RequestPreview;
  letter: ReturnType<typeof useMake>;
}

/** The channel of the letter, and the button that queues it. */
function MakeFoot({ preview: { channels, letter: text }, letter }: MakeFootProps) {
  const { t } = useLanguage();
  const { channel, choose, isWhole, busy, problem, make } = letter;
  return (
    <div class="make-foot">
      {channel ? (
        <Chips
          label={t("make.channel")}
          value={channel.id}
          onChange={choose}
          options={channels.map((option) => ({
            value: option.id,
            label: option.name,
            hint: t(`channelKind.${option.kind}`),
            testId: `channel-${option.id}`,
          }))}
        />
      ) : (
        <p class="small">{t("make.noChannel", { site: t(`site.${text.site}`) })}</p>
      )}
      {channel && isManualChannel(channel) ? <p class="small muted">{t("make.byHand")}</p> : null}
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <span class="small muted make-hint">{t("make.hint")}</span>
        <button
          type="button"
          class="button primary"
          data-testid="make-queue"
          aria-keyshortcuts="Control+Enter"
          aria-disabled={!isWhole || busy}
          onClick={() => void make()}
        >
          {t(busy ? "make.queueing" : "make.queue")}
        </button>
      </div>
    </div>
  );
}
