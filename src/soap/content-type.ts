export interface ContentType {
  /** Lower case, without parameters; undefined when there is none. */
  readonly mediaType: string | undefined;
  readonly charset: string | undefined;
  /** SOAP 1.2's way to name the operation (RFC 3902, 3). */
  readonly action: string | undefined;
}

const PARAMETER = /;\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g;

/** Takes a Content-Type header apart (RFC 9110, 8.3). Never fails: what cannot be read is left out. */
export function parseContentType(header: string | undefined): ContentType {
  const text = header ?? '';
  const mediaType = /^\s*([^\s;,]+)/.exec(text)?.[1]?.toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return { mediaType, charset: parameters.get('charset') || undefined, action: parameters.get('action') || undefined };
}
