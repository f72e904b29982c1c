/** The coordinator's view: vloggers with progress, record and load, the selected one, and invitations. */

import { useState } from "preact/hooks";
import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import type { CheckedCertificate } from "../../../utils/shared/contract/certificate.ts";
import type { Cohort, CohortRow, Invitation, InvitationView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { date, dateTime, fraction } from "../../../utils/shared/i18n/time.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Download, RefreshCw, X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { type Loaded, useLoad } from "../../ui/use-load.ts";
import { useOpenId } from "../../ui/use-place.ts";
import { CohortLine } from "./CohortLine.tsx";
import { type VloggerCalls, VloggerPane } from "./VloggerPane.tsx";
import "./programme.css";

type InviteCalls = Pick<Client, "inviteVlogger" | "listInvitations"> & Acts<"revokeInvitation">;

type CertificateCalls = Pick<Client, "checkCertificate">;

export type CohortCalls = VloggerCalls &
  InviteCalls &
  CertificateCalls &
  Pick<Client, "listCohort" | "makeCohortFile">;

interface CertificateCheckProps {
  vloggers: readonly Pick<CohortRow, "personId" | "name">[];
  calls: CertificateCalls;
}

const mostChars = 10_000;

/** Verifies a certificate: its holder, its date, and whether it is still valid. */
function CertificateCheck({ vloggers, calls }: CertificateCheckProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const [checked, setChecked] = useState<Result<CheckedCertificate>>();
  const check = async (event: Event) => {
    event.preventDefault();
    if (typed.trim() === "" || refuseTooLong(typed, mostChars)) return;
    setChecked(await calls.checkCertificate(typed.trim()));
  };
  const change = (text: string) => {
    setTyped(text);
    setChecked(undefined);
  };
  return (
    <Fold label={t("check.title")} testId="certificate-check">
      <form class="certificate-check" noValidate onSubmit={check}>
        <TextArea
          label={t("check.certificate")}
          hint={t("check.hint")}
          value={typed}
          onChange={change}
          maxChars={mostChars}
          testId="certificate-text"
        />
        <button
          type="submit"
          class="button"
          data-testid="certificate-checked"
          aria-disabled={typed.trim() === ""}
        >
          {t("check.check")}
        </button>
        <div role="status">
          {checked?.ok ? <CertificateStatus {...checked.value} vloggers={vloggers} /> : null}
          {checked?.ok === false ? <Failure problem={checked.problem} /> : null}
        </div>
      </form>
    </Fold>
  );
}

function CertificateStatus({
  claims,
  valid,
  vloggers,
}: CheckedCertificate & Pick<CertificateCheckProps, "vloggers">) {
  const { language, t } = useLanguage();
  const name = vloggers.find(({ personId }) => personId === claims.personId)?.name;
  return (
    <p data-testid="certificate-worth" data-valid={valid}>
      <span class={valid ? "tag done" : "tag warning"}>
        {t(valid ? "certificate.valid" : "certificate.expired")}
      </span>{" "}
      {name ?? t("check.stranger")}.{" "}
      {t("certificate.since", { date: date(language, claims.issuedAt), version: claims.policyVersion })}
    </p>
  );
}

interface InvitationsProps {
  calls: InviteCalls;
  open: Loaded<{ invitations: InvitationView[] }>;
}

const firstDraft = () => ({ id: crypto.randomUUID() as string, name: "" });

/** The link of a new invitation. It is shown only once. */
function InvitationLink({
  invitation: { name, link, address, code, expiresAt },
}: {
  invitation: Invitation;
}) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="invite-made">
      <CopyField label={t("invite.address", { name })} value={address} testId="invite-address" />
      <p class="small">{t("invite.once", { when: dateTime(language, expiresAt) })}</p>
      <p class="small muted">{t("invite.how", { code })}</p>
      <CopyField label={t("invite.link")} value={link} testId="invite-link" />
    </div>
  );
}

