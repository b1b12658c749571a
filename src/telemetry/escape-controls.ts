// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Makes text from outside safe to show on one line: control characters (line ends, terminal escapes) and characters that reverse the
 * direction of writing become `\uXXXX`, so that nobody can forge a line of a log or repaint a terminal.
 */
export function escapeControls(text: string): string {
  return text.replaceAll(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
