// Talks with sign-in providers, and is the only file that knows the OpenID library, which is loaded when a provider is
// first asked something. A provider is found when it is needed and not when we start; one that cannot be reached is
// asked again by itself until it is there. Tokens are read here and kept nowhere; the log hears codes, never words.
import type * as Library from 'openid-client'
import type { Log } from '../../../kernel/house.ts'
import type { SignInProvider } from '../../../kernel/sign-in-providers.ts'
import { makeGate } from '../../../kernel/gate.ts'
import { watchPart } from '../../../kernel/ready.ts'
import { SESSION_HOURS } from '../sessions/rules.ts'
import type { Errand } from './errand.ts'
import { isOfDomain, nameShown, pauseAfter, provesSecondStep, sameIssuer, stopOf, type Stop } from './rules.ts'

const PATIENCE_SECONDS = 8
const DAY = 86_400_000

/** Who is there, as the provider says. */
export type Introduced = { issuer: string; subject: string; name_shown: string | null; strong: boolean }
export type Answer = { kind: 'introduced'; who: Introduced } | { kind: 'stopped'; why: Stop }

export type Reached = {
  provider: SignInProvider
  /** Where the browser goes to ask. */
  addressFor(errand: Errand, redirect: string): Promise<URL>
  /** What the provider says, given the address at which the browser came back. */
  answerTo(errand: Errand, cameBackAt: URL): Promise<Answer>
}

type State = {
  reached: Reached | undefined
  stale: boolean
  asking: Promise<void> | undefined
  failures: number
  pausing: boolean
}

const states = new WeakMap<SignInProvider, State>()
// A crowd that comes back at once waits its turn, so that a slow provider cannot take all our sockets.
const inTurn = makeGate(8, 100)

function stateOf(provider: SignInProvider): State {
  let state = states.get(provider)
  if (!state) {
    state = { reached: undefined, stale: false, asking: undefined, failures: 0, pausing: false }
    states.set(provider, state)
    watchPart(`sign-in-${provider.key}`, ({ config }) =>
      config.signInProviders.includes(provider) && isLost(provider)
        ? `${provider.name} cannot be reached, and is asked again every minute`
        : undefined,
    )
  }
  return state
}

const CODE = /^[A-Za-z_]{1,60}$/

/** An error's code, where it has one that is nothing but a code. */
function codeOf(error: unknown): string {
  const { error: answered, code, cause, name } = error as Error & { error?: unknown; code?: unknown }
  const beneath = cause instanceof Error ? (cause as Error & { code?: unknown }).code : undefined
  for (const one of [answered, beneath, code]) if (typeof one === 'string' && CODE.test(one)) return one
  return name
}

/** Calls at a later time without keeping the process alive for it. */
function later(ms: number, deed: () => void): void {
  setTimeout(deed, ms).unref()
}

/** One question at a time. What was found a day ago is looked up again, and serves on if that fails. */
function ask(provider: SignInProvider, log: Log): Promise<void> {
  const state = stateOf(provider)
  if (state.asking) return state.asking
  if (state.pausing || (state.reached && !state.stale)) return Promise.resolve()
  state.asking = find(provider, state, log)
  return state.asking
}

/** Looks for it once; when that fails, again after a pause, until it is there. */
async function find(provider: SignInProvider, state: State, log: Log): Promise<void> {
  try {
    state.reached = await discover(provider, log)
    if (state.failures > 0) log.info({ provider: provider.key }, 'a sign-in provider can be reached again')
    state.failures = 0
    state.stale = false
    later(DAY, () => (state.stale = true))
  } catch (error) {
    state.failures += 1
    state.pausing = true
    log.warn({ provider: provider.key, why: codeOf(error) }, 'a sign-in provider cannot be reached')
    later(pauseAfter(state.failures), () => {
      state.pausing = false
      void ask(provider, log)
    })
  } finally {
    state.asking = undefined
  }
}

/** The provider, ready to be used; undefined while it cannot be reached. */
export async function reach(provider: SignInProvider, log: Log): Promise<Reached | undefined> {
  const state = stateOf(provider)
  const asked = ask(provider, log)
  if (!state.reached) await asked
  return state.reached
}

