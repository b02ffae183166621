// The links and codes of a call: made by chance, kept as hashes for whoever comes with one, and sealed for the lead.
import { randomInt } from 'node:crypto'
import type { Secrets } from '../../../kernel/secrets.ts'
import { hashOf, newToken } from '../../../kernel/secrets.ts'
import { CODE_LENGTH, CODE_LETTERS, type Kind } from './rules.ts'

export type Pair = { token: string; code: string }
export type KeptPair = { link: Buffer; code: Buffer; sealed: Buffer }
export type LinkOf = { setting: string; call: string; kind: Kind }

export function newPair(): Pair {
  const code = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
  return { token: newToken(), code }
}

/** Codes are few enough to be tried one by one against a plain hash: theirs needs the installation's key. */
export function codeHash(secrets: Secrets, code: string): Buffer {
  return Buffer.from(secrets.sign('rater-code', code), 'base64url')
}

const boundTo = ({ setting, call, kind }: LinkOf): string => `${setting} ${call} ${kind}`

export function keptPair(secrets: Secrets, pair: Pair, of: LinkOf): KeptPair {
  return {
    link: hashOf(pair.token),
    code: codeHash(secrets, pair.code),
    sealed: secrets.seal('rater-link', JSON.stringify(pair), boundTo(of)),
  }
}

/** The link and code again; undefined when the installation's key is another one. */
export function openPair(secrets: Secrets, sealed: Buffer, of: LinkOf): Pair | undefined {
  const clear = secrets.open('rater-link', sealed, boundTo(of))
  return clear === undefined ? undefined : (JSON.parse(clear) as Pair)
}
