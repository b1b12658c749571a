/** The moment in so many milliseconds, negative for the past, in canonical form, UTC. A whole second: rounded down for now and before, up for what is to come. */
export function timestampIn(milliseconds: number): string {
  const seconds = (Date.now() + milliseconds) / 1000;
  const whole = milliseconds > 0 ? Math.ceil(seconds) : Math.floor(seconds);
  return new Date(whole * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
