import type { FastifyRequest } from 'fastify';
import type { HttpOptions } from './http-parts.ts';

const HOST = /^([a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/**
 * The address that the caller used, without a path: `http://127.0.0.1:8080`. It is the configured public address where there is one; `X-Forwarded-*` count only
 * when the proxy is trusted; a Host header that is no host gives way to the address of the socket.
 */
export function callerAddress(
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
  options: HttpOptions,
): string {
  if (options.publicUrl !== undefined) return options.publicUrl;
  const forwarded = (name: string): string | undefined => (options.trustProxy ? firstOf(headers[name]) : undefined);
  const scheme = forwarded('x-forwarded-proto')?.toLowerCase() === 'https' ? 'https' : 'http';
  const host = forwarded('x-forwarded-host') ?? headers.host;
  return `${scheme}://${host !== undefined && HOST.test(host) ? host : socketHost(socket)}`;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',', 1)[0]
      ?.trim() || undefined
  );
}

function socketHost({ localAddress = '127.0.0.1', localPort = 80 }: FastifyRequest['socket']): string {
  const address = localAddress.replace(/^::ffff:/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