/** Invitations by link: create one, revoke unused ones. */
function Invitations({ calls, open }: InvitationsProps) {
  const { language, t } = useLanguage();
  // A retry sends the same id, so that no person is created twice.
  const [draft, setDraft] = useState(firstDraft);
  const [made, setMade] = useState<Invitation>();
  const { problem, run } = useAct();
  const name = draft.name.trim();

  const invite = async (event: Event) => {
    event.preventDefault();
    if (name === "") return;
    await run(async () => {
      const answer = await calls.inviteVlogger({ id: draft.id, name });
      if (answer.ok) {
        setMade(answer.value);
        setDraft(firstDraft());
      }
      // The invitation may exist although its answer was lost: the list shows it.
      await open.reload();
      return answer;
    });
  };
  const revoke = (id: string) =>
    run(async () => {
      const answer = await calls.revokeInvitation(id);
      if (answer.ok && made?.id === id) setMade(undefined);
      await open.reload();
      return answer;
    });
  const waiting = open.value?.invitations ?? [];
  return (
    <section class="block invite">
      <form noValidate onSubmit={invite}>
        <h2>{t("invite.title")}</h2>
        <TextField
          label={t("invite.name")}
          testId="invite-name"
          autoComplete="off"
          maxLength={limits.nameChars}
          value={draft.name}
          onInput={(typed) => setDraft({ ...firstDraft(), name: typed })}
          beside={
            <button type="submit" class="button" data-testid="invite-make" aria-disabled={name === ""}>
              {t("invite.make")}
            </button>
          }
        />
      </form>
      {problem ? <Failure problem={problem} /> : null}
      {made ? <InvitationLink key={made.code} invitation={made} /> : null}
      {open.problem ? <Failure problem={open.problem} /> : null}
      {waiting.length > 0 ? (
        <>
          <h3 class="legend">{t("invite.open")}</h3>
          <ul class="channel-list">
            {waiting.map((invitation) => (
              <li key={invitation.id} data-testid="invitation">
                <div>
                  <p>
                    <Foreign text={invitation.name} />
                  </p>
                  <p class="small muted">
                    {t("invite.until", { when: dateTime(language, invitation.expiresAt) })}
                  </p>
                </div>
                <IconButton
                  label={t("invite.revoke", { name: invitation.name })}
                  icon={X}
                  data-testid="invitation-revoke"
                  onClick={() => void revoke(invitation.id)}
                />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

export function CohortPane({ calls }: { calls: CohortCalls }) {
  const { language, t } = useLanguage();
  const { value, problem, loading, reload } = useLoad("cohort", calls.listCohort);
  const invitations = useLoad("invitations", calls.listInvitations);
  const [open, setOpen] = useOpenId("vloggers");
  const [saved, setSaved] = useState("");
  const reloadAll = () => Promise.all([reload(), invitations.reload()]);

  if (open !== undefined) {
    const leave = () => {
      setOpen(undefined);
      void reloadAll();
    };
    return <VloggerPane key={open} id={open} calls={calls} onBack={leave} />;
  }
  const save = async (cohort: Cohort) => {
    const file = await calls.makeCohortFile(cohort.vloggers, language);
    saveFile(file);
    setSaved(t("export.saved", { name: file.name }));
  };
  return (
    <section class="cohort" aria-label={t("cohort.title")} aria-busy={loading} data-testid="cohort">
      <header class="cohort-head">
        <div>{value ? <Summary cohort={value} /> : null}</div>
        {value && value.vloggers.length > 0 ? (
          <IconButton
            label={t("cohort.save")}
            icon={Download}
            data-testid="cohort-save"
            onClick={() => void save(value)}
          />
        ) : null}
        <IconButton
          label={t("review.refresh")}
          icon={RefreshCw}
          data-testid="cohort-refresh"
          onClick={() => void reloadAll()}
        />
      </header>
      <p class="small said" role="status">
        {saved}
      </p>
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {value === undefined && loading ? <Skeleton label={t("cohort.loading")} rows={4} height={64} /> : null}
      {value?.vloggers.length === 0 ? (
        <Empty title={t("cohort.empty")} hint={t("cohort.emptyHint")} />
      ) : (
        <ul class="rows">
          {value?.vloggers.map((row) => (
            <CohortLine key={row.personId} row={row} onOpen={() => setOpen(row.personId)} />
          ))}
        </ul>
      )}
      <Invitations calls={calls} open={invitations} />
      {value ? <CertificateCheck vloggers={value.vloggers} calls={calls} /> : null}
    </section>
  );
}

function Summary({ cohort: { vloggers, agreement, compared } }: { cohort: Cohort }) {
  const { language, t } = useLanguage();
  const paused = vloggers.filter(({ pause }) => pause !== undefined).length;
  return (
    <>
      <p>
        <strong>{t("cohort.count", { count: vloggers.length, paused })}</strong>
      </p>
      <p class="small muted" data-testid="cohort-agreement">
        {agreement !== undefined
          ? t("cohort.agreement", { alpha: fraction(language, agreement), cases: compared })
          : compared > 0
            ? t("cohort.allAgree", { cases: compared })
            : t("cohort.noAgreement")}
      </p>
    </>
  );
}
