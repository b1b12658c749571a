import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceListNode } from '../../src/contract/samples/instance-nodes.ts';
import { SampleInstances } from '../../src/contract/samples/sample-instances.ts';
import { printXml } from '../../src/contract/xml-writer.ts';
import type { IntegrationObject } from '../../src/model/model.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';

/** A document whose root is the list element of an integration object, without XML declaration. */
export interface FixtureDocument {
  readonly name: string;
  readonly valid: boolean;
  readonly text: string;
  readonly object: IntegrationObject;
}

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'messages');

/** `test/fixtures/messages`, and a complete sample of each integration object. */
export function fixtureDocuments(): readonly FixtureDocument[] {
  return [...filesIn('valid'), ...filesIn('invalid'), ...completeSamples()];
}

function filesIn(folder: 'valid' | 'invalid'): FixtureDocument[] {
  return readdirSync(join(FIXTURES, folder)).map((file) => {
    const text = readFileSync(join(FIXTURES, folder, file), 'utf8');
    return { name: `${folder}/${file}`, valid: folder === 'valid', text, object: objectOf(text) };
  });
}

function completeSamples(): FixtureDocument[] {
  const samples = new SampleInstances(model, loadSampleData());
  return [...model.integrationObjects.values()].map((object) => ({
    name: `complete ${object.id}`,
    valid: true,
    text: printXml(instanceListNode(samples.of(object))).replace(/^<\?xml.*\n/, ''),
    object,
  }));
}

function objectOf(text: string): IntegrationObject {
  const tag = /^<(?:\w+:)?([\w-]+)/.exec(text)?.[1];
  const object = [...model.integrationObjects.values()].find((candidate) => candidate.tag === tag);
  if (object === undefined) throw new RangeError(`no integration object ${tag}`);
  return object;
}
