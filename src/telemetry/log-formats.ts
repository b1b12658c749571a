import { inspect } from 'node:util';
import { escapeControls } from './escape-controls.ts';
import { redactField } from './redact.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What is said besides the message, by name. Values under names that speak of secrets are not logged. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogEntry {
  readonly time: Date;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

/** One line of JSON: `time` (UTC), `level`, `message`, then the fields. */
export function jsonLine({ time, level, message, fields }: LogEntry): string {
  const line: Record<string, unknown> = { time: time.toISOString(), level, message };
  for (const [key, value] of Object.entries(fields)) line[key in line ? `${key}_` : key] = redactField(key, value);
  return JSON.stringify(line);
}

/** One line for people: time of day, level, message, fields as `name=value`; then the stacks of errors, each line indented and marked. */
export function textLine({ time, level, message, fields }: LogEntry, colours: boolean): string {
  const paint = (code: string, text: string): string => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  const pairs: string[] = [];
  const stacks: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const shown = redactField(key, value);
    if (value instanceof Error) stacks.push(...inspect(shown, { depth: 6 }).split('\n').flatMap(stackLines));
    pairs.push(`${paint(DIM, `${escapeControls(key)}=`)}${fieldText(value instanceof Error ? value.message : shown)}`);
  }
  const head = `${paint(DIM, timeOfDay(time))} ${paint(COLOURS[level], level.toUpperCase().padEnd(5))} ${escapeControls(message).padEnd(24)}`;
  return [[head, ...pairs].join(' ').trimEnd(), ...stacks].join('\n');
}

const DIM = '2';
const COLOURS: Readonly<Record<LogLevel, string>> = { error: '31', warn: '33', info: '32', debug: '36' };

/** Local time, `HH:MM:SS.mmm`. */
function timeOfDay(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${milliseconds}`;
}

function fieldText(value: unknown): string {
  const text = escapeControls(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
  return typeof value === 'string' && /[\s"=]|^$/.test(text) ? JSON.stringify(text) : text;
}

function stackLines(line: string): string[] {
  return line.split('\\n').map((part) => `    | ${escapeControls(part)}`);
}
