/** At most 100 characters of a text that came from outside, for messages. */
export function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
