import type { Partner, PartnerTransport, Subscription } from '../../src/model/partner.ts';

/** A partner that gets the messages of these processes; impatient, so that tests need not wait. */
export function partner(
  name: string,
  receives: readonly (string | Subscription)[],
  more: Partial<Partner> = {},
): Partner {
  return {
    name,
    receives: receives.map((entry) => (typeof entry === 'string' ? { process: entry } : entry)),
    transport: { kind: 'file', directory: name, name: '{process}_{objectId}_{messageId}.xml' },
    concurrency: 4,
    timeout: 1000,
    retry: { refusals: 10, firstPause: 10, longestPause: 50, giveUpAfter: 3_600_000 },
    breaker: { failures: 5, firstPause: 20, longestPause: 50 },
    ...more,
  };
}

export function httpTransport(url: string): PartnerTransport {
  return { kind: 'http', url, contentType: 'text/xml; charset=utf-8' };
}
