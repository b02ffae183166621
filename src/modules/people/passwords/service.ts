// Passwords kept as argon2id in the self-describing form, so that the cost can rise later: who signs in then gets a
// new hash. An account that does not exist costs the same work as one that does.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { asTyped, whyTooEasy, type Whose } from './rules.ts'

const argon2Of = promisify(argon2)

export type Cost = { memory: number; passes: number; parallelism: number }

/** 19 MiB, two passes, one lane: what OWASP asks of argon2id. */
export const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }

type Kept = Cost & { salt: Buffer; tag: Buffer }

const FORM = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

function keptFrom(text: string): Kept | undefined {
  const parts = FORM.exec(text)
  if (!parts) return undefined
  const [memory, passes, parallelism] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return { memory, passes, parallelism, salt: Buffer.from(parts[4]!, 'base64'), tag: Buffer.from(parts[5]!, 'base64') }
}

function work(password: string, salt: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  const { memory, passes, parallelism } = cost
  return argon2Of('argon2id', { message: asTyped(password), nonce: salt, parallelism, tagLength, memory, passes })
}

export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16)
  const tag = await work(password, salt, cost, 32)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(tag)}`
}

/** Nobody's password: random bytes stand where the tag would. */
const NOBODYS: Kept = { ...COST, salt: randomBytes(16), tag: randomBytes(32) }

/** Whether the password is the one kept. Without anything kept it does the same work and says no. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const known = kept === null ? undefined : keptFrom(kept)
  const { salt, tag, ...cost } = known ?? NOBODYS
  const made = await work(password, salt, cost, tag.length)
  return timingSafeEqual(made, tag) && known !== undefined
}

/** The hash was made at another cost than we ask for now. */
export function isOutdated(kept: string, cost: Cost = COST): boolean {
  const known = keptFrom(kept)
  return !known || known.memory < cost.memory || known.passes < cost.passes || known.parallelism !== cost.parallelism
}

let commonList: Promise<ReadonlySet<string>> | undefined

/** The common passwords of the world, read when first needed and kept in memory. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  commonList ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return commonList
}

/** A sentence when the password is too easy, else undefined. */
export async function whyRefused(password: string, whose: Whose): Promise<string | undefined> {
  return whyTooEasy(asTyped(password), whose, await commonPasswords())
}
