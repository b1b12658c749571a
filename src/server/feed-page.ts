import { hasEnded } from '../feed/feed.ts';
import type { FeedReport, ReportedComponent, ReportedReject } from '../feed/report/feed-report.ts';
import { describeError } from '../feed/report/reject-file.ts';
import { rejectsAdvice } from '../feed/report/rejects-advice.ts';
import { remediesOf } from '../feed/report/reported-error.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

/** Seconds between two looks at a feed that is worked on. */
const REFRESH = 2;

/** What became of a feed, to read. */
export function feedPage(report: FeedReport, rejects: readonly ReportedReject[]): Html {
  const { id, name, status, percent, objects, rejected, duration, objectsPerSecond, megabytesPerSecond } = report;
  const { reason, notLookedAt } = report;
  const title = `Feed ${id}`;
  return page(
    title,
    html`<header><h1>${title}<small>${status}</small></h1><nav aria-label="Feeds"><a href="../feeds">All feeds</a></nav></header>
<main>
<p>${name}, from ${report.sender}, received ${report.received}</p>
<p>${percent} % done: ${objects} objects, ${rejected} rejected, ${(duration / 1000).toFixed(1)} s, ${objectsPerSecond} objects/s, ${megabytesPerSecond} MB/s</p>
${reason === undefined ? [] : [html`<p><code>${reason.code}</code> ${reason.message}${reason.remedy === undefined ? '' : `. ${reason.remedy}`}</p>`]}
${notLookedAt === undefined ? [] : [html`<p>Nothing was looked at from object ${notLookedAt.fromObject} on (line ${notLookedAt.fromLine}).</p>`]}
${report.components.length === 0 ? [] : [componentTable(report.components)]}
${rejects.length === 0 ? [] : [rejectTable(report, rejects)]}
</main>`,
    hasEnded(report) ? undefined : REFRESH,
  );
}

export function feedListPage(reports: readonly FeedReport[]): Html {
  return page(
    'Batch feeds',
    html`<header><h1>Batch feeds</h1></header>
<main>
${
  reports.length === 0
    ? html`<p>No feed has been sent yet.</p>`
    : html`<table><thead><tr><th scope="col">Feed</th><th scope="col">File</th><th scope="col">State</th></tr></thead><tbody>
${reports.map(
  (
    report,
  ) => html`<tr><td><a href="feeds/${report.id}">${report.id}</a></td><td>${report.name}</td><td>${report.status}, ${report.percent} %, ${report.objects} objects, ${report.rejected} rejected</td></tr>
`,
)}</tbody></table>`
}
</main>`,
  );
}

function componentTable(components: readonly ReportedComponent[]): Html {
  return html`<h2>Records</h2>
<table><thead><tr><th scope="col">Component</th><th scope="col">Integration object</th><th scope="col">Records</th></tr></thead><tbody>
${components.map(
  ({ component, integrationObject, inserted, updated, unchanged, deleted, rejected }) =>
    html`<tr><td>${component}</td><td>${integrationObject}</td><td>${inserted} inserted, ${updated} updated, ${unchanged} unchanged, ${deleted} deleted, ${rejected} objects rejected</td></tr>
`,
)}</tbody></table>`;
}

function rejectTable({ id, rejected, status }: FeedReport, rejects: readonly ReportedReject[]): Html {
  const more = rejected - rejects.length;
  const remedies = remediesOf(rejects.flatMap(({ errors }) => errors));
  return html`<h2>Rejected objects</h2>
<p><a href="${id}/rejects">The file of them</a>, ${rejectsAdvice(status)}.${more > 0 ? ` It has ${more} more than are named here.` : ''}</p>
<ul>${rejects.flatMap(({ number, line, errors }) =>
    errors.map(
      (error) => html`<li>${describeError(number, line, error)}</li>
`,
    ),
  )}</ul>
${
  remedies.length === 0
    ? []
    : [
        html`<h3>What would be right</h3>
<ul>${remedies.map(
          ([code, remedy]) => html`<li><code>${code}</code> ${remedy}</li>
`,
        )}</ul>`,
      ]
}`;
}
