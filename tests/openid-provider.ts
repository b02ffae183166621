// A real OpenID provider (oidc-provider, which is certified) in the test's own process, on loopback: it signs its
// answers, takes each code once, asks for PKCE, names itself in its answers, and can go away and come back.
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type Context } from 'oidc-provider'
import type { SignInProvider } from '../src/kernel/sign-in-providers.ts'

/** What a provider says of someone, beside their number: names, an address, which steps they took. */
export type Said = Readonly<Record<string, unknown>> & { amr?: readonly string[] }

export type OpenIdProvider = {
  issuer: string
  /** As an operator would write it. One object, so that what was found out about it is remembered. */
  entry: SignInProvider
  /** Who has an account there: their number, and what is said of them. */
  accounts: Map<string, Said>
  /** How often each of its paths was asked for. */
  asked: Map<string, number>
  /** Alters an answer on its way, as someone between us and the provider would. */
  bend: ((path: string, body: string) => string) | undefined
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

const SECRET = randomBytes(24).toString('base64url')
const CLAIMS = ['sub', 'email', 'email_verified', 'name', 'preferred_username', 'hd', 'amr']

function key(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), alg: 'RS256', use: 'sig' }
}

function setUp(
  accounts: Map<string, Said>,
  redirects: readonly string[],
  make: () => Provider,
): Record<string, unknown> {
  return {
    clients: [{ client_id: 'wholeschool', client_secret: SECRET, redirect_uris: redirects }],
    jwks: { keys: [key()] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: CLAIMS },
    scopes: ['openid', 'profile', 'email'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 },
    findAccount: (_context: Context, accountId: string) =>
      accounts.has(accountId)
        ? { accountId, claims: () => ({ sub: accountId, ...accounts.get(accountId) }) }
        : undefined,
    // Everyone agrees: consent pages are the provider's own business.
    async loadExistingGrant({ oidc }: Context) {
      const grant = new (make().Grant)({ accountId: oidc.session.accountId, clientId: oidc.client.clientId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return new URLSearchParams(Buffer.concat(parts).toString())
}

/** The provider's own page: whoever presses a name is them. */
async function choose(
  provider: Provider,
  accounts: Map<string, Said>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST') {
    const chosen = (await bodyOf(request)).get('account')
    const amr = chosen === null ? undefined : accounts.get(chosen)?.amr
    const result = chosen ? { login: { accountId: chosen, amr } } : { error: 'access_denied' }
    return provider.interactionFinished(request, response, result)
  }
  const buttons = [...accounts.keys()].map((id) => `<button name="account" value="${id}">${id}</button>`)
  response
    .setHeader('content-type', 'text/html')
    .end(
      `<!doctype html><html lang="en"><title>Accounts</title><form method="post">${buttons.join('')}<button>Cancel</button></form>`,
    )
}

/** Holds back what is sent, so that it can be altered. */
function bending(response: ServerResponse, alter: (body: string) => string): void {
  const end = response.end.bind(response)
  response.end = ((body?: string | Buffer) => {
    const altered = alter(body === undefined ? '' : body.toString())
    response.setHeader('content-length', Buffer.byteLength(altered))
    return end(altered)
  }) as typeof response.end
}

/** Opens a provider under a name, for a Wholeschool at `address`. */
export async function openIdProvider(name: string, address: string): Promise<OpenIdProvider> {
  const accounts = new Map<string, Said>()
  let provider: Provider
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!
    opened.asked.set(path, (opened.asked.get(path) ?? 0) + 1)
    if (path.startsWith('/interaction/')) return void choose(provider, accounts, request, response)
    if (opened.bend) bending(response, (body) => opened.bend!(path, body))
    provider.callback()(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const warn = console.warn
  console.warn = () => undefined // It warns that loopback is not https and memory is not a database.
  const keyName = name.toLowerCase()
  provider = new Provider(
    issuer,
    setUp(accounts, [`${address}/sign-in/with/${keyName}/return`], () => provider),
  )
  console.warn = warn
  const opened: OpenIdProvider = {
    issuer,
    entry: {
      key: keyName,
      name,
      issuer,
      clientId: 'wholeschool',
      clientSecret: SECRET,
      authentication: 'basic',
      hostedDomain: undefined,
      prompt: undefined,
      secondStep: undefined,
    },
    accounts,
    asked: new Map(),
    bend: undefined,
    async goAway() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
    async comeBack() {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
  return opened
}

/** A browser at the provider: keeps its cookies, follows to our door, and gives the address it is sent back to. */
export async function atProvider(
  to: URL,
  account: string | undefined,
  cookies = new Map<string, string>(),
): Promise<URL> {
  const ask = async (url: URL, body?: URLSearchParams): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    return answer
  }
  let at = to
  for (let steps = 0; steps < 10; steps += 1) {
    const shown = at.pathname.startsWith('/interaction/')
    const answer = await ask(at, shown ? new URLSearchParams(account === undefined ? {} : { account }) : undefined)
    const next = answer.headers.get('location')
    assert.ok(next, `the provider answers ${answer.status} at ${at.pathname}: ${(await answer.text()).slice(0, 300)}`)
    at = new URL(next, at)
    if (at.pathname.endsWith('/return')) return at
  }
  throw new Error(`The provider never sends back: ${at.href}`)
}
