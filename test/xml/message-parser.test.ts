import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { receiveAccount } from '../../bench/messages.ts';
import { SampleRequests } from '../../src/contract/samples/sample-requests.ts';
import type { IntegrationObject } from '../../src/model/model.ts';
import { MessageEncoder } from '../../src/xml/encode-instances.ts';
import { MessageParser } from '../../src/xml/message-parser.ts';
import { parseStart } from '../../src/xml/parse-xml.ts';
import { CLIENT_STYLES } from '../support/client-styles.ts';
import { MAPPINGS, model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { BothWays } from './compiled/both-ways.ts';
import { sampleObject } from './sample-object.ts';

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';
const SECURITY = `<wsse:Security e:mustUnderstand="1" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><wsse:UsernameToken><wsse:Username>SADMIN</wsse:Username><wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">p&amp;w</wsse:Password></wsse:UsernameToken></wsse:Security>`;

function soap(body: string, { namespace = SOAP_11, header = '', declarations = '' } = {}): string {
  return `<?xml version='1.0' encoding='utf-8'?>\n<e:Envelope xmlns:e="${namespace}" ${declarations}><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>\n`;
}

describe('MessageParser takes the compiled way', () => {
  const ways = new BothWays([...model.integrationObjects.values()]);
  after(() => ways.dispose());
  const data = loadSampleData();
  const requests = new SampleRequests(model, data);
  const encoderOf = (object: IntegrationObject) => new MessageEncoder(object, { dates: 'siebel' });

  for (const file of readdirSync(join(MAPPINGS, 'samples'))) {
    it(`for ${file} of the mappings`, () => {
      expect(ways.compare(readFileSync(join(MAPPINGS, 'samples', file), 'utf8'))).to.equal('compiled');
    });
  }

  for (const process of model.processes.values()) {
    it(`for the sample request of ${process.operation}`, () => {
      expect(ways.compare(requests.for(process).envelope)).to.equal('compiled');
    });
  }

  it('for the message of the bench', () => {
    expect(ways.compare(receiveAccount(7, 1_000_007))).to.equal('compiled');
  });

  for (const { integrationObject, roots } of data.documents) {
    const { namespace } = integrationObject;
    const list = encoderOf(integrationObject).encode({ integrationObject, roots });
    for (const { client, outer, list: restyle } of CLIENT_STYLES) {
      it(`for ${integrationObject.name} as ${client} would send it`, () => {
        const operation = `<m:Op_Input xmlns:m="http://siebel.com/CustomUI">${restyle(list, namespace)}</m:Op_Input>`;
        const text = soap(operation, { header: SECURITY, declarations: outer(namespace) });
        expect(ways.compare(text)).to.equal('compiled');
        expect(ways.compare(soap(operation, { namespace: SOAP_12, declarations: outer(namespace) }))).to.equal(
          'compiled',
        );
      });
    }

    it(`for ${integrationObject.name} as this service writes it to files`, () => {
      const document = encoderOf(integrationObject).encodeDocument({ integrationObject, roots }, { messageId: '1-7' });
      expect(ways.compare(document)).to.equal('compiled');
      expect(ways.compare(document.replace(/ xmlns="[^"]*"/, ''))).to.equal('compiled');
    });
  }

  it('in rpc style', () => {
    const [first] = data.documents;
    const list = first && encoderOf(first.integrationObject).encode(first);
    const call = `<m:Op xmlns:m="http://siebel.com/CustomUI"><Object_spcId/><SiebelMessage xmlns="">${list}</SiebelMessage></m:Op>`;
    expect(ways.compare(soap(call))).to.equal('compiled');
  });
});

describe('MessageParser', () => {
  const object = sampleObject();
  const twins = [sampleObject('CUT Twin IO', 'ListOfTwins'), sampleObject('CUT Other Twin IO', 'ListOfTwins')];
  const ways = new BothWays([object, ...twins]);
  after(() => ways.dispose());

  const list = (content: string, attributes = ''): string =>
    `<${object.tag} xmlns="${object.namespace}"${attributes}>${content}</${object.tag}>`;
  const item = (content: string, attributes = ''): string =>
    list(`<Asset-Item${attributes}>${content}</Asset-Item>`, ' xmlns:p="urn:p"');

  const compiled: readonly (readonly [string, string])[] = [
    ['text with references', item('<Comment>&lt;&gt;&amp;&quot;&apos;&#10;&#x1F600;&#13;</Comment>')],
    ['text with CDATA and comments', item('<Comment>a<![CDATA[<b>\r\n]]]]><!-- c -->d</Comment><!----><Status/>')],
    ['text in any script', item('<Comment>Ålesund 東京 😀 \u0085\ufffd</Comment>')],
    ['text that only looks like the end of CDATA', item('<Comment>]] > ]&#93;> &#93;]></Comment>')],
    ['line ends of every kind', item('<Comment>a\r\nb\rc\n</Comment>\r\n<Status/>\r<Price>1</Price>\n')],
    ['white space inside tags', item('<Status\n>x</Status\r\n><Comment \t/>', '\noperation = "x"\n')],
    ['attributes of instances', item('', ' Operation="&lt;x\t\r\n&#10;y" IsPrimaryMVG="N" searchspec="a"')],
    ['attributes without a value', item('', ' operation="" IsPrimaryMVG="" Searchspec=""')],
    ['attributes in foreign namespaces', item('<Status p:a="\'" p:b=\'"\' xml:lang="en"/>', ' p:a=">"')],
    ['declarations that nothing uses', item('<Status xmlns:q="urn:q"/>')],
    ['two prefixes for one namespace', item(`<q:Status xmlns:q="${object.namespace}">x</q:Status><Price>1</Price>`)],
    [
      'more declarations than there may be at once',
      list(`<Asset-Item><Status xmlns:q="urn:q"/></Asset-Item>`.repeat(200)),
    ],
    ['an empty list', list('')],
    ['an empty-element list', `<${object.tag} xmlns="${object.namespace}" />`],
    ['a list in no namespace', `<${object.tag}><Asset-Item/></${object.tag}>`],
    ['another element', '<a>x<b xmlns="urn:b" c="1">d</b> y </a>'],
    ['processing instructions around the root', '<?a?><!-- b --><?a-b c ?d?>\n<a/>\n<?e f?><!-- g -->\n'],
    ['an XML declaration', '<?xml version="1.0" encoding="ISO-8859-1" standalone=\'yes\' ?><a/>'],
    [
      'names that JavaScript gives a meaning',
      '<__proto__ __proto__="1" xmlns:__proto__="urn:x"><__proto__:toString/></__proto__>',
    ],
    ['64 levels', '<a>'.repeat(64) + '</a>'.repeat(64)],
  ];
  for (const [what, text] of compiled) {
    it(`takes the compiled way for ${what}`, () => {
      expect(ways.compare(text)).to.equal('compiled');
    });
  }

  const declarations = Array.from({ length: 129 }, (_, index) => ` xmlns:n${index}="urn:n"`);
  const wide = Array.from({ length: 64 }, (_, index) => ` p:a${index}=""`).join('');
  const aside: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'markup'],
    ['a byte order mark', '\ufeff<a/>', 'markup'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'markup'],
    ['an XML declaration of an unusual kind', '<?xml\nversion="1.0"?><a/>', 'markup'],
    ['a late XML declaration', '<a/><?xml version="1.0"?>', 'markup'],
    ['a processing instruction inside the root', '<a><?b?></a>', 'markup'],
    ['a name that is not ASCII', '<å/>', 'markup'],
    ['a name with two colons', '<a:b:c xmlns:a="urn:a"/>', 'markup'],
    ['a text that breaks off', '<a><b>c', 'markup'],
    ['a start tag that breaks off', `${list('').slice(0, -30)}<Asset-Item`, 'markup'],
    ['two roots', '<a/><b/>', 'markup'],
    ['text behind the root', '<a/>b', 'markup'],
    ['an end tag of another name', '<a></b>', 'markup'],
    ['an end tag of a longer name', '<a></aa>', 'markup'],
    ['no space between attributes', '<a b="1"c="2"/>', 'markup'],
    ['an attribute without a value', '<a b/>', 'markup'],
    ['an attribute without quotes', '<a b=1/>', 'markup'],
    ['a < in an attribute', '<a b="<"/>', 'markup'],
    ['a slash in a tag', item('<Status/ >'), 'markup'],
    ['two hyphens in a comment', '<a><!-- -- --></a>', 'markup'],
    ['the end of CDATA in text', item('<Comment>a]]>b</Comment>'), 'markup'],
    ['a control character', '<a>\0</a>', 'character'],
    ['what is no character, after a reference', '<a>&amp;\ufffe</a>', 'character'],
    ['half a surrogate pair', '<a>\ud83d</a>', 'character'],
    ['a reference to a control character', '<a>&#8;</a>', 'character'],
    ['an entity of its own', '<a>&nbsp;</a>', 'character'],
    ['an ampersand', '<a>b & c</a>', 'character'],
    ['a long reference', '<a>&#0000000000000065;</a>', 'character'],
    ['a prefix that is not declared', '<p:a/>', 'namespace'],
    ['a prefix without a namespace', '<a xmlns:p=""/>', 'namespace'],
    ['a prefix that went out of scope', '<a><b xmlns:p="urn:p"/><p:c/></a>', 'namespace'],
    [
      'a prefix that is that of the field before',
      item(`<q:Status xmlns:q="${object.namespace}"/><q:Price/>`),
      'namespace',
    ],
    [
      'a prefix that is that of the instance before',
      list(`<q:Asset-Item xmlns:q="${object.namespace}"/><q:Asset-Item/>`),
      'namespace',
    ],
    ['a URI with a space', '<a xmlns="a b"/>', 'namespace'],
    ['a URI that XML reserves', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', 'namespace'],
    ['a declaration of xml', '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>', 'namespace'],
    ['a field in no namespace', item('<Status xmlns=""/>'), 'namespace'],
    ['a list in no namespace that is of two objects', '<ListOfTwins/>', 'namespace'],
    ['an unknown field', item('<Foo/>'), 'element'],
    ['another component', list('<AssetContact/>'), 'element'],
    ['an attribute twice', '<a b="1" b="2"/>', 'attribute'],
    ['an attribute twice by namespace', '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="" q:b=""/>', 'attribute'],
    ['a declaration twice', '<a xmlns:p="urn:p" xmlns:p="urn:q"/>', 'attribute'],
    ['an unknown attribute', item('', ' foo=""'), 'attribute'],
    ['an attribute of a list', list('', ' operation="x"'), 'attribute'],
    ['an attribute of a container', item('<ListOfAssetContact operation="x"/>'), 'attribute'],
    ['an attribute of a field', item('<Status operation="x"/>'), 'attribute'],
    [
      'an attribute in the namespace of the object',
      item('', ` xmlns:i="${object.namespace}" i:operation="x"`),
      'attribute',
    ],
    ['an element in a field', item('<Status><b/></Status>'), 'structure'],
    ['text between fields', item('x'), 'structure'],
    ['text between instances', list('x'), 'structure'],
    ['CDATA between fields', item('<![CDATA[ ]]>'), 'markup'],
    ['a field twice', item('<Status/><Status/>'), 'structure'],
    ['a container twice', item('<ListOfAssetContact/><ListOfAssetContact/>'), 'structure'],
    ['an operation twice', item('', ' operation="x" Operation="y"'), 'structure'],
    ['a search specification twice', item('', ' searchspec="x" Searchspec="y"'), 'structure'],
    ['a value of another type', item('<Quantity>x</Quantity>'), 'value'],
    ['a value that is too long', item(`<SerialNumber>${'x'.repeat(21)}</SerialNumber>`), 'value'],
    ['a primary that is neither Y nor N', item('', ' IsPrimaryMVG="y"'), 'value'],
    ['a search specification beyond all measure', item('', ` searchspec="${'x'.repeat(4001)}"`), 'value'],
    ['65 levels', '<a>'.repeat(65) + '</a>'.repeat(65), 'limit'],
    ['65 levels in a list', '<a>'.repeat(63) + item('<Status/>') + '</a>'.repeat(63), 'limit'],
    [
      '129 declarations',
      `<a ${declarations.slice(0, 60).join('')}><b ${declarations.slice(60, 120).join('')}><c ${declarations.slice(120).join('')}/></b></a>`,
      'limit',
    ],
    ['65 attributes', `<a xmlns:p="urn:p"${wide}/>`, 'limit'],
    ['300,001 elements', list(`<Asset-Item>${'<Status/>'}</Asset-Item>`.repeat(150_000)), 'limit'],
    ['200,001 attributes', list('<Asset-Item operation="x" IsPrimaryMVG=""/>'.repeat(100_000)), 'limit'],
  ];
  for (const [what, text, reason] of aside) {
    it(`steps aside for ${what}`, () => {
      expect(ways.compare(text)).to.equal(reason);
    });
  }
});

describe('MessageParser with the start of a message', () => {
  const isB = ({ name }: { name: string }): boolean => name === 'b';
  const texts = [
    '<a x="1"><c>d</c><b y="2"> & <<<',
    '<?xml version="1.0"?><!-- c --><p:a xmlns:p="urn:p"><p:c>&lt;</p:c>\n<p:b>',
    '<a/>',
    '<a><c',
    '',
    '<a>&foo;<b>',
    '<b/>',
  ];
  for (const text of texts) {
    it(`makes the same of '${text.slice(0, 30)}' as parseStart`, () => {
      const parser = new MessageParser([], 'compiled');
      const outcome = (parse: () => unknown): unknown => {
        try {
          return parse();
        } catch (error) {
          return String(error);
        }
      };
      expect(outcome(() => parser.parseStart(text, isB))).to.deep.equal(outcome(() => parseStart(text, isB)));
    });
  }

  it('keeps to its limits', () => {
    const parser = new MessageParser([], 'compiled');
    expect(() => parser.parseStart('<a><c/><c/><b/></a>', isB, { elements: 2 })).to.throw('more than 2 elements');
  });
});
