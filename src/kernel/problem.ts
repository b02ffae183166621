// Refusals a person should understand. Mistakes in what someone typed are values (form.ts); anything else thrown is
// a fault of ours. A code never changes its meaning and is never used again for another.

export type ProblemKind =
  'not-found' | 'not-allowed' | 'conflict' | 'gone' | 'unavailable' | 'bad-request' | 'too-large'

export const STATUS: Record<ProblemKind, number> = {
  'bad-request': 400,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unavailable: 503,
}

/** What a module lists for each code: which kind of no, a heading, and what the person can do. */
export type ProblemWords = { kind: ProblemKind; title: string; words: string }

export type Catalogue = Readonly<Record<string, ProblemWords>>

export class Problem extends Error {
  readonly code: string
  /** Where the person may go on from here, when the page can say so. */
  readonly goTo: string | undefined
  constructor(code: string, goTo?: string) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.goTo = goTo
  }
}

/** Refusals that any page can meet. */
export const kernelProblems: Catalogue = {
  'kernel.not-found': {
    kind: 'not-found',
    title: 'Page not found',
    words: 'Check the address if you typed it. What you look for may belong to a place you are not part of.',
  },
  'kernel.not-allowed': {
    kind: 'not-allowed',
    title: 'This is not one of your tasks',
    words: 'Your role here does not include this. Ask whoever looks after people in your setting if it should.',
  },
  'kernel.switched-off': {
    kind: 'not-found',
    title: 'This is not switched on here',
    words:
      'Your setting does not use this part at present. What was written in it is kept and comes back when it is on again.',
  },
  'kernel.second-factor-needed': {
    kind: 'not-allowed',
    title: 'Add a second step to your sign-in first',
    words:
      'Your role sees sensitive things, so signing in needs a code as well as a password. Set it up under Your account.',
  },
  'kernel.bad-request': {
    kind: 'bad-request',
    title: 'We could not read what was sent',
    words: 'Nothing was saved. Go back, check what you entered, and send it again.',
  },
  'kernel.form-expired': {
    kind: 'not-allowed',
    title: 'This form is out of date',
    words:
      'Nothing was saved. Go back, reload the page and send it again. Your words are still in the form if you go back.',
  },
  'kernel.too-large': {
    kind: 'too-large',
    title: 'That is more than this page can take',
    words: 'Nothing was saved. Shorten what you entered or choose a smaller file, and send it again.',
  },
  'kernel.unavailable': {
    kind: 'unavailable',
    title: 'Wholeschool is busy or stopping',
    words: 'Nothing was lost. Wait a minute and try again.',
  },
  'kernel.changed-meanwhile': {
    kind: 'conflict',
    title: 'Someone else changed this while you were working',
    words: 'Nothing was saved over their work. Go back to see what they wrote.',
  },
}

export function notFound(): Problem {
  return new Problem('kernel.not-found')
}
