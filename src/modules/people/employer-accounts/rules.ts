// What is made of a provider's answer, and how long things last on the way to it and back.
import type { SignInProvider } from '../../../kernel/sign-in-providers.ts'

/** What the provider signed about whoever is there. */
export type Claims = Readonly<Record<string, unknown>>

/** From our page to the provider's and back. */
export const AWAY_MINUTES = 10
/** Someone without a password proves that they are there by having signed in this lately. */
export const RECENT_MINUTES = 15

/** Why someone came back and is not in. Each has its words in pages.ts. */
export const STOPS = ['unknown', 'ended', 'declined', 'refused', 'unreachable', 'taken', 'elsewhere'] as const
export type Stop = (typeof STOPS)[number]

export function stopFrom(text: string | undefined): Stop {
  return STOPS.find((one) => one === text) ?? 'ended'
}

/** Errors that a provider sends back by the browser. */
export function stopOf(error: string): Stop {
  if (['access_denied', 'login_required', 'consent_required', 'interaction_required'].includes(error)) return 'declined'
  return ['temporarily_unavailable', 'server_error'].includes(error) ? 'unreachable' : 'refused'
}

/** The provider's own second step, where the operator has said which words of the provider's mean one. */
export function provesSecondStep({ secondStep }: Pick<SignInProvider, 'secondStep'>, claims: Claims): boolean {
  if (!secondStep) return false
  const said = [claims[secondStep.claim]].flat()
  return said.some((one) => typeof one === 'string' && secondStep.values.includes(one))
}

/** An account of the organisation that was named, or of any when none was. */
export function isOfDomain({ hostedDomain }: Pick<SignInProvider, 'hostedDomain'>, claims: Claims): boolean {
  return hostedDomain === undefined || (typeof claims.hd === 'string' && claims.hd.toLowerCase() === hostedDomain)
}

/** What the account is called, for its own person to know it by. */
export function nameShown(claims: Claims): string | null {
  for (const said of [claims.preferred_username, claims.email, claims.name]) {
    if (typeof said !== 'string') continue
    const name = said
      .toWellFormed()
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, 120)
    if (name !== '') return name.toWellFormed()
  }
  return null
}

/** The same issuer, whether or not it is written with its port or a last slash. */
export function sameIssuer(a: string, b: string): boolean {
  const tidy = (text: string): string => (URL.canParse(text) ? new URL(text).href.replace(/\/$/, '') : text)
  return tidy(a) === tidy(b)
}

/** Milliseconds until a provider that could not be reached is asked again: 5 seconds at first, a minute in the end. */
export function pauseAfter(failures: number): number {
  return Math.min(60_000, 5000 * 2 ** Math.max(0, failures - 1))
}

export function isRecent(signedInAt: Date, now: Date): boolean {
  return now.getTime() - signedInAt.getTime() <= RECENT_MINUTES * 60_000
}
