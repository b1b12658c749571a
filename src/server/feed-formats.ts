import type { FastifyReply, FastifyRequest } from 'fastify';
import { node, printXml } from '../contract/xml-writer.ts';
import type { CutError } from '../errors/cut-error.ts';
import { feedErrors } from '../feed/feed-error.ts';
import type { FeedReport, ReportedReject } from '../feed/report/feed-report.ts';
import { reportListXml, reportXml } from '../feed/report/report-xml.ts';
import { feedListPage, feedPage } from './feed-page.ts';

/** An answer about feeds in the form that the caller has asked for: XML unless `Accept` prefers JSON or, as browsers do, a page. */
export interface FeedFormat {
  readonly contentType: string;
  report(report: FeedReport, rejects: readonly ReportedReject[]): string;
  list(reports: readonly FeedReport[]): string;
  refusal(error: CutError): string;
}

const XML: FeedFormat = {
  contentType: 'application/xml; charset=utf-8',
  report: reportXml,
  list: reportListXml,
  refusal: (error) =>
    printXml(
      node(
        'Errors',
        {},
        feedErrors(error).map(({ code, message }) => node('Error', { code }, [node('Message', {}, message)])),
      ),
    ),
};

const JSON_FORMAT: FeedFormat = {
  contentType: 'application/json; charset=utf-8',
  report: (report, rejects) => json({ ...report, rejects }),
  list: (reports) => json({ feeds: reports }),
  refusal: (error) => json({ errors: feedErrors(error) }),
};

const PAGE: FeedFormat = {
  contentType: 'text/html; charset=utf-8',
  report: (report, rejects) => String(feedPage(report, rejects)),
  list: (reports) => String(feedListPage(reports)),
  refusal: XML.refusal,
};

const FORMATS: readonly (readonly [RegExp, FeedFormat])[] = [
  [/\b(?:application|text)\/xml\b/, XML],
  [/\bapplication\/json\b/, JSON_FORMAT],
  [/\btext\/html\b/, PAGE],
];

/** The one that stands first in `Accept`. */
export function feedFormat({ headers }: FastifyRequest): FeedFormat {
  const places = FORMATS.map(([type, format]) => ({ format, place: (headers.accept ?? '').search(type) }));
  const named = places.filter(({ place }) => place >= 0).sort((left, right) => left.place - right.place);
  return named[0]?.format ?? XML;
}

export function sendRefusal(reply: FastifyReply, format: FeedFormat, error: CutError): FastifyReply {
  const contentType = format === PAGE ? XML.contentType : format.contentType;
  // As faults have it, which SOAP asks to be 500; here the status says whose mistake it is.
  const { status, side } = error.entry;
  if (status === 401 || error.key === 'WRONG_CREDENTIALS')
    reply.header('www-authenticate', 'Basic realm="cut-adapter", charset="UTF-8"');
  const credentials = error.key === 'WRONG_CREDENTIALS' || error.key === 'CREDENTIALS_NOT_UNDERSTOOD';
  const code = credentials ? 401 : status === 500 && side === 'client' ? 400 : status;
  return reply.code(code).header('content-type', contentType).send(format.refusal(error));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
