/** Searches the transcript in the tab and reports the result. The hints appear below the rules. */

import { useState } from "preact/hooks";
import type { TranscriptHit, TranscriptSearchResult } from "../../../utils/extension/vlogger/transcript.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Search } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export interface TranscriptSearchProps {
  search(): Promise<Result<TranscriptSearchResult>>;
  onFound(hits: TranscriptHit[]): void;
}

export function TranscriptSearch({ search, onFound }: TranscriptSearchProps) {
  const { t } = useLanguage();
  const [said, setSaid] = useState("");
  const start = async () => {
    setSaid(t("self.searching"));
    const found = await search();
    onFound(found.ok ? found.value.hits : []);
    if (!found.ok) return setSaid(t("self.otherTab"));
    const { lines, hits } = found.value;
    if (lines === 0) return setSaid(t("self.noTranscript"));
    setSaid(hits.length === 0 ? t("self.noHits", { lines }) : t("self.hits", { lines, count: hits.length }));
  };
  return (
    <div class="transcript">
      <button type="button" class="button" data-testid="self-search" onClick={start}>
        <Search size={16} aria-hidden="true" />
        {t("self.search")}
      </button>
      <p class="small muted">{t("self.searchHint")}</p>
      <p class="small" role="status" data-testid="self-searched">
        {said}
      </p>
    </div>
  );
}
