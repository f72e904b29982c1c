import { Foreign } from "./Foreign.tsx";
import { IconButton } from "./IconButton.tsx";
import { X } from "./icons.ts";

export interface ListedChannel {
  channel: string;
  /** Beside the name. */
  reason?: string;
  /** Below the name. */
  about: string;
  /** Undefined if the channel cannot be removed. */
  remove?: { label: string; run(): void } | undefined;
}

export interface ChannelListProps {
  channels: readonly ListedChannel[];
  /** Test id of each row; its button has the suffix `-remove`. */
  testId: string;
}

/** The displayed name of a channel: `youtube:dapursari` becomes `@dapursari`; an id stays an id. */
export function channelName(key: string): string {
  const name = key.replace(/^youtube:/, "");
  return /^UC[\w-]{22}$/.test(name) ? name : `@${name}`;
}

export function ChannelList({ channels, testId }: ChannelListProps) {
  return (
    <ul class="channel-list">
      {channels.map(({ channel, reason, about, remove }) => (
        <li key={channel} data-testid={testId} data-channel={channel}>
          <div>
            <p>
              <strong>
                <Foreign text={channelName(channel)} />
              </strong>{" "}
              <Foreign text={reason} />
            </p>
            <p class="small muted">
              <Foreign text={about} />
            </p>
          </div>
          {remove ? (
            <IconButton label={remove.label} icon={X} data-testid={`${testId}-remove`} onClick={remove.run} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
