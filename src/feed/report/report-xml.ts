import { node, printXml, type XmlNode } from '../../contract/xml-writer.ts';
import type { FeedReport, ReportedReject } from './feed-report.ts';
import type { ReportedError } from './reported-error.ts';

/** The report as an XML document; elements have the names of the properties, with a capital. */
export function reportXml(report: FeedReport, rejects: readonly ReportedReject[]): string {
  return printXml(reportNode(report, rejects.length === 0 ? [] : [node('Rejects', {}, rejects.map(rejectNode))]));
}

/** Of several feeds, without their rejected objects. */
export function reportListXml(reports: readonly FeedReport[]): string {
  return printXml(
    node(
      'Feeds',
      {},
      reports.map((report) => reportNode(report, [])),
    ),
  );
}

function reportNode({ reason, notLookedAt, components, ...report }: FeedReport, more: readonly XmlNode[]): XmlNode {
  const facts = Object.entries(report).map(([name, value]) => node(capital(name), {}, String(value)));
  const counts = components.map((each) => node('Component', attributes(each)));
  return node('Feed', {}, [
    ...facts,
    ...(reason === undefined ? [] : [node('Reason', {}, [errorNode(reason)])]),
    ...(notLookedAt === undefined ? [] : [node('NotLookedAt', attributes(notLookedAt))]),
    node('Components', {}, counts),
    ...more,
  ]);
}

function rejectNode({ errors, ...reject }: ReportedReject): XmlNode {
  return node('Reject', attributes(reject), errors.map(errorNode));
}

function errorNode({ message, remedy, allowed, ...error }: ReportedError): XmlNode {
  const values = (allowed ?? []).map((value) => node('Allowed', {}, value));
  const remedies = remedy === undefined ? [] : [node('Remedy', {}, remedy)];
  return node('Error', attributes(error), [node('Message', {}, message), ...remedies, ...values]);
}

function attributes(values: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
