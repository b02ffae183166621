// What people and attackers send: names in every script, broken text, markup, numbers out of range, far too much.
import { createHash } from 'node:crypto'

export const HOSTILE: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  "Robert'); drop table people.people;--",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  '%00%0a%2e%2e',
  'Ngũgĩ wa Thiong’o',
  'محمد عبد الله',
  'Зоряна Ковальчук',
  '王小明',
  'อรุณ ศรี',
  'Łukasz Żółć',
  '👩‍👩‍👧‍👦',
  '\ud800',
  '\u202Eevil',
  '-1',
  '0',
  '1e309',
  '99999999999999999999',
  'NaN',
  '2026-02-30',
  '0000-00-00',
  '31/12/9999',
  'true',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  '00000000-0000-0000-0000-000000000000',
  'not-a-uuid',
  'http://example.com',
  'javascript:alert(1)',
  '//evil.example',
  '/\\evil.example',
  'x'.repeat(300),
  'x'.repeat(70_000),
  '\r\nSet-Cookie: a=b',
  '=cmd|calc',
]

/** A seeded generator of numbers in [0, 1): the same seed gives the same run. */
export function randomFrom(seed: number): () => number {
  let at = 0
  let block = Buffer.alloc(0)
  return () => {
    if (at % 8 === 0)
      block = createHash('sha256')
        .update(`${seed}:${at / 8}`)
        .digest()
    const value = block.readUInt32BE((at % 8) * 4)
    at += 1
    return value / 2 ** 32
  }
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}
