/**
 * Comments, CDATA sections and processing instructions; or a tag: whether it is an end tag, its name, and what is behind that. A name ends where it ends, so that one
 * whose tag is not closed here is not tried in all its lengths.
 */
const MARKUP =
  /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<\?.*?(?:\?>|$)|<(\/?)([^\s<>/]+)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^<>"'])*)>/gs;

/**
 * Whether an element is one around messages, so far as its beginning shows.
 * @param text begins with its start tag
 * @param isMessage whether an element of this name, without prefix, is a message or a list
 */
export function holdsMessages(text: string, isMessage: (name: string) => boolean): boolean {
  let depth = 0;
  for (const [, slash, name, more = ''] of text.matchAll(MARKUP)) {
    if (name === undefined) continue;
    if (slash === '/') depth -= 1;
    else if (depth > 0 && isMessage(name.slice(name.indexOf(':') + 1))) return true;
    else if (!more.endsWith('/')) depth += 1;
    if (depth === 0) return false;
  }
  return false;
}
