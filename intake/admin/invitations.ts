/** Enrolment addresses for people: many from a file, printed or sent by mail. */

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { dateTime, jakartaMinutes } from "../../utils/shared/i18n/time.ts";
import type { Config } from "../config.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import { productName } from "../core/product-name.ts";
import type { Db, Store } from "../db/store.ts";
import { createNoticeMail, type DeliveryResult, type SendNotice } from "../delivery/send-message.ts";
import { type ListedPerson, readPeopleFile, type WrongLine } from "../people/rules/people-file.ts";
import { revokeCode } from "../people/store/devices-and-codes.ts";
import { createCode, type Enrolment, enrolmentAddress } from "../people/store/enrolment.ts";
import {
  type ImportedPerson,
  type ImportState,
  importPeople,
  keepUninvited,
} from "../people/store/import-people.ts";
import { formatTime, table } from "./terminal-output.ts";

export const importCommand = z.strictObject({
  command: z.literal("import-people"),
  text: z.string().max(2_000_000, "must have at most 2 MB"),
  dryRun: z.boolean().optional(),
  mail: z.boolean().optional(),
  hours: z.coerce.number().int().min(1).max(limits.maxCodeHours).optional(),
});
export type ImportCommand = z.infer<typeof importCommand>;

/** An invitation for a line of the file: its address, or the result of its mail. */
interface Invitation extends Pick<ListedPerson, "line" | "name" | "role" | "unit" | "email"> {
  person: string;
  address?: string;
  expiresAt?: Date;
  /** Reason why no mail was accepted; its code is refused. */
  failed?: string;
}

export type ImportAnswer =
  | { ok: false; wrong: WrongLine[] }
  | {
      ok: boolean;
      dryRun: boolean;
      mail: boolean;
      counts: Record<ImportState, number>;
      invitations: Invitation[];
    };

/** A mail server that is away would make each further mail wait for its time limit. */
const maxFailuresInRow = 3;

export interface Inviter {
  /** Undefined without a mail server. */
  sendNotice: SendNotice | undefined;
  organisation: string;
  mailHost: string;
  /** Public origin of the intake. */
  address: string;
}

export function inviterOf({ organisation, sending }: Config, address: string): Inviter {
  const { mail, mailHost } = sending;
  return { sendNotice: mail && createNoticeMail(mail), organisation, mailHost, address };
}

/** Adds all people of the file, then makes codes for those who have neither a device nor an unused code. */
export async function runImport(
  { db }: Pick<Store, "db">,
  inviter: Inviter,
  { text, dryRun = false, mail = false, hours }: ImportCommand,
  say: WriteLine,
): Promise<ImportAnswer> {
  if (mail) requireMail(inviter);
  const { people: listed, wrong } = readPeopleFile(text, { needsEmail: mail });
  if (wrong.length > 0) return { ok: false, wrong };
  const imported = await importPeople(db, listed, { now: new Date(), dryRun });
  if ("wrong" in imported) return { ok: false, wrong: imported.wrong };
  const { people } = imported;
  const counts = { new: 0, "without-device": 0, invited: 0, enrolled: 0 };
  for (const { state } of people) counts[state]++;
  const asked = people.filter(({ state }) => state === "new" || state === "without-device");
  const invite = () =>
    mail
      ? mailInvitations(db, inviter, asked.filter(hasEmail), { hours, say })
      : makeInvitations(db, inviter, asked, { hours, say });
  const invitations = dryRun ? [] : await invite();
  return { ok: invitations.every(({ failed }) => failed === undefined), dryRun, mail, counts, invitations };
}

interface InviteOptions {
  hours: number | undefined;
  say: WriteLine;
}

const toInvitation = ({ line, name, role, unit, email, personId: person }: ImportedPerson): Invitation => ({
  line,
  name,
  role,
  person,
  ...(unit === undefined ? {} : { unit }),
  ...(email === undefined ? {} : { email }),
});

type AddressedPerson = ImportedPerson & { email: string };

/** All of a file that was read with `needsEmail`. */
const hasEmail = (person: ImportedPerson): person is AddressedPerson => person.email !== undefined;

/** All codes or none. */
function makeInvitations(
  db: Db,
  { address }: Inviter,
  people: readonly ImportedPerson[],
  { hours }: InviteOptions,
): Promise<Invitation[]> {
  return db.transaction(async (tx) => {
    const made: Invitation[] = [];
    for (const person of await keepUninvited(tx, people, new Date())) {
      const { code, expiresAt } = await createCode(tx, person.personId, new Date(), { hours });
      made.push({ ...toInvitation(person), address: enrolmentAddress(address, code), expiresAt });
    }
    return made;
  });
}

