/** The screen that the page's address names. A change of place is an entry of the browser's history. */

import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import { useLocation } from "wouter-preact";
import {
  linkTo,
  type Place,
  type PlaceHead,
  parsePlace,
  pathOf,
} from "../../utils/shared/contract/screen-addresses.ts";

export interface Places {
  /** Undefined for an address of no screen. */
  place: Place | undefined;
  go(place: Place): void;
  /** Like `go`, in place of the current history entry. */
  correct(place: Place): void;
}

export function usePlace(): Places {
  const [path, navigate] = useLocation();
  const move = (place: Place, replace: boolean) => {
    const next = pathOf(place);
    if (next !== path) navigate(next, { replace });
  };
  return {
    place: parsePlace(path),
    go: (place) => move(place, false),
    correct: (place) => move(place, true),
  };
}

/** Like `useState` for the id of what is open in a list, kept in the page's address. */
export function useOpenId(head: PlaceHead): [string | undefined, (id: string | undefined) => void] {
  const { place, go } = usePlace();
  return [place?.head === head ? place.id : undefined, (id) => go({ head, id })];
}

/** Origin of the intake; undefined before enrolment. */
export const IntakeContext = createContext<string | undefined>(undefined);

/** Writes the address of a place for a colleague; undefined before enrolment. */
export function useLinkTo(): ((place: Place) => string) | undefined {
  const intake = useContext(IntakeContext);
  return intake === undefined ? undefined : (place) => linkTo(intake, place);
}

const product = "Lapor Kominfo";

/** Names what is open in the window's title until it closes. */
export function useTitle(name: string | undefined): void {
  useEffect(() => {
    if (name === undefined) return;
    const before = document.title;
    document.title = `${name} · ${product}`;
    return () => {
      document.title = before;
    };
  }, [name]);
}
