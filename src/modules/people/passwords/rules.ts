// Which passwords are too easy to guess. Pure: the list of common ones is handed in. Length is what protects, so
// nothing is asked about capitals or signs.

export const SHORTEST = 12
export const LONGEST = 200

export type Whose = { name: string; email: string }

/** The same letters whatever keyboard or system typed them. */
export function asTyped(password: string): string {
  return password.normalize('NFKC')
}

const squash = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Without the digits and signs that people put round a word: `!sunshine2026` is `sunshine`. */
const core = (text: string): string => text.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const SWAPS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const plainLetters = (text: string): string => [...text.toLowerCase()].map((letter) => SWAPS[letter] ?? letter).join('')

/** One piece again and again, such as `abcabcabcabc`, gives the piece; otherwise the whole. */
function onePiece(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text
}

/** Almost all of it goes one step at a time, as in `abcdefghijkl` and `123456789012`. */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0)!)
  const steps = codes.slice(1).map((code, i) => Math.abs(code - codes[i]!))
  return steps.filter((step) => step <= 1 || step === 9).length >= steps.length * 0.75
}

function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const lower = password.toLowerCase()
  const pieces = [lower, onePiece(lower), core(lower), onePiece(core(lower)), squash(lower)]
  return [...pieces, ...pieces.map(plainLetters), core(plainLetters(lower))].some(
    (piece) => piece.length > 2 && common.has(piece),
  )
}

function ownWords({ name, email }: Whose): string[] {
  const [local = '', host = ''] = email.split('@')
  return [squash(name), squash(local), squash(host)].filter((word) => word.length >= 5)
}

/** A sentence for the person, or undefined when the password will do. */
export function whyTooEasy(password: string, whose: Whose, common: ReadonlySet<string>): string | undefined {
  const length = [...password].length
  if (length === 0) return 'Enter a password'
  if (length < SHORTEST) return `Use ${SHORTEST} characters or more. Three or four words in a row are easy to remember`
  if (length > LONGEST) return `Use ${LONGEST} characters or fewer`
  if (ownWords(whose).some((word) => squash(password).includes(word)))
    return 'Choose a password without your name or email address in it'
  if (new Set(password.toLowerCase()).size < 5 || isRun(password.toLowerCase()) || isCommon(password, common))
    return 'Choose a password that is harder to guess. This one is on lists that people try first'
  return undefined
}
