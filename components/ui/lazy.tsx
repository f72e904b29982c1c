/** A component whose code and texts are loaded when it is first shown. */

import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../../utils/shared/i18n/text.ts";
import type { TextGroup } from "../../utils/shared/i18n/text-groups.ts";
import { useLanguage } from "./language.ts";

export type LazyComponent<P extends object> = ((props: P) => VNode | null) & {
  /** Loads the code before the component is shown. */
  preload(): void;
};

/** `groups`: the texts that the component shows, beside those of the page. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  groups: readonly TextGroup[],
): LazyComponent<P> {
  let loaded: ComponentType<P> | undefined;
  function Lazy(props: P) {
    const { language } = useLanguage();
    const [, setReady] = useState(loaded !== undefined);
    useEffect(() => {
      if (loaded) return;
      void Promise.all([load(), loadTexts(language, ...groups)]).then(([component]) => {
        loaded = component;
        setReady(true);
      });
    }, []);
    const Component = loaded;
    // Files of the extension arrive within one or two frames.
    return Component ? <Component {...props} /> : null;
  }
  return Object.assign(Lazy, { preload: () => void load() });
}
