// Sealing what must not be readable in a table or a backup: AES-256-GCM under keys derived from the installation's
// key by HKDF (RFC 5869), one for each purpose. Also the hashes that stand in tables for tokens.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export type Secrets = {
  /** Sealed bytes: version, nonce, tag, ciphertext. `bound` must be the same to open: a person, a route. */
  seal(purpose: string, clear: string, bound?: string): Buffer
  /** The clear text, or undefined when it was altered, sealed by another key, or bound to something else. */
  open(purpose: string, sealed: Buffer, bound?: string): string | undefined
  sign(purpose: string, text: string): string
}

export function makeSecrets(master: Buffer): Secrets {
  const keys = new Map<string, Buffer>()
  const keyFor = (purpose: string): Buffer => {
    let key = keys.get(purpose)
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `wholeschool:${purpose}`, 32))
      keys.set(purpose, key)
    }
    return key
  }
  return {
    seal(purpose, clear, bound = '') {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce).setAAD(Buffer.from(bound))
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body])
    },
    open(purpose, sealed, bound = '') {
      if (sealed.length < 29 || sealed[0] !== 1) return undefined
      const cipher = createDecipheriv('aes-256-gcm', keyFor(purpose), sealed.subarray(1, 13))
      cipher.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(13, 29))
      try {
        return Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()]).toString('utf8')
      } catch {
        return undefined // Not ours, or touched: the caller treats it as absent.
      }
    },
    sign: (purpose, text) => createHmac('sha256', keyFor(purpose)).update(text).digest('base64url'),
  }
}

/** A token for a cookie or a link: 32 random bytes. Only its hash is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function sameText(a: string, b: string): boolean {
  const one = createHash('sha256').update(a).digest()
  const two = createHash('sha256').update(b).digest()
  return timingSafeEqual(one, two)
}
