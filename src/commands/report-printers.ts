import { reportText } from '../feed/report/report-text.ts';
import { reportXml } from '../feed/report/report-xml.ts';

/** The forms in which commands report on feeds. */
export const REPORT_PRINTERS = Object.freeze({
  text: reportText,
  xml: reportXml,
  json: (...[report, rejects]: Parameters<typeof reportXml>) =>
    `${JSON.stringify({ ...report, rejects }, undefined, 2)}\n`,
});

export type ReportFormat = keyof typeof REPORT_PRINTERS;
