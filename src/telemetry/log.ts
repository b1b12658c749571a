import { once } from 'node:events';
import { createLogger, format, transports } from 'winston';
import { BatchedOutput } from './batched-output.ts';
import { jsonLine, type LogFields, type LogLevel, textLine } from './log-formats.ts';

/** Where the service tells its operator what it does. Nothing secret gets in, see `redactField`. */
export interface Log {
  readonly format: 'text' | 'json';
  readonly colours: boolean;
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** Writes text as it is, whatever the level, in its order among the lines. */
  write(text: string): void;
  /** Resolves when every line is written. What is logged afterwards is lost. */
  close(): Promise<void>;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** `auto`: text on a terminal, JSON otherwise. */
  readonly format: 'auto' | 'text' | 'json';
  /** Standard output for the service; standard error for commands whose output is data. */
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** For text; where left out, on a terminal, unless NO_COLOR is set. */
  readonly colours?: boolean;
}

const LINE = Symbol.for('message');

export function createLog(options: LogOptions): Log {
  const terminal = options.output.isTTY === true;
  const text = options.format === 'text' || (options.format === 'auto' && terminal);
  const colours = options.colours ?? (terminal && !process.env.NO_COLOR);
  const output = new BatchedOutput(options.output);

  const render = format((info) => {
    const entry = {
      time: new Date(),
      level: info.level as LogLevel,
      message: String(info.message),
      fields: info.fields as LogFields,
    };
    info[LINE] = text ? textLine(entry, colours) : jsonLine(entry);
    return info;
  });
  const logger = createLogger({
    level: options.level,
    levels: { error: 0, warn: 1, info: 2, debug: 3 },
    format: render(),
    transports: [new transports.Stream({ stream: output, eol: '\n' })],
  });

  // winston itself drops a line only after it has been rendered.
  const write =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (closed === undefined && logger.isLevelEnabled(level)) logger.log({ level, message, fields });
    };
  const close = async (): Promise<void> => {
    const finished = once(logger, 'finish');
    logger.end();
    await finished;
    await new Promise<void>((resolve) => output.end(resolve));
  };
  let closed: Promise<void> | undefined;

  return {
    format: text ? 'text' : 'json',
    colours,
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    write(line) {
      if (closed === undefined) output.write(line);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
