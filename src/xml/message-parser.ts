import type { IntegrationObject } from '../model/model.ts';
import { type ListPlan, planOf } from './compiled/list-plan.ts';
import { type ReaderOptions, readMessage, readMessageStart } from './compiled/message-reader.ts';
import { REASONS, type Reason, StepAside, stepAside } from './compiled/step-aside.ts';
import type { XmlElement } from './element.ts';
import { parseStart, parseXml, type XmlStart } from './parse-xml.ts';
import { DEFAULT_LIMITS, type XmlLimits } from './xml-limits.ts';

/** How messages are read: the compiled way where it can, or always the general way. */
export type Way = 'compiled' | 'general';

/** How many messages took which way. */
export interface WayStatistics {
  readonly compiled: number;
  /** By the reason why the compiled way stepped aside. */
  readonly general: Readonly<Record<Reason, number>>;
}

/**
 * Parses messages. The compiled way reads those of the usual kind, and decodes the list elements in them as it goes, several times as fast as
 * the general way, to which it leaves the others. Both make the same of a message.
 */
export class MessageParser {
  readonly #way: Way;
  readonly #options: ReaderOptions;
  readonly #plans = new Map<string, ListPlan[]>();
  readonly #general = noneByReason();
  #compiled = 0;

  constructor(objects: Iterable<IntegrationObject>, way: Way) {
    this.#way = way;
    for (const object of objects) {
      this.#plans.set(object.tag, [...(this.#plans.get(object.tag) ?? []), planOf(object)]);
    }
    this.#options = { limits: DEFAULT_LIMITS, planOf: (name, namespace) => this.#planOf(name, namespace) };
  }

  /**
   * As `parseXml` parses it, but list elements that were decoded have no content.
   * @throws CutError as `parseXml` does
   */
  parse(text: string, firstLine = 1): XmlElement {
    if (this.#way === 'general') return parseXml(text, {}, firstLine);
    try {
      const root = readMessage(text, this.#options, firstLine);
      this.#compiled += 1;
      return root;
    } catch (error) {
      this.#general[reasonOf(error)] += 1;
      return parseXml(text, {}, firstLine);
    }
  }

  /** @throws CutError as the function of this name does */
  parseStart(text: string, isLast: (element: XmlElement) => boolean, limits: Partial<XmlLimits> = {}): XmlStart {
    if (this.#way === 'general') return parseStart(text, isLast, limits);
    try {
      return { root: readMessageStart(text, { limits: { ...DEFAULT_LIMITS, ...limits }, isLast }), found: true };
    } catch (error) {
      reasonOf(error);
      return parseStart(text, isLast, limits);
    }
  }

  statistics(): WayStatistics {
    return { compiled: this.#compiled, general: { ...this.#general } };
  }

  /** Which object it is where the element is in no namespace, only the general way can tell when several have the tag. */
  #planOf(name: string, namespace: string): ListPlan | undefined {
    const plans = this.#plans.get(name);
    if (plans === undefined || namespace !== '') return plans?.find(({ object }) => object.namespace === namespace);
    return plans.length === 1 ? plans[0] : stepAside('namespace');
  }
}

function noneByReason(): Record<Reason, number> {
  return Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Record<Reason, number>;
}

/** Throws what is no stepping aside. */
function reasonOf(error: unknown): Reason {
  if (error instanceof StepAside) return error.reason;
  throw error;
}
