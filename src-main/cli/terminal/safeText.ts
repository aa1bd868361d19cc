/** Text from files, without what a terminal would take for a command. */
export function safeText(text: string): string {
  // eslint-disable-next-line no-control-regex -- the control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
}
