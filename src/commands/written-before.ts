import { escapeControls } from '../telemetry/escape-controls.ts';

/** Says on standard error that a file was not written this time. @param id of the feed that it was written as */
export function tellWrittenBefore(file: string, id: string): void {
  process.stderr.write(
    `${escapeControls(file)} was written before, as feed ${id} with the same content; what follows is what became of it then; --force writes it again\n`,
  );
}
