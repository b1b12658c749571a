import type { ChangeNote } from './change-notes.ts';

/** All that has been noted of one object. */
export interface ChangedObject {
  /** ROW_ID of its root. */
  readonly objectId: string;
  readonly notes: readonly ChangeNote[];
  /** Names of the partners that the changes have come from; undefined stands for anybody else. */
  readonly origins: ReadonlySet<string | undefined>;
}

/**
 * Collapses several changes of one object into one, in the order of the first of each.
 * @param notes of root records
 * @param partnersByUser as `partnersByUser` finds them
 */
export function changedObjects(
  notes: readonly ChangeNote[],
  partnersByUser: ReadonlyMap<string, string>,
): readonly ChangedObject[] {
  return [...Map.groupBy(notes, ({ recordId }) => recordId)].map(([objectId, ofObject]) => ({
    objectId,
    notes: ofObject,
    origins: new Set(ofObject.map(({ originId }) => partnersByUser.get(originId))),
  }));
}

/** The partner that knows the object as it is, since all its changes have come from there; undefined when there is none. */
export function onlyOrigin({ origins }: ChangedObject): string | undefined {
  const [origin] = origins;
  return origins.size === 1 ? origin : undefined;
}
