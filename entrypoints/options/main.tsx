/** Entry point of the settings page, which the enrolment link opens. */

import { render } from "preact";
import type { AlertSettingsCalls } from "../../components/settings/AlertSettings.tsx";
import { Options } from "../../components/settings/Options.tsx";
import type { WelcomeProps } from "../../components/settings/Welcome.tsx";
import { HelpContext } from "../../components/ui/HelpLink.tsx";
import { LanguageContext } from "../../components/ui/language.ts";
import { lazy } from "../../components/ui/lazy.tsx";
import { callRoute } from "../../utils/extension/api/call-route.ts";
import { enrol, leave } from "../../utils/extension/api/enrolment.ts";
import { isRefusedByPolicy, readPolicy } from "../../utils/extension/api/managed-policy.ts";
import { providerAllowed, requestProvider } from "../../utils/extension/api/sign-on/provider-access.ts";
import { readSignOn, signedOn, signOnThisDevice } from "../../utils/extension/api/sign-on/sign-on.ts";
import {
  extensionAddress,
  onManagedStorage,
  picturesAllowed,
  requestPictures,
} from "../../utils/extension/browser/browser.ts";
import { requestPersistence } from "../../utils/extension/browser/disk-space.ts";
import { notificationsAllowed, requestNotifications } from "../../utils/extension/browser/notifications.ts";
import { session } from "../../utils/extension/browser/session-storage.ts";
import {
  alertNotices,
  connection,
  local,
  language as storedLanguage,
  welcomed as storedWelcome,
} from "../../utils/extension/browser/storage.ts";
import {
  readTextSize,
  setTextSize,
  startTextSize,
  textSizeKey,
  textSizes,
} from "../../utils/extension/browser/text-size.ts";
import { forgetSettings } from "../../utils/extension/desk/last-settings.ts";
import { send } from "../../utils/extension/messages/send.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import { guideAddress } from "../../utils/shared/contract/guides.ts";
import { intakeOrigin } from "../../utils/shared/contract/protected-address.ts";
import type { RecipesState } from "../../utils/shared/contract/recipe.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { alertRoutes } from "../../utils/shared/contract/routes/alerts.ts";
import type { Language, Role } from "../../utils/shared/contract/site.ts";
import { loadTexts } from "../../utils/shared/i18n/text.ts";
import { isNoticeOn } from "../../utils/shared/policy/alerts.ts";

const link = new URLSearchParams(location.search);

/** Refuses a link to another intake than the organisation's. Its code is not sent anywhere. */
async function refusedLink() {
  const intake = link.get("intake");
  return intake === null ? undefined : isRefusedByPolicy(intakeOrigin(intake) ?? intake);
}

/** Reads and changes how the person is alerted; the background shows the result. */
const alertCalls: AlertSettingsCalls = {
  read: () => callRoute(alertRoutes.getAlertPreferences),
  save: (body) => callRoute(alertRoutes.setAlertPreferences, { body }),
  async test() {
    const made = await callRoute(alertRoutes.tryAlert);
    if (made.ok) await send("poll-alerts", {});
    return made;
  },
  async turnOn() {
    // First, because the prompt must run inside the press.
    const allowed = await requestNotifications();
    await alertNotices.setValue(allowed);
    if (allowed) void send("poll-alerts", {});
    return allowed;
  },
  turnOff: () => alertNotices.setValue(false),
};

const signOnCalls = { read: readSignOn, providerAllowed, requestProvider };

const SiteAccessCard = lazy(async () => (await import("./site-access.tsx")).SiteAccessCard, ["onDemand"]);

/** Loaded apart: most people need them once. `role`: undefined for a person who has finished the first steps. */
async function extras(
  role: Role | undefined,
  pictures: Pick<WelcomeProps, "picturesAllowed" | "noPictures" | "requestPictures">,
  language: Language,
) {
  await loadTexts(language, "welcome");
  const { TextSizeChoice, Welcome } = await import("../../components/settings/Welcome.tsx");
  return {
    welcome:
      role && role !== "panelist" && role !== "admin" ? (
        <Welcome
          {...pictures}
          practiceAddress={extensionAddress(`/form.html?draft=practice&language=${language}`)}
          onDone={() => storedWelcome.setValue(true)}
        />
      ) : null,
    textSize: (
      <TextSizeChoice
        sizes={textSizes}
        size={readTextSize()}
        onSize={(size) => {
          setTextSize(size);
          void local.write(textSizeKey, size).then(tellOpenPages);
        }}
      />
    ),
  };
}