/** Whether the last try failed. Begins to look for a provider that nobody has asked for yet, and does not wait for it. */
export function isAway(provider: SignInProvider, log: Log): boolean {
  void ask(provider, log)
  return isLost(provider)
}

function isLost(provider: SignInProvider): boolean {
  const { reached, failures } = stateOf(provider)
  return reached === undefined && failures > 0
}

async function discover(provider: SignInProvider, log: Log): Promise<Reached> {
  const library = await import('openid-client')
  const issuer = new URL(provider.issuer)
  const proof =
    provider.authentication === 'post'
      ? library.ClientSecretPost(provider.clientSecret)
      : library.ClientSecretBasic(provider.clientSecret)
  // Plain http is let through for a provider on this machine only: see kernel/sign-in-providers.ts.
  const insecure = issuer.protocol === 'http:' ? [library.allowInsecureRequests] : []
  const client = await library.discovery(issuer, provider.clientId, undefined, proof, {
    timeout: PATIENCE_SECONDS,
    execute: [...insecure, library.enableNonRepudiationChecks],
  })
  // The library is lenient with some issuers that stand for many organisations. We are not.
  if (!sameIssuer(client.serverMetadata().issuer, provider.issuer)) throw new Error('Another issuer answered')
  return {
    provider,
    addressFor: (errand, redirect) => addressFor(library, client, provider, errand, redirect),
    answerTo: (errand, at) => inTurn(() => answerTo(library, client, provider, { errand, at, log })),
  }
}

async function addressFor(
  library: typeof Library,
  client: Library.Configuration,
  provider: SignInProvider,
  errand: Errand,
  redirect: string,
): Promise<URL> {
  const { secondStep, prompt, hostedDomain } = provider
  return library.buildAuthorizationUrl(client, {
    response_type: 'code',
    redirect_uri: redirect,
    scope: 'openid profile email',
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await library.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
    ...(prompt && { prompt }),
    ...(hostedDomain && { hd: hostedDomain }),
    // Its second step stands for ours only while it is as fresh as one of our sessions.
    ...(secondStep && { max_age: String(SESSION_HOURS * 3600) }),
    ...(secondStep?.claim === 'acr' && { acr_values: secondStep.values.join(' ') }),
  })
}

async function answerTo(
  library: typeof Library,
  client: Library.Configuration,
  provider: SignInProvider,
  { errand, at, log }: { errand: Errand; at: URL; log: Log },
): Promise<Answer> {
  try {
    const granted = await library.authorizationCodeGrant(client, at, {
      expectedState: errand.state,
      expectedNonce: errand.nonce,
      pkceCodeVerifier: errand.verifier,
      idTokenExpected: true,
      ...(provider.secondStep && { maxAge: SESSION_HOURS * 3600 }),
    })
    const claims = granted.claims()
    if (!claims || claims.sub.length > 255) return { kind: 'stopped', why: 'refused' }
    if (!isOfDomain(provider, claims)) return { kind: 'stopped', why: 'elsewhere' }
    const { iss: issuer, sub: subject } = claims
    const strong = provesSecondStep(provider, claims)
    return { kind: 'introduced', who: { issuer, subject, name_shown: nameShown(claims), strong } }
  } catch (error) {
    const why = whyStopped(library, error)
    if (why !== 'declined') log.warn({ provider: provider.key, why: codeOf(error) }, `a sign-in by a provider: ${why}`)
    return { kind: 'stopped', why }
  }
}

const BROKEN = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']

/** The provider said no, or the person did, or it could not be asked. */
function whyStopped(library: typeof Library, error: unknown): Stop {
  if (error instanceof library.AuthorizationResponseError) return stopOf(error.error)
  if (error instanceof library.ResponseBodyError) return error.status >= 500 ? 'unreachable' : 'refused'
  if (error instanceof TypeError && error.message === 'fetch failed') return 'unreachable'
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && BROKEN.includes(code) ? 'unreachable' : 'refused'
}
