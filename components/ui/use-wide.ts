/** Whether the window has room for what is open beside its list: the same width as in the styles. */

import { useEffect, useState } from "preact/hooks";

const wide = "(min-width: 900px)";

export function useWide(): boolean {
  const [isWide, setIsWide] = useState(() => matchMedia(wide).matches);
  useEffect(() => {
    const media = matchMedia(wide);
    const follow = () => setIsWide(media.matches);
    follow();
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  return isWide;
}
