/** What the process answers to who started it. */
export const EXIT = Object.freeze({
  /** Done. */
  ok: 0,
  /** What was asked for is refused or failed. */
  refused: 1,
  /** The command line or an option is wrong; nothing was tried. */
  usage: 2,
});

/** For `--help`. */
export const EXIT_CODES_HELP = 'Exit codes: 0 done, 1 refused or failed, 2 wrong command line or option.';
