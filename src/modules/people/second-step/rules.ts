// Codes as people write and read them.

/** Letters and digits that nobody takes for one another. */
const LETTERS = 'abcdefghjkmnpqrstvwxyz23456789'
export const RECOVERY_CODES = 10

/** `abcd-efgh-jkmn` from random numbers below 256; those that would favour some letters are passed over. */
export function recoveryCodeFrom(next: () => number): string {
  const fair = 256 - (256 % LETTERS.length)
  let code = ''
  while (code.length < 14) {
    if (code.length === 4 || code.length === 9) code += '-'
    const number = next()
    if (number < fair) code += LETTERS[number % LETTERS.length]
  }
  return code
}

/** A recovery code as kept, however it was typed; undefined when it cannot be one. */
export function recoveryCodeTyped(typed: string): string | undefined {
  const bare = typed.toLowerCase().replace(/[^a-z0-9]/g, '')
  return bare.length === 12 ? `${bare.slice(0, 4)}-${bare.slice(4, 8)}-${bare.slice(8)}` : undefined
}

/** Six digits, with or without the spaces that apps show between them. */
export function codeTyped(typed: string): string | undefined {
  const bare = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(bare) ? bare : undefined
}

/** A key in groups of four, for those who type it. */
export function inGroups(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ')
}

type PlaceOfStep = { needs_second_step?: boolean; sees_sensitive?: boolean }
type ActorOfStep = { strong: boolean; has_second_factor: boolean; places: readonly PlaceOfStep[] }

/** What they do here needs a second step, and they have none yet. */
export function lacksSecondStep(actor: ActorOfStep): boolean {
  return !actor.strong && !actor.has_second_factor && needsSecondStep(actor)
}

export function needsSecondStep(actor: { places: readonly PlaceOfStep[] }): boolean {
  return actor.places.some((place) => place.needs_second_step === true || place.sees_sensitive === true)
}
