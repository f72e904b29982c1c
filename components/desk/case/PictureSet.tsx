/** The pictures revealed within it: one is enlarged at a time, with the others beside it. */

import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type ShownPicture, ZoomedPicture } from "../../ui/ZoomedPicture.tsx";

interface JoinedPicture {
  /** Undefined while it is veiled. */
  shown: ShownPicture | undefined;
}

interface Pictures {
  join(picture: JoinedPicture): () => void;
  zoom(picture: JoinedPicture): void;
}

const PicturesContext = createContext<Pictures | undefined>(undefined);

export function PictureSet({ children }: { children: ComponentChildren }) {
  // In the order of the page, in which they are drawn first.
  const joined = useRef<JoinedPicture[]>([]);
  const [zoomed, setZoomed] = useState<{ pictures: ShownPicture[]; first: number }>();
  const [pictures] = useState<Pictures>(() => ({
    join(picture) {
      joined.current.push(picture);
      return () => {
        joined.current = joined.current.filter((other) => other !== picture);
        // Its bytes are gone.
        setZoomed(undefined);
      };
    },
    zoom({ shown }) {
      const all = joined.current.flatMap((picture) => picture.shown ?? []);
      if (shown) setZoomed({ pictures: all, first: all.indexOf(shown) });
    },
  }));
  return (
    <PicturesContext value={pictures}>
      {children}
      {zoomed ? <ZoomedPicture {...zoomed} onClose={() => setZoomed(undefined)} /> : null}
    </PicturesContext>
  );
}

/** Joins a picture to the set; returns what enlarges it. */
export function useZoom(shown: ShownPicture | undefined): () => void {
  const pictures = useContext(PicturesContext);
  const [joined] = useState<JoinedPicture>(() => ({ shown }));
  joined.shown = shown;
  useLayoutEffect(() => pictures?.join(joined), []);
  return () => pictures?.zoom(joined);
}
