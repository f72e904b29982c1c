import { useLanguage } from "./language.ts";
import type { usePages } from "./use-pages.ts";

export interface MoreButtonProps {
  list: Pick<ReturnType<typeof usePages>, "more" | "loadingMore" | "loadMore">;
  testId: string;
}

/** Loads the next page of a list. Renders nothing after the last. */
export function MoreButton({ list, testId }: MoreButtonProps) {
  const { t } = useLanguage();
  if (!list.more) return null;
  return (
    <button
      type="button"
      class="button"
      data-testid={testId}
      aria-disabled={list.loadingMore}
      onClick={() => void (list.loadingMore ? undefined : list.loadMore())}
    >
      {t("review.more")}
    </button>
  );
}
