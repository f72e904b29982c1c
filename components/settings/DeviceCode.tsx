/** The code that a person enters on another device to sign on, with its address. */

import type { UserCode } from "../../utils/shared/contract/sign-on.ts";
import { timecode } from "../../utils/shared/i18n/time.ts";
import { ExternalLink } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useSecondsLeft } from "../ui/use-seconds-left.ts";

export function DeviceCode({ code }: { code: UserCode }) {
  const { t } = useLanguage();
  const left = useSecondsLeft(code.expiresAt);
  const { side, path } = code.qr;
  return (
    <div class="device-code" data-testid="device-code">
      <div class="device-code-words">
        <div role="status">
          <p>{t("signOn.deviceOpen", { address: code.address })}</p>
          <p class="user-code" data-testid="user-code">
            {code.code}
          </p>
        </div>
        <p>
          <a
            class="button"
            href={code.completeAddress ?? code.address}
            target="_blank"
            rel="noreferrer"
            data-testid="device-link"
          >
            <ExternalLink size={16} aria-hidden="true" />
            {t("signOn.deviceLink")}
          </a>
        </p>
        <p class="small">{t("signOn.deviceOnly")}</p>
        {/* Changes every second, so it is outside the live region. */}
        <p class="small muted">{t("signOn.deviceLeft", { time: timecode(left) })}</p>
      </div>
      <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t("signOn.deviceQr")}>
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}
