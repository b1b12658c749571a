import { parseDuration } from '../duration.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** Milliseconds; what is none, or nothing, is a problem. */
export function readDuration(text: string, place: Place, problems: Problems): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds === 0)
    problems.add(place, `'${text}' is no duration such as 500ms, 30s, 5m, 1h or 7d`);
  return milliseconds ?? 0;
}
