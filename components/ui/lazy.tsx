/** A component whose code and texts are loaded when it is first shown. */

import type { ComponentType, VNode } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Language } from "../../utils/shared/contract/site.ts";
import { loadTexts } from "../../utils/shared/i18n/text.ts";
import type { TextGroup } from "../../utils/shared/i18n/text-groups.ts";
import { useLanguage } from "./language.ts";

export type LazyComponent<P extends object> = ((props: P) => VNode | null) & {
  /** Loads code and texts before the component is shown. */
  preload(language: Language): Promise<void>;
};

/** `groups`: the texts that the component shows, beside those of the page. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  groups: readonly TextGroup[],
): LazyComponent<P> {
  let loaded: ComponentType<P> | undefined;
  async function preload(language: Language): Promise<void> {
    const [component] = await Promise.all([load(), loadTexts(language, ...groups)]);
    loaded = component;
  }
  function Lazy(props: P) {
    const { language } = useLanguage();
    const [, setReady] = useState(loaded !== undefined);
    // A layout effect: an effect would wait for the next frame.
    useLayoutEffect(() => {
      if (!loaded) void preload(language).then(() => setReady(true));
    }, []);
    const Component = loaded;
    // Files of the extension arrive within one or two frames.
    return Component ? <Component {...props} /> : null;
  }
  return Object.assign(Lazy, { preload });
}
