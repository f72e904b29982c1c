/** Administration: people, units, channels, recipes, lessons, holds, other systems, exports, the server, and acts. */

import { useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { StaffFilter } from "../../../utils/shared/contract/administration.ts";
import { useLanguage } from "../../ui/language.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { usePlace } from "../../ui/use-place.ts";
import { ActList } from "./ActList.tsx";
import { Channels } from "./Channels.tsx";
import { type ExportCalls, Exports } from "./Exports.tsx";
import { Holds } from "./Holds.tsx";
import { Lessons } from "./Lessons.tsx";
import { OtherSystems } from "./OtherSystems.tsx";
import { RecipePacks } from "./RecipePacks.tsx";
import { Server } from "./Server.tsx";
import { Staff, type StaffProps } from "./Staff.tsx";
import { StaffPane } from "./StaffPane.tsx";
import { Units } from "./Units.tsx";
import type { WaitingActs } from "./use-waiting-acts.ts";

const screens = [
  "people",
  "units",
  "channels",
  "recipes",
  "lessons",
  "holds",
  "systems",
  "exports",
  "server",
  "acts",
] as const;
type Screen = (typeof screens)[number];

export type AdministrationCalls = ExportCalls & Pick<Client, "findCase">;

function isScreen(id: string | undefined): id is Screen {
  return screens.some((screen) => screen === id);
}

interface AdministrationProps {
  calls: AdministrationCalls;
  acts: WaitingActs;
}

export function Administration({ calls, acts }: AdministrationProps) {
  const { t } = useLanguage();
  const { place, go } = usePlace();
  const shown = place?.head === "admin" ? place : undefined;
  const screen = isScreen(shown?.id) ? shown.id : "people";
  const part = useFocusFallback();
  // Kept while a person is open, for the way back.
  const [filter, onFilter] = useState<StaffFilter>({});
  const lastPerson = useRef<string>(undefined);
  if (screen === "people" && shown?.item !== undefined) lastPerson.current = shown.item;
  return (
    <div class="administration">
      <nav aria-label={t("admin.screens")} class="admin-nav">
        {screens.map((name) => (
          <a
            key={name}
            href={`#/admin/${name}`}
            class="admin-link"
            aria-current={name === screen ? "page" : undefined}
            data-testid={`admin-${name}`}
          >
            {t(`admin.screen.${name}`)}
            {name === "acts" && acts.count > 0 ? <span class="tag warning">{acts.count}</span> : null}
          </a>
        ))}
      </nav>
      <section
        class="admin-screen"
        ref={part}
        tabIndex={-1}
        aria-label={t(`admin.screen.${screen}`)}
        data-testid="admin-screen"
        data-screen={screen}
      >
        <ScreenBody
          screen={screen}
          item={shown?.item}
          calls={calls}
          onAnswered={acts.reload}
          staff={{
            filter,
            onFilter,
            lastOpen: lastPerson.current,
            onOpen: (id) => go({ head: "admin", id: "people", item: id }),
          }}
          onPeople={() => go({ head: "admin", id: "people" })}
        />
      </section>
    </div>
  );
}

interface ScreenBodyProps {
  screen: Screen;
  item: string | undefined;
  calls: AdministrationCalls;
  onAnswered(): unknown;
  staff: Omit<StaffProps, "calls">;
  onPeople(): void;
}

function ScreenBody({ screen, item, calls, onAnswered, staff, onPeople }: ScreenBodyProps) {
  switch (screen) {
    case "people":
      return item === undefined ? (
        <Staff calls={calls} {...staff} />
      ) : (
        <StaffPane key={item} id={item} calls={calls} onBack={onPeople} />
      );
    case "units":
      return <Units calls={calls} />;
    case "channels":
      return <Channels calls={calls} />;
    case "recipes":
      return <RecipePacks calls={calls} />;
    case "lessons":
      return <Lessons calls={calls} />;
    case "exports":
      return <Exports calls={calls} />;
    case "holds":
      return <Holds calls={calls} />;
    case "systems":
      return <OtherSystems calls={calls} />;
    case "server":
      return <Server calls={calls} />;
    case "acts":
      return <ActList calls={calls} wanted={item} onAnswered={onAnswered} />;
  }
}