/** Open pages of the extension read the settings again. */
function tellOpenPages() {
  forgetSettings();
  return session.write("settings-changed", Date.now());
}

async function readStart() {
  const [connected, language, refused, dropped, policy, bySignOn, noticesAllowed, chosen, welcomed] =
    await Promise.all([
      connection.getValue(),
      storedLanguage.getValue(),
      refusedLink(),
      send("read-dropped", {}),
      readPolicy(),
      signedOn(),
      notificationsAllowed(),
      alertNotices.getValue(),
      storedWelcome.getValue(),
    ]);
  const noticesOn = (role: Role | undefined) =>
    role !== undefined && noticesAllowed && isNoticeOn(chosen, role);
  return { connected, language, refused, dropped, policy, bySignOn, noticesOn, welcomed };
}

async function start(): Promise<void> {
  const { connected, refused, dropped, noticesOn, ...read } = await readStart();
  let { policy, bySignOn, language: shown } = read;
  let newest = connected;
  const root = document.getElementById("app");
  if (!root) return;
  let recipes: RecipesState | undefined;

  const ask = async (name: "read-recipes-state" | "fetch-recipes") => {
    const answer = await send(name, {});
    if (answer.ok) recipes = answer.value;
    await show(shown);
  };
  const renew = async () => {
    // Before this page shows the new name, because another one may then be opened.
    void tellOpenPages();
    [bySignOn, newest] = await Promise.all([signedOn(), connection.getValue()]);
    await show(shown);
  };
  /** Sends the reports that were waiting for an enrolment. */
  const begin = async (enrolling: Promise<Result<Identity>>) => {
    const enrolled = await enrolling;
    await renew();
    if (enrolled.ok) {
      void requestPersistence();
      void ask("fetch-recipes");
      void send("drain-outbox", {});
    }
    return enrolled;
  };
  const show = async (chosen: Language) => {
    shown = chosen;
    const counts = policy.set.language ?? shown;
    await loadTexts(counts, "base", "settings");
    document.documentElement.lang = counts;
    const intake = newest?.intake ?? policy.set.intake;
    const pictures = {
      picturesAllowed: await picturesAllowed(),
      noPictures: policy.set.pictures === "never",
      requestPictures: () => requestPictures().then(() => show(shown)),
    };
    render(
      <LanguageContext value={counts}>
        <HelpContext value={intake && guideAddress(intake, newest?.identity.role)}>
          <Options
            policy={policy}
            intake={(refused ? null : link.get("intake")) ?? connected?.intake ?? ""}
            code={(refused ? null : link.get("code")) ?? ""}
            refused={refused?.problem}
            identity={newest?.identity}
            enrolledAt={connected?.intake}
            {...pictures}
            signedOn={bySignOn}
            leave={() => leave().then(renew)}
            enrol={(intake, code) => begin(enrol(intake, code))}
            signOn={{ ...signOnCalls, start: (intake, way) => begin(signOnThisDevice(intake, way)) }}
            alerts={{ isOn: noticesOn(newest?.identity.role), calls: alertCalls }}
            recipes={recipes}
            checkRecipes={() => ask("fetch-recipes")}
            dropped={dropped.ok ? dropped.value : []}
            extras={await extras(read.welcomed ? undefined : newest?.identity.role, pictures, counts)}
            access={<SiteAccessCard />}
            onLanguage={(language) => {
              void storedLanguage.setValue(language).then(tellOpenPages);
              void show(language);
            }}
          />
        </HelpContext>
      </LanguageContext>,
      root,
    );
  };
  // Shown with the state, because a later one would move what is below it.
  await (connected ? ask("read-recipes-state") : show(shown));
  onManagedStorage(async () => {
    policy = await readPolicy();
    await show(shown);
  });
}

startTextSize();
void start();
