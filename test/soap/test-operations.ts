import { byWrapper, type Operation, toOperation } from '../../src/soap/operation.ts';
import { model } from '../support/model.ts';

/** Every operation of the shipped model, by wrapper. */
export const operations = byWrapper([...model.processes.values()].map((process) => toOperation(process, model)));

export function operation(name: string): Operation {
  const called = operations.get(name);
  if (called === undefined) throw new RangeError(`no operation ${name}`);
  return called.operation;
}
