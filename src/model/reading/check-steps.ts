import { suggestion } from '../../errors/near-names.ts';
import { describeArgumentValues, isArgumentValue } from '../argument-values.ts';
import { BUSINESS_SERVICES, SUBPROCESS_SERVICE } from '../business-services.ts';
import type { Argument, MethodSignature } from '../method-signature.ts';
import type { ProcessProperty, Step, WorkflowProcess } from '../model.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { PlacedProcess } from './read-workflows.ts';

/** Checks what the steps of a process call, and what they hand over and take back. @param declared names of all processes */
export function checkSteps(
  process: WorkflowProcess,
  place: Place,
  processes: ReadonlyMap<string, PlacedProcess>,
  declared: ReadonlySet<string>,
  problems: Problems,
): void {
  const properties = new Map(process.properties.map((property) => [property.name, property]));
  process.steps.forEach((step, index) => {
    const here = place.at('steps', index);
    const called = processes.get(step.method)?.process;
    if (step.when !== undefined) propertyNamed(step.when, properties, here.at('when'), problems);
    const signature =
      step.service === SUBPROCESS_SERVICE
        ? subprocessSignature(process, called, step, declared, here, problems)
        : signatureOf(step, here, problems);
    if (step.service === SUBPROCESS_SERVICE && called !== undefined && leadsTo(called, process, processes)) {
      problems.add(here.at('method'), `'${process.name}' runs itself in the end`);
    }
    if (signature !== undefined) checkArguments(process, step, signature, properties, here, problems);
  });
}

function signatureOf({ service, method }: Step, place: Place, problems: Problems): MethodSignature | undefined {
  const methods = Object.hasOwn(BUSINESS_SERVICES, service) ? BUSINESS_SERVICES[service] : undefined;
  if (methods === undefined) {
    const known = [SUBPROCESS_SERVICE, ...Object.keys(BUSINESS_SERVICES)];
    problems.add(place.at('service'), `there is no business service '${service}'${suggestion(service, known)}`);
    return undefined;
  }
  const signature = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (signature === undefined) {
    problems.add(place.at('method'), `${service} has no method '${method}'${suggestion(method, Object.keys(methods))}`);
  }
  return signature;
}

/** A subprocess's arguments are its properties. */
function subprocessSignature(
  caller: WorkflowProcess,
  called: WorkflowProcess | undefined,
  { method }: Step,
  declared: ReadonlySet<string>,
  place: Place,
  problems: Problems,
): MethodSignature | undefined {
  if (called === undefined) {
    if (!declared.has(method))
      problems.add(place.at('method'), `there is no process '${method}'${suggestion(method, declared)}`);
    return undefined;
  }
  const hierarchy = called.properties.some(({ type }) => type === 'hierarchy');
  if (hierarchy && called.integrationObject !== caller.integrationObject) {
    problems.add(
      place.at('method'),
      `'${method}' is about ${called.integrationObject.name}, '${caller.name}' about ${caller.integrationObject.name}`,
    );
  }
  const argumentsOf = (direction: 'in' | 'out'): Record<string, Argument> =>
    Object.fromEntries(
      called.properties
        .filter((property) => property.direction === direction || property.direction === 'inout')
        .map(({ name, type, comment }) => [name, { type, comment }]),
    );
  return { comment: called.comment, inputs: argumentsOf('in'), outputs: argumentsOf('out') };
}

function leadsTo(
  from: WorkflowProcess,
  target: WorkflowProcess,
  processes: ReadonlyMap<string, PlacedProcess>,
  seen: Set<WorkflowProcess> = new Set(),
): boolean {
  if (from === target) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return from.steps.some(({ service, method }) => {
    const next = service === SUBPROCESS_SERVICE ? processes.get(method)?.process : undefined;
    return next !== undefined && leadsTo(next, target, processes, seen);
  });
}

function checkArguments(
  process: WorkflowProcess,
  step: Step,
  signature: MethodSignature,
  properties: ReadonlyMap<string, ProcessProperty>,
  place: Place,
  problems: Problems,
): void {
  for (const [key, mapping, known] of [
    ['in', step.inputs, signature.inputs],
    ['out', step.outputs, signature.outputs],
  ] as const) {
    for (const [name, propertyName] of mapping) {
      const here = place.at(key, name);
      const argument = argumentNamed(name, known, step, here, problems);
      const property = propertyNamed(propertyName, properties, here, problems);
      if (argument === undefined || property === undefined) continue;
      if (argument.type !== property.type) {
        problems.add(
          here,
          `argument '${name}' is a ${argument.type}, process property '${property.name}' is a ${property.type}`,
        );
      }
      if (key === 'in') checkValue(name, argument, property.default, process, here, problems);
    }
  }
  for (const [name, literal] of step.literals)
    checkLiteral(name, literal, process, step, signature, place.at('set', name), problems);
  for (const [name, { required }] of Object.entries(signature.inputs)) {
    if (!required || step.inputs.has(name) || step.literals.has(name)) continue;
    problems.add(place, `${step.service} / ${step.method} needs the argument '${name}'`);
  }
}

function checkLiteral(
  name: string,
  literal: string,
  process: WorkflowProcess,
  step: Step,
  { inputs }: MethodSignature,
  place: Place,
  problems: Problems,
): void {
  const argument = argumentNamed(name, inputs, step, place, problems);
  if (argument === undefined) return;
  if (step.inputs.has(name)) problems.add(place.keyPosition, `argument '${name}' is under 'in' already`);
  if (argument.type === 'hierarchy')
    problems.add(place, `argument '${name}' is a hierarchy, which cannot be written here`);
  checkValue(name, argument, literal, process, place, problems);
}

/** @param value what the mappings hand over: a literal, or the default of a process property */
function checkValue(
  name: string,
  { values, integrationObject }: Argument,
  value: string | undefined,
  process: WorkflowProcess,
  place: Place,
  problems: Problems,
): void {
  if (value === undefined) return;
  if (values !== undefined && !isArgumentValue(values, value)) {
    problems.add(
      place,
      `'${value}' is not a value of argument '${name}', which takes ${describeArgumentValues(values)}`,
    );
  }
  if (integrationObject && value !== process.integrationObject.name) {
    problems.add(place, `'${value}' is not the integration object of the process, '${process.integrationObject.name}'`);
  }
}

function argumentNamed(
  name: string,
  known: Readonly<Record<string, Argument>>,
  { service, method }: Step,
  place: Place,
  problems: Problems,
): Argument | undefined {
  if (Object.hasOwn(known, name)) return known[name];
  problems.add(
    place.keyPosition,
    `${service} / ${method} has no argument '${name}' here${suggestion(name, Object.keys(known))}`,
  );
  return undefined;
}

function propertyNamed(
  name: string,
  properties: ReadonlyMap<string, ProcessProperty>,
  place: Place,
  problems: Problems,
): ProcessProperty | undefined {
  const property = properties.get(name);
  if (property === undefined)
    problems.add(place, `there is no process property '${name}'${suggestion(name, properties.keys())}`);
  return property;
}
