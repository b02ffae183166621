// Who keeps the accounts that employers give: Microsoft Entra, Google Workspace, DfE Sign-in, or any other that speaks
// OpenID Connect. A file names them, since each comes with a secret. What is wrong with it is said in a sentence that
// never quotes a secret.
import { z } from 'zod'

export type SignInProvider = {
  /** In paths: `/sign-in/with/microsoft`. */
  key: string
  /** On buttons: `Continue with Microsoft`. */
  name: string
  issuer: string
  clientId: string
  clientSecret: string
  /** How we say who we are when we fetch the answer. */
  authentication: 'basic' | 'post'
  /** Google: only accounts of this organisation. */
  hostedDomain: string | undefined
  /** What we ask the provider to show, whoever is signed in there: for computers that colleagues share. */
  prompt: 'select_account' | 'login' | undefined
  /** What the provider must say for its own second step to stand for ours. Absent: it never does. */
  secondStep: { claim: 'amr' | 'acr'; values: readonly string[] } | undefined
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/
const MICROSOFT = /^login\.(partner\.)?microsoftonline\.[a-z]+$/
/** Where Microsoft keeps private accounts: nobody's employer. */
const PRIVATE_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad'
const TENANT = /^\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/v2\.0$/

function wrongIssuer(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '') return 'must be a plain address'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
    return 'must start with https://'
  if (!MICROSOFT.test(url.hostname)) return undefined
  const tenant = TENANT.exec(url.pathname)?.[1]
  if (tenant === undefined || tenant === PRIVATE_ACCOUNTS)
    return 'must name one organisation: https://login.microsoftonline.com/TENANT-ID/v2.0, not common or organizations'
  return undefined
}

const text = (most: number) => z.string('must be text').trim().min(1, 'must not be empty').max(most, 'is too long')
const values = z.array(text(200), 'must be a list').min(1, 'must not be empty')

const Entry = z.strictObject({
  key: z.string('must be text').regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be small letters, digits and hyphens'),
  name: text(40),
  issuer: text(500).superRefine((issuer, c) => {
    const wrong = wrongIssuer(issuer)
    if (wrong) c.addIssue({ code: 'custom', message: wrong })
  }),
  client_id: text(500),
  client_secret: text(2000),
  client_authentication: z.enum(['basic', 'post'], 'must be basic or post').default('basic'),
  hosted_domain: z
    .string('must be text')
    .toLowerCase()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain such as larchmead.sch.uk')
    .optional(),
  prompt: z.enum(['select_account', 'login'], 'must be select_account or login').optional(),
  second_step: z
    .union(
      [z.strictObject({ amr: values }), z.strictObject({ acr: values })],
      'must be {"amr": [...]} or {"acr": [...]}, with what the provider says after its second step',
    )
    .optional(),
})

function providerFrom(entry: z.output<typeof Entry>): SignInProvider {
  const { key, name, issuer, second_step: step } = entry
  return {
    key,
    name,
    issuer,
    clientId: entry.client_id,
    clientSecret: entry.client_secret,
    authentication: entry.client_authentication,
    hostedDomain: entry.hosted_domain,
    prompt: entry.prompt,
    secondStep: step && ('amr' in step ? { claim: 'amr', values: step.amr } : { claim: 'acr', values: step.acr }),
  }
}

/** The providers that a file names, or what is wrong with it. */
export function readProviders(words: string): readonly SignInProvider[] | string {
  let parsed: unknown
  try {
    parsed = JSON.parse(words)
  } catch {
    return 'it is not JSON' // The parser's own words would quote the file, and the file holds secrets.
  }
  const read = z.array(Entry, 'it must be a list of providers').safeParse(parsed)
  if (!read.success) {
    const { path, message, code } = read.error.issues[0]!
    const [at, ...field] = path
    const what = code === 'unrecognized_keys' ? 'has a field that we do not know' : message
    return at === undefined ? message : `${field.join('.') || 'the entry'} of provider ${Number(at) + 1} ${what}`
  }
  const keys = read.data.map((entry) => entry.key)
  if (new Set(keys).size !== keys.length) return 'two providers have the same key'
  return read.data.map(providerFrom)
}
