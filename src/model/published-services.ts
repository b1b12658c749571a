import type { Model, Service, WorkflowProcess } from './model.ts';

/** Every service that has an address: those of the workflow processes, then the EAI Siebel Adapter. */
export function publishedServices({ services, siebelAdapter }: Model): readonly Service[] {
  return siebelAdapter === undefined ? [...services.values()] : [...services.values(), siebelAdapter];
}

/** Every process that can be called, also those of the EAI Siebel Adapter. */
export function publishedProcesses({ processes, siebelAdapter }: Model): readonly WorkflowProcess[] {
  return [...processes.values(), ...(siebelAdapter?.processes ?? [])];
}
