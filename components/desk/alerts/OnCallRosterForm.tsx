/** The on-call roster: current and later turns, and a form for a further one. */

import { useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { OnCallShift } from "../../../utils/shared/contract/alert.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useAct, useActIds } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";

export type RosterCalls = Pick<Client, "listOnCall" | "addOnCall" | "removeOnCall">;

const places = [1, 2, 3] as const;

export function OnCallRosterForm({ calls }: { calls: RosterCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("on-call", calls.listOnCall);
  const { shifts = [], people = [] } = loaded.value ?? {};
  return (
    <section class="roster" aria-label={t("onCall.title")}>
      <h2 class="title">{t("onCall.title")}</h2>
      <p class="small muted">{t("onCall.hint")}</p>
      {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
      {loaded.value && shifts.length === 0 ? <p class="small">{t("onCall.empty")}</p> : null}
      {shifts.length > 0 ? (
        <ul class="alert-list">
          {shifts.map((shift) => (
            <ShiftRow key={shift.id} shift={shift} calls={calls} onRemoved={loaded.reload} />
          ))}
        </ul>
      ) : null}
      {loaded.value ? <ShiftForm calls={calls} people={people} onAdded={loaded.reload} /> : null}
    </section>
  );
}

interface ShiftRowProps {
  shift: OnCallShift;
  calls: RosterCalls;
  onRemoved(): void;
}

function ShiftRow({ shift, calls, onRemoved }: ShiftRowProps) {
  const { language, t } = useLanguage();
  const act = useAct();
  const { id, name, unit, from, until, place } = shift;
  return (
    <li class="alert-row" data-testid="shift">
      <div class="alert-words">
        <p>
          <strong>
            <Foreign text={name} />
          </strong>
          {unit ? ", " : ""}
          <Foreign text={unit} />
        </p>
        <p class="small muted">
          {dateTime(language, from)} – {dateTime(language, until)}, {t("onCall.place")} {place}
        </p>
        {act.problem ? <Failure problem={act.problem} /> : null}
      </div>
      <IconButton
        label={t("onCall.remove", { name })}
        icon={X}
        data-testid="remove-shift"
        onClick={() => void act.run(() => calls.removeOnCall(id)).then(onRemoved)}
      />
    </li>
  );
}

interface ShiftFormProps {
  calls: RosterCalls;
  people: readonly { id: string; name: string; unit?: string | undefined }[];
  onAdded(): void;
}

function ShiftForm({ calls, people, onAdded }: ShiftFormProps) {
  const { t } = useLanguage();
  const act = useAct();
  const idOf = useActIds();
  const [turn, setTurn] = useState({ personId: people[0]?.id ?? "", from: "", until: "", place: 1 });
  const [incomplete, setIncomplete] = useState(false);
  if (people.length === 0) return <p class="small">{t("onCall.none")}</p>;
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const [from, until] = [new Date(turn.from), new Date(turn.until)];
    const isWhole = turn.personId !== "" && !Number.isNaN(from.getTime()) && !Number.isNaN(until.getTime());
    setIncomplete(!isWhole);
    if (!isWhole) return;
    const body = { ...turn, from: from.toISOString(), until: until.toISOString() };
    const key = `${body.personId} ${body.from} ${body.until} ${body.place}`;
    if (await act.run(() => calls.addOnCall({ id: idOf(key), ...body }))) onAdded();
  };
  const time = (name: "from" | "until") => (
    <TextField
      label={t(`onCall.${name}`)}
      type="datetime-local"
      testId={`shift-${name}`}
      value={turn[name]}
      onInput={(value) => setTurn({ ...turn, [name]: value })}
    />
  );
  return (
    <form class="roster-form" onSubmit={add}>
      <SelectField<string>
        label={t("onCall.person")}
        testId="shift-person"
        value={turn.personId}
        options={people.map(({ id, name, unit }) => [id, unit ? `${name}, ${unit}` : name])}
        onPick={(personId) => setTurn({ ...turn, personId })}
      />
      {time("from")}
      {time("until")}
      <SelectField<string>
        label={t("onCall.place")}
        testId="shift-place"
        value={`${turn.place}`}
        options={places.map((place) => [`${place}`, `${place}`])}
        onPick={(place) => setTurn({ ...turn, place: Number(place) })}
      />
      {incomplete ? (
        <p class="message warning" role="alert">
          {t("onCall.incomplete")}
        </p>
      ) : null}
      {act.problem ? <Failure problem={act.problem} /> : null}
      <button type="submit" class="button" data-testid="add-shift" aria-disabled={act.busy}>
        {t("onCall.add")}
      </button>
    </form>
  );
}
