// What someone went to a provider for. It travels in their browser as a sealed cookie, so that the answer is taken only
// where the question was asked: state, nonce and the PKCE verifier are in it, and it is good for ten minutes.
import type { Cookie } from '../../../kernel/route.ts'
import { newToken, type Secrets } from '../../../kernel/secrets.ts'
import { AWAY_MINUTES } from './rules.ts'

export type Purpose =
  | { kind: 'sign-in'; back: string }
  /** To connect an account: for this person, in this session of theirs. */
  | { kind: 'connect'; person: string; session: string }
  /** To take up the invitation behind this token. */
  | { kind: 'join'; token: string }

export type Errand = {
  provider: string
  purpose: Purpose
  state: string
  nonce: string
  verifier: string
  /** When they left, in milliseconds. */
  at: number
}

const SEAL = 'sign-in-errand'

export function newErrand(provider: string, purpose: Purpose, now: Date): Errand {
  return { provider, purpose, state: newToken(), nonce: newToken(), verifier: newToken(), at: now.getTime() }
}

export function errandCookie(secrets: Secrets, errand: Errand): Cookie {
  const value = secrets.seal(SEAL, JSON.stringify(errand)).toString('base64url')
  return { name: 'away', value, maxAge: AWAY_MINUTES * 60 }
}

export const noErrand: Cookie = { name: 'away', value: '', maxAge: 0 }

/** The errand this browser is on with a provider; undefined when there is none, or it took too long. */
export function errandIn(
  secrets: Secrets,
  cookie: string | undefined,
  asked: { provider: string; now: Date },
): Errand | undefined {
  if (cookie === undefined) return undefined
  const clear = secrets.open(SEAL, Buffer.from(cookie, 'base64url'))
  if (clear === undefined) return undefined
  const errand = JSON.parse(clear) as Errand
  const away = asked.now.getTime() - errand.at
  return errand.provider === asked.provider && away >= 0 && away <= AWAY_MINUTES * 60_000 ? errand : undefined
}
