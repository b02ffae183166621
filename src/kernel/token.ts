// The form token: proof that a form came from a page of ours, opened in this browser. It is bound to the cookie that
// the browser holds and masked afresh in each response, so that compression cannot give it away letter by letter.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from './secrets.ts'

function base(secrets: Secrets, cookie: string): Buffer {
  return Buffer.from(secrets.sign('form-token', cookie), 'base64url').subarray(0, 16)
}

const mixed = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, i) => byte ^ b[i]!))

export function formToken(secrets: Secrets, cookie: string): string {
  const mask = randomBytes(16)
  return Buffer.concat([mask, mixed(mask, base(secrets, cookie))]).toString('base64url')
}

export function tokenHolds(secrets: Secrets, cookie: string | undefined, token: unknown): boolean {
  if (!cookie || typeof token !== 'string') return false
  const sent = Buffer.from(token, 'base64url')
  if (sent.length !== 32) return false
  return timingSafeEqual(mixed(sent.subarray(0, 16), sent.subarray(16)), base(secrets, cookie))
}
