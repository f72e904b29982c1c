/** A component whose code and texts are loaded when it is first shown. */

import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../../utils/shared/i18n/text.ts";
import type { TextGroup } from "../../utils/shared/i18n/text-groups.ts";
import { useLanguage } from "./language.ts";
import { Skeleton } from "./Skeleton.tsx";

/** `groups`: the texts that the component shows, beside those of the page. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  groups: readonly TextGroup[],
): (props: P) => VNode | null {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const { language, t } = useLanguage();
    const [, setReady] = useState(loaded !== undefined);
    useEffect(() => {
      if (loaded) return;
      void Promise.all([load(), loadTexts(language, ...groups)]).then(([component]) => {
        loaded = component;
        setReady(true);
      });
    }, []);
    const Component = loaded;
    return Component ? <Component {...props} /> : <Skeleton label={t("home.loading")} rows={4} height={72} />;
  };
}
