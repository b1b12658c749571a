import { Html, html } from './html.ts';
import { START_PAGE_STYLE } from './start-page-style.ts';

const STYLE = new Html(START_PAGE_STYLE);

/** A whole page. @param refresh seconds after which a browser is to load it again */
export function page(title: string, body: Html, refresh?: number): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
${refresh === undefined ? [] : [html`<meta http-equiv="refresh" content="${refresh}">`]}
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
