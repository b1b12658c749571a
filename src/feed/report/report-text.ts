import { escapeControls } from '../../telemetry/escape-controls.ts';
import type { FeedReport, ReportedComponent, ReportedReject } from './feed-report.ts';
import { describeError } from './reject-file.ts';
import { remediesOf } from './reported-error.ts';

/** The report for people, in lines. */
export function reportText(report: FeedReport, rejects: readonly ReportedReject[]): string {
  const { id, name, status, objects, rejected, duration, objectsPerSecond, megabytesPerSecond } = report;
  const { reason, notLookedAt, components } = report;
  const remedies = remediesOf(rejects.flatMap(({ errors }) => errors));
  const lines = [
    `Feed ${id} (${name}): ${status}`,
    ...(reason === undefined ? [] : [`  ${reason.code}: ${reason.message}`]),
    ...(reason?.remedy === undefined ? [] : [`  ${reason.remedy}`]),
    ...(notLookedAt === undefined
      ? []
      : [`  Nothing was looked at from object ${notLookedAt.fromObject} on (line ${notLookedAt.fromLine})`]),
    `  ${objects} objects, ${rejected} rejected, ${(duration / 1000).toFixed(1)} s, ${objectsPerSecond} objects/s, ${megabytesPerSecond} MB/s`,
    ...components.map(componentLine),
    ...rejects.flatMap(({ number, line, errors }) => errors.map((error) => `  ${describeError(number, line, error)}`)),
    ...(rejected > rejects.length ? [`  ... and ${rejected - rejects.length} more rejected objects`] : []),
    ...(remedies.length === 0 ? [] : ['  What would be right:']),
    ...remedies.map(([code, remedy]) => `  ${code}: ${remedy}`),
  ];
  return lines.map((line) => `${escapeControls(line)}\n`).join('');
}

function componentLine({
  integrationObject,
  component,
  inserted,
  updated,
  unchanged,
  deleted,
  rejected,
}: ReportedComponent): string {
  return `  ${integrationObject}, ${component}: ${inserted} inserted, ${updated} updated, ${unchanged} unchanged, ${deleted} deleted, ${rejected} objects rejected`;
}
