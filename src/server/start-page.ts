import { SERVICE_NAMESPACE } from '../contract/namespaces.ts';
import { adapterOperationPrefix } from '../model/adapter-processes.ts';
import type { Model, Service, WorkflowProcess } from '../model/model.ts';
import { PUBLISHED_ADAPTER_METHODS, SIEBEL_ADAPTER, SIEBEL_ADAPTER_METHODS } from '../model/siebel-adapter-methods.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { soapPath } from './soap-addresses.ts';

export interface StartPage {
  readonly model: Model;
  readonly version: string;
  /** Address of this service as its reader sees it, without a path. */
  readonly address: string;
}

/** The page at `/`: what this service offers, and how to call it. One document, nothing loaded, no script; its links are relative, for proxies that put the service into a folder. */
export function startPage({ model, version, address }: StartPage): Html {
  const services = [...model.services.values()];
  return page(
    'CUT adapter',
    html`<header>
<h1>CUT adapter<small>${version}</small></h1>
<p>${model.processes.size} integration workflows of Siebel eCommunications as SOAP operations, at <code>${address}${soapPath(undefined)}</code></p>
<nav aria-label="This service"><a href="soap?wsdl">WSDL of all operations</a><a href="#call">How to call</a><a href="feeds">Batch feeds</a><a href="health/ready">Health</a><a href="metrics">Metrics</a></nav>
</header>
<main>
<h2>Services</h2>
${services.map((service) => serviceCard(service, address))}
${model.siebelAdapter === undefined ? '' : adapterCard(model.siebelAdapter, model, address)}
<h2 id="call">How to call</h2>
${callIt(services, address)}
</main>
<footer>Every call needs a user name and a password; contracts are readable without. Put HTTPS in front before other machines call.</footer>`,
  );
}

function serviceCard(service: Service, address: string): Html {
  const path = soapPath(service);
  return html`<section class="card" aria-labelledby="${service.id}">
<header><h3 id="${service.id}">${service.name}</h3><code>${address}${path}</code><a href="${path.slice(1)}?wsdl">WSDL</a></header>
<table><thead><tr><th scope="col">Operation</th><th scope="col">What it does</th><th scope="col">Schema</th></tr></thead><tbody>
${service.processes.map((process) => operationRow(process, path))}
</tbody></table>
</section>
`;
}

/** In short: an operation for each integration object and method. */
function adapterCard(service: Service, { integrationObjects }: Model, address: string): Html {
  const { id, name, processes } = service;
  const path = soapPath(service);
  const rows = PUBLISHED_ADAPTER_METHODS.map(methodRow);
  const objects = [...integrationObjects.values()].map(
    (object) => html`<code>${adapterOperationPrefix(object)}</code> `,
  );
  return html`<section class="card" aria-labelledby="${id}">
<header><h3 id="${id}">${name}</h3><code>${address}${path}</code><a href="${path.slice(1)}?wsdl">WSDL</a></header>
<p>The ${SIEBEL_ADAPTER}, ${processes.length} operations: each method for each integration object, named after both. Objects: ${objects}</p>
<table><thead><tr><th scope="col">Method</th><th scope="col">What it does</th></tr></thead><tbody>
${rows}
</tbody></table>
</section>
`;
}

function methodRow(method: (typeof PUBLISHED_ADAPTER_METHODS)[number]): Html {
  return html`<tr><td><code>...${method}</code></td><td>${SIEBEL_ADAPTER_METHODS[method].comment}</td></tr>
`;
}

function operationRow({ operation, comment, integrationObject }: WorkflowProcess, path: string): Html {
  const file = `${integrationObject.id}.xsd`;
  return html`<tr><td><code>${operation}</code></td><td>${comment}</td><td><a href="${path.slice(1)}?xsd=${file}">${file}</a></td></tr>
`;
}

function callIt(services: readonly Service[], address: string): Html {
  const service = services.find(({ processes }) => processes.length > 0);
  const process = service?.processes[0];
  if (service === undefined || process === undefined) return html`<p>There is no operation to call.</p>`;
  return html`<p>With curl, which asks for the password:</p>
<pre><code>${curl(process, address + soapPath(service))}</code></pre>
<p>With SoapUI:</p>
<ol>
<li>File, New SOAP Project; initial WSDL <code>${address}${soapPath(service)}?wsdl</code></li>
<li>Open a request, and give it a user name and a password under Auth, Basic</li>
<li>Fill in the arguments, and send</li>
</ol>
`;
}

/** A call with the first text argument of the process left to be filled in. */
function curl({ operation, properties }: WorkflowProcess, address: string): string {
  const argument = properties.find(
    ({ type, direction }) => type === 'string' && (direction === 'in' || direction === 'inout'),
  );
  const body = argument ? `<cut:${argument.tag}>...</cut:${argument.tag}>` : '';
  return `curl -u SADMIN ${address} \\
  -H 'Content-Type: text/xml; charset=utf-8' \\
  -H 'SOAPAction: "document/${SERVICE_NAMESPACE}:${operation}"' \\
  -d '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cut="${SERVICE_NAMESPACE}">
  <soap:Body>
    <cut:${operation}_Input>${body}</cut:${operation}_Input>
  </soap:Body>
</soap:Envelope>'`;
}
