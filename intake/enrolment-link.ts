/** The link by which an extension fills its settings page for an enrolment. */

/** Opened inside the extension, whose own address differs from browser to browser. */
export function enrolmentLink(intakeAddress: string, code: string): string {
  return `options.html?${new URLSearchParams({ intake: intakeAddress, code })}`;
}