/** Makes each code together with its mail, so that an interruption leaves at most one unsent code. */
async function mailInvitations(
  db: Db,
  inviter: Inviter,
  people: readonly AddressedPerson[],
  { hours, say }: InviteOptions,
): Promise<Invitation[]> {
  const made: Invitation[] = [];
  let failuresInRow = 0;
  for (const person of people) {
    const { email, name, personId } = person;
    if (failuresInRow >= maxFailuresInRow) {
      made.push({ ...toInvitation(person), failed: "not tried, because the mails before it failed" });
      continue;
    }
    const code = await db.transaction(async (tx) => {
      const [uninvited] = await keepUninvited(tx, [person], new Date());
      return uninvited && createCode(tx, personId, new Date(), { hours });
    });
    if (!code) continue;
    const sent = await mailInvitation(db, inviter, { to: email, name, code });
    failuresInRow = sent.outcome === "later" ? failuresInRow + 1 : 0;
    made.push({
      ...toInvitation(person),
      ...(sent.outcome === "sent" ? { expiresAt: code.expiresAt } : { failed: sent.answer }),
    });
    say(`Mails: ${made.length} of ${people.length}`);
  }
  return made;
}

function requireMail({ sendNotice }: Inviter): SendNotice {
  if (!sendNotice)
    throw new Error("No mail can be sent: SMTP_URL and MAIL_FROM are not set. Nothing was changed.");
  return sendNotice;
}

/** Sends a code to its person. A code whose mail was not accepted is refused from then on. */
export async function mailInvitation(
  db: Db,
  inviter: Inviter,
  { to, name, code: { code, expiresAt } }: { to: string; name: string; code: Enrolment },
): Promise<DeliveryResult> {
  const send = requireMail(inviter);
  const { organisation, address: origin } = inviter;
  const address = enrolmentAddress(origin, code);
  const sent = await send({
    to,
    messageId: `<invitation-${randomUUID()}@${inviter.mailHost}>`,
    ...composeInvitation({ name, organisation, address, expiresAt }),
  });
  if (sent.outcome !== "sent") await revokeCode(db, code, new Date());
  return sent;
}

const enrolAnswer = z.looseObject({
  code: z.string(),
  personId: z.string(),
  name: z.string(),
  role: z.string(),
  expiresAt: z.date(),
});

/** Enrols one person and sends the code. Throws if the mail is not accepted; the code is then refused. */
export async function mailEnrolment(
  db: Db,
  inviter: Inviter,
  to: string,
  enrol: () => Promise<object>,
): Promise<object> {
  requireMail(inviter);
  const { name, role, personId, ...code } = enrolAnswer.parse(await enrol());
  const sent = await mailInvitation(db, inviter, { to, name, code: { personId, ...code } });
  if (sent.outcome !== "sent")
    throw new Error(
      `No mail to ${to}: ${sent.answer}. The code is refused; make another with \`enrol --person ${personId}\`.`,
    );
  return { name, role, personId, expiresAt: code.expiresAt, mailedTo: to };
}

export function printImport(answer: ImportAnswer): string {
  if ("wrong" in answer)
    return [
      ...answer.wrong.map(({ line, problem }) => `Line ${line}: ${problem}.`),
      `Nothing was changed. Wrong lines: ${answer.wrong.length}.`,
    ].join("\n");
  const { dryRun, mail, counts, invitations } = answer;
  const summary = [
    `${counts.new} new`,
    `${counts["without-device"]} without a device or a valid code`,
    `${counts.invited} with an unused code`,
    `${counts.enrolled} enrolled or suspended`,
  ].join(", ");
  if (dryRun) return `People in the file: ${summary}. Nothing was changed.`;
  const failed = invitations.filter((invitation) => invitation.failed !== undefined);
  const lines = [`People in the file: ${summary}.`];
  if (mail) {
    lines.push(`Mails accepted by the mail server: ${invitations.length - failed.length}.`);
    lines.push(
      ...failed.map(
        (invitation) => `Line ${invitation.line}: no mail to ${invitation.email}: ${invitation.failed}.`,
      ),
    );
    if (failed.length > 0) lines.push("Their codes are refused. Mend the cause and run the same file again.");
    return lines.join("\n");
  }
  if (invitations.length === 0) return lines.join("\n");
  const rows = invitations.map((invitation) => [
    invitation.name,
    invitation.role,
    invitation.unit ?? "-",
    formatTime(invitation.expiresAt),
    invitation.address ?? "-",
  ]);
  return [
    ...lines,
    "Each address is for its person alone and works once. It is shown only now:",
    table(["NAME", "ROLE", "UNIT", "EXPIRES AT", "ADDRESS"], rows),
  ].join("\n");
}

interface Invited {
  name: string;
  organisation: string;
  /** The secret is in its fragment, so that no server's log has it. */
  address: string;
  expiresAt: Date;
}

/** Writes the mail with an enrolment address, in Bahasa Indonesia and English. */
function composeInvitation({ name, organisation, address, expiresAt }: Invited) {
  const until = (language: Language) => dateTime(language, expiresAt.toISOString(), jakartaMinutes);
  const text = `${name},

${organisation} mengundang Anda memakai ${productName}. Buka alamat ini di peramban yang akan Anda pakai, lalu ikuti petunjuknya:

${address}

Alamat ini hanya untuk Anda, berlaku satu kali, sampai ${until("id")}. Jangan teruskan surel ini. Bila Anda tidak menunggu undangan ini, abaikan dan beri tahu pengelola.

--

${organisation} invites you to use ${productName}. Open this address in the browser that you will work in, and follow the page:

${address}

The address is for you alone and works once, until ${until("en")}. Do not forward this mail. If you did not expect it, ignore it and tell your administrator.
`;
  return { subject: `[Lapor ${organisation}] Undangan / Invitation`, text };
}
