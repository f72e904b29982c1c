/** How a YouTube video is called where people read it. */

export interface NamedVideo {
  title?: string | undefined;
  subject: string;
}

/** Its title; while that is not known, its short address. */
export function videoName({ title, subject }: NamedVideo): string {
  return title ?? subject.replace(/^youtube:video:/, "youtu.be/");
}
