// The only file that reads the environment. A wrong value stops the start with a sentence that says which and why.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { readProviders, type SignInProvider } from './sign-in-providers.ts'

export type Config = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  ownerUrl: string | undefined
  /** Where people reach us, without a last slash: used in letters and to decide whether cookies are for https only. */
  publicUrl: string
  secretKey: Buffer
  smtpUrl: string | undefined
  mailFrom: string
  logLevel: string
  production: boolean
  trustProxy: boolean
  /** Whoever sends it may read /metrics; without it only this machine itself may. */
  metricsToken: string | undefined
  /** With whom people may sign in beside us, by the account that their employer gave them. */
  signInProviders: readonly SignInProvider[]
}

/** Every variable we read, for docs/operations.md (tests/docs.test.ts compares). */
export const VARIABLES: readonly { name: string; usual: string; words: string }[] = [
  { name: 'PORT', usual: '3000', words: 'The port we listen on; 0 lets the system choose.' },
  { name: 'HOST', usual: '127.0.0.1', words: 'The address we listen on.' },
  {
    name: 'DATA_DIR',
    usual: './data',
    words: 'Where the embedded database, the secret key and the command socket live.',
  },
  {
    name: 'DATABASE_URL',
    usual: 'none',
    words: 'The web login of a PostgreSQL server, 15 or later. Without it the embedded database is used.',
  },
  { name: 'DATABASE_OWNER_URL', usual: 'none', words: 'The login that owns the tables: migrates and restores.' },
  {
    name: 'PUBLIC_URL',
    usual: 'http://HOST:PORT',
    words: 'The address people use. With https, cookies are sent over https only.',
  },
  {
    name: 'SECRET_KEY',
    usual: 'made in DATA_DIR',
    words: '32 bytes as 64 hexadecimal digits, the same for every process on one database.',
  },
  {
    name: 'SMTP_URL',
    usual: 'none',
    words: 'How letters leave, as smtp://user:password@host:port. Without it they wait in the queue.',
  },
  { name: 'MAIL_FROM', usual: 'Wholeschool <no-reply@localhost>', words: 'The sender of every letter.' },
  { name: 'LOG_LEVEL', usual: 'info', words: 'fatal, error, warn, info, debug, trace or silent.' },
  { name: 'NODE_ENV', usual: 'none', words: 'production refuses a demonstration database.' },
  {
    name: 'TRUST_PROXY',
    usual: 'no',
    words: 'yes when a reverse proxy of yours sets X-Forwarded-For and X-Forwarded-Proto.',
  },
  {
    name: 'METRICS_TOKEN',
    usual: 'none',
    words: 'Opens /metrics to whoever sends it as a bearer token. Without it only this machine itself may read them.',
  },
  {
    name: 'SIGN_IN_PROVIDERS',
    usual: 'none',
    words: 'A JSON file that names Microsoft Entra, Google Workspace, DfE Sign-in or others to sign in with.',
  },
]

export class ConfigMistake extends Error {}

type Environment = Record<string, string | undefined>

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

function portFrom(text: string | undefined): number {
  const port = text === undefined || text === '' ? 3000 : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigMistake(`PORT must be a whole number from 0 to 65535. It is "${text}".`)
  return port
}

function postgresUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol))
    throw new ConfigMistake(`${name} must start with postgres:// and name a host and a database.`)
  return text
}

function publicUrlFrom(text: string | undefined, host: string, port: number): string {
  if (!text) return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new ConfigMistake(`PUBLIC_URL must start with http:// or https://. It is "${text}".`)
  return text.replace(/\/+$/, '')
}

function smtpFrom(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (!/^smtps?:\/\/./.test(text) || !URL.canParse(text))
    throw new ConfigMistake('SMTP_URL must start with smtp:// or smtps://.')
  return text
}

/** The key that seals and signs: from SECRET_KEY, else kept in DATA_DIR with mode 0600 and made when absent. */
function secretKeyFrom(text: string | undefined, dataDir: string): Buffer {
  if (text) {
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new ConfigMistake('SECRET_KEY must be 64 hexadecimal digits.')
    return Buffer.from(text, 'hex')
  }
  const path = join(dataDir, 'secret.key')
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    try {
      writeFileSync(path, randomBytes(32).toString('hex') + '\n', { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process made it a moment ago: then theirs is the key.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  const kept = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(kept))
    throw new ConfigMistake(`${path} does not hold a key. Put back the file from your backup.`)
  return Buffer.from(kept, 'hex')
}

function signInProvidersFrom(path: string | undefined): readonly SignInProvider[] {
  if (!path) return []
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigMistake(
      `SIGN_IN_PROVIDERS names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    )
  }
  const read = readProviders(text)
  if (typeof read === 'string') throw new ConfigMistake(`SIGN_IN_PROVIDERS names ${path}, and ${read}.`)
  return read
}

function metricsTokenFrom(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (!/^[\x21-\x7e]{20,200}$/.test(text))
    throw new ConfigMistake(
      'METRICS_TOKEN must be 20 to 200 characters without spaces: openssl rand -hex 32 makes one.',
    )
  return text
}

/** Reads the environment once. Throws ConfigMistake with a sentence for whoever set it. */
export function readConfig(env: Environment = process.env): Config {
  const port = portFrom(env.PORT)
  const host = env.HOST || '127.0.0.1'
  if (!/^[0-9a-zA-Z.:_-]+$/.test(host)) throw new ConfigMistake(`HOST must be an address or a name. It is "${host}".`)
  const dataDir = resolve(env.DATA_DIR || './data')
  const databaseUrl = postgresUrl('DATABASE_URL', env.DATABASE_URL)
  const ownerUrl = postgresUrl('DATABASE_OWNER_URL', env.DATABASE_OWNER_URL)
  if (ownerUrl && !databaseUrl)
    throw new ConfigMistake('DATABASE_OWNER_URL needs DATABASE_URL, the web login, beside it.')
  const logLevel = env.LOG_LEVEL || 'info'
  if (!LEVELS.includes(logLevel))
    throw new ConfigMistake(`LOG_LEVEL must be one of ${LEVELS.join(', ')}. It is "${logLevel}".`)
  if (env.TRUST_PROXY && !['yes', 'no'].includes(env.TRUST_PROXY))
    throw new ConfigMistake('TRUST_PROXY must be yes or no.')
  return {
    port,
    host,
    dataDir,
    databaseUrl,
    ownerUrl,
    publicUrl: publicUrlFrom(env.PUBLIC_URL, host, port),
    smtpUrl: smtpFrom(env.SMTP_URL),
    mailFrom: env.MAIL_FROM || 'Wholeschool <no-reply@localhost>',
    logLevel,
    production: env.NODE_ENV === 'production',
    trustProxy: env.TRUST_PROXY === 'yes',
    metricsToken: metricsTokenFrom(env.METRICS_TOKEN),
    signInProviders: signInProvidersFrom(env.SIGN_IN_PROVIDERS),
    secretKey: secretKeyFrom(env.SECRET_KEY, dataDir),
  }
}
